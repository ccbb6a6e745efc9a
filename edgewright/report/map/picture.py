"""The map of an estate, laid out for a wide and for a narrow page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from edgewright.policy.evaluation import MapFlow, MapPlace
from edgewright.report.map.flow_lines import BOWS, Curve, curve, loop
from edgewright.report.map.labels import Label, place_labels
from edgewright.report.map.land import Land, land
from edgewright.report.map.spacing import spread
from edgewright.report.map.view import NARROW, WIDE, Point, View, unwrapped, view_of
from edgewright.report.verdicts import VERDICTS

KINDS = {
    "region": "cloud region",
    "site": "site",
    "remote-access": "remote access",
    "worldwide": "served worldwide",
    "somewhere": "place not known",
}
"""What the kinds of places are called on the map."""


@dataclass(frozen=True)
class Marker:
    """A place as drawn.

    Attributes:
        true_position: where it is, when it had to make room for its neighbours.
        label: None where there is no room for its name.
    """

    place: MapPlace
    x: float
    y: float
    true_position: Point | None
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
    across = target[0] - source[0]
    if abs(across) <= turn / 2:
        return (curve(source, target, marker, view.height, bow),)
    moved = math.copysign(turn, across)
    return (
        curve(source, (target[0] - moved, target[1]), marker, view.height, bow),
        curve((source[0] + moved, source[1]), target, marker, view.height, bow),
    )


def _is_unlabelled(place: MapPlace, layout: Layout) -> bool:
    return any(it.place is place and it.label is None for it in layout.markers)
