"""The option of every verb that prints something: what to print it as."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

from edgewright.base.vocabulary import ReportFormat

PLAIN = (ReportFormat.TEXT, ReportFormat.JSON)


def format_option(
    formats: Iterable[ReportFormat] = PLAIN, help: str | None = None
) -> Callable[..., Any]:
    """`--format`, given to the command as `form`; text without it."""
    return click.option(
        "--format",
        "form",
        type=click.Choice([form.value for form in formats]),
        callback=lambda _context, _option, word: ReportFormat(word),
        default=ReportFormat.TEXT.value,
        show_default=True,
        help=help,
    )
