"""From recorded resources to the copies they make by themselves: nodes of the kinds copy.*.

Nobody declares these flows: replication, backups, logs, caches and the like follow from how a
resource is set up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from edgewright.facts import catalogue
from edgewright.graph import aws_copies, aws_outflows, azure_copies, azure_outflows, deliveries
from edgewright.graph.copying import WORLDWIDE, Copy, Maker
from edgewright.graph.index import ResourceIndex, canonical_type
from edgewright.graph.kinds.fit import fitted
from edgewright.graph.labels import DataEntry, data_entries, intent_of
from edgewright.graph.marks import secrets_in, unknowns_in
from edgewright.graph.model import UNKNOWN, Edge, Node, RawResource, Whereabouts
from edgewright.graph.whereabouts import GLOBAL, as_property, package_of

COPIES: dict[str, Callable[[Maker], Iterator[Copy]]] = {
    **aws_copies.COPIES,
    **aws_outflows.COPIES,
    **azure_copies.COPIES,
    **azure_outflows.COPIES,
    **deliveries.COPIES,
}
"""Type token -> what its resources copy by themselves."""
PARTS = aws_copies.PARTS | aws_outflows.PARTS | azure_copies.PARTS | azure_outflows.PARTS
EDGES = {
    "replica": "replicates-to",
    "pair": "replicates-to",
    "registry": "replicates-to",
    "failover": "replicates-to",
    "secret": "replicates-to",
    "key": "replicates-to",
    "backup": "backs-up-to",
    "snapshot": "backs-up-to",
    "log": "logs-to",
    "telemetry": "logs-to",
    "capture": "stores-in",
    "delivery": "deploys-to",
}
"""Mechanism -> kind of the edge from what is copied to what receives it."""
_LAST_PART = re.compile(r"[:/]")


def copy_nodes(
    index: ResourceIndex, assets: Mapping[str, DataEntry]
) -> tuple[list[Node], set[Edge]]:
    """The copies that the recorded resources make, and the edges to what receives them.

    A copy that stays in its region is no new place, so it has an edge and no node; one whose
    region cannot be known has a node. Copies of one maker and mechanism to one place are one node,
    with the labels of all their sources.
    """
    nodes: list[Node] = []
    edges: set[Edge] = set()
    for resource in index.by_urn.values():
        make = COPIES.get(canonical_type(resource.type))
        if make is None:
            continue
        made = _Making(Maker(resource, index), assets)
        copies = list(make(made.maker))
        nodes += made.nodes(copies)
        edges.update(edge for copy in copies for edge in made.edges(copy))
    return nodes, edges


@dataclass(frozen=True)
class _Held:
    """What resources hold together.

    Attributes:
        carriers: what the copies physically are, sorted; none where nobody said.
    """

    data: list[DataEntry]
    carriers: list[str]


@dataclass(frozen=True)
class _Making:
    """One maker and the nodes of its copies."""

    maker: Maker
    assets: Mapping[str, DataEntry]

    def nodes(self, copies: Iterable[Copy]) -> Iterator[Node]:
        """The nodes, one for each mechanism and place."""
        places: dict[str, list[Copy]] = {}
        for copy in copies:
            if not self._stays(copy):
                places.setdefault(self._id(copy), []).append(copy)
        for id, listed in places.items():
            yield self._node(id, listed)

    def edges(self, copy: Copy) -> Iterator[Edge]:
        """From each source to what receives the copy, where both are in the program."""
        kind = EDGES.get(copy.mechanism)
        if kind is None or copy.receiver is None:
            return
        for source in copy.sources or (self.maker.resource,):
            if source.urn != copy.receiver.urn:
                yield Edge(kind, source.urn, copy.receiver.urn)

    def _stays(self, copy: Copy) -> bool:
        start, to = self._start(copy), copy.to
        known = to.region is not None and to.region not in (WORLDWIDE, GLOBAL)
        return known and not copy.roams and _region(start) == _region(to)

    def _start(self, copy: Copy) -> Whereabouts:
        if copy.start is not None:
            return copy.start
        return self.maker.at(copy.sources[0]) if copy.sources else self.maker.place

    def _id(self, copy: Copy) -> str:
        return f"{self.maker.resource.urn}#{copy.mechanism}/{_place_name(copy)}"

    def _node(self, id: str, copies: list[Copy]) -> Node:
        copy, resource = copies[0], self.maker.resource
        held = self._held([source for one in copies for source in one.sources])
        start = self._start(copy)
        kind = f"copy.{copy.mechanism}"
        given = {
            "location": as_property(copy.to),
            "data": held.data,
            "carrier": ", ".join(held.carriers) or None,
            "source": copy.sources[0].urn if copy.sources else resource.urn,
            "by": resource.urn,
            "from_region": None if start.region == GLOBAL else start.region or dict(UNKNOWN),
            "from_country": start.country or dict(UNKNOWN),
            "target": copy.target,
        }
        props = fitted(kind, given)
        return Node(
            id=id,
            type=f"copy:{copy.mechanism}",
            kind=kind,
            name=resource.name,
            provider=package_of(resource.type),
            location=copy.to,
            labels=tuple(entry["id"] for entry in held.data),
            props=props,
            unknown=unknowns_in(props),
            secret=secrets_in(props),
            parent=resource.urn,
        )

    def _held(self, sources: list[RawResource]) -> _Held:
        """What the sources hold; where none of them says, what the maker says of itself."""
        held = self._held_by(sources)
        return held if held.data else self._held_by([self.maker.resource])

    def _held_by(self, resources: list[RawResource]) -> _Held:
        entries: dict[str, DataEntry] = {}
        carriers: set[str] = set()
        for one in resources:
            intent = intent_of(one, self.maker.index)
            found = data_entries(one, intent, self.assets)
            entries.update((entry["id"], entry) for entry in found)
            carriers.update(_carriers(intent.get("carrier"), found, alone=len(resources) == 1))
        return _Held([entries[label] for label in sorted(entries)], sorted(carriers))


def _carriers(said: Any, data: list[DataEntry], *, alone: bool) -> list[str]:
    """What a resource's copies are; beside others, one that does not say holds its labels."""
    if isinstance(said, str):
        return said.split(", ")
    return [] if alone else [entry["id"] for entry in data]


def _region(place: Whereabouts) -> tuple[str | None, str | None]:
    return place.cloud, place.region


def _place_name(copy: Copy) -> str:
    """Where a copy goes, for its id: the region, a country of a zone, or else what receives it."""
    region, country = copy.to.region, copy.to.country
    if region is None:
        if copy.receiver is not None:
            return copy.receiver.name
        return _LAST_PART.split(copy.target)[-1] if isinstance(copy.target, str) else "unknown"
    if country is not None and copy.to.cloud and catalogue.region(copy.to.cloud, region) is None:
        return f"{region}/{country}"
    return region
