"""One function per format, and the one that picks it. CSV holds the transfer register alone."""

from __future__ import annotations

from collections.abc import Callable

from edgewright.policy.evaluation import Evaluation
from edgewright.report.csv_register import render_csv
from edgewright.report.html import render_html
from edgewright.report.json_document import render_json
from edgewright.report.sarif import render_sarif
from edgewright.report.text import render_text

FORMATS: dict[str, Callable[[Evaluation], str]] = {
    "text": render_text,
    "json": render_json,
    "sarif": render_sarif,
    "html": render_html,
    "csv": render_csv,
}


def render(evaluation: Evaluation, format: str) -> str:
    """The report on an evaluation; the same evaluation always gives the same text.

    Args:
        evaluation: what to show.
        format: a key of FORMATS.

    Raises:
        EdgewrightError: RPT-004 when the evaluation contradicts itself.
    """
    return FORMATS[format](evaluation)
