"""What the graph has to know of one cloud or edge runtime."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import Properties, PropertyValue
from edgewright.graph.resource.locator import Locator
from edgewright.graph.resource.source import SourceResource
from edgewright.graph.resource.spellings import Spellings
from edgewright.graph.resource.view import ResourceView

Normaliser: TypeAlias = Callable[[ResourceView], Properties]
"""The properties of a kind, as one type of resource has them; what it leaves out is not set."""
FlowRule: TypeAlias = Callable[[SourceResource], Iterator[DerivedFlow]]
"""The flows that follow from how a resource is set up."""
CustodyRule: TypeAlias = Callable[[ResourceView], PropertyValue]
"""Who holds a key: customer, imported, hsm, external, or the unknown marker."""


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
    """

    name: str
    locator: Locator | None = None
    normalisers: Mapping[str, tuple[str, Normaliser]] = field(default_factory=dict)
    structural: frozenset[str] = frozenset()
    flows: Mapping[str, FlowRule] = field(default_factory=dict)
    custody: Mapping[str, CustodyRule] = field(default_factory=dict)
    custody_of_address: Callable[[str], str | None] = lambda address: None
    spellings: Spellings | None = None
