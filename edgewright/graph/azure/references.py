"""What Azure resources refer to by ids inside their properties, where there may be several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from edgewright.graph.model import PropertyValue, RawResource, is_marker
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.view import ResourceView


@dataclass(frozen=True)
class Referred:
    """What ids in a property refer to.

    Attributes:
        found: the resources of the program that they name, or may name.
        known: whether these are all, and each is one of them.
    """

    found: tuple[RawResource, ...]
    known: bool


def referred(
    view: ResourceView, property: str, types: Iterable[str], ids: Iterable[PropertyValue]
) -> Referred:
    """The resources of `types` that ids somewhere in a top-level property refer to.

    An id that can be read says which one it is. The others are some of what the property was
    computed from: as many as there are, or nobody can tell.
    """
    wanted = tuple(types)
    named: dict[str, RawResource] = {}
    hidden = 0
    for id in ids:
        one = view.locator.resolve(view.index, id, wanted) if isinstance(id, str) else None
        if one is None:
            hidden += 1
        else:
            named[one.urn] = one
    if not hidden:
        return Referred(tuple(named.values()), True)
    behind = view.index.behind(view.resource, property, wanted)
    rest = [one for one in behind if one.urn not in named]
    return Referred((*named.values(), *rest), len(rest) == hidden)


def all_in(value: PropertyValue, *path: str) -> list[PropertyValue]:
    """What stands at a path of lists and objects: of a list, in each of its entries.

    What is not set is left out; of what cannot be read there is one marker.
    """
    if value is None:
        return []
    if isinstance(value, list):
        return [found for one in value for found in all_in(one, *path)]
    if not path or is_marker(value):
        return [value]
    return all_in(read(value, path[0]), *path[1:])


def blocks(value: PropertyValue) -> list[PropertyValue]:
    """The entries of a list, or the one that stands in place of it."""
    return [value] if isinstance(value, dict) and not is_marker(value) else entries(value)


def spelt(value: PropertyValue) -> str:
    """A word without its case; the empty one for what is none."""
    return lower(value) or ""


def entries_of(value: PropertyValue) -> list[PropertyValue]:
    """The entries of a list that are set."""
    return [one for one in entries(value) if one is not None]
