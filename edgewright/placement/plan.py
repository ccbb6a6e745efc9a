"""The placement plan: what was chosen and what was rejected, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Assignment:
    """A workload at one target.

    Attributes:
        target: a fleet's name, or a location id for training.
        rtt_lower_bound_s: between where the event of the latency budget happens and where the
            answer is computed, the round trip no fibre can beat: 2 d / (2/3 c); 0.0 where both are
            the same site; None where the workload has no budget.
        budget_s: the budget's p95 in seconds, or None.
        reasons: why this target, in words.
    """

    workload: str
    kind: Literal["training", "inference", "federated"]
    target: str
    location: str
    rtt_lower_bound_s: float | None
    budget_s: float | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Rejection:
    """A candidate that was not taken, with the reason."""

    workload: str
    candidate: str
    reason: str


@dataclass(frozen=True)
class PlacementPlan:
    """Assignments and rejections, sorted by workload and target."""

    assignments: tuple[Assignment, ...]
    rejections: tuple[Rejection, ...]

    def at(self, workload: str) -> tuple[Assignment, ...]:
        """Where `workload` runs."""
        return tuple(item for item in self.assignments if item.workload == workload)
