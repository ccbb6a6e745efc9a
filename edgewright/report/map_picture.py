"""The map of an estate, laid out for a wide and for a narrow page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from edgewright.policy.evaluation import MapFlow, MapPlace
from edgewright.report.map_flows import BOWS, Curve, curve, loop
from edgewright.report.map_labels import Label, place_labels
from edgewright.report.map_land import Land, land
from edgewright.report.map_view import NARROW, WIDE, Point, View, unwrapped, view_of
from edgewright.report.verdicts import VERDICTS

KINDS = {
    "region": "cloud region",
    "site": "site",
    "remote-access": "remote access",
    "worldwide": "served worldwide",
    "somewhere": "place not known",
}
"""What the kinds of places are called on the map."""

FEW, AIR_OF_FEW, AIR_OF_MANY = 8, 16.0, 7.0
"""Up to how many places count as few, and the pixels between places then, and otherwise."""
ROUNDS = 100
GOLDEN = 2.39996
"""Radians; its multiples never point the same way twice."""


@dataclass(frozen=True)
class Marker:
    """A place as drawn; `true` is where it is, when it had to make room for its neighbours."""

    place: MapPlace
    x: float
    y: float
    true: Point | None
    label: Label | None


@dataclass(frozen=True)
class Line:
    """A flow as drawn: once, or in two pieces when it leaves the map on one side."""

    flow: MapFlow
    curves: tuple[Curve, ...]


@dataclass(frozen=True)
class Layout:
    """The map at one size."""

    view: View
    land: str
    markers: tuple[Marker, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Picture:
    """The map, and what it cannot show.

    Attributes:
        layouts: for a wide and a narrow page.
        verdicts, kinds: those on the map, for its legend.
        elsewhere: places that have no position. unlabelled: names that a layout has no room for.
        hidden: flows that cannot be drawn because an end has no position.
    """

    land: Land
    layouts: tuple[Layout, ...]
    verdicts: tuple[str, ...]
    kinds: tuple[str, ...]
    elsewhere: tuple[MapPlace, ...]
    unlabelled: tuple[str, ...]
    hidden: tuple[MapFlow, ...]


def picture(places: Sequence[MapPlace], flows: Sequence[MapFlow]) -> Picture | None:
    """The map; None when there is no place, and no layouts when no place has a position.

    Args:
        places: by id.
        flows: in the order in which to draw them; the last is on top.
    """
    if not places:
        return None
    shown = [place for place in places if place.at is not None]
    known = {place.id for place in shown}
    drawn = [flow for flow in flows if flow.source in known and flow.target in known]
    positions = _positions(shown)
    views = [view_of(positions, size) for size in (WIDE, NARROW) if positions]
    ground = land(views, {place.country for place in shown if place.country})
    layouts = tuple(_layout(view, shown, positions, drawn, ground) for view in views)
    return Picture(
        land=ground,
        layouts=layouts,
        verdicts=tuple(word for word in VERDICTS if any(it.verdict == word for it in drawn)),
        kinds=tuple(kind for kind in KINDS if any(it.kind == kind for it in shown)),
        elsewhere=tuple(place for place in places if place.at is None),
        unlabelled=tuple(
            place.id for place in shown if any(_is_unlabelled(place, it) for it in layouts)
        ),
        hidden=tuple(flow for flow in flows if flow not in drawn),
    )


def short_name(place_id: str) -> str:
    """A place's id without what its mark on the map says already."""
    return place_id.removeprefix("site/").removeprefix("remote-access/")


def spread(points: Sequence[Point], marker: float) -> list[Point]:
    """The points, those that are too close moved apart, each as little as it takes.

    Args:
        points: where the places are.
        marker: half the width of a place. Few places get more room, for the flows between them.
    """
    room = 2 * marker + (AIR_OF_FEW if len(points) <= FEW else AIR_OF_MANY)
    moved = [_loosened(points, number) for number in range(len(points))]
    for _ in range(ROUNDS):
        pushed = False
        for number in range(len(moved)):
            for other in range(number):
                if math.dist(moved[number], moved[other]) < room - 0.1:
                    _push_apart(moved, number, other, room)
                    pushed = True
        if not pushed:
            break
    return moved


def _positions(places: Sequence[MapPlace]) -> list[tuple[float, float]]:
    """Longitude, moved so that neighbours are beside each other, and latitude."""
    at = [place.at for place in places if place.at is not None]
    if not at:
        return []
    return [
        (longitude, latitude)
        for longitude, (latitude, _) in zip(unwrapped([it[1] for it in at]), at, strict=True)
    ]


def _layout(
    view: View,
    places: Sequence[MapPlace],
    positions: Sequence[tuple[float, float]],
    flows: Sequence[MapFlow],
    ground: Land,
) -> Layout:
    true = [view.point(*position) for position in positions]
    points = spread(true, view.size.marker)
    where = {place.id: point for place, point in zip(places, points, strict=True)}
    lines = tuple(
        Line(it, _curves(where[it.source], where[it.target], view, BOWS[number % len(BOWS)]))
        for number, it in enumerate(flows)
    )
    names = [(short_name(place.id), place.country or "?") for place in places]
    along = [point for line in lines for it in line.curves for point in it.points]
    labels = place_labels(names, points, along, view.size, view.height)
    markers = tuple(
        Marker(place, *point, None if math.dist(point, at) < view.size.marker else at, label)
        for place, point, at, label in zip(places, points, true, labels, strict=True)
    )
    return Layout(view, ground.transform(view), markers, lines)


def _curves(source: Point, target: Point, view: View, bow: float) -> tuple[Curve, ...]:
    """The shorter way round the world, in two pieces when it leaves the map."""
    marker, turn = view.size.marker, view.turn
    if source == target:
        return (loop(source, marker),)
    way = target[0] - source[0]
    if abs(way) <= turn / 2:
        return (curve(source, target, marker, view.height, bow),)
    moved = math.copysign(turn, way)
    return (
        curve(source, (target[0] - moved, target[1]), marker, view.height, bow),
        curve((source[0] + moved, source[1]), target, marker, view.height, bow),
    )


def _is_unlabelled(place: MapPlace, layout: Layout) -> bool:
    return any(it.place is place and it.label is None for it in layout.markers)


def _loosened(points: Sequence[Point], number: int) -> Point:
    """A point, half a pixel aside if it is not alone at its spot: there it can be pushed from.

    Its number says to which side (by the golden angle), so that the map is always the same.
    """
    x, y = points[number]
    if all(math.dist(point, (x, y)) >= 1 for it, point in enumerate(points) if it != number):
        return x, y
    return x + math.cos(GOLDEN * number) / 2, y + math.sin(GOLDEN * number) / 2


def _push_apart(points: list[Point], number: int, other: int, room: float) -> None:
    """Move two points away from each other, by half of what they lack each."""
    (x, y), (other_x, other_y) = points[number], points[other]
    angle = math.atan2(y - other_y, x - other_x)
    lack = (room - math.hypot(x - other_x, y - other_y)) / 2
    step_x, step_y = lack * math.cos(angle), lack * math.sin(angle)
    points[number] = (x + step_x, y + step_y)
    points[other] = (other_x - step_x, other_y - step_y)
