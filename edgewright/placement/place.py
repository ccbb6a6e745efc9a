"""Placement: each workload on each target it can run on, and the reason against every other.

A latency budget rejects nothing here: the physical bound is recorded, and a policy judges it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from edgewright.base.errors import EdgewrightError, raise_all
from edgewright.placement.latency import event_locations, rtt_lower_bound_s
from edgewright.placement.plan import Assignment, PlacementPlan, Rejection
from edgewright.topology.model import FleetUnit, Location, Topology, Work
from edgewright.topology.works import training_objection


@dataclass(frozen=True)
class _Ground:
    """What a topology offers to place workloads on, at hand by name.

    Attributes:
        events: the locations that a latency budget's `from` can name.
    """

    fleets: Mapping[str, FleetUnit]
    locations: Mapping[str, Location]
    events: Mapping[str, Location]


Objection = Callable[[Work, FleetUnit], str | None]


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
    for work in topology.works:
        settle = _settle_training if work.kind == "training" else _settle_on_fleets
        taken, refused = settle(ground, work)
        assignments.extend(taken)
        rejections.extend(refused)
        if not taken:
            errors.append(_fits_nowhere(work, refused))
    raise_all(errors)
    return PlacementPlan(
        tuple(sorted(assignments, key=lambda item: (item.workload, item.target))),
        tuple(sorted(rejections, key=lambda item: (item.workload, item.candidate))),
    )


def _settle_on_fleets(ground: _Ground, work: Work) -> tuple[list[Assignment], list[Rejection]]:
    taken: list[Assignment] = []
    refused: list[Rejection] = []
    for fleet in (ground.fleets[target] for target in work.targets):
        reasons = [reason for objection in OBJECTIONS if (reason := objection(work, fleet))]
        if reasons:
            refused.append(Rejection(work.id, fleet.id, "; ".join(reasons)))
        else:
            taken.append(_on_fleet(ground, work, fleet))
    return taken, refused


def _settle_training(ground: _Ground, work: Work) -> tuple[list[Assignment], list[Rejection]]:
    if len(work.targets) == 1:
        return [_in_region(work, work.targets[0], "the only region it may run in")], []
    taken: list[Assignment] = []
    refused: list[Rejection] = []
    for target in work.targets:
        objection = training_objection(ground.locations[target])
        if objection:
            refused.append(Rejection(work.id, target, objection))
        elif taken:
            refused.append(Rejection(work.id, target, f"{taken[0].target} is listed before it"))
        else:
            reason = "the first listed region with nothing against it"
            taken.append(_in_region(work, target, reason))
    return taken, refused


def _in_region(work: Work, target: str, reason: str) -> Assignment:
    return Assignment(work.id, work.kind, target, target, None, None, (reason,))


def _on_fleet(ground: _Ground, work: Work, fleet: FleetUnit) -> Assignment:
    return Assignment(
        workload=work.id,
        kind=work.kind,
        target=fleet.id,
        location=fleet.location,
        rtt_lower_bound_s=_bound(ground, work, fleet),
        budget_s=work.latency_p95_s,
        reasons=_fitness(work, fleet),
    )


def _bound(ground: _Ground, work: Work, fleet: FleetUnit) -> float | None:
    if work.latency_p95_s is None:
        return None
    answer = ground.locations[fleet.location]
    event = ground.events.get(work.latency_from or "", answer)
    if event.id == answer.id or event.at is None or answer.at is None:
        return 0.0
    return rtt_lower_bound_s(event.at, answer.at)


def _fitness(work: Work, fleet: FleetUnit) -> tuple[str, ...]:
    reasons = ["the estate names it"]
    if work.memory_bytes is not None:
        need, have = _gigabytes(work.memory_bytes), _gigabytes(fleet.memory_bytes)
        reasons.append(f"needs {need} of memory, {fleet.device_class} has {have}")
    if work.accelerator is not None:
        reasons.append(f"needs a {work.accelerator} accelerator, {fleet.device_class} has one")
    return tuple(reasons)


def _short_of_memory(work: Work, fleet: FleetUnit) -> str | None:
    if work.memory_bytes is None or work.memory_bytes <= fleet.memory_bytes:
        return None
    need, have = _gigabytes(work.memory_bytes), _gigabytes(fleet.memory_bytes)
    return f"needs {need} of memory, {fleet.device_class} has {have}"


def _lacks_accelerator(work: Work, fleet: FleetUnit) -> str | None:
    if work.accelerator is None or work.accelerator == fleet.accelerator:
        return None
    return f"needs a {work.accelerator} accelerator, {fleet.device_class} has {fleet.accelerator}"


OBJECTIONS: tuple[Objection, ...] = (_short_of_memory, _lacks_accelerator)
"""What can speak against a fleet. Every one is asked, so that all reasons are told at once."""


def _gigabytes(size: float) -> str:
    return f"{size / 1e9:.4g} GB"


def _fits_nowhere(work: Work, refused: list[Rejection]) -> EdgewrightError:
    reasons = " | ".join(f"{item.candidate}: {item.reason}" for item in refused)
    return EdgewrightError(
        "PLC-001",
        f"workload {work.id} fits nowhere. {reasons}",
        hint=f"Name other targets under {work.id}'s `on`, or lower what it needs.",
        place=work.at,
    )
