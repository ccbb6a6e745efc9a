"""Numbers as the readable reports write them."""

from __future__ import annotations


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: "1 finding", "2 findings", "1,204 findings"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def percent(share: float) -> str:
    """A share (0 to 1) rounded down: nothing but all is 100 %, nothing but none is 0 %."""
    whole = int(share * 100)
    return "less than 1 %" if share > 0 and whole == 0 else f"{whole} %"
