"""What a rule needs: the nodes it judges, and what of their needed properties nobody can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from edgewright.graph.model import Node, is_marker
from edgewright.graph.resource.index import canonical_type
from edgewright.policy.evaluation import PolicyInfo

UNREAD = "unread"
"""The property that lists what is not read of a resource."""


@dataclass
class Subject:
    """The nodes of one id that a rule judges: more than one while a resource is replaced.

    Attributes:
        is_raw: whether some rule reads of one of them what the program gave.
    """

    nodes: list[Node]
    is_raw: bool = False

    @cached_property
    def readable(self) -> bool:
        """Whether nothing that rules read of them is a marker or holds one."""
        return not any(
            holds(node.props, is_marker) or (self.is_raw and holds(node.inputs, is_marker))
            for node in self.nodes
        )


Subjects = Mapping[str, Subject]
"""Node id -> what a rule judges under it, sorted by id."""


def subjects_of(chosen: Sequence[PolicyInfo], nodes: Iterable[Node]) -> dict[str, Subjects]:
    """Policy id -> what it judges; rules that ask for the same names share it."""
    asked = {policy.id: frozenset(policy.needs) for policy in chosen}
    names = {name for some in asked.values() for name in some}
    by_name: dict[str | None, list[_Seen]] = {}
    for number, node in enumerate(nodes):
        if found := asked_as(node) & names:
            seen = (node.id, number, Subject([node], raw_type(node) in names))
            for name in found:
                by_name.setdefault(name, []).append(seen)
    shared = {some: _asked_by(some, by_name) for some in set(asked.values())}
    return {id: shared[some] for id, some in asked.items()}


_Seen = tuple[str, int, Subject]
"""A node behind its id and number, by which it is sorted: no two have the same number."""


def _asked_by(names: Iterable[str], by_name: Mapping[str | None, Sequence[_Seen]]) -> Subjects:
    """The nodes that have any of some names, sorted by id, those of one id as they came."""
    found = {seen[1]: seen for name in names for seen in by_name.get(name, ())}
    subjects: dict[str, Subject] = {}
    for id, _, subject in sorted(found.values()):
        known = subjects.get(id)
        subjects[id] = _together(known, subject) if known else subject
    return subjects


def _together(one: Subject, other: Subject) -> Subject:
    return Subject([*one.nodes, *other.nodes], one.is_raw or other.is_raw)


def asked_as(node: Node) -> set[str | None]:
    """The names in `needs` under which a rule judges a node: its kind, and its type."""
    return {node.kind, raw_type(node)}


def raw_type(node: Node) -> str | None:
    """The type under which rules find what the program gave; None for what is no resource."""
    return canonical_type(node.type) if node.inputs is not None else None


def unread_needs(policy: PolicyInfo, subject: Subject) -> list[tuple[str, Any]]:
    """The needed properties that are a marker, or hold one, on any of the nodes: path and value.

    Those that edgewright does not read are left out: `never_read` has them.
    """
    if subject.readable:
        return []
    return [
        (path, value)
        for node in subject.nodes
        for given, name in ((node.props, node.kind), (node.inputs, raw_type(node)))
        for path in policy.needs.get(str(name), ())
        if holds(value := value_at(given, path), is_marker) and not _is_never_read(node, path)
    ]


def is_about(policy: PolicyInfo, node: Node) -> bool:
    """Whether resources of a node's type have what a rule needs of them at all.

    Where everything is read, there is nothing for a rule that asks for what is not.
    """
    needed = {path.partition(".")[0] for path in policy.needs.get(str(node.kind), ())}
    is_all_read = UNREAD in needed and node.props.get(UNREAD) == []
    return needed.isdisjoint(node.absent) and not is_all_read


def never_read(policy: PolicyInfo, subject: Subject) -> list[str]:
    """The needed properties that edgewright does not read of the type of any of the nodes."""
    if subject.readable:
        return []
    return [
        path
        for node in subject.nodes
        for path in policy.needs.get(str(node.kind), ())
        if _is_never_read(node, path)
    ]


def _is_never_read(node: Node, path: str) -> bool:
    return path.partition(".")[0] in node.unread


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
