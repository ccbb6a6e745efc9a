"""Finding resources by what they refer to.

In a preview against a real cloud most references are unknown values, but the engine still says
which resources each property was computed from. So references are followed by property dependency
first, and by value only where a program wrote the value itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from edgewright.graph.model import (
    Properties,
    PropertyValue,
    RawResource,
    ResourceLocation,
    is_marker,
)

ADDRESS_PROPERTIES = ("arn", "id", "bucket", "keyId", "name")
OWN_COMPONENTS = "edgewright:"
"""Beginning of the types of our own components."""
Finder: TypeAlias = "Callable[[RawResource, ResourceIndex], ResourceLocation]"
Resolver: TypeAlias = "Callable[[ResourceIndex, str, tuple[str, ...] | None], RawResource | None]"
_VERSION_SEGMENT = re.compile(r"/v[0-9]{8}[a-z0-9]*:")
_VERSION_PACKAGE = re.compile(r"^azure-native_\w+_v[0-9]{8}[a-z0-9]*:")
"""A package of azure-native 3 for one module and API version (`pulumi package add azure-native
storage v20240101`; https://www.pulumi.com/registry/packages/azure-native/version-guide)."""
_RENAMED = {"aws:s3/bucketV2:BucketV2": "aws:s3/bucket:Bucket"}


@lru_cache(maxsize=4096)
def canonical_type(token: str) -> str:
    """A type token without azure-native's API version and without deprecated `V2` names."""
    token = _VERSION_PACKAGE.sub("azure-native:", _VERSION_SEGMENT.sub(":", token))
    if token in _RENAMED:
        return _RENAMED[token]
    return re.sub(r"^(aws:s3/bucket\w+)V2:(\w+)V2$", r"\1:\2", token)


def lower(value: PropertyValue) -> str | None:
    """A text in lower case; None for everything else."""
    return value.lower() if isinstance(value, str) else None


def exactly(
    index: ResourceIndex, address: str, types: tuple[str, ...] | None
) -> RawResource | None:
    """The resource of one of `types` whose ARN, id, bucket or name is the address."""
    found = (index.at_address(type, address) for type in types or ())
    return next((one for one in found if one is not None), None)


@dataclass(frozen=True)
class Locator:
    """How one cloud, or what runs at sites, says where its resources are.

    Attributes:
        prefixes: beginnings of the type tokens it is for.
        cloud: the cloud's name in the facts; None outside the clouds.
        locate: where a resource of such a type is.
        region_name: a region's name as the facts have it, from any spelling of it.
        provider_region: the property of its Pulumi provider that names a region.
        region_of_address: the region that an address names; None where it names none.
        resolve: the resource that an address names, of one of the types (of any, for None).
        own_names: type -> the input that names such a resource, where that is not called "name":
            all that is known of its name before it is made.
    """

    prefixes: tuple[str, ...]
    cloud: str | None
    locate: Finder
    region_name: Callable[[str], str] = str
    provider_region: str = "region"
    region_of_address: Callable[[str], str | None] = lambda address: None
    resolve: Resolver = exactly
    own_names: Mapping[str, str] = field(default_factory=dict)


class ResourceIndex:
    """The resources of one recording, findable by type, reference and address.

    Args:
        resources: what was recorded.
        locators: how each cloud says where its resources are; the first that is for a type counts,
            so the last should be for all of them.
    """

    def __init__(self, resources: Iterable[RawResource], locators: Iterable[Locator]) -> None:
        self._locators = tuple(locators)
        self.by_urn = {resource.urn: resource for resource in resources}
        self._by_type: dict[str, list[RawResource]] = defaultdict(list)
        self._components: dict[str, list[RawResource]] = defaultdict(list)
        self._by_address: dict[tuple[str, str], RawResource] = {}
        for resource in self.by_urn.values():
            kind = canonical_type(resource.type)
            self._by_type[kind].append(resource)
            if kind.startswith(OWN_COMPONENTS):
                self._components[kind.rpartition(":")[2]].append(resource)
            for name in (*ADDRESS_PROPERTIES, self._own_name(kind)):
                value = resource.props.get(name)
                if isinstance(value, str) and value:
                    self._by_address.setdefault((kind, value), resource)
        self._referring: dict[tuple[str, str], dict[str, list[RawResource]]] = {}
        self._by_name: dict[str, list[RawResource]] | None = None

    def locator(self, type: str) -> Locator:
        """How resources of a type say where they are."""
        return next(one for one in self._locators if type.startswith(one.prefixes))

    def _own_name(self, type: str) -> str:
        """The property that names a resource of a canonical type."""
        return self.locator(type).own_names.get(type, "name")

    def of_type(self, type: str) -> list[RawResource]:
        """All resources of a canonical type."""
        return self._by_type.get(type, [])

    def components(self, capability: str) -> list[RawResource]:
        """Our components of a capability ("EdgeFleet"), for whatever cloud or runtime."""
        return self._components.get(capability, [])

    def ancestors(self, resource: RawResource) -> Iterable[RawResource]:
        """The resource itself, its parent, and so on upward; each once, whatever a file says."""
        current: RawResource | None = resource
        seen: set[str] = set()
        while current is not None and current.urn not in seen:
            seen.add(current.urn)
            yield current
            current = self.by_urn.get(current.parent) if current.parent else None

    def intents(self, resource: RawResource) -> Iterator[Properties]:
        """What our components around a resource said they want, the nearest first.

        Whatever else calls an input "intent" means something of its own by it.
        """
        for ancestor in self.ancestors(resource):
            intent = ancestor.inputs.get("intent")
            is_ours = ancestor.type.startswith(OWN_COMPONENTS)
            if is_ours and isinstance(intent, dict) and not is_marker(intent):
                yield intent

    def follow(self, resource: RawResource, property: str, type: str) -> RawResource | None:
        """The resource of `type` that `property` of `resource` refers to, if it is recorded."""
        for urn in resource.property_dependencies.get(property, ()):
            found = self.by_urn.get(urn)
            if found and canonical_type(found.type) == type:
                return found
        value = resource.props.get(property)
        return self._by_address.get((type, value)) if isinstance(value, str) else None

    def at_address(self, type: str, address: str) -> RawResource | None:
        """The resource of `type` whose ARN, id, bucket or name is `address`."""
        return self._by_address.get((type, address))

    def named(self, name: str) -> list[RawResource]:
        """The resources whose name is this one, in lower case."""
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for one in self.by_urn.values():
                own = one.props.get(self._own_name(canonical_type(one.type)))
                if known := lower(one.props.get("name")) or lower(own):
                    self._by_name[known].append(one)
        return self._by_name.get(name, [])

    def referring(self, target: RawResource, type: str, property: str) -> list[RawResource]:
        """The resources of `type` whose `property` refers to `target`."""
        key = (type, property)
        if key not in self._referring:
            table: dict[str, list[RawResource]] = defaultdict(list)
            wanted = canonical_type(target.type)
            for candidate in self.of_type(type):
                if found := self.follow(candidate, property, wanted):
                    table[found.urn].append(candidate)
            self._referring[key] = table
        return self._referring[key].get(target.urn, [])
