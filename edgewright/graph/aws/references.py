"""What a resource of AWS refers to by a name that is no address: identifiers of databases, say."""

from __future__ import annotations

from edgewright.graph.resource.view import ResourceView


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
