"""What an asset is about as rules read it: every category below a root of the Fides taxonomy."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.facts import taxonomy
from edgewright.facts.taxonomy import ABOUT_PEOPLE
from edgewright.spec.models import DataAsset, Estate

NOT_ABOUT_PEOPLE = "system"


def categories_of(estate: Estate, asset: DataAsset) -> tuple[str, ...]:
    """The categories an asset itself is about, sorted.

    An own category stands below the one it is a part of, which the asset is about too. Data about
    people is data of people whatever its categories say: without any of these it is of one that
    nobody knows.
    """
    found = {one for name in asset.categories for one in _resolved(estate, name)}
    if _has_people(estate, asset) and not any(is_personal(one) for one in found):
        found.add(ABOUT_PEOPLE)
    return tuple(sorted(found))


def own_categories(estate: Estate) -> frozenset[str]:
    """The estate's own categories, as assets of them are about."""
    return frozenset(one for name in estate.taxonomy.categories for one in _resolved(estate, name))


def is_personal(category: str) -> bool:
    """Whether a category is about people."""
    return category.partition(".")[0] == ABOUT_PEOPLE


def _resolved(estate: Estate, name: str) -> Iterator[str]:
    own = estate.taxonomy.categories.get(name)
    if own is None:
        yield name
    elif own.parent is not None:
        yield own.parent
        yield f"{own.parent}.{name}"
    else:
        yield f"{ABOUT_PEOPLE if own.personal else NOT_ABOUT_PEOPLE}.{name}"


def _has_people(estate: Estate, asset: DataAsset) -> bool:
    known = {**taxonomy.subjects(), **dict.fromkeys(estate.taxonomy.subjects, True)}
    return bool(asset.people) or any(known.get(name, True) for name in asset.subjects)
