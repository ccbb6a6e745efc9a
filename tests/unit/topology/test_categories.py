"""What data is about, whatever it is called: own words, and people whom nobody put in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from edgewright.facts import taxonomy
from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology

OWN = {
    "categories": {
        "gait": {"parent": "user.biometrics"},
        "mood": {"personal": True},
        "lot_number": {"personal": False},
    },
    "subjects": ["docker"],
}


def about(**asset: Any) -> tuple[str, ...]:
    """The categories of an asset that says this of itself."""
    data = {"origin": "DE", "classification": "internal", **asset}
    estate = Estate.model_validate(
        {
            "estate": "yard",
            "owner": "team@example.com",
            "taxonomy": OWN,
            "data": {"it": data},
            "sites": {"berlin": {"country": "DE", "at": [52.5, 13.4]}},
            "policies": {"packs": ["baseline"]},
        }
    )
    [found] = build_topology(estate, date(2026, 11, 23)).assets
    return found.categories


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("user.biometric", ("user.biometric",)),
        ("system.operations", ("system.operations",)),
        ("gait", ("user.biometrics", "user.biometrics.gait")),
        ("mood", ("user.mood",)),
        ("lot_number", ("system.lot_number",)),
    ],
)
def test_every_category_is_below_a_root_of_the_taxonomy(
    written: str, found: tuple[str, ...]
) -> None:
    assert about(categories=[written]) == found


@pytest.mark.parametrize(
    "subjects", [["patient"], ["public"], ["docker"], ["anonymous_user", "visitor"]]
)
def test_data_about_people_is_data_of_people_whatever_its_categories(subjects: list[str]) -> None:
    assert about(categories=["system.operations"], subjects=subjects) == (
        "system.operations",
        "user",
    )


def test_how_many_people_it_is_about_says_that_it_is_about_people() -> None:
    assert "user" in about(categories=["lot_number"], people=1)
    assert "user" not in about(categories=["lot_number"], people=0)


def test_whom_nobody_can_be_found_out_to_be_is_nobody() -> None:
    assert about(categories=["system.operations"], subjects=["anonymous_user"]) == (
        "system.operations",
    )


def test_a_category_of_people_is_enough() -> None:
    assert about(categories=["user.name"], subjects=["patient"]) == ("user.name",)


def test_renamed_categories_are_called_by_both_names() -> None:
    """ethyca/fideslang, data_files/data_categories.csv of 3.2: `replaced_by`."""
    names = taxonomy.other_names()
    assert names["user.health_and_medical"] == ("user.health",)
    assert names["user.health.medications"] == ("user.health_and_medical.medications",)
    assert names["user.biometric.voice"] == ("user.biometrics.voice",)
    assert names["user.sensor"] == names["user.user_sensor"] == ("user.device.sensor",)
    assert "user.biometric.health" not in names["user.biometrics"]
    assert "user.name" not in names


def test_the_published_subjects_are_people_but_for_anonymous_users() -> None:
    nobody = [name for name, is_people in taxonomy.subjects().items() if not is_people]
    assert nobody == ["anonymous_user"]
    assert len(taxonomy.subjects()) == 15 + 1  # public is ours
    assert len(taxonomy.categories()) == 85 + 38  # of 3.1.4, and what 3.2 adds
