"""One resource as normalisers, derived flows and key custody read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from edgewright.graph.model import (
    UNKNOWN,
    Properties,
    PropertyValue,
    RawResource,
    ResourceLocation,
    is_unknown,
)
from edgewright.graph.resource.index import ResourceIndex, canonical_type
from edgewright.graph.resource.labels import intent_of
from edgewright.graph.resource.location import locate
from edgewright.graph.resource.locator import Locator
from edgewright.graph.resource.reading import read


@dataclass(frozen=True)
class ResourceView:
    """A resource, where it is, what its component wants, and everything around it.

    A property is read in one of two ways, which differ in a preview only. What a cloud will answer
    is unknown there: `observed` says so, since it may turn out to be anything; `declared` takes it
    for not set, since nobody asked for it.
    """

    resource: RawResource
    index: ResourceIndex

    @cached_property
    def locator(self) -> Locator:
        """How its cloud says where things are."""
        return self.index.locator(self.resource.type)

    @cached_property
    def place(self) -> ResourceLocation:
        """Where it is."""
        return locate(self.resource, self.index)

    @cached_property
    def intent(self) -> Properties:
        """What the nearest component around it said it wants."""
        return intent_of(self.resource, self.index)

    def observed(self, *path: str | int) -> PropertyValue:
        """Its property at `path`: what the program gave, overlaid with what the cloud answered.

        None where it stops, the marker where it is unknown or secret.
        """
        return read(self.resource.props, *path)

    def declared(self, *path: str | int) -> PropertyValue:
        """The same, but None for what no program gave and no cloud has answered yet."""
        name = path[0]
        if is_unknown(self.resource.props.get(str(name))) and name not in self.resource.inputs:
            return None
        return read(self.resource.props, *path)

    def flag(self, *path: str | int, default: bool) -> PropertyValue:
        """A yes-or-no property; `default` is what the service does when it is not set."""
        value = self.observed(*path)
        return default if value is None else value

    def of(self, resource: RawResource) -> ResourceView:
        """Another resource of the same recording."""
        return ResourceView(resource, self.index)

    def parts(self, type: str, property: str, targets: tuple[str, ...] = ()) -> list[ResourceView]:
        """Resources of `type` that configure this one, by their `property`.

        Args:
            type: their canonical type.
            property: what refers to this one.
            targets: the types of what it may refer to, if there are others than this one's.
        """
        return [self.of(one) for one in self._referring(True, type, property, targets)]

    def perhaps(
        self, type: str, property: str, targets: tuple[str, ...] = ()
    ) -> list[ResourceView]:
        """Those of which nobody can tell whether they configure this one, or another."""
        return [self.of(one) for one in self._referring(False, type, property, targets)]

    def users(self, type: str, property: str) -> list[RawResource]:
        """Resources of `type` that refer to this one, or may."""
        return [one for sure in (True, False) for one in self._referring(sure, type, property, ())]

    def _referring(
        self, sure: bool, type: str, property: str, targets: tuple[str, ...]
    ) -> list[RawResource]:
        wanted = targets or (canonical_type(self.resource.type),)
        return self.index.referring(self.resource, type, property, wanted, sure=sure)

    def country(self) -> PropertyValue:
        """The country it is in, or the unknown marker."""
        return self.place.country or dict(UNKNOWN)
