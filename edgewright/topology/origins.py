"""Where each data asset starts: where it is made or captured, before anything moves it.

1. Data that a workload writes, or that is derived `by` one, starts where that workload runs.
2. Other data is captured in its country of origin. It starts, in this order of preference, at
   a. the sites there with a fleet that runs a workload reading it,
   b. the sites there that have a fleet,
   c. the sites there,
   d. the regions there where a training workload reads it (a data set collected in the cloud),
   and in any case at the places there that a declared flow of it leaves and none brings it to.
3. Data with none of these is made nowhere the estate knows of. No place is invented for it: a
   made-up origin would make every verdict about its first journey a guess. It is an error.
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.base.errors import EdgewrightError, raise_all
from edgewright.spec.models import Estate
from edgewright.topology.locations import endpoint_id, site_id
from edgewright.topology.model import Location, Workload

RunsAt = Mapping[str, tuple[str, ...]]
"""Workload -> the locations it runs at."""


def producers(estate: Estate, data: str) -> tuple[str, ...]:
    """The workloads that make a data asset, sorted."""
    by = estate.data[data].by
    return tuple(
        sorted(
            name
            for name, workload in estate.workloads.items()
            if name == by or data in workload.writes
        )
    )


def build_starts(
    estate: Estate,
    workloads: tuple[Workload, ...],
    runs_at: RunsAt,
    locations: Mapping[str, Location],
) -> dict[str, tuple[str, ...]]:
    """Data asset -> the locations it starts at, sorted.

    Raises:
        EdgewrightError: TOP-004 for derived data that no workload makes, TOP-005 for source data
            whose country of origin has no place where it could be captured.
    """
    starts: dict[str, tuple[str, ...]] = {}
    errors: list[EdgewrightError] = []
    for data in sorted(estate.data):
        made = {place for producer in producers(estate, data) for place in runs_at[producer]}
        if not made and estate.data[data].derived_from:
            errors.append(_unmade(estate, data))
            continue
        found = made or _captured(estate, data, workloads, runs_at, locations)
        if not found:
            errors.append(_nowhere(estate, data))
        starts[data] = tuple(sorted(found))
    raise_all(errors)
    return starts


def _captured(
    estate: Estate,
    data: str,
    workloads: tuple[Workload, ...],
    runs_at: RunsAt,
    locations: Mapping[str, Location],
) -> set[str]:
    reading = {
        place for workload in workloads if data in workload.reads for place in runs_at[workload.id]
    }
    flows = [flow for flow in estate.flows if flow.data == data]
    leaving = {endpoint_id(estate, flow.source) for flow in flows}
    arriving = {endpoint_id(estate, flow.target) for flow in flows}
    home = {id for id, place in locations.items() if place.country == estate.data[data].origin}
    sites = {id for id in home if locations[id].kind == "site"}
    fleet_sites = {site_id(fleet.site) for fleet in estate.fleets.values()}
    preferences = (sites & reading, sites & fleet_sites, sites, home & reading)
    captured: set[str] = next((places for places in preferences if places), set())
    return captured | home & (leaving - arriving)


def _unmade(estate: Estate, data: str) -> EdgewrightError:
    return EdgewrightError(
        "TOP-004",
        f"data {data} is derived, but no workload makes it",
        hint="Say which workload makes it, with `by`, or list it under that workload's writes.",
        place=estate.place_of("data", data),
    )


def _nowhere(estate: Estate, data: str) -> EdgewrightError:
    origin = estate.data[data].origin
    return EdgewrightError(
        "TOP-005",
        f"data {data} comes from {origin}, but the estate has no place there that it could "
        "come from",
        hint=f"Add the site in {origin} that captures it, or correct its origin.",
        place=estate.place_of("data", data, "origin"),
    )
