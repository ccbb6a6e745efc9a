"""A topology with its parts at hand by id, and the one way they become nodes."""

from __future__ import annotations

from collections.abc import Iterable

from edgewright.facts import services
from edgewright.graph.flow_model import WORLDWIDE
from edgewright.graph.model import UNKNOWN, Node, Properties, PropertyValue, ResourceLocation
from edgewright.graph.resource.markers import unknowns_in
from edgewright.topology.holdings import data_entry
from edgewright.topology.model import Asset, Link, Location, Topology, Workload

WITHOUT_LOCATION = frozenset({"link", "label", "transform", "cloud"})
"""Parts of an estate that are in no one place."""


class EstateFacts:
    """The topology with its parts at hand by id."""

    def __init__(self, topology: Topology) -> None:
        self.topology = topology
        self.locations: dict[str, Location] = {item.id: item for item in topology.locations}
        self.countries = {item.id: item.country for item in topology.locations}
        self.assets: dict[str, Asset] = {item.id: item for item in topology.assets}
        self.links: dict[str, Link] = {item.id: item for item in topology.links}
        self.workloads: dict[str, Workload] = {item.id: item for item in topology.workloads}
        self.held: dict[str, set[str]] = {}
        for holding in topology.holdings:
            self.held.setdefault(holding.location, set()).add(holding.label)

    def country(self, location_id: str) -> PropertyValue:
        """The country of a location, "worldwide", or the unknown marker."""
        if self.locations[location_id].kind == WORLDWIDE:
            return WORLDWIDE
        return self.countries[location_id] or dict(UNKNOWN)

    def data(self, labels: Iterable[str]) -> list[PropertyValue]:
        """The entries of labels, sorted by id."""
        return [data_entry(self.assets[label]) for label in sorted(labels)]

    def form(self, carrier: str, label: str) -> str:
        """What an asset is of a label that it carries: source, derived or federated."""
        return "source" if carrier == label else self.assets[carrier].form

    def source_resource(self, link: Link) -> str | None:
        """URN of the resource that makes a copy by itself; None for every other link."""
        return link.node.partition("#")[0] if link.node else None

    def control_plane(self, place: Location) -> tuple[PropertyValue, PropertyValue]:
        """The region a region's partition is controlled from, and its country."""
        planes = services.control_planes().get(place.cloud or "", {})
        plane = planes.get(place.partition or "")
        if plane is None:
            return dict(UNKNOWN), dict(UNKNOWN)
        return plane["region"] or dict(UNKNOWN), plane["country"] or dict(UNKNOWN)

    def node(
        self,
        *,
        part: str,
        name: str,
        props: Properties,
        location: str | None = None,
        labels: tuple[str, ...] = (),
        parent: str | None = None,
        declared_at: str | None = None,
    ) -> Node:
        """A part of the estate as a node; `location` is the id of the place it is at."""
        place = self.locations[location] if location else None
        region = place.name if place and place.kind == "region" else None
        everything = dict(props)
        if part not in WITHOUT_LOCATION and place is not None:
            everything["location"] = {
                "cloud": place.cloud,
                "region": region,
                "country": self.country(place.id),
            }
        return Node(
            id=f"estate:{part}/{name}",
            type=f"estate:{part}",
            kind=f"topology.{part}",
            name=name,
            provider="estate",
            location=ResourceLocation(
                place.cloud if place else None, region, place.country if place else None
            ),
            labels=labels,
            props=everything,
            unknown=unknowns_in(everything),
            parent=parent,
            declared_at=declared_at,
        )


def declared_at(links: Iterable[Link]) -> str | None:
    """Where the first of `links` whose place is known stands."""
    return next((str(link.at) for link in links if link.at), None)
