"""Which data a resource holds: its component's intent, else the tag a program put on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edgewright.graph.index import ResourceIndex
from edgewright.graph.model import UNKNOWN, RawResource, is_secret, is_unknown

TAG = "edgewright:data"
"""Tag that names the data assets a resource holds, separated by spaces."""

UNREADABLE = "(unreadable label)"
"""In place of a label's id where an intent has none that is a text."""
DataEntry = dict[str, Any]


def intent_of(resource: RawResource, index: ResourceIndex) -> dict[str, Any]:
    """What the nearest component around a resource said it wants; empty without one."""
    for ancestor in index.ancestors(resource):
        intent = ancestor.inputs.get("intent")
        if isinstance(intent, dict) and not is_unknown(intent) and not is_secret(intent):
            return intent
    return {}


def data_entries(
    resource: RawResource, intent: dict[str, Any], assets: Mapping[str, DataEntry]
) -> list[DataEntry]:
    """The labels a resource holds, sorted by id, each with every key of an entry.

    Pulumi drops nulls on the wire, so what an intent leaves out was null there.

    Args:
        resource: the resource.
        intent: what its component said.
        assets: what the estate knows of each label; a label only a tag names and no estate
            describes has None for all that is not known.
    """
    declared = intent.get("data")
    listed = [] if declared is None else declared if isinstance(declared, list) else [declared]
    entries = {entry["id"]: entry for entry in map(_declared, listed)}
    for label in _tagged(resource):
        entries.setdefault(label, dict(assets.get(label) or _undescribed(label)))
    return [entries[label] for label in sorted(entries)]


def _declared(entry: Any) -> DataEntry:
    """An entry of an intent; one that does not say which label it is could be any."""
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        return _undescribed(UNREADABLE)
    given = {name: entry[name] for name in _undescribed("") if name in entry}
    return {**_undescribed(entry["id"]), **given}


def _tagged(resource: RawResource) -> list[str]:
    nested = resource.props.get("properties")
    listed = [resource.props.get("tags"), nested.get("tags") if isinstance(nested, dict) else None]
    texts = [tags.get(TAG) for tags in listed if isinstance(tags, dict)]
    return [label for text in texts if text is not None for label in _labels_in(text)]


def _labels_in(text: Any) -> list[str]:
    if isinstance(text, str):
        return text.split()
    return [] if is_unknown(text) or is_secret(text) else [UNREADABLE]


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
