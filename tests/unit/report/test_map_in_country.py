"""Points held against countries; positions of cities and islands as any atlas has them."""

from __future__ import annotations

import pytest

from edgewright.facts import catalogue
from edgewright.report.map.in_country import is_astray, is_swapped

INSIDE = {
    "Hamburg": ("DE", 53.54, 9.98),
    "Heligoland, an islet": ("DE", 54.18, 7.89),
    "Büsingen, inside Switzerland": ("DE", 47.70, 8.69),
    "a wind farm in the North Sea": ("DE", 54.0, 6.5),
    "Basel, on the border": ("CH", 47.56, 7.59),
    "the Azores": ("PT", 37.7, -25.7),
    "Easter Island": ("CL", -27.1, -109.4),
    "Ceuta, in Africa": ("ES", 35.89, -5.32),
    "Melilla, in Africa": ("ES", 35.29, -2.94),
    "Okinawa": ("JP", 26.2, 127.7),
    "Kaliningrad": ("RU", 54.7, 20.5),
    "Chukotka, beyond the antimeridian": ("RU", 66.0, -172.0),
    "Fiji, at the antimeridian": ("FJ", -18.1, 178.4),
    "Monaco": ("MC", 43.73, 7.42),
    "Gibraltar, which has no outline": ("GI", 36.14, -5.35),
}
ASTRAY = {
    "Hamburg, swapped": ("DE", 9.98, 53.54),
    "Santos, swapped": ("BR", -46.33, -23.96),
    "Linz, swapped": ("AT", 14.3, 48.3),
    "Hamburg without its sign": ("DE", -53.54, 9.98),
    "nowhere": ("DE", 0.0, 0.0),
    "Paris": ("DE", 48.85, 2.35),
    "Ireland": ("DE", 53.5, -8.0),
    "Beijing": ("US", 39.9, 116.4),
    "Tokyo, west for east": ("JP", 35.7, -139.7),
}


@pytest.mark.parametrize(("country", "latitude", "longitude"), INSIDE.values(), ids=INSIDE)
def test_a_point_that_can_be_in_its_country(
    country: str, latitude: float, longitude: float
) -> None:
    assert not is_astray(country, (latitude, longitude))


@pytest.mark.parametrize(("country", "latitude", "longitude"), ASTRAY.values(), ids=ASTRAY)
def test_a_point_that_is_not_in_its_country(
    country: str, latitude: float, longitude: float
) -> None:
    assert is_astray(country, (latitude, longitude))


@pytest.mark.parametrize("name", ASTRAY)
def test_a_point_is_swapped_where_turning_it_round_brings_it_home(name: str) -> None:
    country, latitude, longitude = ASTRAY[name]
    assert is_swapped(country, (latitude, longitude)) == name.endswith("swapped")


def test_every_region_of_the_clouds_is_in_its_country() -> None:
    placed = [fact for fact in catalogue.regions().values() if fact.at and fact.country]
    assert len(placed) > 80
    assert [fact.name for fact in placed if is_astray(str(fact.country), fact.at or (0, 0))] == []
