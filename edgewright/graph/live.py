"""The resource graph of resources that become known one after the other, as in an update.

What one resource yields (its node, its flows, what else there is of it) is a function of what it
asks of the index. `Reads` notes the questions; `LiveGraph.put` computes anew what rests on another
answer now, and nothing else. So its time grows with what depends on the resource, not with the
stack. `record_graph` makes the same of the same pieces.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal, NamedTuple

from edgewright.graph.detect import flow_nodes
from edgewright.graph.model import Node, RawResource, ResourceGraph, is_same
from edgewright.graph.normalise import besides_of, in_order, is_node, node_of, passed_on_by
from edgewright.graph.registry import LOCATORS, SPELLINGS
from edgewright.graph.resource.index import Position, ResourceIndex, canonical_type
from edgewright.graph.resource.labels import NOTHING_MORE, Labelling
from edgewright.graph.resource.reads import Question, Reads, Result
from edgewright.graph.resource.spellings import respelled

_COMPARED = tuple(field.name for field in fields(Node) if field.name != "inputs")


@dataclass(frozen=True)
class Change:
    """What a resource that became known changes of the graph; both empty: nothing rules see.

    Attributes:
        before: nodes as they were that differ now or are gone, sorted by id.
        after: the same and new nodes as they are now, sorted by id.
    """

    before: tuple[Node, ...] = ()
    after: tuple[Node, ...] = ()


@dataclass(frozen=True)
class _Yield:
    """What a resource yields by itself, whatever labels others have.

    Attributes:
        passed_on: (component, label) of each label it has, for the components around it.
    """

    node: Node
    flows: tuple[Node, ...]
    passed_on: frozenset[tuple[str, str]]


class _Part(NamedTuple):
    """What is computed of a resource at once: itself, or what else there is of it."""

    name: Literal["itself", "besides"]
    urn: str


class LiveGraph:
    """The resource graph of resources that become known one after the other.

    Args:
        resources: what is known of each resource at first, in any order.
        known: what is known of labels besides what resources say themselves.
        raw_types: types, in any spelling, whose inputs rules read as the program wrote them: a
            node of such a type differs where its inputs do.
        day: the day that vendors' defaults are asked for; None for the newest.
    """

    _graph: ResourceGraph | None
    _is_whole: bool
    _is_tangled: bool

    def __init__(
        self,
        resources: Iterable[RawResource],
        known: Labelling = NOTHING_MORE,
        *,
        raw_types: Collection[str] = (),
        day: date | None = None,
    ) -> None:
        self._day = day
        self._known = known
        self._raw_types = frozenset(map(canonical_type, raw_types))
        self._recorded = {one.urn: one for one in resources}
        self._build()

    @property
    def graph(self) -> ResourceGraph:
        """The graph as it is now: what `record_graph` makes of all resources."""
        if self._graph is None:
            urns = [one.urn for one in self._index if one.urn in self._yields]
            yields = [self._yields[urn] for urn in urns]
            flows = [flow for one in yields for flow in one.flows]
            besides = [node for urn in urns for node in self._besides[urn]]
            self._graph = in_order([*(one.node for one in yields), *flows, *besides])
        return self._graph

    def put(self, resource: RawResource) -> Change:
        """Take in what is known of a resource now, in place of what was known of it if anything."""
        before = self._recorded.get(resource.urn)
        # By `repr`, since 1 equals True, and rules tell them apart.
        if self._is_whole and before is not None and repr(before) == repr(resource):
            return Change()
        # What fails halfway is built anew by the next one.
        was_whole, self._is_whole = self._is_whole, False
        self._recorded[resource.urn] = resource
        parts = [*respelled(resource, SPELLINGS)]
        owners = {self._owners.get(one.urn, resource.urn) for one in parts}
        if not was_whole or self._is_tangled or owners != {resource.urn}:
            return self._build_anew()
        gone = self._enter(resource.urn, parts)
        change = self._follow(gone, {one.urn for one in parts})
        self._is_whole = True
        return change

    def resting_on(self, urn: str) -> set[str]:
        """URNs of the resources of which something may be otherwise once this one's values are."""
        parts = self._parts.get(urn, {})
        asked = {question for part in parts for question in self._index.answered_by(part)}
        return {part.urn for part in _parts(self._reads.resting_on(asked))}

    def _build(self) -> None:
        """Compute everything."""
        self._is_whole = False
        self._reads = Reads()
        self._index = ResourceIndex((), LOCATORS, self._reads, self._day)
        self._numbers: dict[str, int] = {}
        self._parts: dict[str, dict[str, tuple[Position, RawResource]]] = {}
        self._owners: dict[str, str] = {}
        self._passed_on = _PassedOn(self._reads)
        self._yields: dict[str, _Yield] = {}
        self._besides: dict[str, tuple[Node, ...]] = {}
        self._graph = None
        self._is_tangled = False
        for resource in self._recorded.values():
            self._enter(resource.urn, [*respelled(resource, SPELLINGS)])
        self._follow(set(), {one.urn for one in self._index})
        self._is_whole = True

    def _build_anew(self) -> Change:
        before = [*self._nodes(self._yields)]
        self._build()
        return self._difference(before, [*self._nodes(self._yields)])

    def _enter(self, urn: str, parts: list[RawResource]) -> set[str]:
        """Put what a resource is respelled as into the index; the URNs that are no more."""
        number = self._numbers.setdefault(urn, len(self._numbers))
        before = self._parts.get(urn, {})
        gone = before.keys() - {one.urn for one in parts}
        for each in gone:
            self._index.drop(each)
            del self._owners[each]
        now = {}
        for place, part in enumerate(parts):
            position = (number, place)
            if self._owners.setdefault(part.urn, urn) != urn:
                # A program may write the very URN that another resource's part has: the last one
                # counts, in the place of the first, and nothing is told apart any more.
                self._is_tangled = True
                position = self._index.position(part.urn)
            now[part.urn] = (position, part)
            if repr(before.get(part.urn)) != repr(now[part.urn]):
                self._index.put(part, position)
        self._parts[urn] = now
        return {*gone}

    def _follow(self, gone: set[str], new: set[str]) -> Change:
        """Compute anew what rests on what has changed.

        Args:
            gone: URNs that are no more.
            new: those that may not have been there yet.
        """
        resting = {*_parts(self._index.settle())}
        itself = {part.urn for part in resting if part.name == "itself"}
        itself |= {urn for urn in new if urn not in self._yields}
        yields = {
            urn: self._yield_of(one)
            for urn in sorted(itself - gone)
            if (one := self._index.get(urn)) is not None and is_node(one)
        }
        was = {urn: self._yields[urn] for urn in yields.keys() | gone if urn in self._yields}
        turned = self._passed_on.exchange(was.values(), yields.values())
        resting |= {*_parts(self._reads.resting_on(turned))}
        urns = {part.urn for part in resting if part.name == "besides"} - gone | yields.keys()
        besides = {urn: self._besides_of(urn, yields) for urn in sorted(urns)}
        return self._commit(gone, yields, besides)

    def _commit(
        self,
        gone: set[str],
        yields: dict[str, _Yield],
        besides: dict[str, tuple[Node, ...]],
    ) -> Change:
        touched = gone | besides.keys()
        before = [*self._nodes(touched)]
        for urn in gone:
            for name in ("itself", "besides"):
                self._reads.forget(_Part(name, urn))
            self._yields.pop(urn, None)
            self._besides.pop(urn, None)
        self._yields.update(yields)
        self._besides.update(besides)
        self._graph = None
        return self._difference(before, [*self._nodes(touched)])

    def _yield_of(self, resource: RawResource) -> _Yield:
        with self._reads.of(_Part("itself", resource.urn)):
            self._reads.note(("urn", resource.urn))
            node = node_of(resource, self._index, self._known)
            flows = flow_nodes(resource, self._index, self._known)
            passed_on = passed_on_by(resource, node, self._index)
            return _Yield(node, tuple(flows), frozenset(passed_on))

    def _besides_of(self, urn: str, yields: Mapping[str, _Yield]) -> tuple[Node, ...]:
        with self._reads.of(_Part("besides", urn)):
            resource = self._index.get(urn)
            node = (yields.get(urn) or self._yields[urn]).node
            assert resource is not None
            found = besides_of(resource, node, self._index, self._known, self._passed_on)
            return tuple(found)

    def _nodes(self, urns: Iterable[str]) -> Iterator[Node]:
        for urn in urns:
            if urn in self._yields:
                yield self._yields[urn].node
                yield from self._yields[urn].flows
                yield from self._besides[urn]

    def _difference(self, before: list[Node], after: list[Node]) -> Change:
        was, now = _by_id(before), _by_id(after)
        ids = sorted(id for id in was.keys() | now.keys() if not self._alike(was, now, id))
        return Change(
            tuple(node for id in ids for node in was.get(id, ())),
            tuple(node for id in ids for node in now.get(id, ())),
        )

    def _alike(self, was: Mapping[str, list[Node]], now: Mapping[str, list[Node]], id: str) -> bool:
        before, after = was.get(id, []), now.get(id, [])
        if len(before) != len(after):
            return False
        return all(self._seem_alike(*both) for both in zip(before, after, strict=True))

    def _seem_alike(self, one: Node, other: Node) -> bool:
        """Whether rules see two nodes as the same."""
        raw = not self._raw_types.isdisjoint(map(canonical_type, (one.type, other.type)))
        names = (*_COMPARED, "inputs") if raw else _COMPARED
        return all(is_same(getattr(one, name), getattr(other, name)) for name in names)


class _PassedOn:
    """(component, label) of each label that a resource inside a component has, counted."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._counts: Counter[tuple[str, str]] = Counter()

    def __contains__(self, pair: object) -> bool:
        self._reads.note(("passed on", pair))
        return pair in self._counts

    def exchange(self, was: Iterable[_Yield], now: Iterable[_Yield]) -> set[Question]:
        """Count what is now in place of what was; the questions with another answer."""
        moved: Counter[tuple[str, str]] = Counter()
        for one in now:
            moved.update(one.passed_on)
        for one in was:
            moved.subtract(one.passed_on)
        turned: set[Question] = set()
        for pair, number in moved.items():
            before = self._counts[pair]
            self._counts[pair] += number
            if not self._counts[pair]:
                del self._counts[pair]
            if (before == 0) != (before + number == 0):
                turned.add(("passed on", pair))
        return turned


def _parts(results: Iterable[Result]) -> Iterator[_Part]:
    return (one for one in results if isinstance(one, _Part))


def _by_id(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for node in nodes:
        found.setdefault(node.id, []).append(node)
    return found
