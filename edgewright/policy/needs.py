"""What a rule needs: the nodes it judges, and what of their needed properties nobody can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from edgewright.graph.model import Node, is_marker
from edgewright.graph.resource.index import canonical_type
from edgewright.policy.evaluation import PolicyInfo

Subjects = Mapping[str, Sequence[Node]]
"""Node id -> the nodes a rule judges that have it: more than one while a resource is replaced.
Sorted by id."""


def subjects_of(chosen: Sequence[PolicyInfo], nodes: Iterable[Node]) -> dict[str, Subjects]:
    """Policy id -> the nodes it judges; rules that ask for the same names share them."""
    by_name: dict[str | None, list[tuple[int, Node]]] = {}
    for numbered in enumerate(nodes):
        for name in asked_as(numbered[1]):
            by_name.setdefault(name, []).append(numbered)
    asked = {policy.id: frozenset(policy.needs) for policy in chosen}
    found = {names: _asked_by(names, by_name) for names in set(asked.values())}
    return {id: found[names] for id, names in asked.items()}


def _asked_by(
    names: Iterable[str], by_name: Mapping[str | None, Sequence[tuple[int, Node]]]
) -> Subjects:
    """The nodes that have any of some names, sorted by id, those of one id as they came."""
    numbered = {number: node for name in names for number, node in by_name.get(name, ())}
    subjects: dict[str, list[Node]] = {}
    for number in sorted(numbered, key=lambda number: (numbered[number].id, number)):
        subjects.setdefault(numbered[number].id, []).append(numbered[number])
    return subjects


def asked_as(node: Node) -> set[str | None]:
    """The names in `needs` under which a rule judges a node: its kind, and its type."""
    return {node.kind, raw_type(node)}


def raw_type(node: Node) -> str | None:
    """The type under which rules find what the program gave; None for what is no resource."""
    return canonical_type(node.type) if node.inputs is not None else None


def unread_needs(policy: PolicyInfo, nodes: Sequence[Node]) -> list[tuple[str, Any]]:
    """The needed properties that are a marker, or hold one, on any of the nodes: path and value."""
    return [
        (path, value)
        for node in nodes
        for given, name in ((node.props, node.kind), (node.inputs, raw_type(node)))
        for path in policy.needs.get(str(name), ())
        if holds(value := value_at(given, path), is_marker)
    ]


def that_hold(needs: Iterable[tuple[str, Any]], is_such: Callable[[Any], bool]) -> list[str]:
    """The paths among needed properties that are such a marker, or hold one."""
    return list(dict.fromkeys(path for path, value in needs if holds(value, is_such)))


def value_at(value: Any, path: str) -> Any:
    """What stands at a dotted path of a property; the marker where one stands on the way."""
    for name in path.split("."):
        if not isinstance(value, dict) or is_marker(value):
            return value
        value = value.get(name)
    return value


def holds(value: Any, is_such: Callable[[Any], bool]) -> bool:
    """Whether a value is such a marker or holds one, however deep."""
    if isinstance(value, dict):
        return is_such(value) or any(holds(item, is_such) for item in value.values())
    return isinstance(value, (list, tuple)) and any(holds(item, is_such) for item in value)
