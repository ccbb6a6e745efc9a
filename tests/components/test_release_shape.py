"""Rings, pace and image references, by arithmetic shown here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewright.base.errors import EdgewrightError
from edgewright.components.contract import ImageRegistryOutputs
from edgewright.components.release import (
    full_reference,
    own_repository,
    pace,
    required_image,
)
from edgewright.topology.model import Topology


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
