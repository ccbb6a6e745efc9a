"""What a run that was judged ends with: its report for a browser, and one line."""

from __future__ import annotations

from pathlib import Path

from edgewright.base.project import Project
from edgewright.base.vocabulary import ReportFormat
from edgewright.gate.session import report_page
from edgewright.policy.evaluation import Evaluation

UNSEEN = (
    "The engine tells a gate what is created, kept or changed. This run does not see what the "
    "program only reads (`.get`), what is deleted or retained, or what --target and --exclude "
    "leave out; `edgewright check --file` on a `pulumi stack export` sees what the state has."
)
"""A note on every run through the engine."""


def prepare_page() -> None:
    """Load what `write_page` needs."""
    from edgewright.report.html import load_templates

    load_templates()


def write_page(project: Project, stack: str, evaluation: Evaluation) -> Path:
    """Write the HTML report of a stack beside its evaluation; where it is.

    Raises:
        EdgewrightError: RPT-003 when it cannot be written, RPT-004 when the evaluation contradicts
            itself.
    """
    from edgewright.report.render import render
    from edgewright.report.write import write_report

    page = report_page(project, stack)
    write_report(page, render(evaluation, ReportFormat.HTML))
    return page


def closing_line(evaluation: Evaluation, page: Path) -> str:
    """The verdict with what it leaves open, the share that was judged, and where to read on."""
    from edgewright.report.standing import standing_of

    return f"edgewright: {standing_of(evaluation).line}; report: {page}"
