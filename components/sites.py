"""Fleets that no cloud manages: their nodes' configuration and what they run, to be carried in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol, cast

from edgewright.components.contract import (
    DataLakeOutputs,
    EdgeModule,
    ImageRegistryOutputs,
)
from edgewright.components.labels import labels_of
from edgewright.components.parts import SitePart
from edgewright.components.release import full_reference, required_image
from edgewright.components.site_contract import SiteCatalogue, SiteFleetArgs, SiteReleaseArgs
from edgewright.topology.model import Topology, Workload
from edgewright.topology.rings import RingShare, ring_shares

ON_MEDIA = "media"
"""A flow's `over` when somebody carries it: it needs no network."""


class Supplier(Protocol):
    """A region that images and models are fetched from."""

    @property
    def images(self) -> ImageRegistryOutputs:
        """Its image registry."""

    @property
    def lakes(self) -> Mapping[str, DataLakeOutputs]:
        """Its stores, by asset."""


def declare_sites(
    sites: Sequence[SitePart], topology: Topology, suppliers: Mapping[str, Supplier]
) -> dict[str, Any]:
    """Each fleet, then the release of all that runs on it; what the stack exports, by place."""
    exports: dict[str, Any] = {}
    for site in sites:
        unit = site.fleet.unit
        catalogue = _catalogue(unit.runtime)
        rings = ring_shares(topology.rollout, unit.count)
        name = f"{unit.location.replace('/', '-')}-{unit.id}"
        fleet = catalogue.EdgeFleet(name, _fleet_args(site, topology, rings), None).outputs
        made: dict[str, Any] = {"nodes": fleet.bundle}
        if site.fleet.workloads:
            args = _release_args(site, topology, rings, suppliers)
            release = catalogue.EdgeRelease(f"{name}-release", args, None).outputs
            made |= {"deployments": dict(release.deployments), "carry": dict(release.bundles)}
        exports.setdefault(unit.location, {"fleets": {}})["fleets"][unit.id] = made
    return exports


def leaves_by_network(topology: Topology, location: str) -> bool:
    """Whether the estate lets anything leave a place other than on media."""
    return any(link.source == location and link.over != ON_MEDIA for link in topology.links)


def _fleet_args(site: SitePart, topology: Topology, rings: tuple[RingShare, ...]) -> SiteFleetArgs:
    unit = site.fleet.unit
    sent = [link.data for link in topology.links if link.source == unit.location]
    return SiteFleetArgs(
        estate=topology.estate,
        fleet=unit.id,
        country=unit.country,
        arch=unit.arch,
        devices=unit.count,
        rings=rings,
        tags=unit.tags,
        data=labels_of(topology, sent),
    )


def _release_args(
    site: SitePart,
    topology: Topology,
    rings: tuple[RingShare, ...],
    suppliers: Mapping[str, Supplier],
) -> SiteReleaseArgs:
    unit, workloads = site.fleet.unit, site.fleet.workloads
    supplier = suppliers[site.supplier] if site.supplier else None
    return SiteReleaseArgs(
        estate=topology.estate,
        fleet=unit.id,
        country=unit.country,
        rings=rings,
        tags=unit.tags,
        modules=tuple(_module(workload, supplier) for workload in workloads),
        data=labels_of(
            topology, [workload.model for workload in workloads if workload.model is not None]
        ),
        leaves=leaves_by_network(topology, unit.location),
    )


def _module(workload: Workload, supplier: Supplier | None) -> EdgeModule:
    registry = supplier.images if supplier else ImageRegistryOutputs({}, {})
    store = supplier.lakes.get(workload.model or "") if supplier else None
    return EdgeModule(
        name=workload.id,
        image=full_reference(required_image(workload), registry),
        model=store.address if store else None,
        memory_bytes=workload.memory_bytes,
        model_asset=workload.model,
    )


def _catalogue(runtime: str) -> SiteCatalogue:
    return cast(SiteCatalogue, import_module(f"edgewright.components.{runtime}.catalogue"))
