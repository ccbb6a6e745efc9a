"""What one part of an estate says of another: names that must exist, and parts that must agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from edgewright.base.errors import EdgewrightError
from edgewright.spec.complaints import did_you_mean
from edgewright.spec.models import CloudEndpoint, DataAsset, Estate, Fleet, Workload

RUNTIME_CLOUDS = {"greengrass": "aws", "greengrass-lite": "aws", "iot-edge": "azure"}
Where = tuple[str | int, ...]


def contradictions(estate: Estate) -> list[EdgewrightError]:
    """Everything that does not fit together, in the order of the file."""
    found = [
        *_in_data(estate),
        *_in_sites(estate),
        *_in_fleets(estate),
        *_in_workloads(estate),
        *_in_flows(estate),
        *_in_rollout(estate),
        *_in_policies(estate),
    ]
    return sorted(found, key=lambda error: (error.place.line or 0) if error.place else 0)


def _dangling(
    estate: Estate, where: Where, name: str, known: Iterable[str], what: str
) -> Iterator[EdgewrightError]:
    """EST-008 unless `name` is known."""
    names = list(known)
    if name not in names:
        yield EdgewrightError(
            "EST-008",
            f"{_dotted(where)}: there is no {what} {name!r}",
            place=estate.place_of(*where),
            hint=did_you_mean(name, names, f"Declare the {what}, or name another."),
        )


def _wrong(estate: Estate, where: Where, message: str, hint: str) -> EdgewrightError:
    return EdgewrightError(
        "EST-010", f"{_dotted(where)}: {message}", place=estate.place_of(*where), hint=hint
    )


def _dotted(where: Where) -> str:
    return ".".join(str(part) for part in where)


def _in_data(estate: Estate) -> Iterator[EdgewrightError]:
    for name, asset in estate.data.items():
        where: Where = ("data", name)
        yield from (
            _source(estate, where, asset)
            if not asset.derived_from
            else _derived(estate, name, asset)
        )
    yield from _circles(estate)


def _source(estate: Estate, where: Where, asset: DataAsset) -> Iterator[EdgewrightError]:
    needed = {
        "origin": asset.origin,
        "categories": asset.categories,
        "classification": asset.classification,
    }
    lacking = [key for key, value in needed.items() if not value]
    if lacking:
        yield _wrong(
            estate,
            where,
            f"data that is not derived needs {', '.join(lacking)}",
            "Add them, or say what it is derived_from.",
        )


def _derived(estate: Estate, name: str, asset: DataAsset) -> Iterator[EdgewrightError]:
    where: Where = ("data", name)
    for number, parent in enumerate(asset.derived_from):
        at: Where = (*where, "derived_from", number)
        yield from _dangling(estate, at, parent, estate.data, "data asset")
    if asset.origin is not None:
        yield _wrong(
            estate, (*where, "origin"), "derived data has the origins of its sources", "Remove it."
        )
    if asset.by is None:
        hint = "Add `by` with the workload that makes it."
        yield _wrong(estate, where, "derived data needs the workload that makes it", hint)
        return
    yield from _dangling(estate, (*where, "by"), asset.by, estate.workloads, "workload")


def _circles(estate: Estate) -> Iterator[EdgewrightError]:
    for name in estate.data:
        seen: set[str] = set()
        waiting = list(estate.data[name].derived_from)
        while waiting:
            parent = waiting.pop()
            if parent not in seen and parent in estate.data:
                seen.add(parent)
                waiting.extend(estate.data[parent].derived_from)
        if name in seen:
            yield EdgewrightError(
                "EST-009",
                f"data.{name} is derived from itself",
                place=estate.place_of("data", name, "derived_from"),
                hint="Break the circle: something must come first.",
            )


def _in_sites(estate: Estate) -> Iterator[EdgewrightError]:
    for name, site in estate.sites.items():
        access = site.access
        if access is None or access.rtt is None:
            continue
        where: Where = ("sites", name, "access")
        if access.rtt.p95.value < access.rtt.p50.value:
            hint = "Swap them, or measure again."
            yield _wrong(estate, (*where, "rtt"), "p95 is below p50", hint)
        if access.source is None:
            hint = 'Add `source`, as "ping 2026-10".'
            yield _wrong(estate, where, "a measured rtt needs a source", hint)


def _in_fleets(estate: Estate) -> Iterator[EdgewrightError]:
    for name, fleet in estate.fleets.items():
        where: Where = ("fleets", name)
        yield from _dangling(estate, (*where, "site"), fleet.site, estate.sites, "site")
        classes = estate.device_classes
        yield from _dangling(estate, (*where, "class"), fleet.device_class, classes, "device class")
        yield from _unmanaged(estate, where, fleet)


def _unmanaged(estate: Estate, where: Where, fleet: Fleet) -> Iterator[EdgewrightError]:
    device = estate.device_classes.get(fleet.device_class)
    cloud = RUNTIME_CLOUDS.get(device.runtime) if device else None
    if device and cloud and not estate.clouds.regions_of(cloud):
        yield _wrong(
            estate,
            where,
            f"runtime {device.runtime} is managed from {cloud}, which the estate does not use",
            f"Add clouds.{cloud} with its regions.",
        )


def _in_workloads(estate: Estate) -> Iterator[EdgewrightError]:
    for name, work in estate.workloads.items():
        where: Where = ("workloads", name)
        for key, names in (("reads", work.reads), ("writes", work.writes)):
            for number, data in enumerate(names):
                at: Where = (*where, key, number)
                yield from _dangling(estate, at, data, estate.data, "data asset")
        if work.model is not None:
            yield from _dangling(estate, (*where, "model"), work.model, estate.data, "data asset")
        if work.kind == "training":
            yield from _training(estate, where, work)
        else:
            yield from _inference(estate, where, work)


def _training(estate: Estate, where: Where, work: Workload) -> Iterator[EdgewrightError]:
    clouds = [name for name in ("aws", "azure") if estate.clouds.regions_of(name)]
    if len(work.on) != 1:
        yield _wrong(estate, (*where, "on"), "training runs on one cloud", "Name one cloud.")
        return
    cloud = work.on[0]
    yield from _dangling(estate, (*where, "on"), cloud, clouds, "cloud")
    if work.region is not None and cloud in clouds:
        regions = estate.clouds.regions_of(cloud)
        yield from _dangling(
            estate, (*where, "region"), work.region, regions, f"region of clouds.{cloud}"
        )


def _inference(estate: Estate, where: Where, work: Workload) -> Iterator[EdgewrightError]:
    if not work.on:
        yield _wrong(estate, (*where, "on"), "it runs on no fleet", "Name a fleet.")
    for number, fleet in enumerate(work.on):
        at = (*where, "on", number)
        place: Where = at if estate._places.get(at) else (*where, "on")
        yield from _dangling(estate, place, fleet, estate.fleets, "fleet")
    if work.region is not None:
        hint = "Remove it: a fleet is where its site is."
        yield _wrong(estate, (*where, "region"), "inference has no region", hint)


def _in_flows(estate: Estate) -> Iterator[EdgewrightError]:
    for number, flow in enumerate(estate.flows):
        where: Where = ("flows", number)
        yield from _dangling(estate, (*where, "data"), flow.data, estate.data, "data asset")
        for key, end in (("from", flow.source), ("to", flow.target)):
            yield from _end(estate, (*where, key), end)


def _end(estate: Estate, where: Where, end: str | CloudEndpoint) -> Iterator[EdgewrightError]:
    if isinstance(end, CloudEndpoint):
        regions = estate.clouds.regions_of(end.cloud)
        what = f"region of clouds.{end.cloud}"
        yield from _dangling(estate, (*where, "region"), end.region, regions, what)
    else:
        yield from _dangling(estate, where, end, [*estate.fleets, *estate.sites], "fleet or site")


def _in_rollout(estate: Estate) -> Iterator[EdgewrightError]:
    rings = estate.rollout.rings if estate.rollout else ()
    before = 0.0
    for number, ring in enumerate(rings):
        where: Where = ("rollout", "rings", number)
        is_last = number == len(rings) - 1
        if ring.percent is None and not is_last:
            yield _wrong(
                estate, where, "only the last ring takes all that remain", "Give it a percent."
            )
        elif ring.percent is not None and ring.percent <= before:
            hint = "Let every ring reach more devices than the one before."
            yield _wrong(estate, (*where, "percent"), f"{ring.percent:g} does not rise", hint)
        elif ring.percent is not None and is_last:
            hint = "Remove its percent: the last ring takes all that remain."
            yield _wrong(estate, (*where, "percent"), "the last ring leaves devices out", hint)
        before = ring.percent or before


def _in_policies(estate: Estate) -> Iterator[EdgewrightError]:
    for key in ("params", "waivers"):
        value = getattr(estate.policies, key)
        if value is None:
            continue
        path = PurePosixPath(value)
        if path.is_absolute() or ".." in path.parts:
            hint = "Keep the file beside the estate and name it by its relative path."
            yield _wrong(estate, ("policies", key), "it is outside the stack's folder", hint)
