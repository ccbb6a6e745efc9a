"""Time as an input: the instant a verdict holds for is always passed in, never read inside."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from edgewright.base.errors import EdgewrightError, shortened

YEARS = range(1970, 2200)
"""Rego counts nanoseconds in 64 bits: it knows no instant before 1677 and none after April 2262."""


def now() -> datetime:
    """The present instant in UTC, to the second. Only the edges of the program call this."""
    return datetime.now(UTC).replace(microsecond=0)


def parse_instant(text: str) -> datetime:
    """An RFC 3339 instant or an ISO 8601 date (its midnight, UTC), as an aware UTC datetime.

    Raises:
        EdgewrightError: CLK-001 when `text` is neither, CLK-002 when it lies outside `YEARS`.
    """
    moment = _parsed(text)
    try:
        instant = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError as problem:
        raise _out_of_range(text) from problem
    if instant.year not in YEARS:
        raise _out_of_range(text)
    return instant


def _parsed(text: str) -> datetime:
    try:
        if len(text) == len("2026-01-01"):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        return datetime.fromisoformat(text)
    except ValueError as problem:
        raise EdgewrightError(
            "CLK-001",
            f"{shortened(text)} is not a date or an instant",
            hint="Write a date (2026-11-23) or an RFC 3339 instant (2026-11-23T12:00:00Z).",
        ) from problem


def _out_of_range(text: str) -> EdgewrightError:
    return EdgewrightError(
        "CLK-002",
        f"{shortened(text)} is not in the years {YEARS[0]} to {YEARS[-1]}",
        hint="Write an instant of which laws, support windows and waivers can say something.",
    )


def format_instant(moment: datetime) -> str:
    """An aware datetime as RFC 3339 in UTC with a Z, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
