"""The nearest of many places is the one that measuring them all finds."""

from __future__ import annotations

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from edgewright.topology.distance import great_circle_km
from edgewright.topology.model import Location
from edgewright.topology.nearest import Nearest

# Few values, so that some places lie together; poles and the date line among them.
LATITUDES = st.sampled_from([-90.0, -33.5, -0.1, 0.0, 0.1, 45.0, 89.9, 90.0])
LONGITUDES = st.sampled_from([-180.0, -179.9, -58.0, 0.0, 0.1, 120.0, 179.9, 180.0])
POINTS = st.one_of(st.none(), st.tuples(LATITUDES, LONGITUDES))


def site(name: str, at: tuple[float, float] | None) -> Location:
    return Location(f"site/{name}", "site", name, None, None, at)


@given(st.lists(POINTS, min_size=1, max_size=40), POINTS)
def test_the_nearest_is_that_of_all(points, start):
    places = [site(f"{number:02}", at) for number, at in enumerate(points)]

    def distance(place: Location) -> tuple[float, str]:
        return (great_circle_km(start, place.at) if start and place.at else inf, place.id)

    found = next(one for one in places if one.id == Nearest(places).to(site("start", start)))
    least = min(map(distance, places))
    assert distance(found)[0] <= least[0] + 1e-6
    if least[0] not in (distance(found)[0], inf):
        return  # the same point by other coordinates: which sorts first is a matter of rounding
    assert found.id == least[1]


def test_places_of_which_nothing_is_known_are_taken_in_order():
    assert Nearest([site("b", None), site("a", None)]).to(site("c", (1, 1))) == "site/a"
    assert Nearest([site("a", None), site("b", (80, 9))]).to(site("c", (1, 1))) == "site/b"
