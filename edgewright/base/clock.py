"""Time as an input: the instant a verdict holds for is always passed in, never read inside."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from edgewright.base.errors import EdgewrightError


def now() -> datetime:
    """The present instant in UTC, to the second. Only the edges of the program call this."""
    return datetime.now(UTC).replace(microsecond=0)


def parse_instant(text: str) -> datetime:
    """An RFC 3339 instant or an ISO 8601 date (its midnight, UTC), as an aware UTC datetime.

    Raises:
        EdgewrightError: CLK-001 when `text` is neither.
    """
    try:
        if len(text) == len("2026-01-01"):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise EdgewrightError(
            "CLK-001",
            f"{text!r} is not a date or an instant",
            hint="Write a date (2026-11-23) or an RFC 3339 instant (2026-11-23T12:00:00Z).",
        ) from problem
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def format_instant(moment: datetime) -> str:
    """An aware datetime as RFC 3339 in UTC with a Z, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
