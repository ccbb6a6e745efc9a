"""A resource that may copy or send something by itself, and what its flows are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from edgewright.facts import services
from edgewright.graph.flow_model import WORLDWIDE, DerivedFlow
from edgewright.graph.model import UNKNOWN, PropertyValue, RawResource, ResourceLocation, is_secret
from edgewright.graph.resource.index import ADDRESS_PROPERTIES
from edgewright.graph.resource.location import country_of, locate, region_named
from edgewright.graph.resource.reading import entries
from edgewright.graph.resource.view import ResourceView


@dataclass(frozen=True)
class SourceResource(ResourceView):
    """A resource that data may flow out of, with what its derived flows are built of."""

    def of(self, resource: RawResource) -> SourceResource:
        """Another resource of the same recording."""
        return SourceResource(resource, self.index)

    def each(self, *path: str | int) -> list[PropertyValue]:
        """The entries of its list at `path`; of a list nobody can read, one unknown entry."""
        return entries(self.declared(*path))

    def at(self, resource: RawResource) -> ResourceLocation:
        """Where another resource is."""
        return locate(resource, self.index)

    def region(self, name: PropertyValue) -> ResourceLocation:
        """A region of its cloud by name; a name that is unknown or no text is no known place."""
        known = region_named(self.locator, name)
        return ResourceLocation(self.place.cloud, known, country_of(self.place.cloud, known))

    def nowhere(self) -> ResourceLocation:
        """A place in its cloud that cannot be known."""
        return ResourceLocation(self.place.cloud, None, None)

    def anywhere(self) -> ResourceLocation:
        """All the world."""
        return ResourceLocation(self.place.cloud, WORLDWIDE, None)

    def service(self) -> str:
        """The name of the service without regions it is in; else its type."""
        service = services.global_service(self.resource.type)
        return service.service if service else self.resource.type

    def refer(
        self, property: str, types: Iterable[str] | None, address: PropertyValue = None
    ) -> RawResource | None:
        """The resource of one of `types` that `property` refers to, if it is recorded.

        By its address first; where that is not known, or is part of another text, by the only
        resource of these types that the property was computed from.
        """
        found = self._candidates(property, types, address)
        return found[0] if len(found) == 1 else None

    def _candidates(
        self, property: str, types: Iterable[str] | None, address: PropertyValue
    ) -> list[RawResource]:
        wanted = None if types is None else tuple(types)
        known = address if isinstance(address, str) else None
        found = self.locator.resolve(self.index, known, wanted) if known else None
        if found is not None:
            return [found]
        behind = self.index.behind(self.resource, property, wanted)
        return [one for one in behind if self._may_be(one, known)]

    def _may_be(self, resource: RawResource, address: str | None) -> bool:
        """Whether nothing that a resource says of itself contradicts an address."""
        region, addressed = self.at(resource).region, self.locator.region_of_address(address or "")
        if addressed and region and addressed != region:
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
        address: PropertyValue,
        holders: tuple[RawResource, ...] = (),
    ) -> DerivedFlow:
        """A flow to what `property` refers to; else its address may say the region."""
        receiver = self.refer(property, types, address)
        if receiver is not None:
            return DerivedFlow(kind, self.at(receiver), receiver.urn, holders, receiver=receiver)
        addressed = self.locator.region_of_address(address) if isinstance(address, str) else None
        return DerivedFlow(kind, self.region(addressed), as_target(address), holders)

    def holders(
        self, property: str, types: Iterable[str] | None, address: PropertyValue
    ) -> tuple[RawResource, ...]:
        """The resource `property` refers to, as what holds the data of a flow.

        Where nobody can tell which one it is, what any of them holds may flow.
        """
        return tuple(self._candidates(property, types, address))


def in_order(resources: Iterable[RawResource | None]) -> tuple[RawResource, ...]:
    """The resources that were found, each once, sorted by URN."""
    found = {one.urn: one for one in resources if one is not None}
    return tuple(found[urn] for urn in sorted(found))


def as_target(address: PropertyValue) -> PropertyValue:
    """An address as the target of a flow: its text or marker; unknown when there is none."""
    if isinstance(address, str) or is_secret(address):
        return address
    return dict(UNKNOWN)
