"""Whether a point is in a country, as far as outlines without islets can tell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import cos, hypot, radians

from edgewright.report.map.outlines import Position, Ring, rings

BORDER_KM = 30
"""How far a point on another country's land may be from its own: outlines are thinned, parts below
0.12 square degrees are left out, and Ceuta is as far from the rest of Spain."""
COAST_KM = 370.4
"""200 nautical miles, the exclusive economic zone (UN Convention on the Law of the Sea art. 57)."""
ISLANDS_KM = 4000
"""Easter Island, which the outlines leave out, is 3,500 km from the rest of Chile."""
FAR_PARTS: tuple[tuple[str, float, float], ...] = (
    ("ES", 35.29, -2.94),  # Melilla
    ("TL", -9.3, 124.3),  # Oecusse
)
"""Country, latitude and longitude of parts on another country's land that outlines leave out."""
KM_PER_DEGREE = 111.2

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


def is_astray(country: str, at: Point) -> bool:
    """Whether a point cannot be in a country (ISO 3166-1 alpha-2).

    A point on the land of another country must be near its own, one at sea may be off its coast or
    on an island too small for the outlines. Of a country without an outline nothing can be told.
    """
    own = _of_country().get(country, ())
    if not own or _is_near(own, at, BORDER_KM) or _is_far_part(country, at):
        return False
    if _is_on_land(at):
        return True
    is_off_its_coast = _is_near(own, at, COAST_KM)
    return not is_off_its_coast and (is_swapped(country, at) or not _is_near(own, at, ISLANDS_KM))


def is_swapped(country: str, at: Point) -> bool:
    """Whether a point would be in a country if its latitude and longitude changed places."""
    own = _of_country().get(country, ())
    latitude, longitude = at
    return abs(longitude) <= 90 and _is_near(own, (longitude, latitude), BORDER_KM)


@cache
def _of_country() -> dict[str, tuple[Ring, ...]]:
    found: dict[str, list[Ring]] = {}
    for ring in rings():
        found.setdefault(ring.country, []).append(ring)
    return {country: tuple(parts) for country, parts in found.items()}


def _is_far_part(country: str, at: Point) -> bool:
    parts = [(latitude, longitude) for owner, latitude, longitude in FAR_PARTS if owner == country]
    return any(_km(at, part[1] - at[1], part[0] - at[0]) <= BORDER_KM for part in parts)


def _is_on_land(at: Point) -> bool:
    return any(_is_inside(parts, at) for parts in _of_country().values())


def _is_near(parts: tuple[Ring, ...], at: Point, km: float) -> bool:
    return _is_inside(parts, at) or any(_km_to_edge(a, b, at) <= km for a, b in _edges(parts, at))


def _is_inside(parts: tuple[Ring, ...], at: Point) -> bool:
    """Whether a ray to the east crosses the outlines of a country an odd number of times."""
    latitude, crossings = at[0], 0
    for (x1, y1), (x2, y2) in _edges(parts, at):
        if (y1 > latitude) != (y2 > latitude):
            crossings += x1 + (latitude - y1) * (x2 - x1) / (y2 - y1) > 0
    return crossings % 2 == 1


def _edges(parts: tuple[Ring, ...], at: Point) -> Iterator[tuple[Position, Position]]:
    """The edges of outlines, with longitudes as degrees east of a point, at most half way round."""
    for ring in parts:
        middle = (ring.bounds[0] + ring.bounds[2]) / 2
        shift = at[1] + 360 * round((middle - at[1]) / 360)
        moved = [(x - shift, y) for x, y in ring.positions]
        yield from pairwise([*moved, moved[0]])


def _km_to_edge(one: Position, other: Position, at: Point) -> float:
    """Kilometres from a point to an edge, on a plane at the point: exact enough when near."""
    (x1, y1), (x2, y2) = one, other
    wide = cos(radians(at[0]))
    dx, dy = (x2 - x1) * wide, y2 - y1
    length = dx**2 + dy**2
    along = -(x1 * wide * dx + (y1 - at[0]) * dy) / length if length else 0.0
    share = min(1.0, max(0.0, along))
    return _km(at, x1 + share * (x2 - x1), y1 + share * (y2 - y1) - at[0])


def _km(at: Point, east: float, north: float) -> float:
    return KM_PER_DEGREE * hypot(east * cos(radians(at[0])), north)
