"""`edgewright check`: judge an estate, and recorded resources, without the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edgewright.base.errors import EdgewrightError
from edgewright.base.vocabulary import ReportFormat
from edgewright.cli.formats import format_option
from edgewright.cli.packs import pack_option
from edgewright.cli.stack_name import STACK

if TYPE_CHECKING:
    from edgewright.base.project import Project
    from edgewright.gate.what_if import WhatIf
    from edgewright.policy.evaluation import Evaluation
    from edgewright.spec.renamed import Note

CHANGES_SHOWN = (ReportFormat.TEXT, ReportFormat.JSON)


@click.command()
@click.option("--stack", "-s", type=STACK, help="The stack whose estate and policies count.")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    help="Judge these resources too: a `pulumi stack export`, or a "
    "`pulumi preview --json --show-sames`.",
)
@pack_option
@click.option("--at", help="Judge for this date or instant, and show what is otherwise than now.")
@click.option(
    "--assume",
    "assumptions",
    multiple=True,
    metavar="FACT=VALUE",
    help="Judge as if: dpf=invalid, adequacy.BR=none, adequacy.EEA.BR=none.",
)
@click.option(
    "--move",
    "moves",
    multiple=True,
    metavar="SITE=COUNTRY",
    help="Judge as if a site were in another country.",
)
@format_option(ReportFormat)
def command(
    stack: str | None,
    path: Path | None,
    packs: tuple[str, ...],
    at: str | None,
    assumptions: tuple[str, ...],
    moves: tuple[str, ...],
    form: ReportFormat,
) -> int:
    """Judge an estate, and a recorded preview or state, without the engine.

    With --at, --assume or --move it judges twice, as things are and as they would be, and shows
    the verdicts that change (json: those alone; text: before the report of the second); the exit
    status is that of the second. Without them, the evaluation of a stack is kept for `edgewright
    report`.
    """
    from edgewright.base.clock import now, parse_instant
    from edgewright.gate.what_if import NOTHING, parse_what_if
    from edgewright.report.render import render

    if stack is None and path is None:
        raise EdgewrightError(
            "CLI-002",
            "there is nothing to check",
            hint="Name a stack with --stack, or a recording with --file, or both.",
        )
    moment, present = parse_instant(at) if at is not None else None, now()
    what_if = parse_what_if(assumptions, moves)
    is_assumed = moment is not None or what_if != NOTHING
    keep = None if stack is None or is_assumed else _kept_results(stack)
    judge = _judge(stack, path, packs)
    evaluation = judge(moment or present, what_if)
    if keep is not None:
        keep(evaluation)
    if form in CHANGES_SHOWN and is_assumed:
        _show_changes(judge(present, NOTHING), evaluation, form)
    else:
        click.echo(render(evaluation, form), nl=form is not ReportFormat.CSV)
    return evaluation.verdict.exit_status


def _kept_results(stack: str) -> Callable[[Evaluation], None]:
    """Forget what was last found of a stack; what keeps the evaluation that takes its place."""
    from edgewright.base.project import find_project
    from edgewright.gate.session import evaluation_file, forget_results
    from edgewright.policy.evaluation_file import write_evaluation

    project = find_project()
    forget_results(project, stack)
    return partial(write_evaluation, evaluation_file(project, stack))


def _judge(
    stack: str | None, path: Path | None, packs: tuple[str, ...]
) -> Callable[[datetime, WhatIf], Evaluation]:
    """What judges the stack and the recording for an instant and an assumption.

    What the estate or the project should say otherwise is noted on standard error, once.
    """
    from edgewright.base.project import find_project
    from edgewright.gate.context import load_context
    from edgewright.gate.subjects import still_there
    from edgewright.gate.verdict import NOTHING_RECORDED, RECORD_AGAIN, judge_recorded
    from edgewright.graph.normalise import record_graph
    from edgewright.graph.resource.from_state import Recording, read_recording

    project = find_project()
    if stack is not None:
        _require_subject(project, stack, path)
    recording = read_recording(path) if path else Recording([])
    noted: set[Note] = set()

    def judge(at: datetime, what_if: WhatIf) -> Evaluation:
        context = load_context(project, stack or "", at, what_if, packs)
        for note in context.notes:
            if note not in noted:
                click.echo(str(note), err=True)
            noted.add(note)
        graph = record_graph(recording.existing, context.labelling, context.at.date())
        left = still_there(recording, context.labelling)
        evaluation = judge_recorded(context, graph, offline=False, still_there=left)
        if path is None or graph.nodes:
            return evaluation
        empty = f"{NOTHING_RECORDED.capitalize()}. {RECORD_AGAIN}"
        return replace(evaluation, notes=(*evaluation.notes, empty))

    return judge


def _require_subject(project: Project, stack: str, path: Path | None) -> None:
    """A stack without an estate has resources alone, which only a recording shows."""
    from edgewright.gate.pulumi_project import config_file

    project.require_stack(stack, config_file(project, stack))
    if path is None and not (project.stack_folder(stack) / "estate.yaml").is_file():
        raise EdgewrightError(
            "CLI-002",
            f"stack {stack!r} has no estate, so there is nothing to check but its resources",
            hint=f"Record them and name the file: `pulumi stack export -s {stack} --file "
            "state.json`, then `--file state.json`.",
        )


def _show_changes(before: Evaluation, after: Evaluation, form: ReportFormat) -> None:
    from edgewright.report.changes import compare, render_changes_json, render_changes_text

    changes = compare(before, after)
    if form is ReportFormat.JSON:
        click.echo(render_changes_json(changes, before.verdict, after.verdict), nl=False)
        return
    from edgewright.report.render import render

    click.echo(render_changes_text(changes))
    click.echo(f"As things are: {before.verdict}. As assumed: {after.verdict}.\n")
    click.echo(render(after, form))
