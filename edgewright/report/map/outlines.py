"""Country outlines for the map: Natural Earth (public domain), thinned by tools/map_outlines.py."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Position = tuple[float, float]
"""Longitude and latitude in degrees."""


@dataclass(frozen=True)
class Ring:
    """A closed outline: a part of a country, or a hole in it.

    Attributes:
        country: ISO 3166-1 alpha-2; "" for an area without a code.
        positions: without a jump where it crosses the antimeridian, so that longitudes may pass
            180 there. The first is not repeated at the end.
    """

    country: str
    positions: tuple[Position, ...]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north end in degrees."""
        longitudes, latitudes = zip(*self.positions, strict=True)
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


@cache
def rings() -> tuple[Ring, ...]:
    """Every outline, in the order of country codes."""
    path = files("edgewright.report.map").joinpath("outlines.json")
    document = json.loads(path.read_text("utf-8"))
    steps = document["steps_per_degree"]
    lines = [tuple(_positions(line, steps)) for line in document["lines"]]
    return tuple(
        Ring(country, tuple(_joined(numbers, lines)))
        for country, parts in document["countries"].items()
        for numbers in parts
    )


def _joined(numbers: list[int], lines: list[tuple[Position, ...]]) -> Iterator[Position]:
    """The lines of a ring end to end; ~n stands for line n backwards."""
    end: float | None = None
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        turn = 0.0 if end is None else 360.0 * round((end - line[0][0]) / 360.0)
        yield from ((longitude + turn, latitude) for longitude, latitude in line[:-1])
        end = line[-1][0] + turn


def _positions(line: str, steps: int) -> Iterator[Position]:
    """A line in the Encoded Polyline Algorithm Format, longitude first."""
    numbers = _numbers(line)
    x = y = 0
    for step_x, step_y in zip(numbers, numbers, strict=True):
        x, y = x + step_x, y + step_y
        yield x / steps, y / steps


def _numbers(line: str) -> Iterator[int]:
    """Signed numbers, five bits in a character, the low ones first."""
    value = shift = 0
    for character in line:
        bits = ord(character) - 63
        value |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0
