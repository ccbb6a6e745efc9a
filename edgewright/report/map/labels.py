"""Names beside places on the map, so that none covers another; always the same for the same map."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from edgewright.report.map.view import Point, Size

DIRECTIONS = ((1, 0), (-1, 0), (0.7, -0.7), (0.7, 0.7), (-0.7, -0.7), (-0.7, 0.7), (0, -1), (0, 1))
"""Where a name may stand, seen from its place; the first is preferred."""
DISTANCES = (5.0, 14.0, 26.0, 42.0, 60.0, 82.0)
"""Pixels from the edge of the place; from the second on, a line leads to the name."""
PADDING = 2.0
"""Pixels that must stay free around a name."""

NARROW_LETTERS = frozenset("fijlrt.,:;'|!/()-[]I ")
WIDE_LETTERS = frozenset("mwMW@%")


@dataclass(frozen=True)
class Box:
    """A rectangle on the map, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def contains(self, point: Point) -> bool:
        """Whether a point is inside."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def nearest(self, point: Point) -> Point:
        """The point of the rectangle nearest to a point outside it."""
        x, y = point
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


@dataclass(frozen=True)
class Label:
    """A name on the map.

    Attributes:
        x, y: the start of the text's base line (its middle or end, by `anchor`).
        leader: the line from the place to the name, when it stands further away.
        box: the room the name may take.
    """

    text: str
    country: str
    x: float
    y: float
    anchor: str
    leader: tuple[Point, Point] | None
    box: Box


def place_labels(
    names: Sequence[tuple[str, str]],
    points: Sequence[Point],
    flows: Iterable[Point],
    size: Size,
    height: float,
) -> list[Label | None]:
    """A label for each place; None for one that finds no room.

    Args:
        names: name and country of each place.
        points: where each place is drawn.
        flows: points along the lines of the flows, which names avoid if they can.
        size: the map's size.
        height: of the map, in pixels.
    """
    room = _LabelPlacer(points, list(flows), size, height)
    found: dict[int, Label | None] = {}
    for number in sorted(
        range(len(points)), key=lambda it: (-room.neighbours(points[it]), names[it])
    ):
        found[number] = room.label(*names[number], points[number])
    return [found[number] for number in range(len(points))]


def shortened(text: str, letters: int) -> str:
    """`text`, cut to a number of characters if it has more."""
    return text if len(text) <= letters else text[: letters - 1] + "\u2026"


def text_width(text: str, size: float) -> float:
    """How wide a text is at most in an ordinary sans serif typeface, in pixels."""
    return sum(map(_letter_width, text)) * size


def _letter_width(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return 0.39
    if letter in WIDE_LETTERS or letter.isupper():
        return 0.98 if letter in WIDE_LETTERS else 0.73
    if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0x2000:
        return 1.4
    return 0.62


class _LabelPlacer:
    """What is taken on the map so far."""

    def __init__(
        self, points: Sequence[Point], flows: list[Point], size: Size, height: float
    ) -> None:
        self.points = points
        self.flows = flows
        self.size = size
        self.height = height
        reach = size.marker + PADDING
        self.taken = [Box(x - reach, y - reach, x + reach, y + reach) for x, y in points]
        self.leaders: list[Point] = []

    def neighbours(self, point: Point) -> int:
        """How many places are near: names of crowded places are placed first."""
        return sum(math.dist(point, other) < 8 * self.size.text for other in self.points)

    def label(self, name: str, country: str, point: Point) -> Label | None:
        text = shortened(name, self.size.letters)
        width = text_width(f"{text} {country}", self.size.text)
        options = [
            (cost, label)
            for far, distance in enumerate(DISTANCES)
            for preference, direction in enumerate(DIRECTIONS)
            for label in [self._at(point, direction, distance, far > 0, (text, country, width))]
            if (cost := self._cost(label, distance, preference)) is not None
        ]
        if not options:
            return None
        best = min(options, key=lambda option: option[0])[1]
        self.taken.append(best.box)
        self.leaders += _along(best.leader)
        return best

    def _at(
        self,
        point: Point,
        direction: tuple[float, float],
        distance: float,
        led: bool,
        text: tuple[str, str, float],
    ) -> Label:
        """The label in one direction and at one distance."""
        (x, y), (right, down), (name, country, width) = point, direction, text
        reach, half = self.size.marker + distance, self.size.text * 0.62
        middle = y + down * reach + (math.copysign(half, down) if not right else down * half)
        near = x + right * reach
        left = near if right > 0 else near - width if right < 0 else near - width / 2
        box = Box(
            left - PADDING, middle - half - PADDING, left + width + PADDING, middle + half + PADDING
        )
        anchor = "start" if right > 0 else "end" if right < 0 else "middle"
        leader = (point, box.nearest(point)) if led else None
        base = middle + self.size.text * 0.35
        return Label(name, country, round(near, 1), round(base, 1), anchor, leader, box)

    def _cost(self, label: Label, distance: float, preference: int) -> float | None:
        """How bad it is to put a name there; None where it may not be."""
        box = label.box
        inside = box.left >= 0 and box.top >= 0
        if not inside or box.right > self.size.width or box.bottom > self.height:
            return None
        if any(box.overlaps(other) for other in self.taken):
            return None
        leader = _along(label.leader)
        if any(other.contains(it) for other in self.taken[len(self.points) :] for it in leader):
            return None
        covered = sum(box.contains(it) for it in self.flows)
        crossed = sum(box.contains(it) for it in self.leaders)
        return distance + 1.5 * preference + 8 * covered + 20 * crossed


def _along(leader: tuple[Point, Point] | None) -> list[Point]:
    """Points along a leader, for telling what it crosses."""
    if leader is None:
        return []
    (x, y), (to_x, to_y) = leader
    return [(x + (to_x - x) * step / 8, y + (to_y - y) * step / 8) for step in range(9)]
