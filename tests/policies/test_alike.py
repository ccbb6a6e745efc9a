"""What rules say of one node they say of all that are alike: answers that are shared are exact."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from golden_estates import ESTATES, GoldenEstate
from rego_reads import Reads
from shipped_rules import POLICIES, Opa, package_of, rule_files

from edgewright.base.clock import parse_instant
from edgewright.base.project import Project
from edgewright.base.vocabulary import Outcome, Phase, Scope
from edgewright.gate.context import GateContext, load_context
from edgewright.gate.subjects import subjects
from edgewright.graph.kinds.fit import misfit
from edgewright.graph.model import SECRET, UNKNOWN, Node
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.from_state import assemble
from edgewright.policy.alike import one_of_each
from edgewright.policy.evaluate import evaluate
from edgewright.policy.evaluation import PolicyInfo, Result
from edgewright.policy.library import Library
from edgewright.policy.opa.engine import open_engine
from edgewright.policy.packs import pack_names
from edgewright.policy.policy_set import READS_IDS, PolicySet

LIKES = 3
"""How many nodes there are of each shape, besides the recorded one."""
MIXED = 6
"""How many nodes are drawn from the properties of each kind."""


def recorded(estate: GoldenEstate, library: Library) -> tuple[GateContext, tuple[Node, ...]]:
    """What there is to judge of an estate by every rule there is."""
    at = parse_instant(estate.at)
    context = load_context(
        Project(estate.project), estate.name, at, packs=tuple(pack_names(library))
    )
    steps = json.loads(estate.recording.read_text(encoding="utf-8"))["steps"]
    resources = assemble(step["newState"] for step in steps)
    return context, subjects(context, record_graph(resources, context.labelling)).nodes


def drawn(nodes: Sequence[Node], draw: random.Random) -> Iterator[Node]:
    """The nodes with likes of theirs, and with others whose properties come from several.

    Whatever they are called, ids and names say nothing true of them.
    """
    names = [*{node.name for node in nodes}, "", "public", "DE", "encrypted", "UNLABELLED"]
    by_kind: dict[str | None, list[Node]] = {}
    for node in nodes:
        by_kind.setdefault(node.kind, []).append(node)
    for node in nodes:
        some = by_kind[node.kind]
        yield node
        for number in range(LIKES):
            yield replace(node, id=f"{node.id}~like{number}", name=draw.choice(names))
        for number in range(MIXED if node is some[0] else 0):
            mixed = mixture(draw.choice(some), some, draw)
            id = f"{node.id}~mixed{number}"
            if misfit(str(node.kind), mixed.props) is None:
                yield replace(mixed, id=id, name=draw.choice(names))
                yield replace(mixed, id=f"{id}~again", name=draw.choice(names))


def mixture(node: Node, others: Sequence[Node], draw: random.Random) -> Node:
    """A node with some properties of others of its kind, and some that nobody can read."""
    props = dict(node.props)
    for name in props:
        choice = draw.random()
        if choice < 0.4:
            props[name] = draw.choice(others).props.get(name)
        elif choice < 0.6:
            props[name] = dict(draw.choice((UNKNOWN, SECRET)))
    return replace(node, props=props)


def apart(policies: PolicySet) -> PolicySet:
    """The same rules, each asked about every node: they are taken for somebody else's."""
    return replace(policies, library=replace(policies.library, root=Path("elsewhere")))


def judge(context: GateContext, policies: PolicySet, nodes: Sequence[Node]) -> tuple[Result, ...]:
    with closing(open_engine(context.opa, policies, context.facts)) as engine:
        return evaluate(nodes, policies, engine, context.at, Phase.CHECK, Scope.ALL)


def test_answers_that_are_shared_are_those_of_each_node(library: Library) -> None:
    draw = random.Random(20261125)
    said: set[tuple[str, bool]] = set()
    for estate in ESTATES.values():
        context, nodes = recorded(estate, library)
        policies = context.policies
        shared = [one for one in policies.policies if policies.is_shared(one)]
        names = {name for one in shared for name in one.needs}
        looked_at = [*drawn([node for node in nodes if node.kind in names], draw)]
        _, likes = one_of_each(looked_at)
        assert len(likes) > len(looked_at) / 2
        found = judge(context, policies, looked_at)
        assert found == judge(context, apart(policies), looked_at)
        said |= {(one.policy, one.outcome is Outcome.FAILED) for one in found if one.node in likes}
    for id, rule in library.rules.items():
        if rule.custom.scope == Scope.RESOURCE:
            assert {(id, True), (id, False)} <= said


def test_patterns_of_ids_are_compared_to_every_id(library: Library) -> None:
    """What exempts one store exempts none that only looks like it."""
    context, nodes = recorded(ESTATES["bad"], library)
    policies = context.policies
    assert policies.is_shared(rule_of(policies, "RES-19"))
    bucket = next(node for node in nodes if node.kind == "storage.bucket")
    props = {**bucket.props, "data": []}
    exempt, other = (replace(bucket, id=id, labels=(), props=props) for id in ("a::it", "b::it"))
    params = {**policies.params}
    params["residency"] = {**params["residency"], "may_be_unlabelled": ["a::*"]}
    held = replace(policies, params=params)
    assert not held.is_shared(rule_of(held, "RES-19"))
    found = [one for one in judge(context, held, [exempt, other]) if one.policy == "RES-19"]
    assert [(one.node, one.outcome) for one in found] == [
        ("a::it", Outcome.PASSED),
        ("b::it", Outcome.FAILED),
    ]


def test_no_rule_of_a_project_shares_and_none_that_reads_what_the_program_gave(
    library: Library,
) -> None:
    policies = recorded(ESTATES["bad"], library)[0].policies
    rule = rule_of(policies, "ENC-05")
    assert policies.is_shared(rule)
    assert not policies.is_shared(replace(rule, needs={**rule.needs, "aws:s3/bucket:Bucket": ()}))
    own = replace(policies.library.rules[rule.id], package="project.encryption.key_rotated")
    mine = replace(policies.library, rules={**policies.library.rules, rule.id: own})
    assert not replace(policies, library=mine).is_shared(rule)


def rule_of(policies: PolicySet, id: str) -> PolicyInfo:
    return next(one for one in policies.policies if one.id == id)


PARTS = {("label", "id"), ("entry", "id"), ("criterion", "name"), ("statement", "name")}
"""What has an id or a name and is no node: labels and parts of properties, by what rules call
them; the patterns of texts are `kind`."""


@pytest.mark.parametrize("path", rule_files(), ids=package_of)
def test_a_rule_that_judges_nodes_one_by_one_reads_of_none_what_it_is_called(
    path: Path, library: Library, opa: Opa
) -> None:
    rule = next(one for one in library.rules.values() if one.path.resolve() == path)
    if rule.custom.scope == Scope.RESOURCE:
        found = Reads(opa, POLICIES / "lib").called(path) - PARTS - {("kind", "name")}
        assert found == ({("node", "id")} if rule.id in READS_IDS else set())


CALLED = """package trial

import data.lib.tried

deny contains {"node": node.id, "vars": {"by": object.get(node, ["name"], "")}} if {
	some node in tried.given
	tried.is_open(node)
}

qualified contains {"node": other.id, "outcome": "conditional", "because": other.id} if {
	some other in tried.given
}
"""
OPEN = """package lib.tried

given := input.given

is_open(store) if startswith(store.name, "open")

is_unused(node) if node.id == "unused"
"""


def test_what_reads_an_id_or_a_name_is_found(tmp_path: Path, opa: Opa) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "tried.rego").write_text(OPEN)
    (rule := tmp_path / "trial.rego").write_text(CALLED)
    found = Reads(opa, tmp_path / "lib").called(rule)
    assert found == {("node", "name"), ("store", "name"), ("other", "id")}
