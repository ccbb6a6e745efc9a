"""Rings, pace and image references, by arithmetic shown here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewright.base.errors import EdgewrightError
from edgewright.components.contract import ImageRegistryOutputs, RingShare
from edgewright.components.release import (
    full_reference,
    own_repository,
    pace,
    required_image,
    ring_shares,
)
from edgewright.topology.model import RolloutPlan, RolloutRing, Topology


def rollout(*percents: float | None) -> RolloutPlan:
    rings = (RolloutRing(f"ring-{n}", percent, None) for n, percent in enumerate(percents))
    return RolloutPlan(tuple(rings), 2.0, "previous")


def counts(percents: tuple[float | None, ...], devices: int) -> list[int]:
    return [share.devices for share in ring_shares(rollout(*percents), devices)]


def test_a_ring_is_rounded_up_and_the_last_takes_the_rest() -> None:
    # 1% of 40 = 0.4 -> 1; 10% of 40 = 4; 40 - 5 = 35
    assert counts((1, 10, None), 40) == [1, 4, 35]
    # 1% of 120 = 1.2 -> 2; 10% = 12; 120 - 14 = 106
    assert counts((1, 10, None), 120) == [2, 12, 106]


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


@given(
    st.integers(min_value=1, max_value=1_000_000),
    st.floats(min_value=0, max_value=10_000_000),
)
def test_a_pace_is_always_within_iot_jobs_limits(devices: int, offline_s: float) -> None:
    # AWS IoT Jobs: rates 1 to 1000 a minute, timeout 1 to 10,080 minutes; a stop criterion that
    # waits for more devices than there are can never be met
    speed = pace(devices, offline_s)
    assert 1 <= speed.base_per_minute <= speed.max_per_minute <= 1000
    assert 1 <= speed.sample <= devices
    assert speed.raise_after >= 1
    assert 1 <= speed.timeout_minutes <= 10_080


def test_a_devices_time_includes_being_out_of_reach() -> None:
    assert pace(10, 0).timeout_minutes == 60
    assert pace(10, 72 * 3600).timeout_minutes == 60 + 72 * 60


@pytest.mark.parametrize(
    ("image", "repository"),
    [
        ("detect@sha256:" + "0" * 64, "detect"),
        ("detect:1.2", "detect"),
        ("team/detect@sha256:" + "0" * 64, "team/detect"),
        ("registry.example.com/detect@sha256:" + "0" * 64, None),
        ("localhost/detect", None),
        ("registry:5000/detect:1", None),
    ],
)
def test_whose_registry_an_image_is_in(image: str, repository: str | None) -> None:
    assert own_repository(image) == repository


def test_an_own_image_gets_its_host_and_keeps_its_digest() -> None:
    registry = ImageRegistryOutputs({}, {"detect": "host.example/estate/detect"})
    pinned = "detect@sha256:" + "0" * 64
    assert full_reference(pinned, registry) == "host.example/estate/detect@sha256:" + "0" * 64
    assert full_reference("ghcr.io/a/b@sha256:1", registry) == "ghcr.io/a/b@sha256:1"


def test_a_workload_without_an_image_is_an_error(sample: tuple[Topology, object]) -> None:
    from dataclasses import replace

    workload = replace(sample[0].workloads[0], image=None)
    with pytest.raises(EdgewrightError) as caught:
        required_image(workload)
    assert caught.value.code == "CMP-003"
    assert workload.id in caught.value.message
