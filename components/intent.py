"""What a component says about itself before anything is created: intent, tags, days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from edgewright.components.contract import DataLabel, Home

DATA_TAG = "edgewright:data"
"""Names the labels a resource holds, separated by spaces; policies read it."""
ESTATE_TAG = "edgewright:estate"


def intent(home: Home, data: Iterable[DataLabel] = (), **wanted: Any) -> dict[str, Any]:
    """A component's inputs: {"intent": {region, data, ...}}, all plain data.

    Args:
        home: where it is.
        data: labels it holds.
        wanted: what else it wants, under the names of the neutral kinds.
    """
    entries = [label.as_data() for label in data]
    return {"intent": {"region": home.region, "data": entries, **wanted}}


def site_intent(country: str, data: Iterable[DataLabel] = (), **wanted: Any) -> dict[str, Any]:
    """Likewise for what is at a site: {"intent": {country, data, ...}}, for it is in no region."""
    entries = [label.as_data() for label in data]
    return {"intent": {"country": country, "data": entries, **wanted}}


def tags(home: Home, data: Iterable[DataLabel] = ()) -> dict[str, str]:
    """Tags of a resource: its estate, and the labels it holds if any.

    What only groups, names or permits (a key, a thing group, a resource group) holds none: a label
    on it would say that the data is in it.
    """
    labels = " ".join(sorted(label.id for label in data))
    return {ESTATE_TAG: home.estate, **({DATA_TAG: labels} if labels else {})}


def whole_days(days: float) -> int:
    """Days as clouds count retention: whole ones, at least one, never more than allowed."""
    return max(1, int(days))
