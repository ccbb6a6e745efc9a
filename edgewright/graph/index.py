"""Finding resources by what they refer to.

In a preview against a real cloud most references are unknown values, but the engine still says
which resources each property was computed from. So references are followed by property dependency
first, and by value only where a program wrote the value itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from edgewright.graph.model import RawResource

ADDRESS_PROPERTIES = ("arn", "id", "bucket", "keyId", "name")
_VERSION_SEGMENT = re.compile(r"/v[0-9]{8}[a-z0-9]*:")
_RENAMED = {"aws:s3/bucketV2:BucketV2": "aws:s3/bucket:Bucket"}


def canonical_type(token: str) -> str:
    """A type token without azure-native's API version and without deprecated `V2` names."""
    token = _VERSION_SEGMENT.sub(":", token)
    if token in _RENAMED:
        return _RENAMED[token]
    return re.sub(r"^(aws:s3/bucket\w+)V2:(\w+)V2$", r"\1:\2", token)


class ResourceIndex:
    """The resources of one recording, findable by type, reference and address."""

    def __init__(self, resources: Iterable[RawResource]) -> None:
        self.by_urn = {resource.urn: resource for resource in resources}
        self._by_type: dict[str, list[RawResource]] = defaultdict(list)
        self._by_address: dict[tuple[str, str], RawResource] = {}
        for resource in self.by_urn.values():
            kind = canonical_type(resource.type)
            self._by_type[kind].append(resource)
            for name in ADDRESS_PROPERTIES:
                value = resource.props.get(name)
                if isinstance(value, str) and value:
                    self._by_address.setdefault((kind, value), resource)
        self._referring: dict[tuple[str, str], dict[str, list[RawResource]]] = {}

    def of_type(self, type: str) -> list[RawResource]:
        """All resources of a canonical type."""
        return self._by_type.get(type, [])

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
