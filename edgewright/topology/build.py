"""From an estate to its topology: what the estate means, resolved and closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from edgewright.base.errors import EdgewrightError, raise_all
from edgewright.base.vocabulary import CloudName
from edgewright.spec.models import CloudEntry, Estate
from edgewright.topology.assets import build_assets
from edgewright.topology.links import declared_links, implied_links, remote_access_links
from edgewright.topology.locations import build_locations
from edgewright.topology.model import (
    Assessment,
    Asset,
    Cloud,
    Derivation,
    Link,
    Topology,
)
from edgewright.topology.origins import RunsAt, build_starts, producers
from edgewright.topology.propagation import propagate
from edgewright.topology.workloads import (
    build_fleets,
    build_rollout,
    build_workloads,
    run_locations,
)


def build_topology(estate: Estate, on: date) -> Topology:
    """Resolve an estate whose names all exist (as `spec.load` leaves it).

    Args:
        estate: the estate.
        on: the day it is resolved for: evidence that is not in force then takes no label away.

    Raises:
        EdgewrightError: TOP-001 for a region its cloud does not have, TOP-002 for a circular
            derivation, TOP-003 for an incomplete source, TOP-004 for derived data nobody makes,
            TOP-005 for data that can come from nowhere, TOP-006 for a flow that leaves a place
            its data never reaches. All of one kind are reported at once.
    """
    locations = build_locations(estate)
    assets, workloads = build_assets(estate, on), build_workloads(estate)
    fleets = build_fleets(estate)
    by_id = {location.id: location for location in locations}
    units = {fleet.id: fleet for fleet in fleets}
    runs_at = {workload.id: run_locations(workload, units, by_id) for workload in workloads}
    origins = build_starts(estate, workloads, runs_at, by_id)
    links = (
        *declared_links(estate),
        *remote_access_links(estate),
        *implied_links(estate, workloads, runs_at, origins, by_id),
    )
    starts = _starts(assets, origins)
    derivations = _derivations(estate, assets, runs_at)
    reached = propagate(locations, assets, links, starts, derivations)
    raise_all(_stranded(links, reached.spots))
    return Topology(
        estate=estate.estate,
        owner=estate.owner,
        locations=locations,
        assets=assets,
        links=links,
        starts=starts,
        derivations=derivations,
        spots=reached.spots,
        holdings=reached.holdings,
        crossings=reached.crossings,
        clouds=tuple(_cloud(name, cloud) for name, cloud in estate.clouds.used.items()),
        workloads=workloads,
        fleets=fleets,
        rollout=build_rollout(estate),
    )


def _cloud(name: CloudName, stated: CloudEntry) -> Cloud:
    return Cloud(
        name=name,
        account=stated.account_id,
        regions=stated.regions,
        assessments=tuple(
            Assessment(objective, found.level, found.evidence, found.assessed)
            for objective, found in sorted(stated.assurance.items())
        ),
        exit_evidence=stated.exit.evidence if stated.exit else None,
        exit_tested=stated.exit.tested if stated.exit else None,
    )


def _starts(
    assets: Sequence[Asset], origins: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, str, str], ...]:
    """Where each label starts, as itself."""
    labels = [asset.id for asset in assets if asset.labels == (asset.id,)]
    return tuple(sorted((label, label, place) for label in labels for place in origins[label]))


def _derivations(
    estate: Estate, assets: Sequence[Asset], runs_at: RunsAt
) -> tuple[Derivation, ...]:
    """Where labels go over into another asset: nothing goes into one that is a label itself."""
    return tuple(
        sorted(
            Derivation(parent, asset.id, place, producer)
            for asset in assets
            if asset.labels != (asset.id,)
            for parent in asset.derived_from
            for producer in producers(estate, asset.id)
            for place in runs_at[producer]
        )
    )


def _stranded(
    links: Sequence[Link], spots: frozenset[tuple[str, str, str]]
) -> list[EdgewrightError]:
    held = {(carrier, location) for _, carrier, location in spots}
    return [
        EdgewrightError(
            "TOP-006",
            f"{link.id} takes {link.data} from {link.source}, where it never is",
            hint=f"Start the flow where {link.data} is made, or declare the flow that brings it.",
            place=link.at,
        )
        for link in links
        if (link.data, link.source) not in held
    ]
