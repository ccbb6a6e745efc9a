"""Workloads and fleets, resolved: where a workload can run, what it needs and what it makes."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.spec.models import DeviceClass, Estate, Fleet, Site
from edgewright.spec.models import Workload as DeclaredWorkload
from edgewright.topology.locations import region_id, site_id
from edgewright.topology.model import FleetUnit, Location, RolloutPlan, RolloutRing, Workload


def build_workloads(estate: Estate) -> tuple[Workload, ...]:
    """Every workload, sorted by id."""
    return tuple(
        _workload(estate, name, estate.workloads[name]) for name in sorted(estate.workloads)
    )


def build_fleets(estate: Estate) -> tuple[FleetUnit, ...]:
    """Every fleet with its site and device class joined, sorted by id."""
    return tuple(
        _fleet(name, fleet, estate.sites[fleet.site], estate.device_classes[fleet.device_class])
        for name, fleet in sorted(estate.fleets.items())
    )


def build_rollout(estate: Estate) -> RolloutPlan | None:
    """The rollout, None when the estate has none."""
    plan = estate.rollout
    if plan is None:
        return None
    rings = (
        RolloutRing(ring.name, ring.percent, ring.soak.value if ring.soak else None)
        for ring in plan.rings
    )
    stop = plan.stop_if.failed_percent if plan.stop_if else None
    return RolloutPlan(tuple(rings), stop, plan.rollback)


def training_objection(location: Location) -> str | None:
    """Why a region is not chosen for training when there is a choice; None when it can be."""
    if location.country is None:
        return "its country is not known, so nothing about data there can be proved"
    return None


def training_location(workload: Workload, locations: Mapping[str, Location]) -> str:
    """Where a training workload runs: its only candidate, or the first without an objection.

    When every candidate has one, the first of all: placement refuses the workload then, and until
    it does the topology assumes that the data may be there.
    """
    free = [target for target in workload.targets if not training_objection(locations[target])]
    return free[0] if free else workload.targets[0]


def run_locations(
    workload: Workload, fleets: Mapping[str, FleetUnit], locations: Mapping[str, Location]
) -> tuple[str, ...]:
    """The locations a workload runs at, sorted."""
    if workload.kind == "training":
        return (training_location(workload, locations),)
    return tuple(sorted({fleets[target].location for target in workload.targets}))


def _workload(estate: Estate, name: str, declared: DeclaredWorkload) -> Workload:
    needs, latency = declared.needs, declared.latency
    return Workload(
        id=name,
        kind=declared.kind,
        targets=_targets(estate, declared),
        reads=declared.reads,
        writes=declared.writes,
        model=declared.model,
        gpu=declared.gpu,
        image=declared.image,
        latency_p95_s=latency.p95.value if latency else None,
        latency_from=latency.start if latency else None,
        memory_bytes=needs.memory.value if needs and needs.memory else None,
        accelerator=needs.accelerator if needs and needs.accelerator != "none" else None,
        at=estate.place_of("workloads", name),
    )


def _targets(estate: Estate, declared: DeclaredWorkload) -> tuple[str, ...]:
    if declared.kind != "training":
        return declared.on
    if declared.region is not None:
        return tuple(region_id(cloud, declared.region) for cloud in declared.on)
    return tuple(
        region_id(cloud, region)
        for cloud in declared.on
        for region in estate.clouds.regions_of(cloud)
    )


def _fleet(name: str, fleet: Fleet, site: Site, device: DeviceClass) -> FleetUnit:
    rtt = site.access.rtt if site.access else None
    return FleetUnit(
        id=name,
        location=site_id(fleet.site),
        country=site.country,
        device_class=fleet.device_class,
        count=fleet.count,
        tags=tuple(sorted(fleet.tags.items())),
        arch=device.arch,
        memory_bytes=device.memory.value,
        accelerator="none" if device.accelerator == "none" else device.accelerator.kind,
        runtime=device.runtime,
        image=device.image,
        tpm=device.tpm,
        secure_boot=device.secure_boot,
        cloud=device.runtime.cloud,
        access_type=site.access.type if site.access else None,
        rtt_p50_s=rtt.p50.value if rtt else None,
        rtt_p95_s=rtt.p95.value if rtt else None,
        offline_s=site.offline.value if site.offline else None,
    )
