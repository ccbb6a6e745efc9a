"""What the graph has to know of one cloud or edge runtime."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import Properties, PropertyValue
from edgewright.graph.resource.locator import Locator
from edgewright.graph.resource.rows import NO_ROWS, Joiner, KeyReader, Rows, no_key
from edgewright.graph.resource.source import SourceResource
from edgewright.graph.resource.spellings import NO_SPELLINGS, Spellings, with_more
from edgewright.graph.resource.view import ResourceView

T = TypeVar("T")
Normaliser: TypeAlias = Callable[[ResourceView], Properties]
"""The properties of a kind, as one type of resource has them; what it leaves out is not set."""
FlowRule: TypeAlias = Callable[[SourceResource], Iterator[DerivedFlow]]
"""The flows that follow from how a resource is set up."""
CustodyRule: TypeAlias = Callable[[ResourceView], PropertyValue]
"""Who holds a key: customer, imported, hsm, external, or the unknown marker."""


def one_table(*tables: Mapping[str, T]) -> dict[str, T]:
    """The rows of several tables, none of which has a type that another has.

    Raises:
        ValueError: a type is in two of them.
    """
    found: dict[str, T] = {}
    for table in tables:
        if twice := found.keys() & table.keys():
            raise ValueError(f"in two tables: {', '.join(sorted(twice))}")
        found.update(table)
    return found


@dataclass(frozen=True)
class Provider:
    """The entry of one cloud or edge runtime in the registry.

    Attributes:
        name: what people call it.
        locator: how its resources say where they are; None where another entry's does.
        normalisers: type token -> the kind its resources are of, and their normaliser.
        structural: types that hold nothing themselves: they group or configure others, and are
            assessed as part of those.
        flows: type token -> the flows that follow from its resources.
        custody: type token of a key, or of what keeps keys -> who holds it.
        custody_of_address: who holds a key that is not part of the program, by its address; None
            where that does not say.
        spellings: how else its resources can be written; all other tables are in one spelling.
        rows: the types that are rows of data.
        keys: how rows read which customer key something is encrypted with.
        joiners: token of such a type -> what reads its properties that are spread over resources.
    """

    name: str
    locator: Locator | None = None
    normalisers: Mapping[str, tuple[str, Normaliser]] = field(default_factory=dict)
    structural: frozenset[str] = frozenset()
    flows: Mapping[str, FlowRule] = field(default_factory=dict)
    custody: Mapping[str, CustodyRule] = field(default_factory=dict)
    custody_of_address: Callable[[str], str | None] = lambda address: None
    spellings: Spellings = NO_SPELLINGS
    rows: Rows = NO_ROWS
    keys: KeyReader = no_key
    joiners: Mapping[str, Joiner] = field(default_factory=dict)

    @property
    def kinds(self) -> dict[str, tuple[str, Normaliser]]:
        """All its types: token -> the kind its resources are of, and their normaliser."""
        return {**self.rows.normalisers(self.keys, self.joiners), **self.normalisers}

    @property
    def parts(self) -> frozenset[str]:
        """All its types that hold nothing themselves."""
        return self.structural | self.rows.parts

    @property
    def written(self) -> Spellings:
        """All other spellings of its types."""
        return with_more(self.spellings, self.rows.spellings())
