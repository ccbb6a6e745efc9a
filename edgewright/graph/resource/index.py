"""Finding resources by what they refer to.

In a preview against a real cloud most references are unknown values, but the engine still says
which resources each property was computed from. So references are followed by property dependency
first, and by value only where a program wrote the value itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from edgewright.graph.model import RawResource, ResourceLocation

ADDRESS_PROPERTIES = ("arn", "id", "bucket", "keyId", "name")
OWN_COMPONENTS = "edgewright:"
"""Beginning of the types of our own components."""
_VERSION_SEGMENT = re.compile(r"/v[0-9]{8}[a-z0-9]*:")
_RENAMED = {"aws:s3/bucketV2:BucketV2": "aws:s3/bucket:Bucket"}


def canonical_type(token: str) -> str:
    """A type token without azure-native's API version and without deprecated `V2` names."""
    token = _VERSION_SEGMENT.sub(":", token)
    if token in _RENAMED:
        return _RENAMED[token]
    return re.sub(r"^(aws:s3/bucket\w+)V2:(\w+)V2$", r"\1:\2", token)


def _lower(value: object) -> str | None:
    return value.lower() if isinstance(value, str) else None


def _arm_parts(id: str) -> tuple[str | None, list[tuple[str, str]]]:
    """The resource group of an Azure resource id, and (name, type) from the outermost inward."""
    place, _, path = id.lower().rpartition("/providers/")
    _, _, group = place.partition("/resourcegroups/")
    parts = path.split("/")
    types = ["/".join([parts[0], *parts[1:end:2]]) for end in range(2, len(parts) + 1, 2)]
    return group.partition("/")[0] or None, list(zip(parts[2::2], types, strict=False))


def _is_of(resource: RawResource, wanted: str | set[str]) -> bool:
    """Whether a resource is of one of these types, or of this type of Azure's own naming."""
    if isinstance(wanted, str):
        return _lower(resource.props.get("type")) == wanted
    return canonical_type(resource.type) in wanted


@dataclass(frozen=True)
class Locator:
    """How one cloud, or what runs at sites, says where its resources are.

    Attributes:
        prefixes: beginnings of the type tokens it is for.
        cloud: the cloud's name in the facts; None outside the clouds.
        locate: where a resource of such a type is.
        region_name: a region's name as the facts have it, from any spelling of it.
        provider_region: the property of a Pulumi provider that names a region.
    """

    prefixes: tuple[str, ...]
    cloud: str | None
    locate: Callable[[RawResource, ResourceIndex], ResourceLocation]
    region_name: Callable[[str], str] = str
    provider_region: str = "region"


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
            for name in ADDRESS_PROPERTIES:
                value = resource.props.get(name)
                if isinstance(value, str) and value:
                    self._by_address.setdefault((kind, value), resource)
        self._referring: dict[tuple[str, str], dict[str, list[RawResource]]] = {}
        self._by_arn: dict[str, RawResource] | None = None
        self._by_name: dict[str, list[RawResource]] | None = None

    def locator(self, type: str) -> Locator:
        """How resources of a type say where they are."""
        return next(one for one in self._locators if type.startswith(one.prefixes))

    def of_type(self, type: str) -> list[RawResource]:
        """All resources of a canonical type."""
        return self._by_type.get(type, [])

    def components(self, capability: str) -> list[RawResource]:
        """Our components of a capability ("EdgeFleet"), for whatever cloud or runtime."""
        return self._components.get(capability, [])

    def ancestors(self, resource: RawResource) -> Iterable[RawResource]:
        """The resource itself, its parent, and so on upward."""
        current: RawResource | None = resource
        while current is not None:
            yield current
            current = self.by_urn.get(current.parent) if current.parent else None

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

    def arns(self) -> dict[str, RawResource]:
        """Every ARN there is, with its resource."""
        if self._by_arn is None:
            found = ((one.props.get("arn"), one) for one in self.by_urn.values())
            self._by_arn = {arn: one for arn, one in found if isinstance(arn, str)}
        return self._by_arn

    def at_arm_id(self, id: str, types: Iterable[str] | None = None) -> RawResource | None:
        """The resource that an Azure resource id names; else the one it names a part of.

        A recording need not hold the ids themselves, so it is found by its name, its resource
        group, and its type: one of `types`, or without these the type that the id has.
        """
        group, names = _arm_parts(id)
        wanted = None if types is None else set(types)
        for name, arm_type in reversed(names):
            for found in self._named(name):
                kinds = arm_type if wanted is None else wanted
                if _is_of(found, kinds) and _lower(found.props.get("resourceGroupName")) in (
                    None,
                    group,
                ):
                    return found
        return None

    def _named(self, name: str) -> list[RawResource]:
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for one in self.by_urn.values():
                if known := _lower(one.props.get("name")):
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
