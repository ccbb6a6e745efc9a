"""Data that a project describes without an estate: each label starts somewhere in its country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from edgewright.topology.model import Asset, Location, Topology
from edgewright.topology.propagation import with_derived_flows

NONE = Topology(
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
"""The topology of no estate."""


def with_described(topology: Topology, assets: Sequence[Asset]) -> Topology:
    """The topology with assets that it does not have, and the places their labels come from.

    Nobody says where in a country such data is captured, so the country itself stands for it.
    """
    known = {asset.id for asset in topology.assets}
    added = [asset for asset in assets if asset.id not in known]
    if not added:
        return topology
    origins = {asset.id: _country(asset) for asset in added if asset.labels == (asset.id,)}
    every = tuple(sorted((*topology.assets, *added), key=lambda asset: asset.id))
    return with_derived_flows(
        replace(topology, assets=every),
        links=(),
        locations=list({place.id: place for place in origins.values()}.values()),
        starts=[(label, label, place.id) for label, place in origins.items()],
    )


def _country(asset: Asset) -> Location:
    country = asset.origins[0]
    return Location(
        id=f"somewhere in {country}",
        kind="somewhere",
        name=country,
        cloud=None,
        country=country,
        at=None,
    )
