"""Room between places that lie too close together to be told apart; the same each time."""

from __future__ import annotations

import math
from collections.abc import Sequence

from edgewright.report.map.view import Point

FEW, GAP_IF_FEW, GAP_IF_MANY = 8, 16.0, 7.0
"""Up to how many places count as few, and the pixels between places then, and otherwise."""
MAX_ROUNDS = 100
GOLDEN_ANGLE = 2.39996
"""Radians; its multiples never point the same way twice."""


def spread(points: Sequence[Point], marker: float) -> list[Point]:
    """The points, those that are too close moved apart, each as little as it takes.

    Args:
        points: where the places are.
        marker: half the width of a place. Few places get more room, for the flows between them.
    """
    room = 2 * marker + (GAP_IF_FEW if len(points) <= FEW else GAP_IF_MANY)
    moved = [_jittered(points, number) for number in range(len(points))]
    for _ in range(MAX_ROUNDS):
        pushed = False
        for number in range(len(moved)):
            for other in range(number):
                if math.dist(moved[number], moved[other]) < room - 0.1:
                    _push_apart(moved, number, other, room)
                    pushed = True
        if not pushed:
            break
    return moved


def _jittered(points: Sequence[Point], number: int) -> Point:
    """A point, half a pixel aside if it is not alone at its spot: there it can be pushed from.

    Its number says to which side (by the golden angle), so that the map is always the same.
    """
    x, y = points[number]
    if all(math.dist(point, (x, y)) >= 1 for it, point in enumerate(points) if it != number):
        return x, y
    return x + math.cos(GOLDEN_ANGLE * number) / 2, y + math.sin(GOLDEN_ANGLE * number) / 2


def _push_apart(points: list[Point], number: int, other: int, room: float) -> None:
    """Move two points away from each other, by half of what they lack each."""
    (x, y), (other_x, other_y) = points[number], points[other]
    angle = math.atan2(y - other_y, x - other_x)
    missing = (room - math.hypot(x - other_x, y - other_y)) / 2
    step_x, step_y = missing * math.cos(angle), missing * math.sin(angle)
    points[number] = (x + step_x, y + step_y)
    points[other] = (other_x - step_x, other_y - step_y)
