"""The golden estates: what the engine showed of each, kept once, and what the rules make of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandboxes import ROOT, Sandbox, make_sandbox

from edgewright.base.clock import parse_instant
from edgewright.base.project import Project
from edgewright.gate.context import GateContext, load_context
from edgewright.gate.subjects import subjects
from edgewright.gate.verdict import judge_recorded
from edgewright.graph.model import Node
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.from_state import assemble
from edgewright.graph.resource.preview import DECLARING
from edgewright.policy.evaluation import Evaluation

GOLDEN = ROOT / "tests" / "golden"
KEPT = ("urn", "type", "inputs", "outputs", "parent", "provider", "delete")
"""What is kept of a resource as it is; its dependencies are sorted, the engine has no order."""
DEFAULT_PROVIDER = re.compile(r"::pulumi:providers:[^:]+::default(_|$)")


@dataclass(frozen=True)
class GoldenEstate:
    """An estate whose verdicts people review.

    Attributes:
        name: of the estate and its stack; its folder in tests/golden.
        project: the project that declares it.
        at: the instant it is declared and judged at.
        variables: what its program needs in its environment.
    """

    name: str
    project: Path
    at: str = "2026-11-23T12:00:00Z"
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def recording(self) -> Path:
        """The resources, as `pulumi preview --json --show-sames` has them, one a line."""
        return GOLDEN / self.name / "recording.json"

    @property
    def nodes(self) -> Path:
        """What there is of it to judge, by kind."""
        return GOLDEN / self.name / "nodes.csv"

    @property
    def outcomes(self) -> Path:
        """What the rules make of it."""
        return GOLDEN / self.name / "outcomes.csv"


ESTATES = {
    estate.name: estate
    for estate in (
        GoldenEstate("harbour-vision", ROOT),
        GoldenEstate("clinic-imaging", ROOT),
        GoldenEstate("plant-maintenance", ROOT),
        # A year on: facts that nobody looked at again are too old by then (OPS-03).
        GoldenEstate("bad", GOLDEN / "bad", at="2027-11-24T00:00:00Z"),
        GoldenEstate(
            "copying",
            GOLDEN / "copying",
            variables={"COPYING_PROGRAMS": str(ROOT / "tests" / "engine")},
        ),
    )
}
SAMPLES = ("harbour-vision", "clinic-imaging", "plant-maintenance")
"""The estates that obey every rule."""


@dataclass(frozen=True)
class Judged:
    """A recorded estate with its verdicts."""

    context: GateContext
    nodes: tuple[Node, ...]
    evaluation: Evaluation


def judge(estate: GoldenEstate) -> Judged:
    """Judge what is recorded of an estate, by the real OPA and without the engine."""
    context = load_context(Project(estate.project), estate.name, parse_instant(estate.at))
    steps = json.loads(estate.recording.read_text(encoding="utf-8"))["steps"]
    resources = assemble(step["newState"] for step in steps)
    graph = record_graph(resources, context.labelling)
    evaluation = judge_recorded(context, graph, offline=True)
    return Judged(context, subjects(context, graph).nodes, evaluation)


def previewed(estate: GoldenEstate, folder: Path) -> tuple[str, Sandbox]:
    """Preview an estate on the real engine with the gate on, in a sandbox in `folder`.

    Returns:
        The recording, and the sandbox with the evaluation the gate left there.
    """
    sandbox = make_sandbox(folder / "project", estate.project)
    environment = {
        **sandbox.prepared(estate.name),
        **estate.variables,
        "EDGEWRIGHT_AT": estate.at,
        "PULUMI_DEBUG_COMMANDS": "true",  # without it there is no --event-log
    }
    log = folder / "events.json"
    words = ("preview", "--json", "--show-sames", "--event-log", str(log))
    done = sandbox.run(*sandbox.pulumi(*words, stack=estate.name), **environment)
    assert done.status == 0, done.text
    return recorded(json.loads(done.out), _default_providers(log)), sandbox


def _default_providers(log: Path) -> Iterator[dict[str, Any]]:
    """The providers that nobody declared: a preview written as JSON leaves them out."""
    for line in log.read_text().splitlines():
        state = json.loads(line).get("resourcePreEvent", {}).get("metadata", {}).get("new") or {}
        if DEFAULT_PROVIDER.search(state.get("urn", "")):
            yield state


def recorded(preview: Mapping[str, Any], providers: Iterable[Mapping[str, Any]]) -> str:
    """A preview cut to what edgewright reads of it: a resource a line, by URN.

    Positions in the program and ids of the run are left out: they hold the paths of a machine.
    """
    shown = [step["newState"] for step in preview["steps"] if step["op"] in DECLARING]
    states = sorted([*providers, *shown], key=lambda state: state["urn"])
    steps = ({"newState": _cut(state)} for state in states)
    lines = (json.dumps(step, ensure_ascii=False) for step in steps)
    return '{"steps": [\n' + ",\n".join(lines) + "\n]}\n"


def _cut(state: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: state[name] for name in KEPT if state.get(name)},
        **dict(_dependencies(state)),
    }


def _dependencies(state: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if found := state.get("dependencies"):
        yield "dependencies", sorted(found)
    by_property = state.get("propertyDependencies") or {}
    if used := {name: sorted(urns) for name, urns in by_property.items() if urns}:
        yield "propertyDependencies", used
