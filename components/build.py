"""From topology and placement to declared resources: read it top to bottom, it runs that way.

Per region of a cloud in use: the region, its key, a store per data asset, images; then models and
training; then fleets and what runs on them. Each step takes only outputs of steps above it. Fleets
that no cloud manages come last: what they run is content to carry to their sites.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

import pulumi

from edgewright.base.errors import EdgewrightError
from edgewright.base.extras import require_extra
from edgewright.components import contract
from edgewright.components.contract import (
    Catalogue,
    DataLabel,
    DataLakeOutputs,
    Home,
    Made,
)
from edgewright.components.labels import labels_of, written_by
from edgewright.components.parts import FleetPart, Part, plan_parts, plan_sites
from edgewright.components.release import (
    full_reference,
    own_repository,
    required_image,
)
from edgewright.components.sites import declare_sites
from edgewright.placement.plan import PlacementPlan
from edgewright.topology.holdings import days
from edgewright.topology.model import Topology, Workload
from edgewright.topology.rings import RingShare, ring_shares


def build_stack(topology: Topology, plan: PlacementPlan) -> dict[str, Any]:
    """Declare everything the estate needs; returns what the stack exports, by region and site.

    Ends the program with a coded error and no traceback: before the first resource with CMP-001
    for what a cloud does not offer, CMP-002 for a fleet without a region to manage it, CMP-003 for
    a workload without an image, CMP-006 for an image in no registry; then with CMP-004 for a
    training job no machine fits, CMP-005 for a document that is larger than its service takes.
    EXT-001 is a cloud whose extra is not installed.
    """
    try:
        return _declare_all(topology, plan)
    except EdgewrightError as failure:
        raise pulumi.RunError(failure.text()) from failure


def _declare_all(topology: Topology, plan: PlacementPlan) -> dict[str, Any]:
    parts = plan_parts(topology, plan)
    sites = plan_sites(topology, plan, parts)
    for cloud in sorted({part.cloud for part in parts}):
        require_extra(cloud, f"components for {cloud}")
    grounds = {part.id: _lay_ground(part, topology) for part in parts}
    trained = {part.id: _declare_training(part, topology, grounds[part.id]) for part in parts}
    edges = {part.id: _declare_edge(part, topology, grounds) for part in parts}
    carried = declare_sites(sites, topology, grounds)
    regional = {
        part.id: _exports(grounds[part.id], trained[part.id], edges[part.id]) for part in parts
    }
    return {**regional, **carried}


@dataclass(frozen=True)
class Ground:
    """What everything else in a region stands on."""

    name: str
    catalogue: Catalogue
    home: Home
    options: pulumi.ResourceOptions
    keys: contract.KeysOutputs
    lakes: Mapping[str, DataLakeOutputs]
    images: contract.ImageRegistryOutputs

    def image(self, workload: Workload) -> str:
        """The full reference of a workload's image."""
        return full_reference(required_image(workload), self.images)

    def image_source(self, workload: Workload) -> pulumi.Output[str] | None:
        """The id of the repository it is pulled from; None for a foreign registry."""
        return self.images.ids.get(own_repository(required_image(workload)) or "")


def _lay_ground(part: Part, topology: Topology) -> Ground:
    """The region itself, its key, a store per asset, its image registry."""
    name = part.id.replace("/", "-")
    catalogue = _catalogue(part.cloud)
    held = labels_of(topology, part.assets)
    region = catalogue.Region(name, _region_args(part, topology, held), None)
    home, options = region.outputs, pulumi.ResourceOptions(parent=_resource(region))
    keys = catalogue.Keys(f"{name}-keys", contract.KeysArgs(home, held), options).outputs
    lakes = {
        asset: catalogue.DataLake(
            f"{name}-{asset}",
            contract.DataLakeArgs(
                home=home,
                asset=asset,
                data=labels_of(topology, [asset]),
                retention_days=days(topology.asset(asset).retention_s),
                keys=keys,
            ),
            options,
        ).outputs
        for asset in part.assets
    }
    images = contract.ImageRegistryOutputs({}, {})
    if part.repositories():
        wanted = contract.ImageRegistryArgs(home, part.repositories(), keys)
        images = catalogue.ImageRegistry(f"{name}-images", wanted, options).outputs
    return Ground(name, catalogue, home, options, keys, lakes, images)


def _declare_training(part: Part, topology: Topology, ground: Ground) -> dict[str, Any]:
    """The model registry, then a definition per training workload that lists its models there."""
    if not part.trainings:
        return {}
    models = {workload.id: written_by(topology, workload.id) for workload in part.trainings}
    made = tuple(sorted({model for names in models.values() for model in names}))
    registry = ground.catalogue.ModelRegistry(
        f"{ground.name}-models",
        contract.ModelRegistryArgs(
            ground.home, made, labels_of(topology, made), ground.keys, ground.images
        ),
        ground.options,
    ).outputs
    return {
        workload.id: ground.catalogue.Training(
            f"{ground.name}-{workload.id}",
            contract.TrainingArgs(
                home=ground.home,
                workload=workload.id,
                image=ground.image(workload),
                image_source=ground.image_source(workload),
                gpus=workload.gpu,
                data=labels_of(topology, workload.reads),
                reads=tuple(ground.lakes[asset] for asset in sorted(workload.reads)),
                writes=tuple(ground.lakes[asset] for asset in models[workload.id]),
                keys=ground.keys,
                workspace=registry.workspace,
            ),
            ground.options,
        ).outputs.id
        for workload in part.trainings
    }


def _declare_edge(
    part: Part, topology: Topology, grounds: Mapping[str, Ground]
) -> dict[str, dict[str, Any]]:
    """Each fleet, then the release of all that runs on it."""
    ground = grounds[part.id]
    exports: dict[str, dict[str, Any]] = {}
    for fleet in part.fleets:
        rings = ring_shares(topology.rollout, fleet.unit.count)
        edge = _declare_fleet(fleet, part, topology, ground, rings)
        exports[fleet.unit.id] = {"endpoint": edge.endpoint, "enrolment": edge.enrolment}
        if fleet.workloads:
            args = _release_args(fleet, topology, grounds, ground, rings, edge)
            name = f"{ground.name}-{fleet.unit.id}-release"
            release = ground.catalogue.EdgeRelease(name, args, ground.options).outputs
            exports[fleet.unit.id]["deployments"] = dict(release.deployments)
    return exports


def _declare_fleet(
    fleet: FleetPart,
    part: Part,
    topology: Topology,
    ground: Ground,
    rings: tuple[RingShare, ...],
) -> contract.EdgeFleetOutputs:
    """A fleet that may pull its workloads' images and read those of their models held here."""
    unit, models = fleet.unit, {workload.model for workload in fleet.workloads}
    sent = [
        link.data
        for link in topology.links
        if link.source == unit.location and link.target == part.id
    ]
    sources = [ground.image_source(workload) for workload in fleet.workloads]
    learned = {
        asset
        for workload in fleet.workloads
        if workload.kind == "federated"
        for asset in written_by(topology, workload.id)
    }
    args = contract.EdgeFleetArgs(
        home=ground.home,
        fleet=unit.id,
        runtime=unit.runtime,
        country=unit.country,
        devices=unit.count,
        rings=rings,
        tags=unit.tags,
        data=labels_of(topology, sent),
        images=tuple(source for source in sources if source is not None),
        models=tuple(lake for asset, lake in ground.lakes.items() if asset in models),
        keys=ground.keys,
        updates=tuple(lake for asset, lake in ground.lakes.items() if asset in learned),
    )
    return ground.catalogue.EdgeFleet(f"{ground.name}-{unit.id}", args, ground.options).outputs


def _release_args(
    fleet: FleetPart,
    topology: Topology,
    grounds: Mapping[str, Ground],
    ground: Ground,
    rings: tuple[RingShare, ...],
    edge: contract.EdgeFleetOutputs,
) -> contract.EdgeReleaseArgs:
    rollout = topology.rollout
    models = [workload.model for workload in fleet.workloads if workload.model is not None]
    return contract.EdgeReleaseArgs(
        home=ground.home,
        fleet=fleet.unit.id,
        runtime=fleet.unit.runtime,
        arch=fleet.unit.arch,
        rings=rings,
        modules=tuple(
            contract.EdgeModule(
                name=workload.id,
                image=ground.image(workload),
                model=_model_address(workload, grounds, ground),
                memory_bytes=workload.memory_bytes,
                model_asset=workload.model,
            )
            for workload in fleet.workloads
        ),
        stop_failed_percent=rollout.stop_failed_percent if rollout else None,
        rollback=rollout is not None and rollout.rollback == "previous",
        offline_s=fleet.unit.offline_s or 0.0,
        data=labels_of(topology, models),
        edge=edge,
    )


def _model_address(workload: Workload, grounds: Mapping[str, Ground], near: Ground) -> str | None:
    """Where a workload's model is read: in the fleet's managing region, else the first with it.

    None without a model, and for a model that no region holds.
    """
    stores = [near.lakes, *(other.lakes for other in grounds.values())]
    found = (
        lakes[workload.model] for lakes in stores if workload.model and workload.model in lakes
    )
    return next((lake.address for lake in found), None)


def _region_args(
    part: Part, topology: Topology, held: tuple[DataLabel, ...]
) -> contract.RegionArgs:
    cloud = topology.cloud(part.cloud)
    account = cloud.account if cloud else None
    return contract.RegionArgs(topology.estate, part.region, account, held)


def _catalogue(cloud: str) -> Catalogue:
    """A cloud's components. Loaded only now: an estate on one cloud never loads the other's SDK."""
    return cast(Catalogue, import_module(f"edgewright.components.{cloud}.catalogue"))


def _resource(component: Made[Any]) -> pulumi.Resource:
    return cast(pulumi.Resource, component)


def _exports(
    ground: Ground, trained: dict[str, Any], edge: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """Ids and addresses, by what they are of."""
    return {
        "data": {asset: lake.address for asset, lake in ground.lakes.items()},
        "images": dict(ground.images.addresses),
        "training": trained,
        "fleets": edge,
    }
