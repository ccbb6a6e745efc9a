"""Regions of the clouds and the names of countries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from edgewright.base.similar import similar
from edgewright.facts.reader import FactsFile, Table
from edgewright.facts.rows import CountryNames, Override, RegionFact

SIMILAR_ENOUGH = 0.7
"""Share of a region's name that must be right: the names of any two have much in common."""


def dangling_pairs(rows: tuple[RegionFact, ...]) -> Iterator[tuple[int, str]]:
    """Pairs that cannot be, within one cloud: each as (row number, why it cannot be)."""
    partition = {row.name: row.partition for row in rows}
    for number, row in enumerate(rows):
        if row.pair and row.pair not in partition:
            yield number, f"pair: there is no region {row.pair}"
        elif row.pair and partition[row.pair] != row.partition:
            yield number, f"pair: {row.pair} is in another partition than {row.name}"


REGIONS = tuple(
    FactsFile(f"regions_{cloud}", RegionFact, ("cloud", "name"), "rows", dangling_pairs)
    for cloud in ("aws", "azure")
)
COUNTRIES = FactsFile("countries", CountryNames, ("standard",), "rows")


def not_applied(
    rows: tuple[Override, ...], facts: Mapping[tuple[str, str], RegionFact]
) -> Iterator[tuple[int, str]]:
    """Corrections that regions do not have: each as (row number, why it cannot be)."""
    for number, row in enumerate(rows):
        fact = facts.get((row.cloud, row.name))
        if fact is None:
            yield number, f"name: there is no region {row.name}"
        for column, value in row.corrected.items() if fact else ():
            if getattr(fact, column, ...) != value:
                yield number, f"corrected: {row.name} does not have {column} {value}"


def _not_in_the_regions(rows: tuple[Override, ...]) -> Iterator[tuple[int, str]]:
    return not_applied(rows, regions())


OVERRIDES = FactsFile("overrides", Override, ("cloud", "name"), "rows", _not_in_the_regions)


def tables() -> tuple[Table[Any], ...]:
    """The facts files of this module, for what goes over every fact."""
    return (*(file.table() for file in REGIONS), COUNTRIES.table(), OVERRIDES.table())


@lru_cache(maxsize=1)
def regions() -> dict[tuple[str, str], RegionFact]:
    """Every region known, by cloud and name.

    Raises:
        EdgewrightError: FCT-001, as every function here, when a facts file is not valid.
    """
    rows = [row for file in REGIONS for row in file.rows()]
    return {(row.cloud, row.name): row for row in rows}


def region(cloud: str, name: str) -> RegionFact | None:
    """The region `name` of `cloud` ("aws" or "azure"), None when there is no such region."""
    return regions().get((cloud, name))


def nearest_names(cloud: str, name: str) -> tuple[str, ...]:
    """Names of at most three regions of `cloud` that resemble `name`, the nearest first."""
    names = sorted(known for owner, known in regions() if owner == cloud)
    written = name.replace(" ", "") if cloud == "azure" else name
    return tuple(similar(written, names, SIMILAR_ENOUGH)[:3])


def meant(cloud: str, name: str) -> str:
    """What to write instead of a region that `cloud` does not have, as a sentence."""
    for other, known in regions():
        if known == name:
            return f"{name} is a region of {other}: name that cloud, or a region of {cloud}."
    nearest = nearest_names(cloud, name)
    if nearest:
        return f"Did you mean {' or '.join(nearest)}?"
    return f"Use the short name of a region of {cloud}, as in its own command line."


def overrides() -> tuple[Override, ...]:
    """What is corrected of the vendors' data, and why. The regions have it applied."""
    return OVERRIDES.rows()


def countries() -> dict[str, str]:
    """ISO 3166-1 alpha-2 code -> everyday English name, of every country there is a code for."""
    return {code: name for row in COUNTRIES.rows() for code, name in row.countries.items()}
