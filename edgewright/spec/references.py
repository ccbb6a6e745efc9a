"""What one part of an estate says of another: names that must exist, and parts that must agree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from edgewright.base.errors import EdgewrightError, shortened
from edgewright.base.similar import nearest
from edgewright.facts import regions
from edgewright.facts.regions import countries
from edgewright.spec.contradiction import (
    Found,
    Where,
    dangling,
    error_at,
    lacking,
    repeated,
    wrong,
)
from edgewright.spec.derivation_cycles import cycles
from edgewright.spec.models import CloudEndpoint, DataAsset, Estate, Fleet, Workload
from edgewright.spec.validation_errors import dotted
from edgewright.spec.vocabulary import in_taxonomy, unknown_words

ONLY_DERIVED = {
    "by": "is made by a workload",
    "anonymous": "can be found anonymous",
    "federated": "is made of updates of a model",
}
"""Keys of a data asset that source data cannot have -> what they say."""
ON_FLEETS = {"inference": "inference", "federated": "federated training"}


def contradictions(estate: Estate) -> Found:
    """Everything that does not fit together, part by part of the estate."""
    yield from in_taxonomy(estate)
    yield from unknown_words(estate)
    yield from _in_data(estate)
    yield from _in_sites(estate)
    yield from _in_fleets(estate)
    yield from _in_clouds(estate)
    yield from _in_workloads(estate)
    yield from _in_support(estate)
    yield from _in_flows(estate)
    yield from _in_rollout(estate)
    yield from _in_policies(estate)


def _named(estate: Estate, where: Where, names: Sequence[str]) -> Found:
    """A list of data that must exist, each once."""
    for number, name in enumerate(names):
        yield from dangling(estate, (*where, number), name, estate.data, "data asset")
    yield from repeated(estate, where, names)


def _country(estate: Estate, where: Where, code: str | None) -> Found:
    """EST-008 for two letters that no country has."""
    known = countries()
    if code is not None and code not in known:
        meant = " Did you mean GB?" if code == "UK" else ""
        hint = f"Use the code of ISO 3166-1 alpha-2.{meant}"
        yield error_at("EST-008", estate, where, f"there is no country {code}", hint)


def _in_data(estate: Estate) -> Found:
    for name, asset in estate.data.items():
        yield from _country(estate, ("data", name, "origin"), asset.origin)
        if asset.derived_from:
            yield from _derived(estate, name, asset)
        else:
            yield from _source(estate, ("data", name), asset)
    yield from _cycles(estate)


def _source(estate: Estate, where: Where, asset: DataAsset) -> Found:
    needed = {
        "origin": asset.origin,
        "categories": asset.categories,
        "classification": asset.classification,
    }
    absent = [key for key, value in needed.items() if not value]
    if absent:
        message = f"it needs {', '.join(absent)}, as data that is derived from no other"
        yield lacking(estate, where, message, "Add them, or say what it is derived_from.")
    for key, what in ONLY_DERIVED.items():
        if getattr(asset, key) is not None:
            hint = f"Say what it is derived_from, or remove {key}."
            yield wrong(estate, (*where, key), f"only derived data {what}", hint)


def _derived(estate: Estate, name: str, asset: DataAsset) -> Found:
    where: Where = ("data", name)
    yield from _named(estate, (*where, "derived_from"), asset.derived_from)
    if asset.origin is not None:
        hint = "Remove it."
        yield wrong(estate, (*where, "origin"), "derived data has its sources' origins", hint)
    if asset.by is None:
        hint = "Add by: the training workload that makes it."
        yield lacking(estate, where, "it needs by, as data derived from other data", hint)
    else:
        yield from _producer(estate, name, asset.by)
    for key in ("people", "use"):
        if getattr(asset, key) is not None:
            hint = "Say it of the data it is derived from."
            yield wrong(estate, (*where, key), "derived data has that of its sources", hint)
    yield from _evidence(estate, where, asset)


def _evidence(estate: Estate, where: Where, asset: DataAsset) -> Found:
    """EST-010 for a finding that ended before it was made, and for claims that do not belong."""
    federated = asset.federated
    findings = {
        ("anonymous",): asset.anonymous,
        ("federated", "secure_aggregation"): federated and federated.secure_aggregation,
        ("federated", "differential_privacy"): federated and federated.differential_privacy,
    }
    for path, finding in findings.items():
        if finding and finding.valid_to and finding.valid_to < finding.assessed:
            message = f"{finding.valid_to} is before {finding.assessed}, when it was assessed"
            hint = "Correct one of the two dates."
            yield wrong(estate, (*where, *path, "valid_to"), message, hint)
    producer = estate.workloads.get(asset.by or "")
    if federated and producer and producer.kind != "federated":
        message = f"{asset.by} is no federated training: it does {producer.kind}"
        hint = "Name the federated workload that makes it, or remove federated."
        yield wrong(estate, (*where, "federated"), message, hint)


def _producer(estate: Estate, data: str, by: str) -> Found:
    """Whether the workload that is said to make `data` does."""
    where: Where = ("data", data, "by")
    yield from dangling(estate, where, by, estate.workloads, "workload")
    workload = estate.workloads.get(by)
    if workload is None:
        return
    if workload.kind == "inference":
        hint = "Name the training workload that makes it."
        yield wrong(estate, where, f"{by} does not train: it does {workload.kind}", hint)
    elif data not in workload.writes:
        hint = f"Add {data} to workloads.{by}.writes, or name the workload that makes it."
        yield wrong(estate, where, f"{by} does not write {data}", hint)


def _cycles(estate: Estate) -> Found:
    parents = {name: asset.derived_from for name, asset in estate.data.items()}
    for cycle in cycles(parents):
        where: Where = ("data", cycle[0], "derived_from")
        path = " from ".join(dotted((name,)) for name in (*cycle, cycle[0]))
        hint = "Break the cycle: something must come first."
        yield error_at("EST-009", estate, where, f"it is derived from itself: {path}", hint)


def _in_sites(estate: Estate) -> Found:
    for name, site in estate.sites.items():
        yield from _country(estate, ("sites", name, "country"), site.country)
        access = site.access
        if access is None or access.rtt is None:
            continue
        where: Where = ("sites", name, "access")
        p50, p95 = access.rtt.p50, access.rtt.p95
        if p95.value < p50.value:
            message = f"{p95} is below p50, {p50}"
            yield wrong(estate, (*where, "rtt", "p95"), message, "Swap them, or measure again.")
        if access.source is None:
            hint = 'Add source: how and when it was measured, as "ping 2026-10".'
            yield lacking(estate, where, "a measured rtt needs its source", hint)


def _in_fleets(estate: Estate) -> Found:
    classes = estate.device_classes
    for name, fleet in estate.fleets.items():
        where: Where = ("fleets", name)
        yield from dangling(estate, (*where, "site"), fleet.site, estate.sites, "site")
        yield from dangling(estate, (*where, "class"), fleet.device_class, classes, "device class")
        yield from _unmanaged(estate, where, fleet)
        if name in estate.sites:
            message = f"a site is called {name} too, and flows could mean either"
            place = estate.place_of(*where)
            yield EdgewrightError(
                "EST-011", f"{dotted(where)}: {message}", place=place, hint="Rename one of them."
            )


def _unmanaged(estate: Estate, where: Where, fleet: Fleet) -> Found:
    device = estate.device_classes.get(fleet.device_class)
    cloud = device.runtime.cloud if device else None
    if device and cloud and cloud not in estate.clouds.used:
        message = f"{device.runtime} is managed from {cloud}, which the estate does not use"
        hint = f"Add clouds.{cloud} with its regions."
        yield wrong(estate, (*where, "class"), message, hint)


def _in_clouds(estate: Estate) -> Found:
    for name, cloud in estate.clouds.used.items():
        yield from repeated(estate, ("clouds", name, "regions"), cloud.regions)
        for number, region in enumerate(cloud.regions):
            if regions.region(name, region) is None:
                where: Where = ("clouds", name, "regions", number)
                message = f"{name} has no region {shortened(region)}"
                yield error_at("TOP-001", estate, where, message, regions.meant(name, region))


def _in_workloads(estate: Estate) -> Found:
    for name, workload in estate.workloads.items():
        where: Where = ("workloads", name)
        yield from (
            _training(estate, where, workload)
            if workload.kind == "training"
            else _on_fleets(estate, where, workload)
        )
        yield from _named(estate, (*where, "reads"), workload.reads)
        yield from _named(estate, (*where, "writes"), workload.writes)
        if workload.model is not None:
            yield from dangling(
                estate, (*where, "model"), workload.model, estate.data, "data asset"
            )


def _training(estate: Estate, where: Where, workload: Workload) -> Found:
    clouds = list(estate.clouds.used)
    if len(workload.on) != 1:
        yield wrong(estate, (*where, "on"), "training runs on one cloud", "Name one cloud.")
        return
    cloud = workload.on[0]
    hint = "Training runs on a cloud of the estate: add it under clouds."
    yield from dangling(estate, (*where, "on", 0), cloud, clouds, "cloud", hint)
    if workload.region is not None and cloud in clouds:
        yield from _unlisted(estate, (*where, "region"), cloud, workload.region)


def _unlisted(estate: Estate, where: Where, cloud: str, region: str) -> Found:
    """EST-008 unless the estate may use the region.

    Nor where a region that there is looks like one of the estate's that there is not: there the
    slip of the pen is in the list, which is told of it.
    """
    listed = estate.clouds.regions_of(cloud)
    misspelt = [one for one in listed if regions.region(cloud, one) is None]
    if regions.region(cloud, region) and nearest(region, misspelt):
        return
    what = f"region in clouds.{cloud}.regions called"
    hint = f"Add it to clouds.{cloud}.regions, or name another."
    yield from dangling(estate, where, region, listed, what, hint)


def _on_fleets(estate: Estate, where: Where, workload: Workload) -> Found:
    if not workload.on:
        yield wrong(estate, (*where, "on"), "it runs on no fleet", "Name a fleet.")
    for number, fleet in enumerate(workload.on):
        hint = f"{ON_FLEETS[workload.kind].capitalize()} runs on fleets."
        yield from dangling(estate, (*where, "on", number), fleet, estate.fleets, "fleet", hint)
    yield from repeated(estate, (*where, "on"), workload.on)
    if workload.region is not None:
        hint = "Remove it: a fleet is where its site is."
        yield wrong(estate, (*where, "region"), f"{ON_FLEETS[workload.kind]} has no region", hint)


def _in_support(estate: Estate) -> Found:
    for name, access in estate.support.items():
        where: Where = ("support", name)
        yield from _country(estate, (*where, "country"), access.country)
        yield from _country(estate, (*where, "operator_parent"), access.operator_parent)
        yield from _named(estate, (*where, "sees"), access.sees)
        for number, end in enumerate(access.where):
            yield from _end(estate, (*where, "where", number), end)


def _in_flows(estate: Estate) -> Found:
    for number, flow in enumerate(estate.flows):
        where: Where = ("flows", number)
        yield from dangling(estate, (*where, "data"), flow.data, estate.data, "data asset")
        yield from _end(estate, (*where, "from"), flow.source)
        yield from _end(estate, (*where, "to"), flow.target)
        yield from _country(estate, (*where, "recipient_parent"), flow.recipient_parent)
        if flow.recipient_parent is not None and flow.recipient is None:
            message = "nobody receives it, so nobody has a parent"
            hint = "Add recipient, or remove recipient_parent."
            yield wrong(estate, (*where, "recipient_parent"), message, hint)
        if flow.source == flow.target:
            hint = "Name another place, or remove the flow."
            yield wrong(estate, (*where, "to"), "the flow ends where it starts", hint)


def _end(estate: Estate, where: Where, end: str | CloudEndpoint) -> Found:
    if isinstance(end, CloudEndpoint):
        yield from _unlisted(estate, (*where, "region"), end.cloud, end.region)
    else:
        known = {**estate.fleets, **estate.sites}
        hint = "Name a fleet or a site, or write {cloud: ..., region: ...}."
        yield from dangling(estate, where, end, known, "fleet or site", hint)


def _in_rollout(estate: Estate) -> Found:
    rings = estate.rollout.rings if estate.rollout else ()
    before = 0.0
    for number, ring in enumerate(rings):
        where: Where = ("rollout", "rings", number)
        percent = ring.percent
        if number == len(rings) - 1:
            if percent is not None:
                hint = "Remove it."
                message = "the last ring takes all that remain, whatever its percent"
                yield wrong(estate, (*where, "percent"), message, hint)
        elif percent is None:
            message = "only the last ring takes all that remain"
            yield lacking(estate, where, message, "Add percent.")
        elif percent <= before:
            message = f"{percent:g} is not above the ring before, {before:g}"
            hint = "Let every ring reach more devices than the one before."
            yield wrong(estate, (*where, "percent"), message, hint)
        before = max(before, percent or 0.0)
    yield from repeated(estate, ("rollout", "rings"), (ring.name for ring in rings))


def _in_policies(estate: Estate) -> Found:
    policies = estate.policies
    yield from _outside(estate, ("policies", "params"), policies.params)
    yield from _outside(estate, ("policies", "waivers"), policies.waivers)
    for number, pack in enumerate(policies.packs):
        yield from _outside(estate, ("policies", "packs", number), pack)
    yield from repeated(estate, ("policies", "packs"), policies.packs)


def stands_outside(file: str) -> bool:
    """Whether a path is not one into the folder of the file that names it."""
    path = PurePosixPath(file)
    return path.is_absolute() or ".." in path.parts or "\\" in str(path) or str(path)[0] == "~"


def _outside(estate: Estate, where: Where, file: str | None) -> Found:
    """EST-010 for a file that is not beside the estate or below."""
    if stands_outside(file or "file"):
        hint = "Keep the file beside the estate and name it by its relative path."
        yield wrong(estate, where, f"{shortened(str(file))} is outside the stack's folder", hint)
