"""What the estate wants of each cloud region, settled before the first resource is declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module

from edgewright.base.errors import EdgewrightError
from edgewright.components.labels import assets_at
from edgewright.components.release import own_repository, required_image
from edgewright.placement.plan import PlacementPlan
from edgewright.topology.model import FleetUnit, Topology, Workload


@dataclass(frozen=True)
class FleetPart:
    """A fleet with the workloads placed on it, sorted by id."""

    unit: FleetUnit
    workloads: tuple[Workload, ...]


@dataclass(frozen=True)
class Part:
    """What the estate wants of one region.

    Attributes:
        id: the region's location, "aws/eu-central-1".
        assets: data assets held there.
        trainings: the training workloads placed there. fleets: those it manages.
        supplied: fleets that no cloud manages, whose images and models are fetched from here.
    """

    id: str
    cloud: str
    region: str
    assets: tuple[str, ...]
    trainings: tuple[Workload, ...]
    fleets: tuple[FleetPart, ...]
    supplied: tuple[FleetPart, ...] = ()

    def repositories(self) -> tuple[str, ...]:
        """The image repositories its workloads pull from here, sorted."""
        fleets = (*self.fleets, *self.supplied)
        workloads = [
            *self.trainings,
            *(workload for fleet in fleets for workload in fleet.workloads),
        ]
        named = {own_repository(required_image(workload)) for workload in workloads}
        return tuple(sorted(name for name in named if name is not None))


@dataclass(frozen=True)
class SitePart:
    """A fleet that no cloud manages.

    Attributes:
        supplier: the region whose registry and stores its images and models are fetched from
            before they are carried to the site; None for an estate without regions.
    """

    fleet: FleetPart
    supplier: str | None


def plan_parts(topology: Topology, plan: PlacementPlan) -> tuple[Part, ...]:
    """What each region gets, for the regions that get anything, sorted by id.

    Raises:
        EdgewrightError: CMP-001 for what a cloud does not offer, CMP-002 for a fleet without a
            region to manage it, CMP-003 for a workload without an image.
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
            parts.append(part)
    sites = _sites(topology, plan, parts)
    return tuple(_offered(_supplying(part, sites)) for part in parts)


def plan_sites(
    topology: Topology, plan: PlacementPlan, parts: Sequence[Part]
) -> tuple[SitePart, ...]:
    """The fleets that no cloud manages, sorted by id.

    Raises:
        EdgewrightError: CMP-001 for what their runtime does not offer, CMP-003 for a workload
            without an image, CMP-006 for an image that is in no registry.
    """
    sites = _sites(topology, plan, parts)
    for site in sites:
        for capability in ("EdgeFleet", "EdgeRelease"):
            _refuse_lacking(site.fleet.unit.runtime, capability, f"fleet {site.fleet.unit.id!r}")
        for workload in site.fleet.workloads:
            _require_registry(site, workload)
    return sites


def _sites(topology: Topology, plan: PlacementPlan, parts: Sequence[Part]) -> tuple[SitePart, ...]:
    fleets = [
        FleetPart(unit, _placed(topology, plan, unit.id))
        for unit in topology.fleets
        if unit.cloud is None
    ]
    return tuple(SitePart(fleet, _supplier(fleet, parts)) for fleet in fleets)


def _supplier(fleet: FleetPart, parts: Sequence[Part]) -> str | None:
    """The first region that holds a model the fleet runs, else the first of all."""
    models = {workload.model for workload in fleet.workloads if workload.model}
    holding = [part.id for part in parts if models & set(part.assets)]
    return next(iter([*holding, *(part.id for part in parts)]), None)


def _supplying(part: Part, sites: Sequence[SitePart]) -> Part:
    return replace(part, supplied=tuple(site.fleet for site in sites if site.supplier == part.id))


def _require_registry(site: SitePart, workload: Workload) -> None:
    image = required_image(workload)
    if site.supplier is None and own_repository(image) is not None:
        raise EdgewrightError(
            "CMP-006",
            f"workload {workload.id!r} runs {image} of the estate's own registry, "
            "and the estate has no region where one could be",
            hint=f"Name the registry's host: `image: registry.example.com/{image}`.",
        )


def managing_region(topology: Topology, fleet: FleetUnit) -> str | None:
    """The location id of the region that manages a fleet; None for a fleet no cloud manages.

    One in the fleet's own country if its cloud has one in the estate, else the first the estate
    lists: what its devices report passes through it.

    Raises:
        EdgewrightError: CMP-002 when the estate lists no region of the fleet's cloud.
    """
    if fleet.cloud is None:
        return None
    cloud = topology.cloud(fleet.cloud)
    regions = cloud.regions if cloud else ()
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


def _placed(topology: Topology, plan: PlacementPlan, target: str) -> tuple[Workload, ...]:
    """The workloads placed on a target: a fleet's name or a region's location id."""
    placed = {item.workload for item in plan.assignments if item.target == target}
    return tuple(workload for workload in topology.workloads if workload.id in placed)


def _offered(part: Part) -> Part:
    """The part itself, when its cloud offers all it needs."""
    for capability, wanted_by in _needed(part):
        _refuse_lacking(part.cloud, capability, wanted_by)
    return part


def _needed(part: Part) -> Iterator[tuple[str, str]]:
    """Each capability the part needs, with what needs it."""
    yield "Keys", part.id
    for asset in part.assets:
        yield "DataLake", f"data {asset!r} in {part.id}"
    for repository in part.repositories():
        yield "ImageRegistry", f"image {repository!r}"
    for workload in part.trainings:
        yield "ModelRegistry", f"workload {workload.id!r}"
        yield "Training", f"workload {workload.id!r}"
    for fleet in part.fleets:
        yield "EdgeFleet", f"fleet {fleet.unit.id!r}"
        if fleet.workloads:
            yield "EdgeRelease", f"fleet {fleet.unit.id!r}"


def _refuse_lacking(cloud: str, capability: str, wanted_by: str) -> None:
    reason = import_module(f"edgewright.components.{cloud}.capabilities").CAPABILITIES[capability]
    if reason is not None:
        raise EdgewrightError(
            "CMP-001",
            f"{wanted_by} needs {capability}, which {cloud} does not offer: {reason}",
            hint="Choose a runtime or a cloud that offers it, or take it out of the estate.",
        )
