"""How far apart two points on the Earth are, never overstated."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

RADIUS_KM = 6335.439
"""The smallest radius of curvature of the WGS 84 ellipsoid, a(1 - e^2): that of a meridian at the
equator (a = 6378.137 km, e^2 = 0.00669438). No line on the ellipsoid is shorter than the same line,
in geodetic coordinates, on a sphere of this radius, so a bound that rests on it is sound. It is
0.56 % below the mean radius (6371.009 km)."""


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """A lower bound of the distance between two points, in kilometres, by the haversine formula.

    Args:
        one: latitude and longitude in degrees.
        other: likewise.
    """
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half_chord_squared = (
        sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * RADIUS_KM * asin(min(1.0, sqrt(half_chord_squared)))
