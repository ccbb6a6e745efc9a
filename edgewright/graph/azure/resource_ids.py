"""Azure resource ids: /subscriptions/.../resourceGroups/GROUP/providers/TYPE/NAME/..."""

from __future__ import annotations

from edgewright.graph.model import RawResource
from edgewright.graph.resource.index import ResourceIndex, canonical_type, lower
from edgewright.graph.resource.locator import exactly


def resolve(
    index: ResourceIndex, address: str, types: tuple[str, ...] | None
) -> RawResource | None:
    """The resource that an id names, else the one it names a part of; a name is taken as it is.

    A recording need not hold the ids themselves, so it is found by its name, its resource group,
    and its type: one of `types`, or without these the type that the id has.
    """
    if not address.startswith("/"):
        return exactly(index, address, types)
    group, names = _arm_parts(address)
    for name, arm_type in reversed(names):
        for found in index.named(name):
            near = lower(found.props.get("resourceGroupName")) in (None, group)
            if near and _is_of(found, arm_type if types is None else set(types)):
                return found
    return None


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
        return lower(resource.props.get("type")) == wanted
    return canonical_type(resource.type) in wanted
