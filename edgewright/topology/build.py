"""From an estate to its topology: what the estate means, resolved and closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edgewright.base.errors import EdgewrightError, raise_all
from edgewright.spec.models import Estate
from edgewright.topology.assets import build_assets
from edgewright.topology.closure import Arc, Reach, close, holdings
from edgewright.topology.links import declared_links, implied_links
from edgewright.topology.locations import build_locations
from edgewright.topology.model import Asset, Link, Topology
from edgewright.topology.origins import RunsAt, build_starts, makers
from edgewright.topology.works import build_fleets, build_rollout, build_works, run_locations


def build_topology(estate: Estate) -> Topology:
    """Resolve an estate whose names all exist (as `spec.load` leaves it).

    Raises:
        EdgewrightError: TOP-001 for a region its cloud does not have, TOP-002 for a circular
            derivation, TOP-003 for an incomplete source, TOP-004 for derived data nobody makes,
            TOP-005 for data that can come from nowhere, TOP-006 for a flow that leaves a place
            its data never reaches. All of one kind are reported at once.
    """
    locations = build_locations(estate)
    assets, works, fleets = build_assets(estate), build_works(estate), build_fleets(estate)
    by_id = {location.id: location for location in locations}
    units = {fleet.id: fleet for fleet in fleets}
    runs_at = {work.id: run_locations(work, units, by_id) for work in works}
    starts = build_starts(estate, works, runs_at, by_id)
    links = declared_links(estate) + implied_links(estate, works, runs_at, starts, by_id)
    reaches = _reaches(estate, assets, starts, links, runs_at)
    raise_all(_stranded(links, reaches))
    return Topology(
        estate=estate.estate,
        owner=estate.owner,
        aws_account=estate.clouds.aws.account if estate.clouds.aws else None,
        azure_subscription=estate.clouds.azure.subscription if estate.clouds.azure else None,
        regions=_regions(estate),
        locations=locations,
        assets=assets,
        links=links,
        holdings=holdings(reaches),
        works=works,
        fleets=fleets,
        rollout=build_rollout(estate),
    )


def _regions(estate: Estate) -> tuple[tuple[str, tuple[str, ...]], ...]:
    used = ((cloud, estate.clouds.regions_of(cloud)) for cloud in ("aws", "azure"))
    return tuple((cloud, regions) for cloud, regions in used if regions)


def _reaches(
    estate: Estate,
    assets: Sequence[Asset],
    starts: Mapping[str, tuple[str, ...]],
    links: Sequence[Link],
    runs_at: RunsAt,
) -> dict[str, Reach]:
    labels = [asset.id for asset in assets if not asset.derived_from]
    spots = {label: [(label, place) for place in starts[label]] for label in labels}
    return close(spots, [*_moves(links), *_derivations(estate, runs_at)])


def _moves(links: Sequence[Link]) -> list[Arc]:
    return [
        Arc((link.data, link.source), (link.data, link.target), "link", link.id) for link in links
    ]


def _derivations(estate: Estate, runs_at: RunsAt) -> list[Arc]:
    return [
        Arc((parent, place), (data, place), "derives", maker)
        for data, asset in estate.data.items()
        for parent in asset.derived_from
        for maker in makers(estate, data)
        for place in runs_at[maker]
    ]


def _stranded(links: Sequence[Link], reaches: Mapping[str, Reach]) -> list[EdgewrightError]:
    held = {spot for reach in reaches.values() for spot in reach.distances}
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
