"""Labels as plain data: what components declare as their intent and what rules read as `data`."""

from __future__ import annotations

from typing import Any

from edgewright.topology.model import Asset, Topology

SECONDS_PER_DAY = 86_400


def data_entry(asset: Asset) -> dict[str, Any]:
    """A source asset as {id, origin, classification, categories, retention_days}.

    `origin` is a country; `retention_days` None when the estate sets no retention.
    """
    return {
        "id": asset.id,
        "origin": asset.origins[0],
        "classification": asset.classification,
        "categories": list(asset.categories),
        "retention_days": days(asset.retention_s),
    }


def data_at(topology: Topology, location_id: str) -> tuple[dict[str, Any], ...]:
    """The entries of the labels held at a location, sorted by id."""
    labels = {item.label for item in topology.holdings if item.location == location_id}
    return _entries(topology, labels)


def all_data(topology: Topology) -> tuple[dict[str, Any], ...]:
    """The entries of every source asset, sorted by id."""
    return _entries(topology, {asset.id for asset in topology.assets if not asset.derived_from})


def _entries(topology: Topology, labels: set[str]) -> tuple[dict[str, Any], ...]:
    return tuple(data_entry(asset) for asset in topology.assets if asset.id in labels)


def days(seconds: float | None) -> float | None:
    """Seconds as days, a whole number where it is one; None stays None."""
    if seconds is None:
        return None
    count = seconds / SECONDS_PER_DAY
    return int(count) if count.is_integer() else count
