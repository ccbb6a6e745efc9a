"""What part of the world a map shows, and where on it a position is.

The projection is equirectangular with its true scale at the latitude where the places are: east and
north are right and up, and a map can begin at any meridian. All that is drawn is in pixels of the
map's own size; y grows downwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]
"""x and y in pixels."""

TURN = 360.0
MAX_SCALE_LATITUDE = 60.0
"""Degrees of latitude beyond which the map is not stretched any further."""


@dataclass(frozen=True)
class Size:
    """A size to draw at.

    Attributes:
        width: pixels.
        max_aspect, min_aspect: bounds of width divided by height.
        margin: pixels around the outermost places.
        text, marker: height of the text, half the width of a marker, in pixels.
        letters: how many characters of a name are shown.
    """

    name: str
    width: int
    max_aspect: float
    min_aspect: float
    margin: int
    text: float
    marker: float
    letters: int


WIDE = Size("wide", 852, 2.3, 1.75, 56, 13, 5.5, 26)
NARROW = Size("narrow", 324, 1.2, 0.9, 30, 11, 4.5, 20)

MIN_WIDTH = 24.0
"""Degrees that a map shows at least, so that a single place has a surrounding."""


@dataclass(frozen=True)
class View:
    """A window on the projected world.

    Attributes:
        longitude_scale: how much narrower a degree of longitude is than one of latitude.
        west, north: the window's left and upper edge, in degrees.
        scale: pixels per degree of latitude.
    """

    size: Size
    longitude_scale: float
    west: float
    north: float
    scale: float
    height: float

    def point(self, longitude: float, latitude: float) -> Point:
        """Where a position is."""
        x = (longitude - self.west) * self.longitude_scale * self.scale
        return x, (self.north - latitude) * self.scale

    @property
    def turn(self) -> float:
        """How many pixels it is around the world."""
        return TURN * self.longitude_scale * self.scale

    @property
    def east(self) -> float:
        """The right edge, in degrees."""
        return self.west + self.size.width / (self.longitude_scale * self.scale)

    @property
    def south(self) -> float:
        """The lower edge, in degrees."""
        return self.north - self.height / self.scale


def unwrapped(longitudes: Sequence[float]) -> list[float]:
    """The longitudes, some moved by a full turn, so that the widest empty stretch is outside.

    Places on both sides of the antimeridian come to lie beside each other.
    """
    turned = [longitude % TURN for longitude in longitudes]
    ordered = sorted(set(turned))
    gaps = [
        ((after - before) % TURN or TURN, after)
        for before, after in zip([ordered[-1], *ordered], ordered, strict=False)
    ]
    start = max(gaps, key=lambda gap: gap[0])[1]
    moved = [start + (longitude - start) % TURN for longitude in turned]
    turns = round((min(moved) + max(moved)) / 2 / TURN)
    return [longitude - turns * TURN for longitude in moved]


def view_of(positions: Sequence[tuple[float, float]], size: Size) -> View:
    """The window that shows all positions (longitude unwrapped, latitude) with a margin."""
    longitudes, latitudes = zip(*positions, strict=True)
    usual = sum(abs(latitude) for latitude in latitudes) / len(latitudes)
    longitude_scale = math.cos(math.radians(min(usual, MAX_SCALE_LATITUDE)))
    width = _with_margin(max(longitudes) - min(longitudes), size) * longitude_scale
    height = _with_margin(max(latitudes) - min(latitudes), size)
    width = min(max(width, MIN_WIDTH, height * size.min_aspect), TURN * longitude_scale)
    height = min(max(height, width / size.max_aspect), width / size.min_aspect)
    north = (max(latitudes) + min(latitudes)) / 2 + height / 2
    if height <= 180:
        north = min(max(north, -90 + height), 90)
    west = (max(longitudes) + min(longitudes)) / 2 - width / longitude_scale / 2
    scale = size.width / width
    return View(size, longitude_scale, west, north, scale, round(height * scale, 1))


def _with_margin(span: float, size: Size) -> float:
    """A span in degrees with the margin that it has at this size."""
    return span * size.width / (size.width - 2 * size.margin)
