"""Which of many places lies nearest: a k-d tree, so that not every one is measured for each.

The tree is over points on the unit sphere, where the chord between two points grows with the great
circle between them. What it cuts off is farther by its chord alone; what is left is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, inf, radians, sin

from edgewright.topology.distance import great_circle_km
from edgewright.topology.model import Location

Point = tuple[float, float, float]
SLACK = 1e-9
"""How much the square of a chord may be off by rounding: what is as near is measured."""


@dataclass(frozen=True, slots=True)
class _Branch:
    place: Location
    point: Point
    axis: int
    below: _Branch | None
    above: _Branch | None


class Nearest:
    """Places, made ready to be asked for the nearest of them.

    Args:
        places: one or more. One whose coordinates are not known is farther than any other.
    """

    def __init__(self, places: Iterable[Location]) -> None:
        known = sorted(places, key=lambda place: place.id)
        self._first = known[0].id
        self._root = _grown([(_point(at), one) for one in known if (at := one.at)], 0)

    def to(self, place: Location) -> str:
        """The id of the place nearest to `place`; of several the one that sorts first."""
        if place.at is None or self._root is None:
            return self._first
        point, best = _point(place.at), (inf, "")
        reach, waiting = inf, [(0.0, self._root)]
        while waiting:
            least, branch = waiting.pop()
            if least > reach + SLACK:
                continue
            at = branch.place.at
            assert at is not None  # only places with coordinates are in the tree
            best = min(best, (great_circle_km(place.at, at), branch.place.id))
            reach = min(reach, sum((a - b) ** 2 for a, b in zip(point, branch.point, strict=True)))
            off = point[branch.axis] - branch.point[branch.axis]
            near, far = (branch.below, branch.above) if off < 0 else (branch.above, branch.below)
            waiting += [(off**2, far)] if far else []
            waiting += [(0.0, near)] if near else []
        return best[1]


def _grown(places: Sequence[tuple[Point, Location]], depth: int) -> _Branch | None:
    if not places:
        return None
    axis = depth % 3
    ordered = sorted(places, key=lambda entry: entry[0][axis])
    middle = len(ordered) // 2
    point, place = ordered[middle]
    below, above = ordered[:middle], ordered[middle + 1 :]
    return _Branch(place, point, axis, _grown(below, depth + 1), _grown(above, depth + 1))


def _point(at: tuple[float, float]) -> Point:
    latitude, longitude = map(radians, at)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)
