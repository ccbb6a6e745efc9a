"""The resource graph: neutral nodes, whoever recorded them.

Three markers stand in properties: `{"$unknown": true}` for what a preview cannot know,
`{"$secret": true}` for every secret (its value is dropped where resources enter the program, so
nothing behind this module ever sees one), and None for "not set".
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import TypeAlias

from edgewright.base.ids import digest

PropertyValue: TypeAlias = (
    "bool | int | float | str | list[PropertyValue] | dict[str, PropertyValue] | None"
)
"""What a property can be: plain data, or a marker in its place."""
Properties: TypeAlias = dict[str, PropertyValue]
UNKNOWN: Properties = {"$unknown": True}
SECRET: Properties = {"$secret": True}
CONTESTED: Properties = dict(UNKNOWN)
"""The unknown marker, this very one, for what was read and still says no one thing: several
resources say different things of it, or nobody understands what it says. What a component wants
does not settle that."""

UNREAD: Properties = dict(UNKNOWN)
"""The unknown marker, this very one, for what edgewright does not read of a type. The node says
where it stands (`Node.unread`), since no program may write that."""

ABSENT: Properties = dict(UNKNOWN)
"""This very one, for what resources of a type have not at all. It becomes None in a node,
which says so as well (`Node.absent`)."""


PART = "#"
"""Ends the URN in the id of what a resource does or says by the way."""


def is_unknown(value: object) -> bool:
    """Whether `value` is exactly the unknown marker: 1 is not True, more beside it is no marker."""
    return isinstance(value, dict) and len(value) == 1 and value.get("$unknown") is True


def is_secret(value: object) -> bool:
    """Whether `value` is exactly the secret marker."""
    return isinstance(value, dict) and len(value) == 1 and value.get("$secret") is True


def is_marker(value: object) -> bool:
    """Whether a value is there and cannot be read: unknown, or secret."""
    return is_unknown(value) or is_secret(value)


def is_same(one: object, other: object) -> bool:
    """Whether two values are the same as rules see them: 1 is not True, and no number is itself."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return one == other or repr(one) == repr(other)


@dataclass(frozen=True)
class RawResource:
    """A resource as a recorder saw it, before normalisation; plain data with markers.

    Attributes:
        props: inputs overlaid with outputs, property names in camelCase as Pulumi's wire has them.
        inputs: what the program gave, likewise. For a component these hold its intent.
        provider: URN of its provider ("" for components and the stack).
        provider_props: that provider's own inputs (region, default tags), objects as objects.
        property_dependencies: property name -> URNs it was computed from.
        external: that a program only reads it (`.get`), so that it is not this stack's. The
            engine does not tell an analyzer; only files say so.
        written_type: its type as the program wrote it, where that is another spelling of `type`.
        written_inputs: what the program gave as it wrote it, where that is another spelling.
        custom: whether a provider makes it; False for a component, which only groups others.
    """

    urn: str
    type: str
    name: str
    props: Properties
    inputs: Properties
    parent: str | None = None
    provider: str = ""
    provider_props: Properties = field(default_factory=dict)
    property_dependencies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    external: bool = False
    written_type: str | None = None
    written_inputs: Properties | None = None
    custom: bool = True


@dataclass(frozen=True)
class ResourceLocation:
    """Where a resource is. A part that cannot be known is None."""

    cloud: str | None
    region: str | None
    country: str | None


@dataclass(frozen=True)
class Node:
    """One resource, or one part of the estate, in neutral form.

    Attributes:
        id: a Pulumi URN, or "estate:PART/NAME" for parts of the topology.
        type: the Pulumi type token, or "estate:PART".
        kind: a key of `kinds.KINDS`; "structural" for what only groups or configures others; None
            when the type has no normaliser (not assessed).
        labels: ids of the data assets it holds, from its component's intent or its tags.
        props: every property the kind declares, each a value, None, or a marker.
        unknown, secret: dotted paths in `props` that hold the markers.
        unread: the properties among those unknown that edgewright does not read of the type.
        absent: the properties that resources of the type have not, so that no rule asks for them.
        intent: what the component said it wants, as plain data.
        inputs: of a resource what the program gave, under the names of its type, with markers;
            None for everything that is no resource.
        witness: of a label's holding or transfer how it came there, in words; of a long way both
            ends.
    """

    id: str
    type: str
    kind: str | None
    name: str
    provider: str
    location: ResourceLocation
    labels: tuple[str, ...] = ()
    props: Properties = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    parent: str | None = None
    declared_at: str | None = None
    intent: Properties = field(default_factory=dict)
    inputs: Properties | None = None
    witness: tuple[str, ...] = ()


_RECORDED = tuple(one.name for one in fields(Node) if one.name not in ("inputs", "witness"))


def _plain(node: Node) -> dict[str, object]:
    """A node as plain data; what is inside is shared with it, not copied."""
    found = {name: getattr(node, name) for name in _RECORDED}
    return {**found, "location": asdict(node.location)}


@dataclass(frozen=True)
class ResourceGraph:
    """Nodes, sorted by id, so that the same program gives the same graph byte for byte.

    What relates two resources stands in their properties: a flow's `source` and `target`, a
    deployment's `components`.
    """

    nodes: tuple[Node, ...]

    def as_dict(self) -> dict[str, object]:
        """The graph as plain data: {nodes}, without inputs: recorders differ in what they add.

        Nor is there a witness: what is recorded is resources.
        """
        return {"nodes": [_plain(node) for node in self.nodes]}

    def digest(self) -> str:
        """The SHA-256 of the graph, as "sha256:<hex>"."""
        return digest(self.as_dict())

    def not_assessed(self) -> dict[str, int]:
        """How many resources of each type have no normaliser, by type token."""
        counts: dict[str, int] = {}
        for node in self.nodes:
            if node.kind is None:
                counts[node.type] = counts.get(node.type, 0) + 1
        return dict(sorted(counts.items()))
