"""A resource that may copy or send something by itself, and what its flows are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from edgewright.graph.flow_model import WORLDWIDE, DerivedFlow
from edgewright.graph.model import UNKNOWN, RawResource, ResourceLocation, is_secret, is_unknown
from edgewright.graph.resource.index import ADDRESS_PROPERTIES, ResourceIndex, canonical_type
from edgewright.graph.resource.location import country_of, locate, region_name, region_of_arn
from edgewright.graph.resource.view import read


@dataclass(frozen=True)
class SourceResource:
    """A resource that may make copies, and everything around it."""

    resource: RawResource
    index: ResourceIndex

    @cached_property
    def place(self) -> ResourceLocation:
        """Where it is itself."""
        return locate(self.resource, self.index)

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

    def at(self, resource: RawResource) -> ResourceLocation:
        """Where another resource is."""
        return locate(resource, self.index)

    def region(self, name: Any) -> ResourceLocation:
        """A region of its cloud by name; a name that is unknown or no text is no known place."""
        known = region_name(self.place.cloud, name)
        return ResourceLocation(self.place.cloud, known, country_of(self.place.cloud, known))

    def nowhere(self) -> ResourceLocation:
        """A place in its cloud that cannot be known."""
        return ResourceLocation(self.place.cloud, None, None)

    def anywhere(self) -> ResourceLocation:
        """All the world."""
        return ResourceLocation(self.place.cloud, WORLDWIDE, None)

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
        kind: str,
        property: str,
        types: Iterable[str] | None,
        address: Any,
        holders: tuple[RawResource, ...] = (),
    ) -> DerivedFlow:
        """A copy to what `property` refers to; outside the program an ARN still says the region."""
        receiver = self.refer(property, types, address)
        if receiver is not None:
            return DerivedFlow(kind, self.at(receiver), receiver.urn, holders, receiver=receiver)
        region = region_of_arn(address) if isinstance(address, str) else None
        return DerivedFlow(kind, self.region(region), as_target(address), holders)

    def holders(
        self, property: str, types: Iterable[str] | None, address: Any
    ) -> tuple[RawResource, ...]:
        """The one resource `property` refers to, as the holders of a copy."""
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
