"""What a release is made of, worked out before any cloud is asked: images, pace, stop criteria."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from edgewright.base.errors import EdgewrightError
from edgewright.components.contract import EdgeModule, ImageRegistryOutputs
from edgewright.topology.model import Workload

SAMPLE_SHARE = 0.1
"""Share of a ring that must have finished before its failures are counted: below it one bad device
in a large ring would stop everything, far above it the ring would be over before it could stop."""
BASE_TIMEOUT_MINUTES = 60
MAX_TIMEOUT_MINUTES = 10_080
"""AWS IoT Jobs: a job execution may be in progress for at most seven days."""


@dataclass(frozen=True)
class Pace:
    """How fast a ring is updated and when it stops by itself, within AWS IoT Jobs' limits.

    Attributes:
        base_per_minute, max_per_minute: devices told per minute, at first and at most (1 to 1000).
        raise_after: devices that must have succeeded before the rate grows.
        sample: devices that must have finished before failures are counted; never more than there
            are, or the criterion could not be reached.
        timeout_minutes: how long one device may take (1 to 10,080).
    """

    base_per_minute: int
    max_per_minute: int
    raise_after: int
    sample: int
    timeout_minutes: int


def pace(devices: int, offline_s: float) -> Pace:
    """The pace for a ring of `devices` that may be out of reach for `offline_s` seconds."""
    tenth = max(1, math.ceil(devices * SAMPLE_SHARE))
    return Pace(
        base_per_minute=min(1000, tenth),
        max_per_minute=min(1000, max(1, devices)),
        raise_after=tenth,
        sample=min(devices, tenth),
        timeout_minutes=min(MAX_TIMEOUT_MINUTES, BASE_TIMEOUT_MINUTES + math.ceil(offline_s / 60)),
    )


def required_image(workload: Workload) -> str:
    """The container image a workload runs.

    Raises:
        EdgewrightError: CMP-003 when the estate names none.
    """
    if workload.image:
        return workload.image
    raise EdgewrightError(
        "CMP-003",
        f"workload {workload.id!r} has no image, so there is nothing to run",
        hint=f"Give workloads.{workload.id} an image pinned by digest: `image: NAME@sha256:...`.",
    )


def own_repository(image: str) -> str | None:
    """The repository in the estate's own registry that `image` names; None for a foreign one.

    As in container references, a first path part with a dot or a colon is a registry's host:
    "detect@sha256:..." is ours, "registry.example.com/detect@sha256:..." is not.
    """
    path = image.partition("@")[0]
    first, slash, _ = path.partition("/")
    if slash and ("." in first or ":" in first or first == "localhost"):
        return None
    return path.partition(":")[0]


def full_reference(image: str, registry: ImageRegistryOutputs) -> str:
    """`image` with its registry's host, tag and digest kept as they are."""
    repository = own_repository(image)
    if repository is None:
        return image
    return registry.addresses[repository] + image.removeprefix(repository)


def models_in(modules: Iterable[EdgeModule]) -> str | None:
    """The models that modules take along, as an intent names a carrier; None without one."""
    return ", ".join(sorted({one.model_asset for one in modules if one.model_asset})) or None
