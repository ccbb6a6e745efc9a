"""`edgewright report`: render the last evaluation of a stack."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edgewright.base.errors import EdgewrightError
from edgewright.base.project import find_project
from edgewright.base.vocabulary import ReportFormat
from edgewright.cli.formats import format_option
from edgewright.cli.stack_name import STACK

if TYPE_CHECKING:
    from edgewright.policy.evaluation import Evaluation

EVALUATION = "evaluation.json"
MAX_WIDTH = 100
"""Columns beyond which lines of prose are no longer pleasant to read."""


@click.command()
@click.option("--stack", type=STACK, metavar="STACK", help="Whose last evaluation to render.")
@click.option("--file", type=click.Path(path_type=Path), help="An evaluation file to render.")
@format_option(ReportFormat, "What to render it as; csv is the transfer register alone.")
@click.option(
    "--out", metavar="FILE", default="-", help="Where to write it; standard output without it."
)
def command(stack: str | None, file: Path | None, form: ReportFormat, out: str) -> int:
    """Render the last evaluation of a stack.

    Exit status: 0 the evaluation held, 1 a mandatory policy is violated, 2 the input is wrong,
    3 the evaluation is incomplete.
    """
    if stack is not None and file is not None:
        raise click.UsageError("--stack and --file both say what to render; give one of them")
    from edgewright.policy.evaluation_file import read_evaluation
    from edgewright.report.render import render
    from edgewright.report.standing import standing_of
    from edgewright.report.write import encode, write_report

    path = file if file is not None else evaluation_path(stack)
    if not _is_file(path):
        raise _no_evaluation(f"{path} does not exist or is not a file", [])
    evaluation = read_evaluation(path)
    if out == "-":
        click.echo(encode(_for_terminal(evaluation, form)), nl=False)
    else:
        write_report(Path(out), render(evaluation, form))
        click.echo(f"{standing_of(evaluation).line}: wrote {out}", err=True)
    return evaluation.verdict.exit_status


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long is one of no file
        return False


def _for_terminal(evaluation: Evaluation, form: ReportFormat) -> str:
    """The report; text is fitted to the terminal when standard output is one."""
    from edgewright.report.render import render
    from edgewright.report.text import render_text

    if form is not ReportFormat.TEXT or not sys.stdout.isatty():
        return render(evaluation, form)
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    width = min(shutil.get_terminal_size().columns, MAX_WIDTH)
    return render_text(evaluation, width=width, colour=not plain)


def evaluation_path(stack: str | None) -> Path:
    """Where the last evaluation of `stack` is, or of the only stack that has one.

    Raises:
        EdgewrightError: RPT-001 when there is none, RPT-002 when several stacks have one and none
            is named, PRJ-001 outside a project.
    """
    folder = find_project().work_folder() / "stacks"
    found = {path.parent.name: path for path in sorted(folder.glob(f"*/{EVALUATION}"))}
    if stack is not None:
        if stack not in found:
            raise _no_evaluation(f"stack {stack!r} has not been judged yet", list(found))
        return found[stack]
    if len(found) > 1:
        raise EdgewrightError(
            "RPT-002",
            f"{len(found)} stacks have an evaluation: {', '.join(found)}",
            hint="Name one with --stack.",
        )
    if not found:
        raise _no_evaluation("no stack of this project has been judged yet", [])
    return next(iter(found.values()))


def _no_evaluation(what: str, known: list[str]) -> EdgewrightError:
    hint = "Judge the stack first with `edgewright check` or `edgewright preview`"
    others = f", or use one of: {', '.join(known)}" if known else ""
    return EdgewrightError("RPT-001", what, hint=f"{hint}{others}.")
