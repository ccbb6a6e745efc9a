"""Which data assets a place holds, and the labels that go with them."""

from __future__ import annotations

from collections.abc import Iterable

from edgewright.components.contract import DataLabel
from edgewright.placement.plan import PlacementPlan
from edgewright.topology.holdings import data_entry, days
from edgewright.topology.model import Asset, Topology


def assets_at(topology: Topology, plan: PlacementPlan, location: str) -> tuple[str, ...]:
    """Ids of the assets that are physically at `location`, sorted.

    A holding names one carrier per label (the one on its shortest path); what links bring there
    and what the workloads placed there read and write are carriers too.
    """
    found = {item.carrier for item in topology.holdings if item.location == location}
    found |= {link.data for link in topology.links if location in (link.source, link.target)}
    placed = {item.workload for item in plan.assignments if item.location == location}
    for workload in (workload for workload in topology.workloads if workload.id in placed):
        found |= {*workload.reads, *written_by(topology, workload.id)}
    return tuple(sorted(found))


def written_by(topology: Topology, name: str) -> tuple[str, ...]:
    """Ids of the assets a workload makes: those it writes and those derived `by` it, sorted."""
    workload = next(item for item in topology.workloads if item.id == name)
    derived = {asset.id for asset in topology.assets if asset.by == name}
    return tuple(sorted({*workload.writes, *derived}))


def labels_of(topology: Topology, assets: Iterable[str]) -> tuple[DataLabel, ...]:
    """The labels that `assets` carry, sorted by id.

    How long a copy may be kept is the carrier's affair: weights outlive the frames they were
    learned from. A label carried by several of the assets takes the retention of its source where
    that is among them, else of the first.
    """
    carriers: dict[str, Asset] = {}
    for asset in (topology.asset(id) for id in sorted(set(assets))):
        for label in asset.labels:
            if label == asset.id or label not in carriers:
                carriers[label] = asset
    return tuple(_label(topology, label, carriers[label]) for label in sorted(carriers))


def _label(topology: Topology, label: str, carrier: Asset) -> DataLabel:
    entry = data_entry(topology.asset(label))
    return DataLabel(
        id=label,
        origin=entry["origin"],
        classification=entry["classification"],
        categories=tuple(entry["categories"]),
        retention_days=days(carrier.retention_s),
    )
