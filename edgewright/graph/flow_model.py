"""What the tables of copies are written in: a copy, and the resource that makes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from edgewright.graph.model import UNKNOWN, RawResource, Whereabouts, is_secret, is_unknown
from edgewright.graph.resource.index import ADDRESS_PROPERTIES, ResourceIndex, canonical_type
from edgewright.graph.resource.location import country_of, region_name, region_of_arn, whereabouts
from edgewright.graph.resource.view import read

WORLDWIDE = "worldwide"
"""The region of a copy that can be anywhere in the world."""


@dataclass(frozen=True)
class Copy:
    """A copy that a resource makes by itself.

    Attributes:
        mechanism: the second part of its kind ("replica" of copy.replica).
        to: where it goes; None for what cannot be known.
        target: what receives it: a URN, an address, the name of a service, or a marker.
        sources: the resources that hold what is copied; none when the maker itself does.
        start: where it is copied from; None for where its source is.
        receiver: the resource of the program that receives it, if one does.
        roams: whether it is copied from further places than `start`, so that it is a copy even
            where it stays in that region.
    """

    mechanism: str
    to: Whereabouts
    target: Any
    sources: tuple[RawResource, ...] = ()
    start: Whereabouts | None = None
    receiver: RawResource | None = None
    roams: bool = False


@dataclass(frozen=True)
class Maker:
    """A resource that may make copies, and everything around it."""

    resource: RawResource
    index: ResourceIndex

    @cached_property
    def place(self) -> Whereabouts:
        """Where it is itself."""
        return whereabouts(self.resource, self.index)

    def get(self, *path: str | int) -> Any:
        """Its property at `path`, None where it stops, the marker where it is unknown or secret.

        What no program gave and no cloud has answered yet is not set: a preview knows no outputs.
        """
        name = path[0]
        if is_unknown(self.resource.props.get(str(name))) and name not in self.resource.inputs:
            return None
        return read(self.resource.props, *path)

    def each(self, *path: str | int) -> list[Any]:
        """The entries of its list at `path`; of a list nobody can read, one unknown entry."""
        return entries(self.get(*path))

    def at(self, resource: RawResource) -> Whereabouts:
        """Where another resource is."""
        return whereabouts(resource, self.index)

    def region(self, name: Any) -> Whereabouts:
        """A region of its cloud by name; a name that is unknown or no text is no known place."""
        known = region_name(self.place.cloud, name)
        return Whereabouts(self.place.cloud, known, country_of(self.place.cloud, known))

    def nowhere(self) -> Whereabouts:
        """A place in its cloud that cannot be known."""
        return Whereabouts(self.place.cloud, None, None)

    def anywhere(self) -> Whereabouts:
        """All the world."""
        return Whereabouts(self.place.cloud, WORLDWIDE, None)

    def refer(
        self, property: str, types: Iterable[str] | None, address: Any = None
    ) -> RawResource | None:
        """The resource of one of `types` that `property` refers to, if it is recorded.

        By its address first; where that is not known, or is part of another text, by the only
        resource of these types that the property was computed from.
        """
        wanted = None if types is None else tuple(types)
        known = address if isinstance(address, str) else None
        found = self._addressed(wanted, known) if known else None
        if found is not None:
            return found
        urns = self.resource.property_dependencies.get(property, ())
        behind = [self.index.by_urn[urn] for urn in urns if urn in self.index.by_urn]
        fitting = [one for one in behind if self._may_be(one, wanted, known)]
        return fitting[0] if len(fitting) == 1 else None

    def _addressed(self, types: tuple[str, ...] | None, address: str) -> RawResource | None:
        if address.startswith("/"):
            return self.index.at_arm_id(address, types)
        exact = (self.index.at_address(type, address) for type in types or ())
        return next((one for one in exact if one is not None), None)

    def _may_be(
        self, resource: RawResource, types: tuple[str, ...] | None, address: str | None
    ) -> bool:
        """Whether a resource is of such a type, and nothing it says of itself contradicts that."""
        if types is not None and canonical_type(resource.type) not in types:
            return False
        region, said = self.at(resource).region, region_of_arn(address or "")
        if said and region and said != region:
            return False
        own = [resource.props.get(name) for name in ADDRESS_PROPERTIES]
        known = [one.lower() for one in own if isinstance(one, str) and one]
        if address is None or not known:
            return True
        wanted = address.lower()
        return any(one in wanted or wanted in one for one in known)

    def sink(
        self,
        mechanism: str,
        property: str,
        types: Iterable[str] | None,
        address: Any,
        sources: tuple[RawResource, ...] = (),
    ) -> Copy:
        """A copy to what `property` refers to; outside the program an ARN still says the region."""
        receiver = self.refer(property, types, address)
        if receiver is not None:
            return Copy(mechanism, self.at(receiver), receiver.urn, sources, receiver=receiver)
        region = region_of_arn(address) if isinstance(address, str) else None
        return Copy(mechanism, self.region(region), as_target(address), sources)

    def sources(
        self, property: str, types: Iterable[str] | None, address: Any
    ) -> tuple[RawResource, ...]:
        """The one resource `property` refers to, as the sources of a copy."""
        found = self.refer(property, types, address)
        return () if found is None else (found,)


def entries(value: Any) -> list[Any]:
    """The entries of a list; none where it is not set, one unknown where it cannot be read."""
    if value is None:
        return []
    return value if isinstance(value, list) else [dict(UNKNOWN)]


def as_target(address: Any) -> Any:
    """An address as the target of a copy: its text or marker; unknown when there is none."""
    if isinstance(address, str) or is_secret(address):
        return address
    return dict(UNKNOWN)
