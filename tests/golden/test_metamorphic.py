"""What must follow for an estate's verdicts when the estate, or what it is judged by, is changed.

No expected value is needed: the verdicts before and after are held against each other. Drawn are
permutations, names, flows and parameters; a seeded few in every run, many in the heavy tier.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from contextlib import closing
from copy import deepcopy
from dataclasses import asdict, replace
from functools import cache
from typing import Any

import pytest
from golden_estates import ESTATES
from ruamel.yaml import YAML

from edgewright.base.clock import parse_instant
from edgewright.base.errors import EdgewrightError
from edgewright.base.project import Project
from edgewright.base.vocabulary import Outcome, Phase, Scope
from edgewright.gate.context import GateContext, load_context
from edgewright.graph.estate.from_topology import topology_nodes
from edgewright.graph.model import Node
from edgewright.placement.place import place
from edgewright.policy.evaluate import evaluate
from edgewright.policy.evaluation import Result
from edgewright.policy.opa.engine import Engine, open_engine
from edgewright.policy.policy_set import PolicySet
from edgewright.policy.register import transfers
from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology

JUDGED = ("bad", "harbour-vision", "clinic-imaging")
SEEDS = (
    *range(2),
    *(pytest.param(seed, marks=pytest.mark.heavy) for seed in range(2, 30)),
)
NAMED = ("data", "sites", "device_classes", "fleets", "workloads", "support")
Document = dict[str, Any]
Judgement = tuple[dict[str, Node], tuple[Result, ...], str]
"""Nodes by id, what the rules say of them, and the transfer register as text."""


@cache
def context_of(name: str) -> GateContext:
    estate = ESTATES[name]
    return load_context(Project(estate.project), name, parse_instant(estate.at))


@cache
def document_of(name: str) -> Document:
    file = Project(ESTATES[name].project).estate_file(name)
    return dict(YAML(typ="safe").load(file))


@pytest.fixture(scope="module", params=JUDGED)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def engine(name: str) -> Iterator[Engine]:
    context = context_of(name)
    with closing(open_engine(context.opa, context.policies, context.facts)) as opened:
        yield opened


def judge(name: str, document: Document, engine: Engine, policies: PolicySet) -> Judgement:
    """The estate's own verdicts: no resource is needed for what flows where."""
    context = context_of(name)
    topology = build_topology(Estate.model_validate(deepcopy(document)), context.at.date())
    nodes = topology_nodes(topology, place(topology))
    results = evaluate(nodes, policies, engine, context.at, Phase.CHECK, Scope.GRAPH)
    rows = transfers(topology, nodes, results, policies.policies)
    register = json.dumps([asdict(row) for row in rows], indent=1)
    return {node.id: node for node in nodes}, results, register


def as_text(judgement: Judgement) -> list[str]:
    """Everything that is said, in an order of its own."""
    nodes, results, register = judgement
    return sorted([*map(repr, nodes.values()), *map(repr, results), register])


def failures(judgement: Judgement) -> set[tuple[str, str]]:
    """(rule, node) of what fails."""
    return {(one.policy, one.node) for one in judgement[1] if one.outcome is Outcome.FAILED}


def verdicts(judgement: Judgement) -> dict[tuple[str, str], set[Outcome]]:
    """(rule, node) -> what the rule says of it."""
    found: dict[tuple[str, str], set[Outcome]] = {}
    for one in judgement[1]:
        found.setdefault((one.policy, one.node), set()).add(one.outcome)
    return found


def shuffled(value: Mapping[str, Any], chosen: random.Random) -> Document:
    return dict(chosen.sample(list(value.items()), len(value)))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_an_estate_changes_nothing(name: str, engine: Engine, seed: int) -> None:
    chosen, document = random.Random(seed), deepcopy(document_of(name))
    before = as_text(judge(name, document, engine, context_of(name).policies))
    for part in NAMED:
        if part in document:
            document[part] = shuffled(document[part], chosen)
    chosen.shuffle(document["flows"])
    document = shuffled(document, chosen)
    assert as_text(judge(name, document, engine, context_of(name).policies)) == before


@pytest.mark.parametrize("seed", SEEDS)
def test_another_name_of_a_site_changes_names_alone(name: str, engine: Engine, seed: int) -> None:
    document = document_of(name)
    old = random.Random(seed).choice(sorted(document["sites"]))
    new = f"{old}-{seed}"
    before = judge(name, document, engine, context_of(name).policies)
    after = judge(name, renamed(document, old, new), engine, context_of(name).policies)
    # Old names in new ids would be found, for no other name holds the new one.
    again = {(rule, back(node, old, new)): said for (rule, node), said in verdicts(after).items()}
    assert again == verdicts(before)


def renamed(document: Document, old: str, new: str) -> Document:
    """The estate with another name of a site, wherever it is named."""
    changed = deepcopy(document)
    changed["sites"] = {new if key == old else key: site for key, site in changed["sites"].items()}
    for fleet in changed.get("fleets", {}).values():
        fleet["site"] = new if fleet["site"] == old else fleet["site"]
    for flow in changed["flows"]:
        flow |= {end: new for end in ("from", "to") if flow[end] == old}
    for access in changed.get("support", {}).values():
        access["where"] = [new if end == old else end for end in access["where"]]
    for workload in changed.get("workloads", {}).values():
        if workload.get("latency", {}).get("from") == old:
            workload["latency"]["from"] = new
    return changed


def back(node: str, old: str, new: str) -> str:
    return node.replace(new, old)


@pytest.mark.parametrize("seed", SEEDS)
def test_another_flow_heals_no_transfer(name: str, engine: Engine, seed: int) -> None:
    """A flow can make a way shorter, so that other borders lie before a transfer (TRF-04)."""
    document = document_of(name)
    before = judge(name, document, engine, context_of(name).policies)
    added = deepcopy(document)
    added["flows"].append(some_flow(document, random.Random(seed)))
    try:
        after = judge(name, added, engine, context_of(name).policies)
    except EdgewrightError as refused:
        assert refused.code == "TOP-006"
        return
    healed = {
        (rule, node)
        for rule, node in failures(before) - failures(after)
        if node.startswith("estate:transfer/") and node in after[0]
    }
    shorter = {
        ("TRF-04", node)
        for node in before[0].keys() & after[0].keys()
        if before[0][node].props.get("previous_crossing")
        != after[0][node].props.get("previous_crossing")
    }
    assert healed <= shorter


def some_flow(document: Document, chosen: random.Random) -> Document:
    sites = sorted(document["sites"])
    regions = [
        {"cloud": cloud, "region": region}
        for cloud, entry in document["clouds"].items()
        for region in entry["regions"]
    ]
    source, target = chosen.sample([*sites, *regions], 2)
    flow = {"data": chosen.choice(sorted(document["data"])), "from": source, "to": target}
    mechanism = {"type": "scc", "evidence": "DOC-1", "valid_to": "2030-01-31", "onward": True}
    return {**flow, "purpose": "drawn"} | chosen.choice([{}, {"transfer_mechanism": mechanism}])


TIGHTER = {
    "no mechanism": {"transfer": {"accepted_mechanisms": ["bcr"]}},
    "no limited adequacy": {"transfer": {"accept_conditional": []}},
    "everything is personal": {"transfer": {"categories": ["user.*", "system.*"]}},
    "fresh evidence": {"transfer": {"evidence_max_age_days": 1}},
    "hardly any noise left out": {"transfer": {"epsilon_max": 0.1}},
    "at home alone": {
        "residency": {
            "allowed": [
                {"origin": "EEA", "categories": ["user.*"], "zones": ["EEA"], "carriers": "source"},
                {"origin": "EEA", "categories": ["user.*"], "countries": ["DE"]},
            ]
        }
    },
}


@pytest.mark.parametrize("tighter", TIGHTER)
def test_a_tighter_parameter_heals_nothing(name: str, engine: Engine, tighter: str) -> None:
    """One cause is one finding: what a rule tells no more, another one tells of the same node."""
    context, document = context_of(name), document_of(name)
    before = judge(name, document, engine, context.policies)
    params = {domain: dict(values) for domain, values in context.policies.params.items()}
    for domain, values in TIGHTER[tighter].items():
        params[domain] |= values
    stricter = replace(context.policies, params=params)
    with closing(open_engine(context.opa, stricter, context.facts)) as opened:
        after = judge(name, document, opened, stricter)
    still_failing = {node for _, node in failures(after)}
    assert {node for _, node in failures(before) - failures(after)} <= still_failing
