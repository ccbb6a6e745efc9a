"""The second region of an Azure region, which is fixed and can be in another country."""

from __future__ import annotations

from edgewright.facts import catalogue
from edgewright.graph.model import UNKNOWN, PropertyValue

GEO_SKUS = frozenset({"GRS", "RAGRS", "GZRS", "RAGZRS"})
"""Ends of the names of storage SKUs that keep a copy in the pair."""


def pair_of(region: str | None) -> PropertyValue:
    """The pair of a region: None when it has none, the unknown marker when that is not known."""
    fact = catalogue.region("azure", region) if region else None
    if fact is None or not fact.pair_known:
        return dict(UNKNOWN)
    return fact.pair


def same_geography(one: str | None, other: str) -> bool:
    """Whether two regions are in one geography, as far as both are known."""
    first = catalogue.region("azure", one) if one else None
    second = catalogue.region("azure", other)
    return bool(first and second and first.geography and first.geography == second.geography)
