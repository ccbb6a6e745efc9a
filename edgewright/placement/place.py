"""Placement: each workload on each target it can run on, and the reason against every other.

A latency budget rejects nothing here: the physical bound is recorded, and a policy judges it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from edgewright.base.errors import EdgewrightError, raise_all
from edgewright.placement.latency import event_locations, rtt_lower_bound_s
from edgewright.placement.plan import Assignment, PlacementPlan, Rejection
from edgewright.topology.model import FleetUnit, Location, Topology, Workload
from edgewright.topology.workloads import training_objection


@dataclass(frozen=True)
class _Ground:
    """What a topology offers to place workloads on, at hand by name.

    Attributes:
        events: the locations that a latency budget's `from` can name.
    """

    fleets: Mapping[str, FleetUnit]
    locations: Mapping[str, Location]
    events: Mapping[str, Location]


Objection = Callable[[Workload, FleetUnit], str | None]


def place(topology: Topology) -> PlacementPlan:
    """Where every workload runs.

    Raises:
        EdgewrightError: PLC-001 for each workload whose every candidate is rejected.
    """
    ground = _Ground(
        {fleet.id: fleet for fleet in topology.fleets},
        {location.id: location for location in topology.locations},
        event_locations(topology),
    )
    assignments: list[Assignment] = []
    rejections: list[Rejection] = []
    errors: list[EdgewrightError] = []
    for workload in topology.workloads:
        settle = _settle_training if workload.kind == "training" else _settle_on_fleets
        taken, refused = settle(ground, workload)
        assignments.extend(taken)
        rejections.extend(refused)
        if not taken:
            errors.append(_fits_nowhere(workload, refused))
    raise_all(errors)
    return PlacementPlan(
        tuple(sorted(assignments, key=lambda item: (item.workload, item.target))),
        tuple(sorted(rejections, key=lambda item: (item.workload, item.candidate))),
    )


def _settle_on_fleets(
    ground: _Ground, workload: Workload
) -> tuple[list[Assignment], list[Rejection]]:
    taken: list[Assignment] = []
    refused: list[Rejection] = []
    for fleet in (ground.fleets[target] for target in workload.targets):
        reasons = [reason for objection in OBJECTIONS if (reason := objection(workload, fleet))]
        if reasons:
            refused.append(Rejection(workload.id, fleet.id, "; ".join(reasons)))
        else:
            taken.append(_on_fleet(ground, workload, fleet))
    return taken, refused


def _settle_training(
    ground: _Ground, workload: Workload
) -> tuple[list[Assignment], list[Rejection]]:
    if len(workload.targets) == 1:
        return [_in_region(workload, workload.targets[0], "the only region it may run in")], []
    taken: list[Assignment] = []
    refused: list[Rejection] = []
    for target in workload.targets:
        objection = training_objection(ground.locations[target])
        if objection:
            refused.append(Rejection(workload.id, target, objection))
        elif taken:
            refused.append(Rejection(workload.id, target, f"{taken[0].target} is listed before it"))
        else:
            reason = "the first listed region with nothing against it"
            taken.append(_in_region(workload, target, reason))
    return taken, refused


def _in_region(workload: Workload, target: str, reason: str) -> Assignment:
    return Assignment(workload.id, workload.kind, target, target, None, None, (reason,))


def _on_fleet(ground: _Ground, workload: Workload, fleet: FleetUnit) -> Assignment:
    return Assignment(
        workload=workload.id,
        kind=workload.kind,
        target=fleet.id,
        location=fleet.location,
        rtt_lower_bound_s=_bound(ground, workload, fleet),
        budget_s=workload.latency_p95_s,
        reasons=_fitness(workload, fleet),
    )


def _bound(ground: _Ground, workload: Workload, fleet: FleetUnit) -> float | None:
    if workload.latency_p95_s is None:
        return None
    answer = ground.locations[fleet.location]
    event = ground.events.get(workload.latency_from or "", answer)
    if event.id == answer.id or event.at is None or answer.at is None:
        return 0.0
    return rtt_lower_bound_s(event.at, answer.at)


def _fitness(workload: Workload, fleet: FleetUnit) -> tuple[str, ...]:
    reasons = ["the estate names it"]
    if workload.memory_bytes is not None:
        need, have = _gigabytes(workload.memory_bytes), _gigabytes(fleet.memory_bytes)
        reasons.append(f"needs {need} of memory, {fleet.device_class} has {have}")
    if workload.accelerator is not None:
        reasons.append(f"needs a {workload.accelerator} accelerator, {fleet.device_class} has one")
    return tuple(reasons)


def _short_of_memory(workload: Workload, fleet: FleetUnit) -> str | None:
    if workload.memory_bytes is None or workload.memory_bytes <= fleet.memory_bytes:
        return None
    need, have = _gigabytes(workload.memory_bytes), _gigabytes(fleet.memory_bytes)
    return f"needs {need} of memory, {fleet.device_class} has {have}"


def _lacks_accelerator(workload: Workload, fleet: FleetUnit) -> str | None:
    if workload.accelerator is None or workload.accelerator == fleet.accelerator:
        return None
    return (
        f"needs a {workload.accelerator} accelerator, {fleet.device_class} has {fleet.accelerator}"
    )


OBJECTIONS: tuple[Objection, ...] = (_short_of_memory, _lacks_accelerator)
"""What can speak against a fleet. Every one is asked, so that all reasons are told at once."""


def _gigabytes(size: float) -> str:
    return f"{size / 1e9:.4g} GB"


def _fits_nowhere(workload: Workload, refused: list[Rejection]) -> EdgewrightError:
    reasons = " | ".join(f"{item.candidate}: {item.reason}" for item in refused)
    return EdgewrightError(
        "PLC-001",
        f"workload {workload.id} fits nowhere. {reasons}",
        hint=f"Name other targets under {workload.id}'s `on`, or lower what it needs.",
        place=workload.at,
    )
