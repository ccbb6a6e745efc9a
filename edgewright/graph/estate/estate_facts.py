"""A topology with its parts at hand by id, and the one way they become nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from edgewright.facts import services
from edgewright.graph.flow_model import WORLDWIDE
from edgewright.graph.kinds.estate import Form
from edgewright.graph.kinds.values import Cloud, Label, Place, Unknown, unknown
from edgewright.graph.model import PART, Node, Properties, ResourceLocation
from edgewright.graph.resource.markers import unknowns_in
from edgewright.topology.holdings import data_entry
from edgewright.topology.model import Asset, Link, Location, Topology, Workload


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

    def country(self, location_id: str) -> str | Unknown:
        """The country of a location, "worldwide", or the unknown marker."""
        if self.locations[location_id].kind == WORLDWIDE:
            return WORLDWIDE
        return self.countries[location_id] or unknown()

    def place(self, location_id: str) -> Place:
        """A location as rules see it; a site has no cloud and no region."""
        place = self.locations[location_id]
        return Place(
            cloud=cast(Cloud | None, place.cloud and str(place.cloud)),
            region=_region(place),
            country=self.country(location_id),
        )

    def label(self, id: str) -> Label:
        """The entry of a label."""
        return cast(Label, data_entry(self.assets[id]))

    def data(self, labels: Iterable[str]) -> list[Label]:
        """The entries of labels, sorted by id."""
        return [self.label(label) for label in sorted(labels)]

    def form(self, carrier: str, label: str) -> Form:
        """What an asset is of a label that it carries: source, derived or federated."""
        return "source" if carrier == label else self.assets[carrier].form

    def source_resource(self, link: Link) -> str | None:
        """URN of the resource that makes a copy by itself; None for every other link."""
        return link.node.partition(PART)[0] if link.node else None

    def control_plane(self, place: Location) -> tuple[str | Unknown, str | Unknown]:
        """The region a region's partition is controlled from, and its country."""
        planes = services.control_planes().get(place.cloud or "", {})
        plane = planes.get(place.partition or "")
        if plane is None:
            return unknown(), unknown()
        return plane["region"] or unknown(), plane["country"] or unknown()

    def node(
        self,
        *,
        part: str,
        name: str,
        props: Mapping[str, object],
        location: str | None = None,
        labels: tuple[str, ...] = (),
        parent: str | None = None,
        declared_at: str | None = None,
        witness: tuple[str, ...] = (),
    ) -> Node:
        """A part of the estate as a node; `location` is the id of the place it is at."""
        place = self.locations[location] if location else None
        at = ResourceLocation(None, None, None)
        if place is not None:
            at = ResourceLocation(place.cloud, _region(place), place.country)
        given = cast(Properties, dict(props))
        return Node(
            id=f"estate:{part}/{name}",
            type=f"estate:{part}",
            kind=f"topology.{part}",
            name=name,
            provider="estate",
            location=at,
            labels=labels,
            props=given,
            unknown=unknowns_in(given),
            parent=parent,
            declared_at=declared_at,
            witness=witness,
        )


def _region(place: Location) -> str | None:
    return place.name if place.kind == "region" else None


def declared_at(links: Iterable[Link]) -> str | None:
    """Where the first of `links` whose place is known stands."""
    return next((str(link.at) for link in links if link.at), None)
