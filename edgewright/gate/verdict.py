"""A verdict in the making: an OPA, what it has judged so far, and the evaluation it ends in."""

from __future__ import annotations

import os
import threading
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
from edgewright.policy.evaluate import asked_as, evaluate
from edgewright.policy.evaluation import Evaluation, PolicyInfo, Result, StillThere
from edgewright.policy.evaluation_file import write_evaluation
from edgewright.policy.opa.engine import Engine, connect_engine, open_engine
from edgewright.policy.register import flows, places, transfers
from edgewright.policy.subjects import conflicts
from edgewright.tools.table import tool_named

REMOTE_ENVIRONMENT = "EDGEWRIGHT_OPA_URL"
TOKEN_ENVIRONMENT = "EDGEWRIGHT_OPA_TOKEN"
NOTHING_RECORDED = "nothing to judge: the recording has no resources"
RECORD_AGAIN = "Preview or deploy the stack, and record it again."
FAILING = (Outcome.FAILED, Outcome.WAIVED)


class StackVerdict:
    """Judges the resources of one run and keeps its evaluation file true at every moment.

    Args:
        context: what it judges by.
        path: the evaluation file. It says "incomplete" from now until the stack is judged.
        phase: when it is judged. offline: whether stand-ins take the clouds' place.
        left_out_by: options by which the run leaves resources out: it judges what it sees, and
            comes to no verdict.
    """

    def __init__(
        self,
        context: GateContext,
        path: Path,
        *,
        phase: Phase,
        offline: bool,
        left_out_by: Sequence[str] = (),
    ) -> None:
        self.context = context
        self.policies: dict[str, PolicyInfo] = {
            policy.id: policy for policy in context.policies.policies
        }
        self._path = path
        self._phase = phase
        self._offline = offline
        self._left_out_by = left_out_by
        self._lock = threading.Lock()
        self._violations: list[Result] = []
        self._shown: set[tuple[str, ...]] = set()
        self._asked_for = {
            name for policy in context.policies.of_scope(Scope.RESOURCE) for name in policy.needs
        }
        self._write(self._evaluation((), complete=False))
        self._engine = ask_engine(context)

    def judge_resource(self, node: Node) -> tuple[Result, ...]:
        """Judge one resource with the rules that need nothing else.

        A violation is written down at once: the engine may never ask about the stack after it.
        """
        if not asked_as(node) & self._asked_for:
            return ()
        context = self.context
        results = evaluate(
            [node], context.policies, self._engine, context.at, self._phase, Scope.RESOURCE
        )
        blocking = [result for result in results if result.blocking]
        with self._lock:
            self._shown |= {_what_is_shown(result) for result in results}
            if blocking:
                self._violations += blocking
                self._write(self._evaluation(tuple(self._violations), complete=False))
        return results

    def judge_stack(self, graph: ResourceGraph) -> tuple[Evaluation, tuple[Result, ...]]:
        """Judge everything and write the evaluation.

        Returns:
            The evaluation, and the results the engine has not been shown yet: those of rules over
            the whole stack, and what shows of a resource only when it is made or beside others.
        """
        context = self.context
        judged = subjects(context, graph)
        results = evaluate(
            judged.nodes, context.policies, self._engine, context.at, self._phase, Scope.ALL
        )
        is_whole = not self._left_out_by
        evaluation = self._evaluation(results, complete=is_whole, graph=graph, judged=judged)
        self._write(evaluation)
        return evaluation, tuple(one for one in results if _what_is_shown(one) not in self._shown)

    def abandon(self, failure: EdgewrightError) -> None:
        """Leave an evaluation that says why there is no verdict."""
        note = f"The run failed: {failure.code} {failure.message}"
        unfinished = self._evaluation(tuple(self._violations), complete=False)
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
            phase=self._phase,
            offline=self._offline,
            complete=complete,
            graph=graph,
            judged=judged,
        )
        return replace(evaluation, notes=(*evaluation.notes, *_partial(self._left_out_by), UNSEEN))

    def _write(self, evaluation: Evaluation) -> None:
        write_evaluation(self._path, evaluation)


def _what_is_shown(result: Result) -> tuple[str, ...]:
    return (result.policy, result.node, result.outcome, result.message)


def _partial(left_out_by: Sequence[str]) -> tuple[str, ...]:
    """What a run says that leaves resources out."""
    if not left_out_by:
        return ()
    options = ", ".join(left_out_by)
    return (f"This run leaves resources out ({options}), so it comes to no verdict on the stack.",)


def ask_engine(context: GateContext) -> Engine:
    """An OPA that holds the context's rules: the server named in the environment, else a child."""
    url = os.environ.get(REMOTE_ENVIRONMENT)
    if url:
        token = os.environ.get(TOKEN_ENVIRONMENT, "")
        return connect_engine(url, token, context.policies, context.facts)
    return open_engine(context.opa, context.policies, context.facts)


def judge_estate(context: GateContext, phase: Phase, *, offline: bool) -> Evaluation:
    """The estate alone, before there is any resource.

    Complete in what it judged; the caller decides what that means for the run.
    """
    return _judged(context, None, phase, offline=offline)


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
    evaluation = _judged(context, graph, Phase.CHECK, offline=offline)
    coverage = replace(evaluation.coverage, still_there=tuple(still_there))
    return replace(evaluation, coverage=coverage)


def _judged(
    context: GateContext, graph: ResourceGraph | None, phase: Phase, *, offline: bool
) -> Evaluation:
    with closing(ask_engine(context)) as engine:
        judged = subjects(context, graph)
        results = evaluate(judged.nodes, context.policies, engine, context.at, phase, Scope.ALL)
    if context.estate is None:
        _require_looked_at(judged, results)
    return assemble(
        context, results, phase=phase, offline=offline, complete=True, graph=graph, judged=judged
    )


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
