"""Reading objects of Kubernetes: their metadata, and each other by name."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from edgewright.graph.model import UNKNOWN, PropertyValue, RawResource, is_marker
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.lookups import Lookup
from edgewright.graph.resource.reading import read
from edgewright.graph.resource.view import ResourceView

DEFAULT_NAMESPACE = "default"


def name_of(resource: RawResource) -> PropertyValue:
    """The name of an object in its cluster, as far as the program says it."""
    return read(resource.props, "metadata", "name")


def namespace_of(resource: RawResource) -> PropertyValue:
    """The namespace of an object; that of its provider, or "default", where it names none."""
    own = read(resource.props, "metadata", "namespace")
    if own not in (None, ""):
        return own
    return resource.provider_props.get("namespace") or DEFAULT_NAMESPACE


def annotation(view: ResourceView, name: str) -> PropertyValue:
    """An annotation of an object."""
    return view.declared("metadata", "annotations", name)


@dataclass(frozen=True)
class _ByName:
    """The key of an object by its name: (provider, namespace or None, name)."""

    namespaced: bool

    def __call__(self, resource: RawResource, index: ResourceIndex) -> Iterator[Hashable]:
        name = name_of(resource)
        namespace = namespace_of(resource) if self.namespaced else None
        if isinstance(name, str) and (namespace is None or isinstance(namespace, str)):
            yield resource.provider, namespace, name


def named(
    view: ResourceView, type: str, name: PropertyValue, property: str, *, namespaced: bool
) -> ResourceView | None:
    """The object of a type that another names, in its own namespace if objects have one.

    Args:
        view: the object that names it.
        type: its canonical type.
        name: its name, as written there.
        property: the top-level property that has the name.
        namespaced: whether objects of the type are in a namespace.
    """
    resource = view.resource
    if isinstance(name, str):
        namespace = namespace_of(resource) if namespaced else None
        if namespaced and not isinstance(namespace, str):
            return None
        key = (resource.provider, namespace, name)
        found = view.index.listed(Lookup((type,), _ByName(namespaced)), key)
    else:
        found = view.index.behind(resource, property, (type,))
    return view.of(found[0]) if len(found) == 1 else None


def any_of(answers: list[PropertyValue]) -> PropertyValue:
    """Yes where any answer is; unknown where one might be."""
    if any(one is True for one in answers):
        return True
    return False if all(one is False for one in answers) else dict(UNKNOWN)


def all_of(answers: list[PropertyValue]) -> PropertyValue:
    """No where any answer is, or where there is none; unknown where one might be."""
    if not answers or any(one is False for one in answers):
        return False
    return True if all(one is True for one in answers) else dict(UNKNOWN)


def flag(value: PropertyValue, default: bool = False) -> PropertyValue:
    """A yes or no; the default where it is not set, unknown where it is anything else."""
    if value is None:
        return default
    return value if isinstance(value, bool) else dict(UNKNOWN)


def text_flag(value: PropertyValue) -> PropertyValue:
    """A yes or no that stands in a text, as in annotations; no where it is not set."""
    if value in (None, ""):
        return False
    words = {"true": True, "false": False}
    return words.get(value.lower(), dict(UNKNOWN)) if isinstance(value, str) else dict(UNKNOWN)


def is_hidden(value: PropertyValue, type: type) -> bool:
    """Whether something is set and nobody can read it as this type."""
    return value is not None and (is_marker(value) or not isinstance(value, type))
