"""Devices of each ring, by arithmetic shown here."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edgewright.topology.model import RolloutPlan, RolloutRing
from edgewright.topology.rings import RingShare, ring_shares


def rollout(*percents: float | None) -> RolloutPlan:
    rings = (RolloutRing(f"ring-{n}", percent, None) for n, percent in enumerate(percents))
    return RolloutPlan(tuple(rings), 2.0, "previous")


def counts(percents: tuple[float | None, ...], devices: int) -> list[int]:
    return [share.devices for share in ring_shares(rollout(*percents), devices)]


def test_a_ring_is_rounded_up_and_the_last_takes_the_rest() -> None:
    # reached: 1% of 40 = 0.4 -> 1; 10% = 4; all 40
    assert counts((1, 10, None), 40) == [1, 3, 36]
    # reached: 1% of 120 = 1.2 -> 2; 10% = 12; all 120
    assert counts((1, 10, None), 120) == [2, 10, 108]


def test_a_percentage_is_the_share_reached_so_far() -> None:
    assert counts((10, 50, 90, None), 100) == [10, 40, 40, 10]
    assert counts((50, 100, None), 10) == [5, 5]


def test_a_share_is_that_of_the_number_as_written() -> None:
    # In binary 1,000 * 1.1 / 100 is 11.000000000000002, and 12 when rounded up.
    assert counts((1.1, None), 1000) == [11, 989]


def test_rings_without_devices_are_dropped() -> None:
    assert ring_shares(rollout(1, 10, None), 1) == (RingShare("ring-0", 1),)


def test_a_last_ring_with_a_percentage_still_takes_the_rest() -> None:
    assert counts((10, 20), 100) == [10, 90]


def test_no_rollout_is_one_ring() -> None:
    assert ring_shares(None, 7) == (RingShare("all", 7),)


@given(
    st.lists(st.floats(min_value=0.01, max_value=100), min_size=1, max_size=6),
    st.integers(min_value=1, max_value=1_000_000),
)
def test_rings_always_add_up_to_the_fleet(percents: list[float], devices: int) -> None:
    shares = counts((*percents, None), devices)
    assert sum(shares) == devices
    assert all(share > 0 for share in shares)
