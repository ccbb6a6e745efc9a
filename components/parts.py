"""What the estate wants of each cloud region, settled before the first resource is declared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from components.labels import assets_at
from components.release import own_repository, required_image
from edgewright.base.errors import EdgewrightError
from edgewright.placement.plan import PlacementPlan
from edgewright.topology.model import FleetUnit, Topology, Work


@dataclass(frozen=True)
class FleetPart:
    """A fleet with the workloads placed on it, sorted by id."""

    unit: FleetUnit
    works: tuple[Work, ...]


@dataclass(frozen=True)
class Part:
    """What the estate wants of one region.

    Attributes:
        id: the region's location, "aws/eu-central-1".
        assets: data assets held there.
        trainings: the training workloads placed there. fleets: those it manages.
    """

    id: str
    cloud: str
    region: str
    assets: tuple[str, ...]
    trainings: tuple[Work, ...]
    fleets: tuple[FleetPart, ...]

    def repositories(self) -> tuple[str, ...]:
        """The image repositories its workloads pull from here, sorted."""
        works = [*self.trainings, *(work for fleet in self.fleets for work in fleet.works)]
        named = {own_repository(required_image(work)) for work in works}
        return tuple(sorted(name for name in named if name is not None))


def plan_parts(topology: Topology, plan: PlacementPlan) -> tuple[Part, ...]:
    """What each region gets, for the regions that get anything, sorted by id.

    Raises:
        EdgewrightError: CMP-001 for what a cloud (or K3s) does not offer, CMP-002 for a fleet
            without a region to manage it, CMP-003 for a workload without an image.
    """
    managers = {unit.id: managing_region(topology, unit) for unit in topology.fleets}
    parts = []
    for location in (item for item in topology.locations if item.cloud is not None):
        part = Part(
            id=location.id,
            cloud=str(location.cloud),
            region=location.name,
            assets=assets_at(topology, plan, location.id),
            trainings=_placed(topology, plan, location.id),
            fleets=tuple(
                FleetPart(unit, _placed(topology, plan, unit.id))
                for unit in topology.fleets
                if managers[unit.id] == location.id
            ),
        )
        if part.assets or part.trainings or part.fleets:
            parts.append(_offered(part))
    return tuple(parts)


def managing_region(topology: Topology, fleet: FleetUnit) -> str:
    """The location id of the region that manages a fleet.

    One in the fleet's own country if its cloud has one in the estate, else the first the estate
    lists: what its devices report passes through it.

    Raises:
        EdgewrightError: CMP-001 for a fleet no cloud manages, CMP-002 when the estate lists no
            region of the fleet's cloud.
    """
    if fleet.cloud is None:
        raise _refusal(fleet.runtime, "EdgeFleet", f"fleet {fleet.id!r}")
    regions = dict(topology.regions).get(fleet.cloud, ())
    if not regions:
        raise EdgewrightError(
            "CMP-002",
            f"fleet {fleet.id!r} runs {fleet.runtime}, which {fleet.cloud} manages, "
            "and the estate lists no region of it",
            hint=f"List the region that shall manage it under clouds.{fleet.cloud}.regions.",
        )
    ids = [f"{fleet.cloud}/{region}" for region in regions]
    near = [id for id in ids if topology.location(id).country == fleet.country]
    return (near or ids)[0]


def _placed(topology: Topology, plan: PlacementPlan, target: str) -> tuple[Work, ...]:
    """The workloads placed on a target: a fleet's name or a region's location id."""
    placed = {item.workload for item in plan.assignments if item.target == target}
    return tuple(work for work in topology.works if work.id in placed)


def _offered(part: Part) -> Part:
    """The part itself, when its cloud offers all it needs."""
    offers = import_module(f"components.{part.cloud}.capabilities").CAPABILITIES
    for capability, wanted_by in _needed(part):
        if offers[capability] is not None:
            raise _refusal(part.cloud, capability, wanted_by)
    return part


def _needed(part: Part) -> Iterator[tuple[str, str]]:
    """Each capability the part needs, with what needs it."""
    yield "Keys", part.id
    for asset in part.assets:
        yield "DataLake", f"data {asset!r} in {part.id}"
    for repository in part.repositories():
        yield "ImageRegistry", f"image {repository!r}"
    for work in part.trainings:
        yield "ModelRegistry", f"workload {work.id!r}"
        yield "Training", f"workload {work.id!r}"
    for fleet in part.fleets:
        yield "EdgeFleet", f"fleet {fleet.unit.id!r}"
        if fleet.works:
            yield "EdgeRelease", f"fleet {fleet.unit.id!r}"


def _refusal(cloud: str, capability: str, wanted_by: str) -> EdgewrightError:
    reason = import_module(f"components.{cloud}.capabilities").CAPABILITIES[capability]
    return EdgewrightError(
        "CMP-001",
        f"{wanted_by} needs {capability}, which {cloud} does not offer: {reason}",
        hint="Choose a runtime or a cloud that offers it, or take it out of the estate.",
    )
