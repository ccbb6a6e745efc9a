"""Quantities as people write them ("50 ms", "12 GB/day", "7 days"), converted by the pint library.

A value keeps what was written beside its size in one base unit per dimension: seconds for time,
bytes for data, bytes per second for rates. Decimal prefixes are decimal (1 GB = 10^9 bytes) and
binary ones binary (1 GiB = 2^30 bytes), as in IEC 80000-13; a month is a twelfth of a year of
365.25 days.

Only the units listed here are read. Pint knows hundreds more, and most are slips of the pen in an
estate: mB is a milli-byte to it, Ms a mega-second, m a metre.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from edgewright.base.similar import nearest

DIMENSIONS = {"time": "second", "data": "byte", "rate": "byte/second"}
_EXAMPLES = {"time": "50 ms", "data": "16 GB", "rate": "12 GB/day"}
_TIMES = (
    *("ns", "us", "\u00b5s", "\u03bcs", "ms", "s", "min", "h", "d"),
    *("second", "seconds", "minute", "minutes", "hour", "hours", "day", "days"),
    *("week", "weeks", "month", "months", "year", "years"),
)
_SIZES = (
    *("B", "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB"),
    *("bit", "kbit", "Mbit", "Gbit", "byte", "bytes"),
)
_PER = ("s", "second", "min", "minute", "h", "hour", "day", "week", "month")
UNITS: dict[str, tuple[str, ...]] = {
    "time": _TIMES,
    "data": _SIZES,
    "rate": tuple(f"{size}/{per}" for size in _SIZES for per in _PER),
}
"""Every unit that is read, per dimension."""
MAX_LENGTH = 40
"""Characters of a quantity; more is no quantity, whatever it is."""
_DEFINITIONS = """
nano- = 1e-9 = n-
micro- = 1e-6 = \u00b5- = \u03bc- = u-
milli- = 1e-3 = m-
kilo- = 1e3 = k-
mega- = 1e6 = M-
giga- = 1e9 = G-
tera- = 1e12 = T-
peta- = 1e15 = P-
kibi- = 2**10 = Ki-
mebi- = 2**20 = Mi-
gibi- = 2**30 = Gi-
tebi- = 2**40 = Ti-
pebi- = 2**50 = Pi-
second = [time] = s
minute = 60 * second = min
hour = 60 * minute = h
day = 24 * hour = d
week = 7 * day
year = 365.25 * day
month = year / 12
bit = []
byte = 8 * bit = B
"""
"""Pint's own definitions of these units; reading all its others takes a third of a second."""
_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,15})?"
_LETTERS = r"[^\W\d_]+"
_SHAPE = re.compile(rf"(?P<minus>-)? *(?P<number>{_NUMBER}) *(?P<unit>{_LETTERS}(/{_LETTERS})?)?")
_LOCK = threading.Lock()


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

    A number and a unit, nothing else: pint would take whole expressions, and "10**10**10 s" with
    them.

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
    return Quantity(float(found["number"]) * _factor(unit, dimension), dimension, written)


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


@lru_cache(maxsize=256)
def _factor(unit: str, dimension: str) -> float:
    """How many base units of `dimension` one `unit` is."""
    with _LOCK:  # pint's registry is not safe to use from several threads
        return float(_registry().Quantity(1, unit).to(DIMENSIONS[dimension]).magnitude)


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint  # imported late: it costs a tenth of a second that `--help` must not pay

    registry: Any = pint.UnitRegistry(None, cache_folder=None)
    registry.load_definitions(_DEFINITIONS.splitlines())
    return registry
