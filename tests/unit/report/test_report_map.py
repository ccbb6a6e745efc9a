"""The map: where things are, what is seen, and that nothing covers anything else."""

from __future__ import annotations

import math
import random
import re
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from types import ModuleType

import pytest

from edgewright.policy.evaluation import Evaluation
from edgewright.report.map import outlines
from edgewright.report.map.flow_lines import BOWS, curve, loop
from edgewright.report.map.labels import place_labels, shortened, text_width
from edgewright.report.map.land import land
from edgewright.report.map.picture import Layout, Picture, picture, short_name
from edgewright.report.map.spacing import spread
from edgewright.report.map.view import NARROW, WIDE, unwrapped, view_of
from edgewright.report.summary import summarise

Position = tuple[float, float]


def _picture(evaluation: Evaluation) -> Picture:
    summary = summarise(evaluation)
    shown = picture(summary.places, summary.flows)
    assert shown is not None
    return shown


def _layouts(samples: ModuleType) -> list[Layout]:
    return [layout for it in samples.MAPS for layout in _picture(it).layouts]


def _inside(position: Position, ring: outlines.Ring) -> bool:
    """Whether a position is in a ring (even-odd rule), at any of its turns."""
    x, y = position
    ends = list(pairwise([*ring.positions, ring.positions[0]]))
    return any(
        sum((a[1] > y) != (b[1] > y) and x + turn < _at(a, b, y) for a, b in ends) % 2
        for turn in (-360, 0, 360)
    )


def _at(a: Position, b: Position, y: float) -> float:
    return a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])


# Capitals and their positions, rounded, from the gazetteer of any atlas.
CAPITALS = {
    "DE": (13.4, 52.5),
    "BR": (-47.9, -15.8),
    "IN": (77.2, 28.6),
    "US": (-77.5, 39.0),
    "RU": (37.6, 55.8),
    "CN": (116.4, 39.9),
    "SA": (46.7, 24.7),
    "AU": (149.1, -35.3),
}


@pytest.mark.parametrize("country", CAPITALS)
def test_a_capital_is_in_its_country_and_in_no_other(country: str) -> None:
    found = {ring.country for ring in outlines.rings() if _inside(CAPITALS[country], ring)}
    assert found == {country}


def test_a_country_across_the_antimeridian_is_one_piece() -> None:
    """Russia's mainland reaches beyond 180 degrees without a cut there."""
    largest = max(
        (ring for ring in outlines.rings() if ring.country == "RU"),
        key=lambda ring: len(ring.positions),
    )
    west, _, east, _ = largest.bounds
    assert 26 < west < 30 and 188 < east < 192  # the Gulf of Finland, Cape Dezhnev (169.65 W)
    assert all(abs(a[0] - b[0]) < 90 for a, b in pairwise(largest.positions))


def test_the_outlines_are_small_and_know_the_countries_of_the_world() -> None:
    file = Path(outlines.__file__).parent / "outlines.json"
    assert file.stat().st_size < 60_000
    countries = {ring.country for ring in outlines.rings()}
    assert len(countries) > 200 and {"SG", "BH", "HK", "MT", "XK"} <= countries


@pytest.mark.parametrize(
    ("longitudes", "expected"),
    [
        ([10.0], [10]),
        ([10.0, 20.0], [10, 20]),
        ([-120.0, 140.0], [-120, -220]),
        ([170.0, -170.0, 160.0], [170, 190, 160]),
        ([179.0, -179.0], [179, 181]),
        ([-179.0, -10.0, 100.0], [181, -10, 100]),
        ([7.0, 7.0], [7, 7]),
    ],
)
def test_neighbours_across_the_antimeridian_are_beside_each_other(
    longitudes: list[float], expected: list[float]
) -> None:
    moved = unwrapped(longitudes)
    shift = round((moved[0] - expected[0]) / 360) * 360
    assert [it - shift for it in moved] == pytest.approx(expected)


def test_unwrapped_longitudes_span_as_little_as_can_be() -> None:
    rolls = random.Random(5)
    for _ in range(200):
        given = [rolls.uniform(-180, 180) for _ in range(rolls.randint(1, 12))]
        moved = unwrapped(given)
        span = max(moved) - min(moved)
        assert [it % 360 for it in moved] == pytest.approx([it % 360 for it in given])
        starts = [max((it - start) % 360 for it in given) for start in given]
        assert span == pytest.approx(min(starts))
        assert abs(min(moved) + max(moved)) / 2 <= 180


def test_every_position_is_in_view_with_a_margin(samples: ModuleType) -> None:
    for layout in _layouts(samples):
        view = layout.view
        for marker in layout.markers:
            x, y = marker.true_position or (marker.x, marker.y)
            assert 10 <= x <= view.size.width - 10
            assert 10 <= y <= view.height - 10


def test_the_view_is_true_to_scale_and_no_taller_or_flatter_than_asked() -> None:
    for positions in ([(8.7, 50.1)], [(8.7, 50.1), (-46.6, -23.5)], [(-10.0, 60.0), (30.0, 60.0)]):
        for size in (WIDE, NARROW):
            view = view_of(positions, size)
            assert size.min_aspect - 0.01 <= size.width / view.height <= size.max_aspect + 0.01
            x, y = view.point(*positions[0])
            east, south = view.point(positions[0][0] + 1, positions[0][1] - 1)
            assert (east - x) / (south - y) == pytest.approx(view.longitude_scale)
    # cos 60 degrees is one half: a degree of longitude is half as long as one of latitude.
    assert view.longitude_scale == pytest.approx(0.5)


def test_no_label_covers_a_label_or_a_place(samples: ModuleType) -> None:
    for layout in _layouts(samples):
        boxes = [it.label.box for it in layout.markers if it.label]
        assert boxes
        assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
        for marker in layout.markers:
            assert not [box for box in boxes if box.contains((marker.x, marker.y))]
        assert all(
            box.left >= 0
            and box.top >= 0
            and box.right <= layout.view.size.width
            and box.bottom <= layout.view.height
            for box in boxes
        )


def test_with_few_places_every_place_has_its_label(samples: ModuleType) -> None:
    for evaluation in (samples.VIOLATED, samples.PACIFIC, samples.CLOSE, samples.NEAR):
        shown = _picture(evaluation)
        assert shown.unlabelled == ()
        for layout in shown.layouts:
            assert all(it.label for it in layout.markers)


def test_a_place_without_room_for_its_label_is_named_below(samples: ModuleType) -> None:
    shown = _picture(samples.WORLD)
    narrow = shown.layouts[1]
    missing = {it.place.id for it in narrow.markers if it.label is None}
    assert missing and missing <= set(shown.unlabelled)


def test_places_do_not_cover_each_other(samples: ModuleType) -> None:
    for layout in _layouts(samples):
        points = [(it.x, it.y) for it in layout.markers]
        closest = min(math.dist(a, b) for a, b in combinations(points, 2))
        assert closest >= 2 * layout.view.size.marker + 2


def test_spread_moves_only_what_is_too_close() -> None:
    points = [(100.0, 100.0), (100.0, 100.0), (400.0, 100.0)]
    moved = spread(points, 5)
    assert moved[2] == points[2]
    assert math.dist(moved[0], moved[1]) == pytest.approx(26, abs=0.2)  # 2 * 5 + 16
    assert math.dist(moved[0], points[0]) < 14 and math.dist(moved[1], points[1]) < 14
    assert spread(points, 5) == moved


def test_flows_follow_the_shorter_way_and_leave_the_map_where_they_must(
    samples: ModuleType,
) -> None:
    pacific = _picture(samples.PACIFIC).layouts[0]
    assert all(len(line.curves) == 1 for line in pacific.lines)
    across = next(it for it in pacific.lines if it.flow.source == "aws/ap-northeast-1")
    xs = [x for x, _ in across.curves[0].points]
    assert xs == sorted(xs)  # Tokyo is on the left, Oregon on the right: over the Pacific
    world = _picture(samples.WORLD).layouts[0]
    pieces = {it.flow.source: it.curves for it in world.lines if len(it.curves) == 2}
    assert list(pieces) == ["site/suva-wharf"]
    (leaving, arriving) = pieces["site/suva-wharf"]
    assert leaving.points[-1][0] > world.view.size.width
    assert arriving.points[0][0] < 0


def test_there_and_back_do_not_coincide() -> None:
    for bow in BOWS:
        there = curve((100, 100), (300, 100), 5, 400, bow)
        back = curve((300, 100), (100, 100), 5, 400, bow)
        assert there.points[12][1] < 100 < back.points[12][1]


def test_a_line_begins_and_ends_at_its_places() -> None:
    drawn = curve((100, 100), (300, 180), 5, 400, BOWS[0])
    assert drawn.points[0] == pytest.approx((100, 100), abs=8)
    assert drawn.points[-1] == pytest.approx((300, 180), abs=8)
    assert loop((100, 100), 5).points[1][1] < 90
    assert "nan" not in curve((5, 5), (5, 5), 5, 400, BOWS[0]).line


def test_only_land_in_view_is_drawn() -> None:
    near = view_of([(8.7, 50.1)], WIDE)
    world = view_of([(-150.0, 60.0), (150.0, -40.0)], WIDE)
    small, large = land([near], {"DE"}), land([world], set())
    assert small.named and small.plain and not large.named
    assert len(small.plain) < len(large.plain) < 120_000
    assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", small.plain)
    assert land([], set()).plain == ""


def test_what_is_drawn_is_where_the_places_are() -> None:
    """Path data moved by its transform puts Germany's outline around Berlin's point."""
    view = view_of([(13.4, 52.5), (-47.9, -15.8)], WIDE)
    ground = land([view], {"DE"})
    x, y, scale = map(float, re.findall(r"-?[\d.]+", ground.transform(view)))
    paths = re.findall(r"M(-?\d+) (-?\d+)l([-\d ]+)z", ground.named)
    start_x, start_y, moves = max(paths, key=lambda path: len(path[2]))
    step_x, step_y = int(start_x), int(start_y)
    points = [(step_x, step_y)]
    numbers = list(map(int, re.findall(r"-?\d+", moves)))
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        step_x, step_y = step_x + dx, step_y + dy
        points.append((step_x, step_y))
    ring = outlines.Ring("DE", tuple((x + a * scale, y + b * scale) for a, b in points))
    assert _inside(view.point(13.4, 52.5), ring)
    assert not _inside(view.point(2.3, 48.9), ring)


def test_the_map_does_not_depend_on_the_order_of_its_places(samples: ModuleType) -> None:
    mixed = random.Random(2).sample(samples.WORLD.places, len(samples.WORLD.places))
    assert _picture(replace(samples.WORLD, places=tuple(mixed))) == _picture(samples.WORLD)


def test_no_place_is_no_map() -> None:
    assert picture((), ()) is None


def test_names_are_short_and_their_room_is_enough() -> None:
    assert short_name("site/quay") == "quay" and short_name("aws/eu-west-1") == "aws/eu-west-1"
    assert shortened("abcdef", 6) == "abcdef" and shortened("abcdefg", 6) == "abcde\u2026"
    assert text_width("WW", 10) > text_width("nn", 10) > text_width("ii", 10) > 0
    (label,) = place_labels([("quay", "DE")], [(100, 100)], [], WIDE, 200)
    assert label is not None and label.leader is None and label.anchor == "start"
    (none,) = place_labels([("quay " * 20, "DE")], [(30, 15)], [], replace(NARROW, width=60), 30)
    assert none is None
