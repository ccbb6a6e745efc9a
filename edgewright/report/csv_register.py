"""The transfer register as CSV (RFC 4180), for records of processing and audits.

One row per transfer, each of which stands alone: estate, stack, the instant it holds for, the run's
verdict with what it leaves open and the share of resources judged are on every row. Columns follow
what GDPR art. 30(1)(e) and 30(2)(c) ask of a record of transfers, and 28 CFR 202.1001(b) of a log
of transactions: what data, how much of it, between whom, where to, how and on what ground.

An empty cell: nobody said. A country that is not known says so. Lists are joined with "; ", steps
of a path and reasons with " | ". A cell that a spreadsheet would run as a formula starts with "'".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import fields

from edgewright.policy.evaluation import Evaluation, Transfer
from edgewright.report.summary import Summary, summarise
from edgewright.report.wording import readable

RUN_COLUMNS = ("estate", "stack", "as of", "run verdict", "resources judged")
FIELDS = tuple(field.name for field in fields(Transfer) if field.name != "node")
HEADINGS = {
    "source": "from place",
    "target": "to place",
    "recipient_parent": "recipient's parent",
    "place": "declared at",
}
"""Columns that are not called as their fields."""
COLUMNS = (*RUN_COLUMNS, *(HEADINGS.get(name, name.replace("_", " ")) for name in FIELDS))

# OWASP, "CSV Injection": what makes a spreadsheet take a cell for a formula, in both widths.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

UNKNOWN = "not known"
COUNTRIES = {"origin", "from_country", "to_country"}
SENTENCES = {"path", "reasons"}


def render_csv(evaluation: Evaluation) -> str:
    """The transfer register with a line of column names; lines end in CR LF.

    Raises:
        EdgewrightError: RPT-004, from `summarise`.
    """
    summary = summarise(readable(evaluation))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(summary))
    return text.getvalue()


def defused(cell: str) -> str:
    """`cell` so that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _rows(summary: Summary) -> Iterator[list[str]]:
    evaluation = summary.evaluation
    standing = summary.standing
    run = [evaluation.estate, evaluation.stack, evaluation.at, standing.headline, standing.judged]
    for transfer in summary.transfers:
        cells = [_cell(name, getattr(transfer, name)) for name in FIELDS]
        yield [defused(cell) for cell in (*run, *cells)]


def _cell(name: str, value: str | int | tuple[str, ...] | None) -> str:
    if isinstance(value, tuple):
        return (" | " if name in SENTENCES else "; ").join(value)
    if value is None or value == "":
        return UNKNOWN if name in COUNTRIES else ""
    return str(value)
