"""Which data a resource holds: its component's intent, else the tag a program put on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from edgewright.graph.model import Properties, PropertyValue, RawResource
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.reading import as_list, as_object, is_marker, read

TAG = "edgewright:data"
"""Tag that names the data assets a resource holds, separated by spaces."""

DataEntry = Properties
"""A label as rules read it: {id, origin, classification, categories, retention_days}."""


def intent_of(resource: RawResource, index: ResourceIndex) -> Properties:
    """What the nearest component around a resource said it wants; empty without one."""
    for ancestor in index.ancestors(resource):
        intent = ancestor.inputs.get("intent")
        if isinstance(intent, dict) and not is_marker(intent):
            return intent
    return {}


def data_entries(
    resource: RawResource, intent: Properties, assets: Mapping[str, DataEntry]
) -> list[DataEntry]:
    """The labels a resource holds, sorted by id, each with every key of an entry.

    Pulumi drops nulls on the wire, so what an intent leaves out was null there.

    Args:
        resource: the resource.
        intent: what its component said.
        assets: what the estate knows of each label; a label only a tag names and no estate
            describes has None for all that is not known.
    """
    declared = [as_object(entry) for entry in as_list(intent.get("data"))]
    named = [(entry.get("id"), entry) for entry in declared]
    entries = {id: {**_undescribed(id), **entry} for id, entry in named if isinstance(id, str)}
    for label in _tagged(resource):
        entries.setdefault(label, dict(assets.get(label) or _undescribed(label)))
    return [entries[label] for label in sorted(entries)]


def ids_of(data: Iterable[DataEntry]) -> tuple[str, ...]:
    """The ids of labels."""
    return tuple(str(entry["id"]) for entry in data)


def _tagged(resource: RawResource) -> list[str]:
    listed: list[PropertyValue] = [
        read(resource.props, "tags", TAG),
        read(resource.props, "properties", "tags", TAG),
    ]
    return [label for text in listed if isinstance(text, str) for label in text.split()]


def _undescribed(label: str) -> DataEntry:
    return {
        "id": label,
        "origin": None,
        "classification": None,
        "categories": [],
        "retention_days": None,
    }
