"""How many devices each ring of a rollout has: the one place where percentages become devices."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from edgewright.topology.model import RolloutPlan, RolloutRing

WHOLE_FLEET = "all"


@dataclass(frozen=True)
class RingShare:
    """One ring of a fleet: how many of its devices are in it."""

    name: str
    devices: int


def ring_shares(rollout: RolloutPlan | None, devices: int) -> tuple[RingShare, ...]:
    """How many of a fleet's `devices` each ring has, in order, adding up to `devices`.

    A ring's percentage is the share of the whole fleet that is reached once it is done, the rings
    before it included: 10, 50, 90 and the rest of 100 devices are rings of 10, 40, 40 and 10. What
    is reached is rounded up, so that a canary is never empty. The last ring takes all that is
    left. Rings for which no device is left are dropped.
    """
    if rollout is None:
        return (RingShare(WHOLE_FLEET, devices),)
    shares, before = [], 0
    for ring in rollout.rings:
        reached = devices if ring is rollout.rings[-1] else _reached(ring, devices)
        if reached > before:
            shares.append(RingShare(ring.name, reached - before))
            before = reached
    return tuple(shares)


def _reached(ring: RolloutRing, devices: int) -> int:
    # In decimals, as it was written: 1.1 % of 1,000 devices is 11, and in binary a little more.
    if ring.percent is None:
        return devices
    return min(devices, math.ceil(devices * Decimal(str(ring.percent)) / 100))
