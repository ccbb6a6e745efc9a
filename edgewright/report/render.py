"""One function per format, and the one that picks it. CSV holds the transfer register alone."""

from __future__ import annotations

from collections.abc import Callable

from edgewright.base.vocabulary import ReportFormat
from edgewright.policy.evaluation import Evaluation
from edgewright.report.csv_register import render_csv
from edgewright.report.json_document import render_json
from edgewright.report.sarif import render_sarif
from edgewright.report.text import render_text


def _html(evaluation: Evaluation) -> str:
    # Loaded for this format alone: templates and the map take as long as a text report in all.
    from edgewright.report.html import render_html

    return render_html(evaluation)


FORMATS: dict[ReportFormat, Callable[[Evaluation], str]] = {
    ReportFormat.TEXT: render_text,
    ReportFormat.JSON: render_json,
    ReportFormat.SARIF: render_sarif,
    ReportFormat.HTML: _html,
    ReportFormat.CSV: render_csv,
}


def render(evaluation: Evaluation, format: ReportFormat) -> str:
    """The report on an evaluation; the same evaluation always gives the same text.

    Args:
        evaluation: what to show.
        format: what to render it as.

    Raises:
        EdgewrightError: RPT-004 when the evaluation contradicts itself.
    """
    return FORMATS[format](evaluation)
