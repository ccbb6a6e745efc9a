"""Flows on the map as bowed lines with an arrow head, in pixels."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from edgewright.report.map.view import Point

BOWS = (0.16, 0.22, 0.11)
"""How far lines bow to their left, in shares of their length: there and back never coincide, and
neighbours seldom do."""
MIN_BOW, MAX_BOW = 9.0, 80.0
ARROW_LENGTH = 8.5
SAMPLES = 24


@dataclass(frozen=True)
class Curve:
    """A bowed line.

    Attributes:
        line: path data that ends where the arrow head begins.
        head: path data of the arrow head.
        points: points along the line.
    """

    line: str
    head: str
    points: tuple[Point, ...]


def curve(source: Point, target: Point, marker: float, height: float, bow: float) -> Curve:
    """A line from the edge of one place to the edge of another.

    Args:
        source: where the first place is drawn.
        target: where the other is.
        marker: half the width of a place.
        height: of the map, which the line does not leave.
        bow: one of BOWS.
    """
    bend = _bend(source, target, height, bow)
    start = _towards(source, bend, marker + 2)
    tip = _towards(target, bend, marker + 2)
    neck = _towards(tip, bend, ARROW_LENGTH * 0.8)
    line = f"M{_at(start)}Q{_at(bend)} {_at(neck)}"
    return Curve(line, _head(tip, bend), tuple(_points(start, bend, tip)))


def loop(place: Point, marker: float) -> Curve:
    """A line from a place to itself."""
    x, y = place
    start, tip = (x - marker, y - marker), (x + marker, y - marker)
    reach = 5 * marker
    left, right = (x - reach, y - reach), (x + reach, y - reach)
    line = f"M{_at(start)}C{_at(left)} {_at(right)} {_at(tip)}"
    return Curve(line, _head(tip, right), (start, (x, y - reach), tip))


def _bend(source: Point, target: Point, height: float, share: float) -> Point:
    (x, y), (to_x, to_y) = source, target
    length = math.dist(source, target) or 1.0
    bow = min(max(length * share, MIN_BOW), MAX_BOW)
    across, down = (to_y - y) / length, -(to_x - x) / length
    bend_y = (y + to_y) / 2 + down * bow
    return (x + to_x) / 2 + across * bow, min(max(bend_y, 4.0), max(height - 4.0, 4.0))


def _towards(point: Point, other: Point, distance: float) -> Point:
    """The point at a distance from `point` on the way to `other`, at most half way."""
    length = math.dist(point, other)
    share = min(distance / length, 0.5) if length else 0.0
    return point[0] + (other[0] - point[0]) * share, point[1] + (other[1] - point[1]) * share


def _head(tip: Point, bend: Point) -> str:
    """An arrow head that points from `bend` to `tip`."""
    angle = math.atan2(tip[1] - bend[1], tip[0] - bend[0])
    sides = [
        (
            tip[0] - ARROW_LENGTH * math.cos(angle + turn),
            tip[1] - ARROW_LENGTH * math.sin(angle + turn),
        )
        for turn in (0.42, -0.42)
    ]
    return f"M{_at(tip)}L{_at(sides[0])}L{_at(sides[1])}Z"


def _points(start: Point, bend: Point, end: Point) -> Iterator[Point]:
    for step in range(SAMPLES + 1):
        along = step / SAMPLES
        back = 1 - along
        x, y = (
            back * back * a + 2 * back * along * b + along * along * c
            for a, b, c in zip(start, bend, end, strict=True)
        )
        yield x, y


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
