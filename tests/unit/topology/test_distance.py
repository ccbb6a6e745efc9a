"""Distances: worked examples, and never more than the true distance on the ellipsoid."""

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewright.topology.distance import RADIUS_KM, great_circle_km

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def test_the_radius_is_the_smallest_radius_of_curvature_of_wgs_84():
    # a (1 - e^2) = 6378.137 km x (1 - 0.00669437999) = 6378.137 - 42.698 = 6335.439 km
    assert pytest.approx(6378.137 * (1 - 0.00669437999), abs=0.001) == RADIUS_KM


def test_a_quarter_of_the_equator_and_pole_to_pole():
    assert great_circle_km((0, 0), (0, 90)) == pytest.approx(RADIUS_KM * pi / 2)
    assert great_circle_km((90, 0), (-90, 77)) == pytest.approx(RADIUS_KM * pi)


def test_hamburg_to_frankfurt():
    # (53.54, 9.98) to (50.11, 8.68). Half differences: 1.715 and 0.65 degrees.
    # sin^2(1.715) = 0.029928^2 = 0.00089566; sin^2(0.65) = 0.0113444^2 = 0.00012870
    # cos(53.54) cos(50.11) = 0.594263 x 0.641317 = 0.381111
    # h = 0.00089566 + 0.381111 x 0.00012870 = 0.00094471; sqrt(h) = 0.0307361
    # d = 2 x 6335.439 km x asin(0.0307361) = 12670.878 x 0.0307409 = 389.51 km
    assert great_circle_km((53.54, 9.98), (50.11, 8.68)) == pytest.approx(389.51, abs=0.05)


@pytest.mark.parametrize(
    ("one", "other", "geodesic_km"),
    [  # WGS 84 geodesics: a degree of the equator a pi/180; the meridian quadrant 10001.966 km
        ((0, 0), (0, 1), 6378.137 * pi / 180),
        ((0, 0), (90, 0), 10_001.966),
        ((0, 0), (1, 0), 110.5744),
        ((89, 0), (90, 0), 111.6939),
    ],
)
def test_it_never_overstates_the_distance_on_the_ellipsoid(one, other, geodesic_km):
    found = great_circle_km(one, other)
    assert found <= geodesic_km
    assert found == pytest.approx(geodesic_km, rel=0.011)


@given(POINTS, POINTS)
def test_it_is_symmetric_and_bounded_by_half_the_circumference(one, other):
    there = great_circle_km(one, other)
    assert there == pytest.approx(great_circle_km(other, one), abs=1e-6)
    assert 0 <= there <= RADIUS_KM * pi + 1e-6


@given(POINTS)
def test_a_point_is_at_no_distance_from_itself(point):
    assert great_circle_km(point, point) == pytest.approx(0, abs=1e-4)
