"""Names stay within platforms' limits and never fall together."""

from __future__ import annotations

import hashlib
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewright.components.contract import Home
from edgewright.components.naming import bounded, unique, unique_compact

NAME = st.from_regex(r"[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True)
HOME = Home("harbour-vision", "aws", "eu-central-1", "111122223333")


def test_a_name_that_fits_is_kept() -> None:
    assert bounded("harbour-vision-quay", 36) == "harbour-vision-quay"


def test_a_name_of_exactly_the_limit_is_kept() -> None:
    assert bounded("a" * 36, 36) == "a" * 36


def test_a_long_name_keeps_its_start_and_ends_in_a_digest() -> None:
    name = "harbour-vision-with-a-very-long-fleet-name"
    ending = hashlib.sha256(name.encode()).hexdigest()[:6]
    assert bounded(name, 36) == f"{name[:29].rstrip('-')}-{ending}"


@given(NAME, NAME, st.integers(min_value=20, max_value=64))
def test_two_names_never_become_one(one: str, other: str, limit: int) -> None:
    long_one, long_other = f"{'estate-' * 8}{one}", f"{'estate-' * 8}{other}"
    same = bounded(long_one, limit) == bounded(long_other, limit)
    assert same == (one == other)
    assert len(bounded(long_one, limit)) <= limit


@given(NAME, NAME)
def test_bucket_names_are_s3s(estate: str, asset: str) -> None:
    # S3: 3 to 63 characters, lower-case letters, digits and hyphens, ends and starts without hyphen
    name = unique(Home(estate, "aws", "eu-central-1", "1"), asset, limit=63)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]", name)


@given(NAME, NAME)
def test_storage_account_names_are_azures(estate: str, asset: str) -> None:
    # Azure: 3 to 24 lower-case letters and digits
    name = unique_compact(Home(estate, "azure", "brazilsouth", "1"), asset, limit=24)
    assert re.fullmatch(r"[a-z0-9]{3,24}", name)


@given(NAME)
def test_vault_names_are_azures(estate: str) -> None:
    # Azure: 3 to 24, letters, digits and single hyphens, starts with a letter, ends without hyphen
    name = unique(Home(estate, "azure", "brazilsouth", "1"), "keys", limit=24)
    assert re.fullmatch(r"[a-z](-?[a-z0-9]){2,23}", name)
    assert len(name) <= 24


@pytest.mark.parametrize("make", [unique, unique_compact])
def test_shared_names_differ_by_account_region_and_part(make: object) -> None:
    homes = [
        HOME,
        Home("harbour-vision", "aws", "eu-central-1", "444455556666"),
        Home("harbour-vision", "aws", "eu-west-1", "111122223333"),
        Home("harbour-vision", "azure", "eu-central-1", "111122223333"),
    ]
    names = [make(home, "frames", limit=24) for home in homes]  # type: ignore[operator]
    names.append(make(HOME, "frames", "raw", limit=24))  # type: ignore[operator]
    assert all(one != other for one, other in combinations(names, 2))
    assert make(HOME, "frames", limit=24) == names[0]  # type: ignore[operator]
