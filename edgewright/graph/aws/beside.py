"""What may configure a resource, where nobody can tell: it is one of several, or it is any.

A reference that is not known before an update, and was computed from nothing that is recorded, may
be to any resource of its type. One that another stack gave is to none of this program's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edgewright.graph.model import RawResource, is_marker
from edgewright.graph.resource.index import ResourceIndex, canonical_type
from edgewright.graph.resource.lookups import Lookup
from edgewright.graph.resource.view import ResourceView

ANY = ""
"""In place of a URN: it may be any."""
_OF_ANOTHER_STACK = ":pulumi:pulumi:StackReference::"


@dataclass(frozen=True)
class _Astray:
    """The key ANY of a resource whose property refers to nobody knows what."""

    property: str
    targets: tuple[str, ...]

    def __call__(self, resource: RawResource, index: ResourceIndex) -> Iterator[str]:
        behind = resource.property_dependencies.get(self.property, ())
        elsewhere = bool(behind) and all(_OF_ANOTHER_STACK in one for one in behind)
        if not is_marker(resource.props.get(self.property)) or elsewhere:
            return
        if not index.candidates(resource, self.property, self.targets):
            yield ANY


def perhaps_beside(
    view: ResourceView, type: str, property: str, targets: tuple[str, ...] = ()
) -> list[ResourceView]:
    """Resources of a type of which nobody can tell whether they configure this one.

    Args:
        view: this one.
        type: their canonical type.
        property: what refers to what they configure.
        targets: the types of what it may refer to, if there are others than this one's.
    """
    wanted = targets or (canonical_type(view.resource.type),)
    astray = view.index.listed(Lookup((type,), _Astray(property, wanted)), ANY)
    return [*view.perhaps(type, property, targets), *map(view.of, astray)]
