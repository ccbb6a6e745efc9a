"""Resources under keys that follow from what they say, where scanning all would take too long."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from edgewright.graph.model import RawResource

if TYPE_CHECKING:
    from edgewright.graph.resource.index import ResourceIndex

KeysOf: TypeAlias = "Callable[[RawResource, ResourceIndex], Iterable[Hashable]]"


class Lookup(NamedTuple):
    """Resources under keys that follow from what they, and others, say.

    An index keeps each up to date: only what a resource's keys rest on has them computed again.

    Attributes:
        types: canonical types of the resources; None for all, no types for those asked for.
        keys: the keys of a resource. It asks the index for everything it needs of others.
    """

    types: tuple[str, ...] | None
    keys: KeysOf


class Listing(NamedTuple):
    """The keys of one resource in one lookup, as a result."""

    lookup: Lookup
    urn: str


@dataclass(frozen=True)
class ByText:
    """The keys of a lookup by the text in a property."""

    property: str

    def __call__(self, resource: RawResource, index: ResourceIndex) -> Iterator[str]:
        """The text, if it is one."""
        value = resource.props.get(self.property)
        if isinstance(value, str):
            yield value


@dataclass(frozen=True)
class ByReference:
    """The keys of a lookup by what a property refers to: (whether that is sure, URN)."""

    property: str
    types: tuple[str, ...]

    def __call__(self, resource: RawResource, index: ResourceIndex) -> Iterator[tuple[bool, str]]:
        """One for each that it may be."""
        found = index.candidates(resource, self.property, self.types)
        yield from ((len(found) == 1, one.urn) for one in found)
