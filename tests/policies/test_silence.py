"""No rule raises on, or is talked into a pass by, what is not set, not known or hidden."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
from golden_estates import ESTATES, Judged, judge
from rule_cases import cases_of
from shipped_rules import Opa, package_of, rule_files

from edgewright.graph.kinds import KINDS
from edgewright.graph.model import SECRET, UNKNOWN, Node
from edgewright.policy.evaluate import policy_input
from edgewright.policy.evaluation import Outcome
from edgewright.policy.library import Library, Rule

Way = tuple[str | int, ...]
ABSENT: Any = object()
HIDDEN = (UNKNOWN, SECRET, ABSENT)
PROPERTY = 6
"""Steps to a whole property. It is never absent: a normaliser gives null for what is not set."""
WRONG = (None, UNKNOWN, SECRET, ABSENT, "", "text", 0, -1, True, [], [None], {}, [[]], [{}])
SHAPELESS = ({}, [[]], [{}])
"""Shapes no property has: an empty object, and lists of what is no entry."""
OUTCOMES = {"allowed": {Outcome.PASSED, Outcome.CONDITIONAL}, "denied": {Outcome.FAILED}}
PASSING, FAILING = ("harbour-vision", "clinic-imaging", "copying"), ("bad", "copying")
"""The golden estates in which a rule is tried on what it passes, and on what it denies."""
PASSES_HIDDEN = {("RES-01", "ml.registry"), ("RES-06", "ml.registry")}
"""A model registry holds only what was derived, which the default parameter leaves to TRF-01."""


@pytest.fixture(params=rule_files(), ids=package_of)
def rule(request: pytest.FixtureRequest, library: Library) -> Rule:
    return next(one for one in library.rules.values() if one.path.resolve() == request.param)


def test_no_value_of_a_needed_property_raises(rule: Rule, opa: Opa) -> None:
    documents = [
        changed(document, way, value)
        for _, document in documents_of(rule)
        for way in ways(rule, document)
        for value in WRONG
    ]
    for findings in opa.judge(rule.package, documents):
        for finding in findings:
            assert {"node", "vars"} <= set(finding) <= {"node", "vars", "witness"}
            variables = finding["vars"].values()
            assert all(isinstance(value, str | int | float) for value in variables), finding


def test_hiding_something_never_turns_a_denial_into_a_pass(rule: Rule, opa: Opa) -> None:
    trials = [
        (f"{name}: {way[PROPERTY - 1 :]} {value}", changed(document, way, value))
        for name, document in documents_of(rule)
        if name.startswith("denied_")
        for way in ways(rule, document)
        for value in (HIDDEN if len(way) > PROPERTY else HIDDEN[:2])
    ]
    found = objections(opa, rule.package, [document for _, document in trials])
    passed = [name for (name, _), findings in zip(trials, found, strict=True) if not findings]
    assert trials and passed == []


def test_what_has_no_shape_never_turns_a_denial_into_a_pass(rule: Rule, opa: Opa) -> None:
    """A finding with a part that is undefined for such a value would vanish, and nobody sees it."""
    trials = [
        (f"{name}: {way[PROPERTY - 1 :]} {value}", changed(document, way, value))
        for name, document in documents_of(rule)
        if name.startswith("denied_")
        for way in ways(rule, document)
        for value in SHAPELESS
    ]
    found = objections(opa, rule.package, [document for _, document in trials])
    passed = [name for (name, _), findings in zip(trials, found, strict=True) if not findings]
    assert trials and passed == []


def test_a_node_that_hides_everything_never_passes(rule: Rule, opa: Opa) -> None:
    trials = [
        (kind, value, alone(rule, kind, value))
        for kind in rule.custom.needs
        if (rule.id, kind) not in PASSES_HIDDEN
        for value in (UNKNOWN, SECRET)
    ]
    found = objections(opa, rule.package, [document for _, _, document in trials])
    passed = [
        (kind, value)
        for (kind, value, _), findings in zip(trials, found, strict=True)
        if not findings
    ]
    assert passed == []


def test_a_node_with_nothing_set_raises_nothing(rule: Rule, opa: Opa) -> None:
    for value in (None, ABSENT):
        opa.judge(rule.package, [alone(rule, kind, value) for kind in rule.custom.needs])


def test_no_nodes_are_no_findings(rule: Rule, opa: Opa) -> None:
    document = documents_of(rule)[0][1]
    nothing = {**document, "input": {**document["input"], "nodes": {}}}
    assert opa.judge(rule.package, [nothing]) == [[]]


def objections(opa: Opa, package: str, documents: list[Any]) -> list[list[Any]]:
    """What a rule denies in each document, or leaves undetermined: either is no pass."""
    return [
        answer["denied"] + [note for note in answer["notes"] if note["outcome"] == "undetermined"]
        for answer in opa.answers(package, documents)
    ]


def documents_of(rule: Rule) -> list[tuple[str, Any]]:
    """What a rule is tried on: its cases, and what it denies and passes in the golden estates."""
    made_by_hand = [(case.name, case.document) for case in cases_of(rule.package)]
    return [
        *made_by_hand,
        *(found for name in PASSING for found in recorded(rule, "allowed", name)),
        *(found for name in FAILING for found in recorded(rule, "denied", name)),
    ]


def recorded(rule: Rule, verdict: str, estate: str) -> Iterator[tuple[str, Any]]:
    """The first node of each kind of which a rule says so in an estate, judged as there."""
    found, outcomes = golden(estate), OUTCOMES[verdict]
    ids = {
        result.node
        for result in found.evaluation.results
        if result.policy == rule.id and result.outcome in outcomes
    }
    first: dict[str, Any] = {}
    for node in sorted(found.nodes, key=lambda node: node.id):
        if node.id in ids and node.kind in rule.custom.needs:
            first.setdefault(str(node.kind), node)
    if first:
        given = policy_input(_with_crossings(first.values(), found), found.context.at, "preview")
        yield f"{verdict}_in_{estate}", {"input": given, "data": known_in(estate)}


def _with_crossings(nodes: Iterable[Node], found: Judged) -> list[Node]:
    """The nodes, and the border crossings that they say lie before them."""
    by_id = {node.id: node for node in found.nodes}
    listed = {node.id: node for node in nodes}
    waiting = list(listed.values())
    while waiting:
        props = waiting.pop().props
        for name in ("last_crossing", "previous_crossing"):
            before = by_id.get(str(props.get(name)))
            if before and before.id not in listed:
                listed[before.id] = before
                waiting.append(before)
    return list(listed.values())


@cache
def golden(estate: str) -> Judged:
    return judge(ESTATES[estate])


@cache
def known_in(estate: str) -> dict[str, Any]:
    context = golden(estate).context
    return {"params": context.policies.params, "facts": context.facts}


def ways(rule: Rule, document: Any) -> Iterator[Way]:
    """The way to every needed property in a document, and to every value inside one."""
    for kind, properties in rule.custom.needs.items():
        for position, node in enumerate(document["input"]["nodes"].get(kind, [])):
            start: Way = ("input", "nodes", kind, position, "props")
            for name in sorted({path.split(".")[0] for path in properties}):
                yield from _below((*start, name), node["props"][name])


def _below(way: Way, value: Any) -> Iterator[Way]:
    yield way
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _below((*way, name), part)
    elif isinstance(value, list):
        for position, part in enumerate(value):
            yield from _below((*way, position), part)


def changed(document: Any, way: Way, value: Any) -> Any:
    """A document with another value (or nothing at all) at one place of its input."""
    copied = {"input": copy.deepcopy(document["input"]), "data": document["data"]}
    inside = copied
    for step in way[:-1]:
        inside = inside[step]
    if value is not ABSENT:
        inside[way[-1]] = value
    elif isinstance(inside, dict):
        del inside[way[-1]]
    else:
        inside[way[-1]] = None
    return copied


def alone(rule: Rule, kind: str, value: Any) -> Any:
    """A document with one node of a kind, all of whose properties are `value`."""
    document = next(one for name, one in documents_of(rule) if name.startswith("denied_"))
    props = {} if value is ABSENT else dict.fromkeys(KINDS[kind], value)
    node = {"id": "it", "type": "t", "kind": kind, "name": "it", "labels": [], "parent": None}
    nodes = {kind: [{**node, "props": props}]}
    return {"input": {**document["input"], "nodes": nodes}, "data": document["data"]}
