"""The judging half of the analyzer: what to evaluate when, and what to leave behind.

The estate is judged as the run is configured, before the program starts, and what is wrong with it
is told of the stack's own resource. The engine makes nothing in a preview until it has asked about
the whole stack, so all resources are judged there together. In an update each is judged before it
is made, on what the preview judged.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from edgewright.base.clock import now, parse_instant
from edgewright.base.errors import EdgewrightError
from edgewright.base.project import Project, find_project
from edgewright.base.vocabulary import Phase
from edgewright.gate import session
from edgewright.gate.admission import (
    Admission,
    Ground,
    leave_admission,
    take_admission,
    withdraw_admission,
)
from edgewright.gate.closing import closing_line, prepare_page, write_page
from edgewright.gate.context import GateContext, load_context
from edgewright.gate.diagnostics import diagnostics
from edgewright.gate.engine_log import EngineLog
from edgewright.gate.partial_run import left_out_by
from edgewright.gate.protocol import analyzer_pb2
from edgewright.gate.pulumi_project import backend_url
from edgewright.gate.recording import from_request, from_stack_resource
from edgewright.gate.subjects import Subjects
from edgewright.gate.update import Update, left_open
from edgewright.gate.verdict import StackVerdict
from edgewright.graph.model import RawResource
from edgewright.graph.normalise import record_graph
from edgewright.policy.evaluation import Evaluation, Result

OFFLINE_TAG = "edgewright:offline"
"""Stack tag that marks a stack the offline provider deployed."""
OFF_SWITCH = "edgewright:ungated"
"""Config key: deploy without the gate. Every output and report says so."""
OFFLINE_ENVIRONMENT = "EDGEWRIGHT_OFFLINE"
INSTANT_ENVIRONMENT = "EDGEWRIGHT_AT"
PACKS_ENVIRONMENT = "EDGEWRIGHT_PACKS"
"""Packs to judge by instead of the stack's, with commas between them."""
STACK_TYPE = "pulumi:pulumi:Stack"
SWITCHED_OFF = f"The gate was switched off by the config key {OFF_SWITCH}."


@dataclass(frozen=True)
class StackRun:
    """A preview or an update, as the engine announces it.

    Attributes:
        is_ungated: whether the stack's config switches the gate off.
    """

    stack: str
    dry_run: bool
    project: str = ""
    organisation: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    is_ungated: bool = False


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
        self._run: StackRun | None = None
        self._verdict: StackVerdict | None = None
        self._of_estate: tuple[Result, ...] = ()
        self._update: Update | None = None
        self._requests: dict[str, analyzer_pb2.AnalyzeRequest] = {}
        self._left_out_by: tuple[str, ...] = ()
        self._session: Path | None = None
        self._folder: Path | None = None
        self._offline = os.environ.get(OFFLINE_ENVIRONMENT) == "1"

    def configure(self, run: StackRun) -> None:
        """Take up a preview or an update, and judge its estate.

        Raises:
            EdgewrightError: GAT-006 for a real run on a stack the offline provider deployed,
                GAT-002 for an update that no preview admits, GAT-007 for one at another instant
                than now, and whatever is wrong with the inputs. Nothing of an earlier run is left
                then.
        """
        self._run = run
        self._folder = session.state_folder(self._project, run.stack)
        session.forget_results(self._project, run.stack, keep_admission=not run.dry_run)
        if run.tags.get(OFFLINE_TAG) == "true" and not self._offline:
            raise EdgewrightError(
                "GAT-006",
                f"stack {run.stack!r} was deployed with the offline provider: nothing in it is "
                "real",
                hint="Deploy to another stack, or add --offline.",
            )
        if not run.dry_run and _borrowed_instant():
            raise EdgewrightError(
                "GAT-007",
                f"an update is judged for now, not for {os.environ[INSTANT_ENVIRONMENT]}",
                hint=f"Unset {INSTANT_ENVIRONMENT}; a preview can look at another instant.",
            )
        context = load_context(self._project, run.stack, instant(), packs=asked_packs())
        admission = None
        if not run.dry_run and not run.is_ungated:
            lasts = timedelta(minutes=context.project.file.admission_minutes)
            admission = take_admission(self._folder, self._ground(context), now(), lasts)
        self._start(context, Phase.PREVIEW if run.dry_run else Phase.UP)
        threading.Thread(target=self._get_ready, name="ready", daemon=True).start()
        self._of_estate = self._judging.judge_estate()
        if admission is not None:
            self._judging.require_opa()
            self._update = Update(self._judging, admission)
        estate = context.estate.digests["estate"] if context.estate else None
        self._session = session.open_session(self._folder, dry_run=run.dry_run, estate=estate)

    def _get_ready(self) -> None:
        """Load what the end of the run needs while the program runs, and nobody waits for it.

        What goes wrong here goes wrong again where it is needed, and is told there.
        """
        with contextlib.suppress(Exception):
            prepare_page()
            self._judging.require_opa()

    def resource(
        self, request: analyzer_pb2.AnalyzeRequest
    ) -> list[analyzer_pb2.AnalyzeDiagnostic]:
        """What speaks against one resource before it is made."""
        with self._lock:
            self._started_on(request.urn)
            if self._is_skipped(request):
                return []
            self._requests[request.urn] = request
            if request.type == STACK_TYPE:
                found = self._of_estate
            else:
                found = self._update.judge(from_request(request)) if self._update else ()
            return self._as_diagnostics(found, request.urn)

    def stack(
        self, resources: Iterable[analyzer_pb2.AnalyzerResource]
    ) -> list[analyzer_pb2.AnalyzeDiagnostic]:
        """Judge the whole stack, write its evaluation, and admit an update if a preview held."""
        with self._lock:
            raws = [*self._recorded(resources)]
            first = raws[0].urn if raws else _root("unknown", "unknown")
            verdict = self._started_on(first)
            context = verdict.context
            graph = record_graph(raws, context.labelling, context.at.date())
            evaluation, judged = verdict.judge_stack(graph)
            page = write_page(self._project, context.stack, evaluation)
            found = self._as_diagnostics(evaluation.results, first)
            self._say(closing_line(evaluation, page), first)
            self._admit(evaluation, judged, raws)
            return found

    def _admit(
        self, evaluation: Evaluation, judged: Subjects, resources: Iterable[RawResource]
    ) -> None:
        """Leave what a preview judged for an update, if it held, and for now."""
        run, folder = self._run, self._folder
        if run is None or folder is None or not run.dry_run or _borrowed_instant():
            return
        if evaluation.verdict.is_clear:
            ground = self._ground(self._judging.context)
            still_open = left_open(evaluation, judged)
            leave_admission(folder, Admission(ground, now(), tuple(resources), still_open))

    def give_up(self, failure: EdgewrightError) -> None:
        """Leave an evaluation behind that says why there is no verdict, and admit nothing.

        What cannot be written or removed now could not be before either, which ended the run.
        """
        with contextlib.suppress(OSError, EdgewrightError):
            if self._folder is not None:
                withdraw_admission(self._folder)
            if self._verdict is not None:
                self._verdict.abandon(failure)

    def close(self) -> None:
        """End the session and the OPA child.

        An update uses its admission up, however it ended.
        """
        if self._run is not None and not self._run.dry_run and self._folder is not None:
            with contextlib.suppress(OSError):
                withdraw_admission(self._folder)
        if self._session is not None:
            self._session.unlink(missing_ok=True)
        if self._verdict is not None:
            self._verdict.close()

    @property
    def _judging(self) -> StackVerdict:
        assert self._verdict is not None
        return self._verdict

    def _started_on(self, urn: str) -> StackVerdict:
        """The verdict in the making; `pulumi policy analyze` names no stack, a URN does."""
        if self._verdict is None:
            stack = urn.split("::")[0].removeprefix("urn:pulumi:")
            session.forget_results(self._project, stack)
            context = load_context(self._project, stack, instant(), packs=asked_packs())
            self._start(context, Phase.CHECK)
        return self._judging

    def _start(self, context: GateContext, phase: Phase) -> None:
        self._left_out_by = left_out_by(session.own_engine().pid)
        unfinished = list(_partial(self._left_out_by))
        if self._run is not None and self._run.is_ungated:
            unfinished.append(SWITCHED_OFF)
            self._say(f"edgewright: {SWITCHED_OFF}", _root(self._run.stack, self._run.project))
        path = session.evaluation_file(self._project, context.stack)
        self._verdict = StackVerdict(
            context, path, phase=phase, offline=self._offline, unfinished=unfinished
        )

    def _recorded(
        self, resources: Iterable[analyzer_pb2.AnalyzerResource]
    ) -> Iterable[RawResource]:
        """The resources of a stack, with their inputs; those a partial run skips are not there."""
        for item in resources:
            request = self._requests.get(item.urn)
            if request is None and self._left_out_by and not item.properties.fields:
                continue
            yield from_stack_resource(item, from_request(request).inputs if request else {})

    def _is_skipped(self, request: analyzer_pb2.AnalyzeRequest) -> bool:
        """Whether a partial run leaves a resource out: the engine empties what it would create."""
        return bool(self._left_out_by and request.provider.urn and not request.properties.fields)

    def _as_diagnostics(
        self, results: Iterable[Result], urn: str
    ) -> list[analyzer_pb2.AnalyzeDiagnostic]:
        """What the engine is told of results that it has not heard yet."""
        verdict = self._judging
        is_binding = self._run is None or not self._run.is_ungated
        new = verdict.not_shown(tuple(results))
        return diagnostics(verdict.policies, new, _root_of(urn), is_binding=is_binding)

    def _ground(self, context: GateContext) -> Ground:
        assert self._run is not None
        return Ground(
            stack=self._run.stack,
            project=self._run.project,
            organisation=self._run.organisation,
            backend=backend_url(self._project),
            offline=self._offline,
            inputs=context.inputs,
        )

    def _say(self, line: str, urn: str) -> None:
        self._log.say(line, _root_of(urn))


def _partial(options: Iterable[str]) -> Iterable[str]:
    """What a run says that leaves resources out."""
    if named := ", ".join(options):
        yield f"This run leaves resources out ({named}), so it comes to no verdict on the stack."


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
    return _root(stack, project)


def _root(stack: str, project: str) -> str:
    return f"urn:pulumi:{stack}::{project}::{STACK_TYPE}::{project}-{stack}"
