"""Data that a project describes and no estate does: it starts somewhere in its country of origin.

Where exactly nobody says, and no rule on transfers asks: which law it is under, and which borders
it crosses from there, follow from the country.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from edgewright.topology.model import Asset, Location, Topology
from edgewright.topology.propagation import with_derived_flows

NO_ESTATE = Topology(
    estate="",
    owner="",
    locations=(),
    assets=(),
    links=(),
    starts=(),
    derivations=(),
    spots=frozenset(),
    holdings=(),
    crossings=(),
    clouds=(),
    workloads=(),
    fleets=(),
    rollout=None,
)
"""The topology of a stack that no estate describes."""


def with_described(topology: Topology, assets: Iterable[Asset]) -> Topology:
    """The topology with data besides the estate's own; sources start in their origin."""
    known = {asset.id for asset in topology.assets}
    new = [asset for asset in assets if asset.id not in known]
    if not new:
        return topology
    sources = [asset for asset in new if asset.labels == (asset.id,)]
    homes = {asset.id: [_somewhere_in(country) for country in asset.origins] for asset in sources}
    every = sorted((*topology.assets, *new), key=lambda asset: asset.id)
    return with_derived_flows(
        replace(topology, assets=tuple(every)),
        links=(),
        locations={home for places in homes.values() for home in places},
        starts=[(id, id, home.id) for id, places in homes.items() for home in places],
    )


def _somewhere_in(country: str) -> Location:
    return Location(
        id=f"origin/{country}",
        kind="somewhere",
        name=f"somewhere in {country}",
        cloud=None,
        country=country,
        at=None,
    )
