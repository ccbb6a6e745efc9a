"""Which data a resource holds: its component's intent, else the tag a program put on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, RawResource, is_marker
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.reading import as_object, entries

TAG = "edgewright:data"
"""Tag that names the data assets a resource holds, separated by spaces."""
UNREADABLE = "(unreadable label)"
"""In place of a label's id where an intent has none that is a text."""
DataEntry = Properties
"""A label as rules read it: {id, origin, classification, categories, retention_days}."""


@dataclass(frozen=True)
class LabelRule:
    """Which resources hold which data, where no tag of theirs says so.

    Attributes:
        match: a glob over URNs or type tokens; * stands for any text.
        data: labels' ids.
    """

    match: str
    data: tuple[str, ...]


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
    declared = [_declared(entry) for entry in entries(intent.get("data"))]
    labels = {str(entry["id"]): entry for entry in declared}
    for label in _tagged(resource):
        labels.setdefault(label, dict(assets.get(label) or _undescribed(label)))
    return [labels[label] for label in sorted(labels)]


def ids_of(data: Iterable[DataEntry]) -> tuple[str, ...]:
    """The ids of labels."""
    return tuple(str(entry["id"]) for entry in data)


def _declared(entry: PropertyValue) -> DataEntry:
    """An entry of an intent; one that does not say which label it is could be any."""
    given = as_object(entry)
    id = given.get("id")
    if not isinstance(id, str):
        return _undescribed(UNREADABLE)
    nothing = _undescribed(id)
    return {**nothing, **{name: given[name] for name in nothing if name in given}}


def _tagged(resource: RawResource) -> list[str]:
    nested = as_object(resource.props.get("properties"))
    listed = [as_object(resource.props.get("tags")), as_object(nested.get("tags"))]
    return [label for tags in listed for label in _labels_in(tags.get(TAG))]


def _labels_in(text: PropertyValue) -> list[str]:
    if isinstance(text, str):
        return text.split()
    return [] if text is None or is_marker(text) else [UNREADABLE]


def _undescribed(label: str) -> DataEntry:
    if label == UNREADABLE:
        return {"id": label, **{name: dict(UNKNOWN) for name in _undescribed("") if name != "id"}}
    return {
        "id": label,
        "origin": None,
        "classification": None,
        "categories": [],
        "retention_days": None,
    }
