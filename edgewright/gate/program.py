"""The gate inside the program: judges the estate before the first resource is declared.

A policy pack can be left off the command line, and the engine runs stack rules of an update only
after its resources exist. So the program itself refuses to declare anything unless an analyzer
watches it, and, in an update, unless a preview has held for the very same inputs.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pulumi

from edgewright.base.errors import EdgewrightError
from edgewright.base.project import Project, find_project
from edgewright.base.vocabulary import Phase, Verdict
from edgewright.gate import session
from edgewright.gate.closing import closing_line, write_page
from edgewright.gate.context import GateContext, load_context
from edgewright.gate.diagnostics import findings_text
from edgewright.gate.judge import OFFLINE_ENVIRONMENT, asked_packs, instant
from edgewright.gate.verdict import judge_estate
from edgewright.placement.plan import PlacementPlan
from edgewright.policy.evaluation import Evaluation
from edgewright.policy.evaluation_file import write_evaluation
from edgewright.topology.model import Topology

OFF_SWITCH = "ungated"
"""Config key `edgewright:ungated`: deploy without the gate. Every report says so."""


def admit() -> tuple[Topology, PlacementPlan]:
    """Judge the running stack's estate; what it means and where things go, if it holds.

    Ends the program with a coded error, before any resource exists, when the estate is wrong,
    violates a mandatory policy, no gate watches, or an update comes without its preview.
    """
    try:
        return _admit()
    except EdgewrightError as failure:
        _refuse(failure.text())


def _admit() -> tuple[Topology, PlacementPlan]:
    project = _project()
    stack = pulumi.get_stack()
    is_watched = _find_session(project, stack) is not None
    if not is_watched:
        session.forget_results(project, stack)
    project.estate_file(stack)
    context = load_context(project, stack, instant(), packs=asked_packs())
    estate = context.estate
    assert estate is not None, "estate_file refuses a stack without one"
    if pulumi.Config("edgewright").get_bool(OFF_SWITCH):
        _go_ungated(project, context)
        return estate.topology, estate.plan
    if not is_watched:
        raise EdgewrightError(
            "GAT-001",
            "no gate watches this run, so nothing is declared",
            hint="Run `edgewright preview` or `edgewright up`, or give Pulumi the pack: "
            'PULUMI_OPTION_POLICY_PACK="$(edgewright pack-path)".',
        )
    evaluation = _judge(context)
    if evaluation.verdict is Verdict.VIOLATED:
        write_evaluation(session.evaluation_file(project, stack), evaluation)
        line = closing_line(evaluation, write_page(project, stack, evaluation))
        _refuse(f"the estate violates mandatory policies\n{findings_text(evaluation)}\n{line}")
    if not pulumi.runtime.is_dry_run():
        _require_admission(project, context)
    return estate.topology, estate.plan


def _project() -> Project:
    """The project the engine runs. Older language hosts do not say which folder that is."""
    root = pulumi.runtime.get_root_directory()
    return Project(Path(root)) if root else find_project()


def _judge(context: GateContext) -> Evaluation:
    phase = Phase.PREVIEW if pulumi.runtime.is_dry_run() else Phase.UP

    return judge_estate(context, phase, offline=os.environ.get(OFFLINE_ENVIRONMENT) == "1")


def _find_session(project: Project, stack: str) -> session.Session | None:
    folder = session.state_folder(project, stack)
    return session.find_session(folder, dry_run=pulumi.runtime.is_dry_run())


def _require_admission(project: Project, context: GateContext) -> None:
    folder = session.state_folder(project, context.stack)
    if not session.take_admission(folder, context.inputs):
        raise EdgewrightError(
            "GAT-002",
            "no preview has held for these inputs, so nothing is deployed",
            hint="Run it without --skip-preview, or preview again first: rules over the whole "
            "stack can only stop a deployment in its preview.",
        )


def _go_ungated(project: Project, context: GateContext) -> None:
    """Deploy without the gate, and leave an evaluation that says so instead of a verdict."""
    evaluation = _judge(context)
    note = f"The gate was switched off by the config key edgewright:{OFF_SWITCH}."
    write_evaluation(
        session.evaluation_file(project, context.stack),
        replace(evaluation, complete=False, notes=(*evaluation.notes, note)),
    )
    pulumi.log.warn(f"{note} Resources are not judged.")


def _refuse(text: str) -> NoReturn:
    """End the program with `text` alone: the engine shows a RunError without a traceback."""
    raise pulumi.RunError(text)
