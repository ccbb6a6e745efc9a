"""Flows that follow from resources, as links of the topology.

A flow carries what its holders hold: the assets its component named, else each label by itself. It
has the transfer mechanism that people declared for the same data between the same places, if any.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from edgewright.facts import catalogue
from edgewright.graph.flow_model import WORLDWIDE
from edgewright.graph.model import Node
from edgewright.graph.registry import cloud_of
from edgewright.graph.resource.other import KIND as OTHER
from edgewright.graph.resource.reading import as_text, read
from edgewright.topology.locations import region_id, region_location
from edgewright.topology.model import Link, Location, Topology
from edgewright.topology.propagation import with_derived_flows

NOT_FOLLOWED = frozenset({"delivery", "peering"})
"""Flows that move no label by themselves: what a deployment delivers the estate says too, and a
peering is a way that nothing may ever take. Rules judge both as resources."""
UNDECLARED = "undeclared"
"""The kind of a flow that a resource's label shows, and nobody declared."""
Start = tuple[str, str, str]
"""A label, the asset it is in, and a location."""


READ = ("carrier", "content", "from_region", "location")
"""The properties of nodes that flows are made of."""


def bears_on_flows(node: Node) -> tuple[object, ...] | None:
    """All that `with_resources` takes of a node; None of one that brings no flow."""
    if not node.labels and not (node.kind or "").startswith("copy."):
        return None
    read_of_it = (repr(node.props.get(name)) for name in READ)
    itself = (node.id, node.kind, node.type, node.name, node.provider, node.labels, node.location)
    return (*itself, "data" in node.props, *read_of_it)


def with_resources(topology: Topology, nodes: Iterable[Node]) -> Topology:
    """The topology with the flows that follow from its resources, and all that they bring.

    A labelled resource in a place that nothing brings its label to has got it all the same: that
    flow is undeclared, from wherever the label starts.
    """
    listed, estate = list(nodes), _Estate(topology)
    flows = [flow for node in listed for flow in _flows(estate, node)]
    explained = _held(topology)
    if any(_unexplained(node, explained) for node in listed):
        held = _held(_joined(topology, flows, starts=()))
        flows += [flow for node in listed for flow in _undeclared(estate, node, held)]
        reached = _joined(topology, flows, starts=_origins(estate, flows))
        estate = _Estate(reached)
        topology = replace(topology, starts=reached.starts)
    starts = {start for flow in flows for start in estate.starts(flow.link)}
    return _joined(topology, flows, starts)


def _joined(topology: Topology, flows: Sequence[_Flow], starts: Iterable[Start]) -> Topology:
    return with_derived_flows(
        topology,
        links={flow.link.id: flow.link for flow in flows}.values(),
        locations=[place for flow in flows for place in (flow.source, flow.target)],
        starts=starts,
    )


@dataclass(frozen=True)
class _Flow:
    """A link and the places at its ends."""

    link: Link
    source: Location
    target: Location


class _Estate:
    """What the estate itself says, at hand."""

    def __init__(self, topology: Topology) -> None:
        self.labels = {asset.id: asset.labels for asset in topology.assets}
        declared = sorted((link for link in topology.links if link.declared), key=lambda it: it.id)
        self._declared = {(link.data, link.source, link.target): link for link in declared}
        self._spots = topology.spots
        self._first_at: dict[str, set[str]] = {}
        for _, carrier, location in topology.starts:
            self._first_at.setdefault(carrier, set()).add(location)
        for made in topology.derivations:
            self._first_at.setdefault(made.data, set()).add(made.location)
        self._locations = {location.id: location for location in topology.locations}
        self._held: dict[tuple[str, str], set[str]] = {}
        for label, carrier, location in topology.spots:
            self._held.setdefault((label, location), set()).add(carrier)

    def carried(self, node: Node, source: str) -> list[str]:
        """The assets a flow carries: those its carrier names, else what its labels are in there.

        A label that is not where the flow starts is taken for itself.
        """
        carrier = node.props.get("carrier")
        named = carrier.split(", ") if isinstance(carrier, str) else []
        known = {name for name in named if name in self.labels}
        for label in () if known else node.labels:
            known |= self._held.get((label, source), {label} & set(self.labels))
        return sorted(known)

    def as_declared(self, link: Link) -> Link:
        """The link with what people declared of the same data between the same places."""
        declared = self._declared.get((link.data, link.source, link.target))
        if declared is None:
            return link
        return replace(
            link,
            transfer_mechanism=declared.transfer_mechanism,
            purpose=declared.purpose,
            recipient=declared.recipient,
            recipient_parent=declared.recipient_parent,
            at=declared.at,
        )

    def origins_of(self, data: str) -> list[Location]:
        """Where an asset is first, a place for each country: where it is made, else its labels."""
        places = self._first_at.get(data) or {
            place for label in self.labels[data] for place in self._first_at.get(label, ())
        }
        found: dict[str | None, Location] = {}
        for place in sorted(places):
            location = self._locations[place]
            found.setdefault(location.country, location)
        return list(found.values())

    def starts(self, link: Link) -> Iterator[Start]:
        """Labels that flow from where nothing else brings them: they start there."""
        for label in self.labels[link.data]:
            start = (label, link.data, link.source)
            if start not in self._spots:
                yield start


def _flows(estate: _Estate, node: Node) -> Iterator[_Flow]:
    kind, _, flow_kind = (node.kind or "").partition(".")
    if kind != "copy" or flow_kind in NOT_FOLLOWED:
        return
    source, target = _source(node), _target(node)
    for data in estate.carried(node, source.id):
        link = Link(
            id=f"copy/{flow_kind}/{data}/{node.name}/{source.id}>{target.id}",
            data=data,
            source=source.id,
            target=target.id,
            declared=False,
            flow_kind=flow_kind,
            frequency="continuous",
            node=node.id,
        )
        yield _Flow(estate.as_declared(link), source, target)


def _held(topology: Topology) -> set[tuple[str, str]]:
    """(label, place) of every place that something brings the label to."""
    return {(label, place) for label, _, place in topology.spots}


def _unexplained(node: Node, held: Container[tuple[str, str]]) -> set[str]:
    """The labels that a resource holds where nothing brings them."""
    place = _resource_place(node)
    if place is None:
        return set()
    return {label for label in node.labels if (label, place.id) not in held}


def _undeclared(estate: _Estate, node: Node, held: Container[tuple[str, str]]) -> Iterator[_Flow]:
    """The flows that must have brought a resource the labels it holds."""
    place, missing = _resource_place(node), _unexplained(node, held)
    if place is None or not missing:
        return
    for data in estate.carried(node, place.id):
        if missing & set(estate.labels[data]):
            for source in estate.origins_of(data):
                link = Link(
                    id=f"{UNDECLARED}/{data}/{node.type}::{node.name}/{source.id}>{place.id}",
                    data=data,
                    source=source.id,
                    target=place.id,
                    declared=False,
                    flow_kind=UNDECLARED,
                    node=node.id,
                )
                yield _Flow(link, source, place)


def _resource_place(node: Node) -> Location | None:
    """The region in which a resource holds its labels; None for what holds none in a region."""
    kind = node.kind or ""
    if not node.labels or kind.startswith(("copy.", "topology.")) or "data" not in node.props:
        return None
    if kind == OTHER and node.props.get("content") == "settings":
        return None
    fact = catalogue.region(node.location.cloud or "", node.location.region or "")
    return region_location(fact) if fact is not None else None


def _origins(estate: _Estate, flows: Iterable[_Flow]) -> set[Start]:
    """Where what undeclared flows carry starts, as far as the estate does not say so itself."""
    return {
        start
        for flow in flows
        if flow.link.flow_kind == UNDECLARED
        for start in estate.starts(flow.link)
    }


def _source(node: Node) -> Location:
    return _place(cloud_of(node.provider), node.props.get("from_region"), f"{node.name}'s source")


def _target(node: Node) -> Location:
    cloud, region, country = (
        as_text(read(node.props, "location", name)) for name in ("cloud", "region", "country")
    )
    if region == WORLDWIDE:
        return Location(WORLDWIDE, WORLDWIDE, WORLDWIDE, cloud, None, None)
    if cloud and country and catalogue.region(cloud, str(region)) is None:
        return _somewhere_in(country, cloud, str(region), node.props.get("from_region"))
    return _place(cloud, region, f"{node.name}'s target")


def _somewhere_in(country: str, cloud: str, zone: str, start: object) -> Location:
    """A country of a zone: which region of the cloud's there, nobody can say."""
    home = catalogue.region(cloud, start) if isinstance(start, str) else None
    regions = [one for one in catalogue.regions().values() if one.cloud == cloud]
    near = [
        one
        for one in regions
        if one.country == country and home and one.partition == home.partition
    ]
    name = f"{zone}/{country}"
    known = region_location(near[0]) if near else None
    return Location(
        id=region_id(cloud, name),
        kind="region",
        name=name,
        cloud=cloud,
        country=country,
        at=None,
        operator=known.operator if known else None,
        operator_parent=known.operator_parent if known else None,
        partition=known.partition if known else None,
    )


def _place(cloud: str | None, region: object, otherwise: str) -> Location:
    """A region as a place; one that cannot be known is a place of its own, in no known country."""
    name = region if isinstance(region, str) else None
    fact = catalogue.region(cloud, name) if cloud and name else None
    if fact is not None:
        return region_location(fact)
    id = region_id(cloud, name) if cloud and name else otherwise
    return Location(id, "region" if name else "somewhere", name or otherwise, cloud, None, None)
