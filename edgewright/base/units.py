"""Quantities as people write them ("50 ms", "12 GB/day", "7 days"), in one base unit.

A value keeps what was written beside its size in one base unit per dimension: seconds for time,
bytes for data, bytes per second for rates. Decimal prefixes are decimal (1 GB = 10^9 bytes) and
binary ones binary (1 GiB = 2^30 bytes), as in IEC 80000-13; a month is a twelfth of a year of
365.25 days.

Only the units listed here are read. A library of units knows hundreds more, and most are slips of
the pen in an estate: mB is a milli-byte to it, Ms a mega-second, m a metre. What is left is a
table, which the tests hold against such a library: importing one takes longer than reading an
estate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from edgewright.base.similar import nearest

_EXAMPLES = {"time": "50 ms", "data": "16 GB", "rate": "12 GB/day"}
_DAY = Fraction(86_400)
_YEAR = Fraction("365.25") * _DAY
_MONTH = _YEAR / 12
_SECONDS: dict[str, Fraction] = {
    "ns": Fraction(1, 10**9),
    **dict.fromkeys(("us", "\u00b5s", "\u03bcs"), Fraction(1, 10**6)),
    "ms": Fraction(1, 1000),
    **dict.fromkeys(("s", "second", "seconds"), Fraction(1)),
    **dict.fromkeys(("min", "minute", "minutes"), Fraction(60)),
    **dict.fromkeys(("h", "hour", "hours"), Fraction(3600)),
    **dict.fromkeys(("d", "day", "days"), _DAY),
    **dict.fromkeys(("week", "weeks"), 7 * _DAY),
    **dict.fromkeys(("month", "months"), _MONTH),
    **dict.fromkeys(("year", "years"), _YEAR),
}
_DECIMAL = {"k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15}
_BINARY = {"Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40}
_BYTES: dict[str, Fraction] = {
    "B": Fraction(1),
    **{f"{prefix}B": Fraction(factor) for prefix, factor in (_DECIMAL | _BINARY).items()},
    "bit": Fraction(1, 8),
    **{f"{prefix}bit": Fraction(_DECIMAL[prefix], 8) for prefix in "kMG"},
    **dict.fromkeys(("byte", "bytes"), Fraction(1)),
}
_PER = ("s", "second", "min", "minute", "h", "hour", "day", "week", "month")
UNITS: dict[str, dict[str, Fraction]] = {
    "time": _SECONDS,
    "data": _BYTES,
    "rate": {
        f"{size}/{per}": many / _SECONDS[per] for size, many in _BYTES.items() for per in _PER
    },
}
"""Dimension -> every unit that is read -> how many base units it is: seconds, bytes, bytes/s."""
MAX_LENGTH = 40
"""Characters of a quantity; more is no quantity, whatever it is."""
_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,15})?"
_LETTERS = r"[^\W\d_]+"
_SHAPE = re.compile(rf"(?P<minus>-)? *(?P<number>{_NUMBER}) *(?P<unit>{_LETTERS}(/{_LETTERS})?)?")


@dataclass(frozen=True)
class Quantity:
    """A size in the base unit of its dimension, and the text it was read from."""

    value: float
    dimension: str
    text: str

    def __str__(self) -> str:
        return self.text


class NotAQuantity(ValueError):
    """A text that is not a quantity of the dimension asked for, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        self.hint = hint
        super().__init__(message)


def parse_quantity(text: str, dimension: str) -> Quantity:
    """Read `text` as a quantity of `dimension` ("time", "data" or "rate").

    A number and a unit, nothing else: no expression such as "10**10 s".

    Raises:
        NotAQuantity: no number, a negative one, no unit, an unknown unit, one of another dimension.
            The message says which, in words for the person who wrote it.
    """
    written = text.strip(" ") if len(text) <= MAX_LENGTH else ""
    found = _SHAPE.fullmatch(written)
    example = _EXAMPLES[dimension]
    if found is None:
        shown = text if len(text) <= MAX_LENGTH else text[:MAX_LENGTH] + "..."
        raise NotAQuantity(f"{shown!r} is not a number with a unit", f"Write it as {example}.")
    unit = found["unit"]
    if unit is None:
        raise NotAQuantity(f"{written!r} has no unit", f"Write it as {example}.")
    if found["minus"]:
        raise NotAQuantity(f"{written!r} is negative", f"Write it as {example}.")
    if unit not in UNITS[dimension]:
        raise _not_of(unit, dimension)
    return Quantity(float(found["number"]) * float(UNITS[dimension][unit]), dimension, written)


def quantity_pattern(dimension: str) -> str:
    """The regular expression (ECMA 262) of what `parse_quantity` reads, for a JSON Schema."""
    units = "|".join(unit.replace("/", "\\/") for unit in UNITS[dimension])
    return rf"^ *{_NUMBER} *(?:{units}) *$"


def _not_of(unit: str, dimension: str) -> NotAQuantity:
    suggestion = nearest(unit, UNITS[dimension])
    hint = f"Did you mean {suggestion}?" if suggestion else f"Write it as {_EXAMPLES[dimension]}."
    other = next((name for name, units in UNITS.items() if unit in units), None)
    if other is None:
        return NotAQuantity(f"{unit!r} is not a unit of {dimension}", hint)
    return NotAQuantity(
        f"{unit!r} is a unit of {other}, not of {dimension}", f"Write it as {_EXAMPLES[dimension]}."
    )
