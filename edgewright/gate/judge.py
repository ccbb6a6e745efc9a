"""The judging half of the analyzer: what to evaluate when, and what to leave behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from pulumi.runtime.proto import analyzer_pb2

from edgewright.base.clock import now, parse_instant
from edgewright.base.errors import EdgewrightError
from edgewright.base.project import Project, find_project
from edgewright.base.vocabulary import Phase
from edgewright.gate import session
from edgewright.gate.closing import closing_line, write_page
from edgewright.gate.context import load_context
from edgewright.gate.diagnostics import diagnostics
from edgewright.gate.engine_log import EngineLog
from edgewright.gate.partial_run import left_out_by
from edgewright.gate.recording import from_request, from_stack_resource
from edgewright.gate.verdict import StackVerdict
from edgewright.graph.normalise import record_graph, resource_node

OFFLINE_TAG = "edgewright:offline"
"""Stack tag that marks a stack the offline provider deployed."""
OFFLINE_ENVIRONMENT = "EDGEWRIGHT_OFFLINE"
INSTANT_ENVIRONMENT = "EDGEWRIGHT_AT"
PACKS_ENVIRONMENT = "EDGEWRIGHT_PACKS"
"""Packs to judge by instead of the stack's, with commas between them."""


class Judge:
    """One run of the analyzer.

    Args:
        here: the folder the engine started it in: the project's, or below it.
        log: where its last line goes.
    """

    def __init__(self, here: Path, log: EngineLog) -> None:
        self._log = log
        try:
            self._project = find_project(here)
        except EdgewrightError:
            self._project = Project(here)
        self._lock = threading.Lock()
        self._verdict: StackVerdict | None = None
        self._inputs: dict[str, dict[str, Any]] = {}
        self._session: Path | None = None
        self._folder: Path | None = None
        self._phase = Phase.CHECK
        self._offline = os.environ.get(OFFLINE_ENVIRONMENT) == "1"

    def configure(self, stack: str, *, dry_run: bool, tags: dict[str, str]) -> None:
        """Take up a preview or an update of `stack`.

        Raises:
            EdgewrightError: GAT-006 for a real run on a stack the offline provider deployed, and
                whatever is wrong with the inputs. Nothing of an earlier run is left then.
        """
        self._phase = Phase.PREVIEW if dry_run else Phase.UP
        self._folder = session.state_folder(self._project, stack)
        session.forget_results(self._project, stack, keep_admission=not dry_run)
        if tags.get(OFFLINE_TAG) == "true" and not self._offline:
            raise EdgewrightError(
                "GAT-006",
                f"stack {stack!r} was deployed with the offline provider: nothing in it is real",
                hint="Deploy to another stack, or add --offline.",
            )
        self._load(stack)
        self._session = session.open_session(self._folder, dry_run=dry_run)

    def resource(
        self, request: analyzer_pb2.AnalyzeRequest
    ) -> list[analyzer_pb2.AnalyzeDiagnostic]:
        """Judge one resource with the rules that need nothing else."""
        raw = from_request(request)
        verdict = self._verdict_on(raw.urn)
        with self._lock:
            self._inputs[raw.urn] = raw.inputs
        node = resource_node(raw, verdict.context.labelling)
        results = verdict.judge_resource(node)
        return diagnostics(verdict.policies, results, _root_of(raw.urn))

    def stack(
        self, resources: Iterable[analyzer_pb2.AnalyzerResource]
    ) -> list[analyzer_pb2.AnalyzeDiagnostic]:
        """Judge the whole stack, write its evaluation, and admit an update if a preview held."""
        raws = [from_stack_resource(item, self._inputs.get(item.urn, {})) for item in resources]
        first = raws[0].urn if raws else "urn:pulumi:unknown::unknown::pulumi:pulumi:Stack::unknown"
        verdict = self._verdict_on(first)
        graph = record_graph(raws, verdict.context.labelling)
        evaluation, shown = verdict.judge_stack(graph)
        page = write_page(self._project, verdict.context.stack, evaluation)
        found = diagnostics(verdict.policies, shown, _root_of(first))
        self._log.say(closing_line(evaluation, page), _root_of(first))
        is_clear = evaluation.verdict.is_clear
        if self._phase is Phase.PREVIEW and is_clear and not _borrowed_instant():
            folder = session.state_folder(self._project, verdict.context.stack)
            session.admit(folder, verdict.context.inputs)
        return found

    def give_up(self, failure: EdgewrightError) -> None:
        """Leave an evaluation behind that says why there is no verdict, and admit nothing."""
        if self._folder is not None:
            session.withdraw_admission(self._folder)
        if self._verdict is not None:
            self._verdict.abandon(failure)

    def close(self) -> None:
        """End the session and the OPA child.

        An update uses its admission up, however it ended.
        """
        if self._phase is Phase.UP and self._folder is not None:
            session.withdraw_admission(self._folder)
        if self._session is not None:
            self._session.unlink(missing_ok=True)
        if self._verdict is not None:
            self._verdict.close()

    def _verdict_on(self, urn: str) -> StackVerdict:
        """The verdict in the making; `pulumi policy analyze` names no stack, a URN does."""
        with self._lock:
            if self._verdict is None:
                stack = urn.split("::")[0].removeprefix("urn:pulumi:")
                session.forget_results(self._project, stack)
                self._load(stack)
            assert self._verdict is not None
            return self._verdict

    def _load(self, stack: str) -> None:
        context = load_context(self._project, stack, instant(), packs=asked_packs())
        path = session.evaluation_file(self._project, stack)
        self._verdict = StackVerdict(
            context,
            path,
            phase=self._phase,
            offline=self._offline,
            left_out_by=left_out_by(os.getppid()),
        )


def instant() -> datetime:
    """The instant to judge for: the one asked for, else now."""
    asked = os.environ.get(INSTANT_ENVIRONMENT)
    return parse_instant(asked) if asked else now()


def asked_packs() -> tuple[str, ...]:
    """The packs asked for instead of the stack's; none for the stack's own."""
    asked = os.environ.get(PACKS_ENVIRONMENT, "").split(",")
    return tuple(name for one in asked if (name := one.strip()))


def _borrowed_instant() -> bool:
    return bool(os.environ.get(INSTANT_ENVIRONMENT))


def _root_of(urn: str) -> str:
    """URN of the stack resource that a URN belongs to."""
    stack, project = urn.removeprefix("urn:pulumi:").split("::")[:2]
    return f"urn:pulumi:{stack}::{project}::pulumi:pulumi:Stack::{project}-{stack}"
