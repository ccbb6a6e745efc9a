"""A verdict in the making: an OPA, what it has judged so far, and the evaluation it ends in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from edgewright import __version__
from edgewright.base.clock import format_instant
from edgewright.base.errors import EdgewrightError
from edgewright.base.vocabulary import Outcome, Phase, Scope
from edgewright.gate.closing import UNSEEN
from edgewright.gate.context import GateContext
from edgewright.gate.subjects import Subjects, subjects
from edgewright.graph.model import Node, ResourceGraph
from edgewright.policy import waivers
from edgewright.policy.coverage import coverage_of, of_resources
from edgewright.policy.evaluate import evaluate
from edgewright.policy.evaluation import Evaluation, PolicyInfo, Result, StillThere
from edgewright.policy.evaluation_file import write_evaluation
from edgewright.policy.opa.engine import Engine, connect_engine, open_engine
from edgewright.policy.policy_set import PolicySet
from edgewright.policy.register import flows, places, transfers
from edgewright.policy.subjects import conflicts
from edgewright.tools.table import tool_named

REMOTE_ENVIRONMENT = "EDGEWRIGHT_OPA_URL"
TOKEN_ENVIRONMENT = "EDGEWRIGHT_OPA_TOKEN"
NOTHING_RECORDED = "nothing to judge: the recording has no resources"
RECORD_AGAIN = "Preview or deploy the stack, and record it again."
FAILING = (Outcome.FAILED, Outcome.WAIVED)


class StackVerdict:
    """Judges what one run makes, and keeps its evaluation file true at every moment.

    Args:
        context: what it judges by.
        path: the evaluation file. It says "incomplete" from now until the stack is judged.
        phase: when it is judged. offline: whether stand-ins take the clouds' place.
        unfinished: why the run comes to no verdict on the stack, whatever it sees: it leaves
            resources out, or the gate is switched off.
    """

    def __init__(
        self,
        context: GateContext,
        path: Path,
        *,
        phase: Phase,
        offline: bool,
        unfinished: Sequence[str] = (),
    ) -> None:
        self.context = context
        self.policies: dict[str, PolicyInfo] = {
            policy.id: policy for policy in context.policies.policies
        }
        self.phase = phase
        self.path = path
        self._offline = offline
        self._unfinished = tuple(unfinished)
        self._found: tuple[Result, ...] = ()
        self._shown: set[tuple[str, ...]] = set()
        self._write(self._evaluation((), complete=False))
        self._engine = ask_engine(context)

    def require_opa(self) -> None:
        """Wait for OPA, so that nothing is made before there is something to ask."""
        self._engine.connection()

    def judge_estate(self) -> tuple[Result, ...]:
        """Judge the estate alone, before there is any resource; nothing without an estate."""
        if self.context.estate is None:
            return ()
        judged = subjects(self.context)
        results = self.evaluate(judged.nodes, self.context.policies, Scope.ALL)
        self.leave(tuple(one for one in results if one.blocking))
        return results

    def evaluate(
        self, nodes: Sequence[Node], policies: PolicySet, scope: Scope
    ) -> tuple[Result, ...]:
        """What rules say of nodes now."""
        return evaluate(nodes, policies, self._engine, self.context.at, self.phase, scope)

    def leave(self, found: tuple[Result, ...], notes: Sequence[str] = ()) -> None:
        """Write down what was found so far: the engine may never ask about the stack after it."""
        self._found += found
        if found:
            evaluation = self._evaluation(self._found, complete=False)
            self._write(replace(evaluation, notes=(*evaluation.notes, *notes)))

    def not_shown(self, results: Sequence[Result]) -> tuple[Result, ...]:
        """Those of the results that the engine has not been told of yet, which are told now."""
        new = tuple(one for one in results if _what_is_shown(one) not in self._shown)
        self._shown |= {_what_is_shown(one) for one in new}
        return new

    def judge_stack(self, graph: ResourceGraph) -> tuple[Evaluation, Subjects]:
        """Judge everything and write the evaluation; it, and what was judged."""
        judged = subjects(self.context, graph)
        results = self.evaluate(judged.nodes, self.context.policies, Scope.ALL)
        is_whole = not self._unfinished
        evaluation = self._evaluation(results, complete=is_whole, graph=graph, judged=judged)
        self._write(evaluation)
        return evaluation, judged

    def abandon(self, failure: EdgewrightError) -> None:
        """Leave an evaluation that says why there is no verdict."""
        note = f"The run failed: {failure.code} {failure.message}"
        unfinished = self._evaluation(self._found, complete=False)
        self._write(replace(unfinished, notes=(*unfinished.notes, note)))

    def close(self) -> None:
        """End the OPA child."""
        self._engine.close()

    def _evaluation(
        self,
        results: tuple[Result, ...],
        *,
        complete: bool,
        graph: ResourceGraph | None = None,
        judged: Subjects | None = None,
    ) -> Evaluation:
        evaluation = assemble(
            self.context,
            results,
            phase=self.phase,
            offline=self._offline,
            complete=complete,
            graph=graph,
            judged=judged,
        )
        return replace(evaluation, notes=(*evaluation.notes, *self._unfinished, UNSEEN))

    def _write(self, evaluation: Evaluation) -> None:
        write_evaluation(self.path, evaluation)


def _what_is_shown(result: Result) -> tuple[str, ...]:
    return (result.policy, result.node, result.outcome, result.message)


def ask_engine(context: GateContext) -> Engine:
    """An OPA that holds the context's rules: the server named in the environment, else a child."""
    url = os.environ.get(REMOTE_ENVIRONMENT)
    if url:
        token = os.environ.get(TOKEN_ENVIRONMENT, "")
        return connect_engine(url, token, context.policies, context.facts)
    return open_engine(context.opa, context.policies, context.facts)


def judge_recorded(
    context: GateContext,
    graph: ResourceGraph,
    *,
    offline: bool,
    still_there: Sequence[StillThere] = (),
) -> Evaluation:
    """The estate and recorded resources, without the engine.

    Args:
        context: what it is judged by.
        graph: the resources.
        offline: whether stand-ins took the clouds' place when they were recorded.
        still_there: what the recording says exists beside them.
    """
    with closing(ask_engine(context)) as engine:
        judged = subjects(context, graph)
        results = evaluate(
            judged.nodes, context.policies, engine, context.at, Phase.CHECK, Scope.ALL
        )
    if context.estate is None:
        _require_looked_at(judged, results)
    evaluation = assemble(
        context,
        results,
        phase=Phase.CHECK,
        offline=offline,
        complete=True,
        graph=graph,
        judged=judged,
    )
    coverage = replace(evaluation.coverage, still_there=tuple(still_there))
    return replace(evaluation, coverage=coverage)


def _require_looked_at(judged: Subjects, results: Sequence[Result]) -> None:
    """Refuse to speak of a stack without an estate of which no rule looked at anything.

    A rule that blocks because a parameter is not set speaks: it says what keeps it from looking.
    """
    resources = list(of_resources(judged.nodes))
    ids = {node.id for node in resources}
    if not any(result.node in ids or (result.blocking and not result.node) for result in results):
        if not resources:
            raise EdgewrightError(
                "EVA-001", f"there is no estate, and {NOTHING_RECORDED}", hint=RECORD_AGAIN
            )
        types = sorted({node.type for node in resources})
        raise EdgewrightError(
            "EVA-001",
            f"nothing was judged: there is no estate, and of {len(resources)} resources "
            f"({', '.join(types)}) no rule of the packs in force looks at any",
            hint="Name another pack, or label what holds data.",
        )


def assemble(
    context: GateContext,
    results: Sequence[Result],
    *,
    phase: Phase,
    offline: bool,
    complete: bool,
    graph: ResourceGraph | None = None,
    judged: Subjects | None = None,
) -> Evaluation:
    """An evaluation of `results`, with what it was based on and what is known of transfers."""
    judged = judged or Subjects(None, ())
    topology = judged.topology
    policies = context.policies.policies
    rows = transfers(topology, judged.nodes, results, policies) if topology else ()
    failures = [(one.policy, one.node) for one in results if one.outcome in FAILING]
    digests: Mapping[str, str] = {
        **context.digests,
        **({"resources": graph.digest()} if graph else {}),
    }
    return Evaluation(
        estate=context.estate.topology.estate if context.estate else "",
        stack=context.stack,
        phase=phase,
        at=format_instant(context.at),
        complete=complete,
        offline=offline,
        policies=context.policies.policies,
        results=tuple(results),
        waivers=waivers.states(context.policies.waivers, failures, context.at),
        coverage=coverage_of(
            judged.nodes or (graph.nodes if graph else ()),
            results,
            context.policies.policies,
            complete=complete,
        ),
        nodes=len(judged.nodes),
        digests=dict(digests),
        versions={"edgewright": __version__, "opa": tool_named("opa").version},
        transfers=rows,
        places=places(topology) if topology else (),
        flows=flows(topology, rows) if topology else (),
        conflicts=conflicts(judged.nodes),
        notes=(*context.remarks, *_idle_labels(context, graph)),
        source=context.source,
    )


def _idle_labels(context: GateContext, graph: ResourceGraph | None) -> Iterator[str]:
    """What is said of a mapping of labels that gives none: it may be mistyped, or another stack's.

    A resource that a component makes has the component's type in its URN before its own.
    """
    if graph is None:
        return
    for rule in context.label_rules:
        if not any(rule.fits(node.id, node.type) for node in graph.nodes):
            yield f"labels: {rule.match!r} matches no resource of this stack, so it labels none."
