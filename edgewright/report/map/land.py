"""Countries as path data for the map, only those that can be seen and only as fine as it shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from edgewright.report.map.outlines import Position, Ring, rings
from edgewright.report.map.view import TURN, View

Step = tuple[int, int]

DETAIL = 1.0
"""Steps per pixel of the map: finer than the eye needs is only weight."""


@dataclass(frozen=True)
class Land:
    """Path data in steps of `1 / steps` degree of latitude, from latitude and longitude 0.

    Attributes:
        plain: countries. named: countries with a place that is on the map.
    """

    steps: float
    plain: str
    named: str

    def transform(self, view: View) -> str:
        """What moves this path data to where it is in a view."""
        x, y = view.point(0, 0)
        return f"translate({x:.2f} {y:.2f}) scale({view.scale / self.steps:.5f})"


def land(views: Sequence[View], countries: Collection[str]) -> Land:
    """The land that is seen in any of the views, which share their projection.

    Args:
        views: without one there is nothing to see.
        countries: ISO codes of those to set apart.
    """
    if not views:
        return Land(1.0, "", "")
    steps = round(max(view.scale for view in views) * DETAIL, 2)
    longitude_scale = views[0].longitude_scale
    seen = [(ring, turn) for ring in rings() for turn in _turns(ring, views)]

    def drawn(chosen: Iterable[tuple[Ring, float]]) -> str:
        return "".join(
            _closed(_stepped(ring.positions, turn, longitude_scale, steps)) for ring, turn in chosen
        )

    return Land(
        steps=steps,
        plain=drawn(it for it in seen if it[0].country not in countries),
        named=drawn(it for it in seen if it[0].country in countries),
    )


def _turns(ring: Ring, views: Sequence[View]) -> list[float]:
    """By how many degrees a ring is to be moved to be seen; none when it is out of sight."""
    west, south, east, north = ring.bounds
    return [
        turn
        for turn in (-TURN, 0.0, TURN)
        if any(
            west + turn < view.east
            and east + turn > view.west
            and south < view.north
            and north > view.south
            for view in views
        )
    ]


def _stepped(
    positions: Iterable[Position], turn: float, longitude_scale: float, steps: float
) -> list[Step]:
    """Positions as whole steps, without those that fall on the one before."""
    found: list[Step] = []
    for longitude, latitude in positions:
        step = round((longitude + turn) * longitude_scale * steps), round(-latitude * steps)
        if not found or step != found[-1]:
            found.append(step)
    return found


def _closed(steps: list[Step]) -> str:
    """A filled part; "" for one too small to be seen."""
    if len(set(steps)) < 3:
        return ""
    moves = " ".join(f"{to_x - x} {to_y - y}" for (x, y), (to_x, to_y) in pairwise(steps))
    return f"M{steps[0][0]} {steps[0][1]}l{moves.replace(' -', '-')}z"
