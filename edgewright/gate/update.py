"""What an update may make: what its preview judged as it was judged, and else what is judged now.

The graph that the preview judged is a cache, not a permission. A resource that comes as it was
judged passes. One that is new or changed, or of which something unknown has become known, is put
into that graph; if that changes anything rules see, every rule it touches judges it before it is
made, rules over the whole stack included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from edgewright.base.vocabulary import Level, Outcome, Scope
from edgewright.gate.admission import Admission
from edgewright.gate.subjects import Subjects, subjects
from edgewright.gate.verdict import StackVerdict
from edgewright.graph.estate.derived_flows import bears_on_flows
from edgewright.graph.live import Change, LiveGraph
from edgewright.graph.model import (
    PART,
    UNKNOWN,
    Properties,
    PropertyValue,
    RawResource,
    is_same,
    is_unknown,
)
from edgewright.graph.resource.index import ADDRESS_PROPERTIES
from edgewright.policy.evaluation import Evaluation, Result
from edgewright.policy.needs import asked_as, holds

RANDOM = 4
"""The least characters that a provider adds to make a name its own."""
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]")


class Update:
    """The resources of an update, one after the other, as the engine is about to make them.

    Args:
        verdict: what judges them.
        admission: what the preview judged.
    """

    def __init__(self, verdict: StackVerdict, admission: Admission) -> None:
        self._verdict = verdict
        self._judged = {one.urn: one for one in admission.resources}
        self._open = admission.open
        self._let_through: list[str] = []
        self._graph: JudgedGraph | None = None

    def judge(self, resource: RawResource) -> tuple[Result, ...]:
        """What speaks against making a resource; nothing when it may be made."""
        found = self._found(resource)
        against = tuple(one for one in found if one.blocking)
        if against:
            self._verdict.leave(against, self._what_exists(resource))
        elif resource.custom:
            self._let_through.append(resource.urn)
        return found

    def _found(self, resource: RawResource) -> tuple[Result, ...]:
        judged = self._judged.get(resource.urn)
        still_open = self._open.get(resource.urn, ())
        if judged is not None and _is_as_judged(judged, resource) and not still_open:
            return ()
        if self._graph is None:
            self._graph = JudgedGraph(self._verdict, self._judged.values())
        return self._graph.put(as_it_will_be(judged, resource), still_open)

    def _what_exists(self, refused: RawResource) -> tuple[str, ...]:
        """What the report says was let through before a refusal."""
        listed = ", ".join(self._let_through) or "nothing"
        return (f"{refused.urn} was refused. Let through before it, and made: {listed}.",)


class JudgedGraph:
    """What the preview judged, with what has become known since."""

    def __init__(self, verdict: StackVerdict, resources: Iterable[RawResource]) -> None:
        self._verdict = verdict
        self._resources = {one.urn: one for one in resources}
        self._to_come = {
            urn for urn, one in self._resources.items() if holds(one.inputs, is_unknown)
        }
        self._put_off: dict[str, set[str]] = {}
        context = verdict.context
        raw = {name for policy in context.policies.policies for name in policy.needs if ":" in name}
        self._live = LiveGraph(
            self._resources.values(), context.labelling, raw_types=raw, day=context.at.date()
        )
        self._subjects = subjects(context, self._live.graph)

    def put(self, resource: RawResource, still_open: Iterable[str]) -> tuple[Result, ...]:
        """Take a resource up; what rules say of it, and of what is otherwise because of it.

        What cannot be determined of a resource that rests on others still to come is put off until
        they have: the one that leaves it unsettled is refused.

        Args:
            resource: as it is about to be made.
            still_open: ids of nodes about which the preview left something open.
        """
        self._to_come.discard(resource.urn)
        before, about = self._subjects, {*still_open}
        for one in (*self._renamed(resource), resource):
            self._resources[one.urn] = one
            change = self._live.put(one)
            about |= {node.id for node in change.after}
            if change.after or change.before:
                self._subjects = self._with(change)
        about |= _otherwise(before, self._subjects)
        about |= self._due(resource.urn)
        found = []
        for result in self._rules_on(about):
            awaited = self._awaited(result)
            if awaited:
                self._put_off[result.node] = awaited
            else:
                found.append(result)
        return tuple(found)

    def _due(self, urn: str) -> set[str]:
        """What was put off until this resource had come, and for no other one."""
        for awaited in self._put_off.values():
            awaited.discard(urn)
        due = {id for id, awaited in self._put_off.items() if not awaited}
        self._put_off = {id: those for id, those in self._put_off.items() if id not in due}
        return due

    def _awaited(self, result: Result) -> set[str]:
        """The resources still to come that may settle what a rule cannot determine."""
        if result.outcome is not Outcome.UNDETERMINED:
            return set()
        urn = result.node.partition(PART)[0]
        return {one for one in self._to_come if urn in self._live.resting_on(one)}

    def _renamed(self, resource: RawResource) -> Iterator[RawResource]:
        """What a resource refers to by another random name than was foreseen, under that name.

        A provider names a resource that is replaced after the engine has asked about it.
        """
        for property, urns in resource.property_dependencies.items():
            given = set(_texts(resource.inputs.get(property)))
            for one in (self._resources[urn] for urn in urns if urn in self._resources):
                own = {text for name in ADDRESS_PROPERTIES for text in _texts(one.props.get(name))}
                for old, new in () if own & given else product(sorted(own), sorted(given)):
                    if _is_fresh(old, new, one.name):
                        yield replace(one, props=_called(one.props, old, new))

    def _with(self, change: Change) -> Subjects:
        """What is judged now."""
        before, after = ([*map(bears_on_flows, nodes)] for nodes in (change.before, change.after))
        if [*filter(None, before)] != [*filter(None, after)]:
            return subjects(self._verdict.context, self._live.graph)
        gone = {node.id for node in change.before}
        kept = (node for node in self._subjects.nodes if node.id not in gone)
        return replace(self._subjects, nodes=(*kept, *change.after))

    def _rules_on(self, about: set[str]) -> tuple[Result, ...]:
        """What every rule says that these nodes touch.

        A rule over the stack is asked of the whole stack. Elsewhere in it something may still be
        unknown, which is judged in its turn; what it finds wrong anywhere counts.
        """
        verdict, policies = self._verdict, self._verdict.context.policies
        nodes = [node for node in self._subjects.nodes if node.id in about] if about else []
        names = {name for node in nodes for name in asked_as(node)}
        touched = tuple(one for one in policies.policies if names & one.needs.keys())
        chosen = replace(policies, policies=touched)
        found = [*verdict.evaluate(nodes, chosen, Scope.RESOURCE)]
        if chosen.of_scope(Scope.GRAPH):
            whole = verdict.evaluate(self._subjects.nodes, chosen, Scope.GRAPH)
            found += [one for one in whole if one.node in about or one.outcome is Outcome.FAILED]
        return tuple(found)


def left_open(evaluation: Evaluation, judged: Subjects) -> dict[str, tuple[str, ...]]:
    """URN of a resource -> ids of the nodes about which a mandatory rule left something open.

    A preview may leave it open, the making of the resource may not. What is open about a part of
    the estate is open about the resource that brings it about: its parent.
    """
    levels = {policy.id: policy.level for policy in evaluation.policies}
    brought_about = {
        node.id: node.parent for node in judged.nodes if not node.id.startswith("urn:")
    }
    found: dict[str, set[str]] = {}
    for result in evaluation.results:
        is_open = result.outcome is Outcome.UNDETERMINED and not result.blocking
        if is_open and levels[result.policy] is Level.MANDATORY:
            owner = brought_about.get(result.node) or result.node
            found.setdefault(owner.partition(PART)[0], set()).add(result.node)
    return {urn: tuple(sorted(ids)) for urn, ids in found.items()}


def as_it_will_be(judged: RawResource | None, now: RawResource) -> RawResource:
    """A resource by what is known of it before it is made.

    The engine tells its inputs alone. References are followed by what the preview computed them
    from. What the preview said a provider would answer still counts where the inputs came out as
    they were foreseen, but for what has a fresh random name in it; else nobody knows it any more.
    """
    if judged is None:
        return now
    is_foreseen = _is_foreseen(judged, now)
    stale = list(_fresh_names(judged.inputs, now.inputs, now.name))
    props: Properties = {}
    for name, value in judged.props.items():
        if name in now.inputs and is_same(judged.inputs.get(name), now.inputs[name]):
            props[name] = value
        elif name not in judged.inputs:
            is_stale = not is_foreseen or any(_mentions(value, one) for one in stale)
            props[name] = dict(UNKNOWN) if is_stale else value
    return replace(
        now, props={**now.inputs, **props}, property_dependencies=judged.property_dependencies
    )


def _is_as_judged(judged: RawResource, now: RawResource) -> bool:
    return is_same(judged.inputs, now.inputs) and _stands_alike(judged, now)


def _stands_alike(judged: RawResource, now: RawResource) -> bool:
    """Whether what is around it is the same."""
    return (
        judged.type == now.type
        and judged.parent == now.parent
        and judged.provider == now.provider
        and is_same(judged.provider_props, now.provider_props)
    )


def _is_foreseen(judged: RawResource, now: RawResource) -> bool:
    return _stands_alike(judged, now) and _fits(judged.inputs, now.inputs, now.name)


def _fits(before: PropertyValue, now: PropertyValue, name: str) -> bool:
    """Whether a value is what was known of it: it was unknown, it is the same, or a fresh name."""
    if is_unknown(before) or is_same(before, now):
        return True
    if isinstance(before, dict) and isinstance(now, dict):
        return before.keys() == now.keys() and all(
            _fits(before[key], now[key], name) for key in before
        )
    if isinstance(before, list) and isinstance(now, list):
        pairs = zip(before, now, strict=False)
        return len(before) == len(now) and all(_fits(a, b, name) for a, b in pairs)
    return _is_fresh(before, now, name)


def _is_fresh(before: PropertyValue, now: PropertyValue, name: str) -> bool:
    """Whether both are names that a provider made of the resource's own, at random each time."""
    if not isinstance(before, str) or not isinstance(now, str) or before == now:
        return False
    own = _bare(name)
    made = [_bare(one) for one in (before, now)]
    return bool(own) and all(one.startswith(own) and len(one) >= len(own) + RANDOM for one in made)


def _bare(text: str) -> str:
    return _NOT_IN_NAMES.sub("", text.lower())


def _fresh_names(before: Properties, now: Properties, name: str) -> Iterable[str]:
    for key, value in before.items():
        if isinstance(value, str) and _is_fresh(value, now.get(key), name):
            yield value


def _texts(value: PropertyValue) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inside:
        yield from _texts(one)


def _mentions(value: PropertyValue, text: str) -> bool:
    return any(text in one for one in _texts(value))


def _called(props: Properties, old: str, new: str) -> Properties:
    """Properties of a resource with another name in place of the old in all that names it."""
    named = {
        name: value.replace(old, new)
        for name in ADDRESS_PROPERTIES
        if isinstance(value := props.get(name), str)
    }
    return {**props, **named}


def _otherwise(before: Subjects, now: Subjects) -> set[str]:
    """Parts of the estate that are otherwise than before, or were not there."""
    if before.topology is now.topology:
        return set()
    known = {node.id: node for node in before.nodes if node.inputs is None}
    return {node.id for node in now.nodes if node.inputs is None and known.get(node.id) != node}
