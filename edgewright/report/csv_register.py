"""The transfer register as CSV (RFC 4180), for records of processing and audits.

One row per transfer, each of which stands alone: estate, stack, the instant it holds for and the
run's verdict are on every row. Columns follow what GDPR art. 30(1)(e) and 30(2)(c) ask of a record
of transfers, and 28 CFR 202.1001(b) of a log of transactions: what data, how much of it, between
whom, where to, how and on what ground.

An empty cell: nobody said. A country that is not known says so. Lists are joined with "; ", steps
of a path and reasons with " | ". A cell that a spreadsheet would run as a formula starts with "'".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from edgewright.policy.evaluation import Evaluation, Transfer
from edgewright.report.summary import Summary, summarise
from edgewright.report.wording import readable

COLUMNS = (
    "estate",
    "stack",
    "as of",
    "run verdict",
    "data",
    "form",
    "carrier",
    "categories",
    "subjects",
    "people",
    "origin",
    "from place",
    "from country",
    "to place",
    "to country",
    "recipient",
    "recipient's parent",
    "purpose",
    "mechanism",
    "frequency",
    "basis",
    "evidence",
    "valid to",
    "path",
    "verdict",
    "reasons",
    "declared at",
)

# OWASP, "CSV Injection": what makes a spreadsheet take a cell for a formula, in both widths.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

UNKNOWN = "not known"


def render_csv(evaluation: Evaluation) -> str:
    """The transfer register with a line of column names; lines end in CR LF.

    Raises:
        EdgewrightError: RPT-004, from `summarise`.
    """
    summary = summarise(readable(evaluation))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells, _rows(summary)))
    return text.getvalue()


def defused(cell: str) -> str:
    """`cell` so that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _cells(row: Iterable[str | None]) -> list[str]:
    return [defused(cell or "") for cell in row]


def _rows(summary: Summary) -> Iterable[tuple[str | None, ...]]:
    evaluation = summary.evaluation
    head = (evaluation.estate, evaluation.stack, evaluation.at, summary.verdict)
    return (head + _row(transfer) for transfer in summary.transfers)


def _row(transfer: Transfer) -> tuple[str | None, ...]:
    """The columns after the first four, in the order of COLUMNS."""
    return (
        transfer.data,
        transfer.form,
        transfer.carrier,
        "; ".join(transfer.categories),
        "; ".join(transfer.subjects),
        None if transfer.people is None else str(transfer.people),
        transfer.origin or UNKNOWN,
        transfer.source,
        transfer.from_country or UNKNOWN,
        transfer.target,
        transfer.to_country or UNKNOWN,
        transfer.recipient,
        transfer.recipient_parent,
        transfer.purpose,
        transfer.mechanism,
        transfer.frequency,
        transfer.basis,
        transfer.evidence,
        transfer.valid_to,
        " | ".join(transfer.path),
        transfer.verdict,
        " | ".join(transfer.reasons),
        transfer.place,
    )
