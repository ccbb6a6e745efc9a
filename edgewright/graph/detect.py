"""From recorded resources to the flows that follow from them: nodes of the kinds copy.*.

Nobody declares these flows: replication, backups, logs, caches and the like follow from how a
resource is set up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from edgewright.facts import catalogue
from edgewright.graph.flow_model import WORLDWIDE, DerivedFlow
from edgewright.graph.kinds.fit import fitted
from edgewright.graph.model import (
    UNKNOWN,
    Node,
    Properties,
    PropertyValue,
    RawResource,
    ResourceLocation,
)
from edgewright.graph.registry import FLOWS
from edgewright.graph.resource.index import ResourceIndex, canonical_type
from edgewright.graph.resource.labels import (
    DataEntry,
    Labelling,
    carrier_of,
    data_entries,
    ids_of,
    intent_of,
)
from edgewright.graph.resource.location import GLOBAL, as_property, locate, package_of
from edgewright.graph.resource.lookups import Lookup
from edgewright.graph.resource.markers import secrets_in, unknowns_in
from edgewright.graph.resource.other import keeps_data
from edgewright.graph.resource.source import SourceResource

_LAST_PART = re.compile(r"[:/]")


def flow_nodes(resource: RawResource, index: ResourceIndex, known: Labelling) -> list[Node]:
    """The flows that follow from a recorded resource.

    What stays in its region comes to no new place, so it has no node; what goes to a region that
    cannot be known has one. Flows of one resource and kind to one place are one node, with the
    labels of all that holds what flows.
    """
    derive = FLOWS.get(canonical_type(resource.type))
    if derive is None:
        return []
    source = SourceResource(resource, index)
    return [*_Flows(source, known).nodes(derive(source))]


@dataclass(frozen=True)
class _Held:
    """What resources hold together.

    Attributes:
        carriers: what the copies physically are, sorted; none where nobody said.
    """

    data: list[DataEntry]
    carriers: list[str]


@dataclass(frozen=True)
class _Flows:
    """One source resource and the nodes of its flows."""

    source: SourceResource
    known: Labelling

    def nodes(self, flows: Iterable[DerivedFlow]) -> Iterator[Node]:
        """The nodes, one for each kind and place."""
        places: dict[str, list[DerivedFlow]] = {}
        for flow in flows:
            if not self._stays(flow):
                places.setdefault(self._id(flow), []).append(flow)
        for id, listed in places.items():
            yield self._node(id, listed)

    def _stays(self, flow: DerivedFlow) -> bool:
        to = flow.to
        known = to.region is not None and to.region not in (WORLDWIDE, GLOBAL)
        return known and not flow.roams and _region(self._start(flow)) == _region(to)

    def _start(self, flow: DerivedFlow) -> ResourceLocation:
        """Where a flow comes from; of several holders, from the first that is not where it goes."""
        if flow.start is not None:
            return flow.start
        starts = [self._holder(one).place for one in flow.holders] or [self.source.place]
        return next((one for one in starts if _region(one) != _region(flow.to)), starts[0])

    def _id(self, flow: DerivedFlow) -> str:
        return f"{self.source.resource.urn}#{flow.kind}/{_place_name(flow)}"

    def _node(self, id: str, flows: list[DerivedFlow]) -> Node:
        flow, resource = flows[0], self.source.resource
        held = self._held([holder for one in flows for holder in one.holders])
        start = self._start(flow)
        kind = f"copy.{flow.kind}"
        given: Properties = {
            "location": as_property(flow.to),
            "data": [*held.data],
            "carrier": ", ".join(held.carriers) or None,
            "source": flow.holders[0].urn if flow.holders else resource.urn,
            "by": resource.urn,
            "from_region": None if start.region == GLOBAL else start.region or dict(UNKNOWN),
            "from_country": start.country or dict(UNKNOWN),
            "target": flow.target,
        }
        props = fitted(kind, given)
        return Node(
            id=id,
            type=f"copy:{flow.kind}",
            kind=kind,
            name=resource.name,
            provider=package_of(resource.type),
            location=flow.to,
            labels=ids_of(held.data),
            props=props,
            unknown=unknowns_in(props),
            secret=secrets_in(props),
            parent=resource.urn,
        )

    def _held(self, holders: list[RawResource]) -> _Held:
        """What the holders hold; where none of them says, what the source says of itself."""
        held = self._held_by(holders)
        return held if held.data else self._held_by([self.source.resource])

    def _held_by(self, resources: list[RawResource]) -> _Held:
        entries: dict[str, DataEntry] = {}
        carriers: set[str] = set()
        for one in resources:
            found = self._holder(one)
            entries.update(zip(ids_of(found.data), found.data, strict=True))
            carriers.update(_carriers(found.carrier, found.data, alone=len(resources) == 1))
        return _Held([entries[label] for label in sorted(entries)], sorted(carriers))

    def _holder(self, holder: RawResource) -> _Holder:
        """All that a flow takes from what holds it: nothing else of it counts."""
        [found] = self.source.index.keys_of(Lookup((), _AsHolder(self.known)), holder)
        assert isinstance(found, _Holder)
        return found


@dataclass(frozen=True)
class _Holder:
    """Where a holder is, and what it holds; the same where the text is."""

    text: str
    place: ResourceLocation = field(compare=False)
    data: list[DataEntry] = field(compare=False)
    carrier: PropertyValue = field(compare=False)


class _AsHolder:
    """The key of a lookup by what a holder says; one for each labelling."""

    def __init__(self, known: Labelling) -> None:
        self._known = known

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _AsHolder) and self._known is other._known

    def __hash__(self) -> int:
        return id(self._known)

    def __call__(self, holder: RawResource, index: ResourceIndex) -> Iterator[_Holder]:
        intent = intent_of(holder, index)
        keeps = keeps_data(canonical_type(holder.type))
        place = locate(holder, index)
        data = data_entries(holder, intent, self._known, keeps_data=keeps)
        carrier = carrier_of(holder, intent, self._known, keeps_data=keeps)
        yield _Holder(repr((place, data, carrier)), place, data, carrier)


def _carriers(carrier: PropertyValue, data: list[DataEntry], *, alone: bool) -> list[str]:
    """What a resource's copies are; beside others, one that does not say holds its labels."""
    if isinstance(carrier, str):
        return carrier.split(", ")
    return [] if alone else list(ids_of(data))


def _region(place: ResourceLocation) -> tuple[str | None, str | None]:
    return place.cloud, place.region


def _place_name(flow: DerivedFlow) -> str:
    """Where a flow goes, for its id: the region, a country of a zone, or else what receives it."""
    region, country = flow.to.region, flow.to.country
    if region is None:
        if flow.receiver is not None:
            return flow.receiver.name
        return _LAST_PART.split(flow.target)[-1] if isinstance(flow.target, str) else "unknown"
    if country is not None and flow.to.cloud and catalogue.region(flow.to.cloud, region) is None:
        return f"{region}/{country}"
    return region
