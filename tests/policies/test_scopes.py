"""A rule of scope `resource` says of a node what it says of it among all others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing

import pytest
from golden_estates import ESTATES, GoldenEstate

from edgewright.base.clock import parse_instant
from edgewright.base.project import Project
from edgewright.base.vocabulary import Outcome, Phase, Scope
from edgewright.gate.context import GateContext, load_context
from edgewright.gate.subjects import subjects
from edgewright.gate.verdict import ask_engine
from edgewright.graph.model import Node
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.from_state import assemble
from edgewright.policy.evaluate import evaluate
from edgewright.policy.evaluation import Result
from edgewright.policy.needs import asked_as


def recorded(estate: GoldenEstate) -> tuple[GateContext, tuple[Node, ...]]:
    context = load_context(Project(estate.project), estate.name, parse_instant(estate.at))
    steps = json.loads(estate.recording.read_text(encoding="utf-8"))["steps"]
    resources = assemble(step["newState"] for step in steps)
    return context, subjects(context, record_graph(resources, context.labelling)).nodes


def of_nodes(results: tuple[Result, ...]) -> Iterator[Result]:
    """Without what is said of there being nothing to judge."""
    return (one for one in results if one.outcome is not Outcome.NOT_APPLICABLE and one.node)


@pytest.mark.parametrize("name", ESTATES)
def test_a_node_alone_is_judged_as_it_is_among_others(name: str) -> None:
    context, nodes = recorded(ESTATES[name])
    names = {need for one in context.policies.of_scope(Scope.RESOURCE) for need in one.needs}
    looked_at = [node for node in nodes if asked_as(node) & names]
    assert looked_at
    with closing(ask_engine(context)) as engine:

        def judge(some: list[Node]) -> list[Result]:
            found = evaluate(some, context.policies, engine, context.at, Phase.UP, Scope.RESOURCE)
            return [*of_nodes(found)]

        together = judge([*nodes])
        alone = [result for node in looked_at for result in judge([node])]
    assert sorted(alone, key=_place) == sorted(together, key=_place)


def _place(result: Result) -> tuple[str, ...]:
    return (result.policy, result.node, result.fingerprint, result.message)
