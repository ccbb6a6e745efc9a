"""Quantities as people write them ("50 ms", "12 GB/day", "7 days"), read with the pint library.

A value keeps what was written beside its size in one base unit per dimension: seconds for time,
bytes for data, bytes per second for rates. Decimal prefixes are decimal (1 GB = 10^9 bytes) and
binary ones binary (1 GiB = 2^30 bytes), as in IEC 80000-13.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

DIMENSIONS = {"time": "second", "data": "byte", "rate": "byte/second"}


@dataclass(frozen=True)
class Quantity:
    """A size in the base unit of its dimension, and the text it was read from."""

    value: float
    dimension: str
    text: str

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint  # imported late: it costs a quarter of a second that `--help` must not pay

    registry: Any = pint.UnitRegistry(autoconvert_offset_to_baseunit=False, cache_folder=None)
    return registry


def parse_quantity(text: str, dimension: str) -> Quantity:
    """Read `text` as a quantity of `dimension` ("time", "data" or "rate").

    Raises:
        ValueError: no number, no unit, a unit of another dimension, a negative or endless value.
            The message says which, in words for the person who wrote it.
    """
    raise NotImplementedError
