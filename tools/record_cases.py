"""Record cases for the rules from real previews: what the engine showed, cut to what a rule judges.

    python tools/record_cases.py allowed PROJECT STACK RECORDING
    python tools/record_cases.py denied PROJECT STACK RECORDING

PROJECT is a project folder, RECORDING what `pulumi preview --json --show-sames` (or `pulumi stack
export`) wrote of STACK. For every rule one case is written beside it: the first node of each kind
that the rule passes or fails, with the parameters it was judged by and the facts it can read.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from edgewright.base.clock import parse_instant
from edgewright.base.project import Project
from edgewright.base.vocabulary import Outcome
from edgewright.gate.context import GateContext, load_context
from edgewright.gate.subjects import subjects
from edgewright.gate.verdict import judge_recorded
from edgewright.graph.from_state import read_resources
from edgewright.graph.model import Node
from edgewright.graph.normalise import record_graph
from edgewright.policy.evaluate import policy_input
from edgewright.policy.evaluation import PolicyInfo
from edgewright.policy.library import Library

AT = parse_instant("2026-11-23T12:00:00Z")
FACT = re.compile(r'data\.facts(?:\.|, \[")([a-z_]+)')
PACKAGE = re.compile(r"^package ([a-z_.]+)$", re.MULTILINE)
IMPORT = re.compile(r"^import data\.(lib\.[a-z_]+)$", re.MULTILINE)
OUTCOMES = {"allowed": (Outcome.PASSED, Outcome.CONDITIONAL), "denied": (Outcome.FAILED,)}


def chosen(policy: PolicyInfo, nodes: Iterable[Node], ids: set[str]) -> list[Node]:
    """The first node of each kind among `ids` that the rule judges."""
    first: dict[str, Node] = {}
    for node in sorted(nodes, key=lambda node: node.id):
        if node.id in ids and node.kind in policy.needs:
            first.setdefault(node.kind, node)
    return list(first.values())


def data_for(policy: PolicyInfo, context: GateContext) -> dict[str, Any]:
    """Parameters, and of the facts those that the rule or a library it imports names."""
    library = context.policies.library
    named = set(FACT.findall(_text(library, policy.package)))
    facts = {name: value for name, value in context.facts.items() if name in named}
    return {"params": context.policies.params, "facts": facts}


def _text(library: Library, package: str) -> str:
    """The text of a rule and of all it imports."""
    text, waiting, seen = "", [package], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        more = "".join(
            module for module in library.modules.values() if PACKAGE.findall(module)[:1] == [name]
        )
        text += more
        waiting += IMPORT.findall(more)
    return text


def record(name: str, project: Project, stack: str, recording: Path) -> list[str]:
    """Write the cases; returns the ids of rules that have none."""
    context = load_context(project, stack, AT)
    graph = record_graph(read_resources(recording), context.assets)
    evaluation = judge_recorded(context, graph, offline=True)
    nodes = subjects(context, graph).nodes
    without = []
    for policy in context.policies.policies:
        ids = {
            result.node
            for result in evaluation.results
            if result.policy == policy.id and result.outcome in OUTCOMES[name]
        }
        found = chosen(policy, nodes, ids)
        if not found:
            without.append(policy.id)
            continue
        document = {
            "input": policy_input(found, AT, "preview"),
            "data": data_for(policy, context),
        }
        rule = context.policies.library.rules[policy.id]
        path = rule.path.parent / "cases" / f"{name}_recorded_{stack.replace('-', '_')}.json"
        path.write_text(json.dumps(document, indent=1, sort_keys=True) + "\n")
    return without


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=sorted(OUTCOMES))
    parser.add_argument("project", type=Path)
    parser.add_argument("stack")
    parser.add_argument("recording", type=Path)
    given = parser.parse_args()
    missing = record(given.name, Project(given.project.resolve()), given.stack, given.recording)
    if missing:
        sys.exit(f"nothing to record for {', '.join(missing)}")
