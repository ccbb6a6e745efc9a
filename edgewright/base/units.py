"""Quantities as people write them ("50 ms", "12 GB/day", "7 days"), read with the pint library.

A value keeps what was written beside its size in one base unit per dimension: seconds for time,
bytes for data, bytes per second for rates. Decimal prefixes are decimal (1 GB = 10^9 bytes) and
binary ones binary (1 GiB = 2^30 bytes), as in IEC 80000-13.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import process

SIMILAR_ENOUGH = 50.0
DIMENSIONS = {"time": "second", "data": "byte", "rate": "byte/second"}


@dataclass(frozen=True)
class Quantity:
    """A size in the base unit of its dimension, and the text it was read from."""

    value: float
    dimension: str
    text: str

    def __str__(self) -> str:
        return self.text


COMMON_UNITS = {
    "time": ("ns", "us", "ms", "s", "min", "h", "day", "days", "week", "weeks"),
    "data": ("B", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB"),
    "rate": ("kB/s", "MB/s", "GB/s", "Mbit/s", "Gbit/s", "MB/day", "GB/day", "TB/day"),
}
"""Units worth suggesting; pint knows many more."""
MAX_LENGTH = 40
_SHAPE = re.compile(r"^\s*(?P<number>[0-9]+(\.[0-9]+)?)\s*(?P<unit>[A-Za-zµ][A-Za-zµ/]*)?\s*$")
_LOCK = threading.Lock()


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint  # imported late: it costs a quarter of a second that `--help` must not pay

    registry: Any = pint.UnitRegistry(cache_folder=None)
    return registry


def parse_quantity(text: str, dimension: str) -> Quantity:
    """Read `text` as a quantity of `dimension` ("time", "data" or "rate").

    A number and a unit, nothing else: pint would take whole expressions, and "10**10**10 s" with
    them.

    Raises:
        ValueError: no number, no unit, an unknown unit, one of another dimension. The message says
            which, in words for the person who wrote it.
    """
    example = {"time": "50 ms", "data": "16 GB", "rate": "12 GB/day"}[dimension]
    found = _SHAPE.match(text) if len(text) <= MAX_LENGTH else None
    if found is None:
        raise ValueError(f"{text[:MAX_LENGTH]!r} is not a number with a unit, as {example!r}")
    unit = found["unit"]
    if unit is None:
        raise ValueError(f"{text!r} has no unit; write it as {example!r}")
    return Quantity(float(found["number"]) * _factor(unit, dimension), dimension, text.strip())


@lru_cache(maxsize=256)
def _factor(unit: str, dimension: str) -> float:
    """How many base units of `dimension` one `unit` is."""
    import pint

    with _LOCK:  # pint's registry is not safe to use from several threads
        try:
            return float(_registry().Quantity(1, unit).to(DIMENSIONS[dimension]).magnitude)
        except pint.DimensionalityError as problem:
            raise ValueError(f"{unit!r} is not a unit of {dimension}") from problem
        except (pint.UndefinedUnitError, pint.OffsetUnitCalculusError, ValueError) as problem:
            raise ValueError(f"{unit!r} is not a unit{_suggestion(unit, dimension)}") from problem


def _suggestion(unit: str, dimension: str) -> str:
    nearest = process.extractOne(unit, COMMON_UNITS[dimension], score_cutoff=SIMILAR_ENOUGH)
    return f"; did you mean {nearest[0]!r}?" if nearest else ""
