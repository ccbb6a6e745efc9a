"""What a resource of AWS refers to by a name that is no address, and what may configure one.

Identifiers of databases are such names. A reference that is not known before an update, and was
computed from nothing that is recorded, may be to any resource of its type. One that another stack
gave is to none of this program's.
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


def referred(
    view: ResourceView, property: str, types: tuple[str, ...], name: str = "name"
) -> ResourceView | None:
    """The one resource that a property refers to; None where that is not sure.

    Args:
        view: the resource that refers.
        property: its property.
        types: the types of what it may refer to.
        name: the property that names such a resource there.
    """
    candidates = view.index.candidates(view.resource, property, types)
    text = view.declared(property)
    if not candidates and isinstance(text, str):
        candidates = [one for type in types for one in view.index.having(type, name, text)]
    return view.of(candidates[0]) if len(candidates) == 1 else None


def is_set(view: ResourceView, *path: str | int) -> bool:
    """Whether a property is set, be it to what nobody can read."""
    return view.declared(*path) not in (None, "", [], {})


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
