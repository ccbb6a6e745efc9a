"""Which data a resource holds: its component's intent, its tags, what the project says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from edgewright.graph.model import (
    UNKNOWN,
    Properties,
    PropertyValue,
    RawResource,
    is_marker,
    is_unknown,
)
from edgewright.graph.resource.index import ResourceIndex, canonical_type
from edgewright.graph.resource.reading import as_object, entries, read

TAG = "edgewright:data"
"""Tag that names the data assets a resource holds, separated by spaces or commas."""
OBJECT_TAG = "edgewright/data"
"""The same on objects of Kubernetes, whose names have no ":": an annotation, or a label, which has
room for one asset alone. On what runs pods it may stand at their template as well."""
OBJECTS = "kubernetes:"
"""How types of such objects begin."""
UNREADABLE = "(unreadable label)"
"""In place of a label's id where nobody can read which labels a resource has."""
TAGS_ARE_NO_TEXT = ("aws:", "aws-native:", "azure:", "azure-native:")
"""How types begin whose tags are maps or lists: a text in their place is none of their tags."""
DESCRIBING = ("tagSpecifications", "rootBlockDevice", "ebsBlockDevices")
"""Properties, objects or lists of them, whose `tags` are those of a resource's disks."""
WITH_PODS = ("kubernetes:apps:", "kubernetes:batch:Job", "kubernetes:core:ReplicationController")
"""How types begin whose objects have a template of pods in their `spec`."""
DataEntry = Properties
"""A label as rules read it: {id, origin, classification, categories, retention_days}."""
_SEPARATOR = re.compile(r"[\s,]+")
_WRITTEN = re.compile(rf"{TAG}\s*[:=](?P<labels>[^:=;]*)", re.IGNORECASE)
"""A tag that is one text: "edgewright:data=patients"."""


@dataclass(frozen=True)
class LabelRule:
    """Labels that a project gives to resources.

    Attributes:
        match: a glob over URNs or type tokens; "*" stands for any text.
        data: labels' ids.
    """

    match: str
    data: tuple[str, ...]

    def fits(self, urn: str, *types: str) -> bool:
        """Whether it is for a resource, in whichever spelling it and the type were written."""
        patterns = {text.replace("[", "[[]") for text in (self.match, canonical_type(self.match))}
        names = {spelt for name in (urn, *types) for spelt in (name, canonical_type(name))}
        return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)


@dataclass(frozen=True)
class Labelling:
    """What there is to know of labels besides what resources say themselves.

    Attributes:
        assets: label id -> what the estate or the project says of it.
        rules: labels that the project gives to resources.
        carried: derived asset -> the labels it carries.
    """

    assets: Mapping[str, DataEntry] = field(default_factory=dict)
    rules: tuple[LabelRule, ...] = ()
    carried: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NOTHING_MORE = Labelling()


def intent_of(resource: RawResource, index: ResourceIndex) -> Properties:
    """What the nearest component around a resource said it wants; empty without one."""
    return next(index.intents(resource), {})


def data_entries(
    resource: RawResource, intent: Properties, known: Labelling, *, keeps_data: bool = False
) -> list[DataEntry]:
    """The labels a resource holds, sorted by id, each with every key of an entry.

    Pulumi drops nulls on the wire, so what an intent leaves out was null there.

    Args:
        resource: the resource.
        intent: what its component said.
        known: what is known of labels; a label that only a tag names and nobody describes has None
            for all that is not known.
        keeps_data: whether its type is one that keeps data, so that it takes its provider's tags
            even where no recording shows it.
    """
    declared = [_declared(entry) for entry in entries(intent.get("data"))]
    labels = {str(entry["id"]): entry for entry in declared}
    named = (*_tagged(resource, keeps_data=keeps_data), *_given(resource, known.rules))
    for label in (label for name in named for label in known.carried.get(name, (name,))):
        labels.setdefault(label, dict(known.assets.get(label) or _undescribed(label)))
    return [labels[label] for label in sorted(labels)]


def carrier_of(
    resource: RawResource, intent: Properties, known: Labelling, *, keeps_data: bool = False
) -> PropertyValue:
    """The asset that a resource's copies physically are; None when nobody said.

    A component says it; else derived data that tags name, if they name nothing else.
    """
    if intent.get("carrier") is not None:
        return intent["carrier"]
    named = sorted({*_tagged(resource, keeps_data=keeps_data)})
    return ", ".join(named) if named and all(name in known.carried for name in named) else None


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


def _given(resource: RawResource, rules: Iterable[LabelRule]) -> Iterator[str]:
    for rule in rules:
        if rule.fits(resource.urn, resource.type, resource.written_type or resource.type):
            yield from rule.data


def _tagged(resource: RawResource, *, keeps_data: bool) -> Iterator[str]:
    for tags in _tags(resource, keeps_data=keeps_data):
        named = [*_labels_of(tags)]
        is_odd = isinstance(tags, str) and resource.type.startswith(TAGS_ARE_NO_TEXT)
        yield from [UNREADABLE] if is_odd and not named else named


def _tags(resource: RawResource, *, keeps_data: bool) -> Iterator[PropertyValue]:
    """Every place tags of a resource stand in: maps, lists, or a marker where one is hidden.

    Tags that only the cloud will answer (`tagsAll` in a preview) are those that were asked for,
    here and by the provider, and both are read themselves. What a cloud answered takes nothing back
    of what a program says: who takes a tag away by hand takes no data away.
    """
    own = [
        *_as_given(resource, "tags"),
        *_as_given(resource, "tagsAll"),
        *_as_given(resource, "volumeTags"),
    ]
    yield from own
    if resource.type.startswith(OBJECTS):
        yield from _object_tags(resource)
    nested = resource.props.get("properties")
    if isinstance(nested, dict):
        yield read(nested, "tags")
    for name in DESCRIBING:
        for given in _as_given(resource, name):
            for entry in given if isinstance(given, list) else [given]:
                yield read(entry, "tags")
    if keeps_data or own or "tagsAll" in resource.props:
        yield _provider_tags(resource)


def _object_tags(resource: RawResource) -> Iterator[PropertyValue]:
    """Annotations and labels of an object of Kubernetes and of its pods that name data."""
    has_pods = resource.type.startswith(WITH_PODS)
    for top, *path in (("metadata",), *([("spec", "template", "metadata")] if has_pods else [])):
        for given in _as_given(resource, top):
            for part in ("annotations", "labels"):
                found = read(given, *path, part)
                yield {TAG: read(found, OBJECT_TAG)} if isinstance(found, dict) else found


def _as_given(resource: RawResource, name: str) -> list[PropertyValue]:
    """What a program asked for under a name, and what the cloud answered, as far as it has."""
    asked, answered = resource.inputs.get(name), resource.props.get(name)
    found = [asked] if is_unknown(answered) or asked == answered else [asked, answered]
    return [value for value in found if value is not None]


def _provider_tags(resource: RawResource) -> PropertyValue:
    """The tags that a provider puts on whatever it makes."""
    return read(resource.provider_props, "defaultTags", "tags")


def _labels_of(tags: PropertyValue) -> Iterator[str]:
    """The labels that tags name, whichever way they are written."""
    if tags is None:
        return
    if isinstance(tags, str):
        yield from _labels_of_text(tags)
    elif is_marker(tags) or not isinstance(tags, dict | list):
        yield UNREADABLE
    elif isinstance(tags, dict):
        for key, value in tags.items():
            if key.lower() == TAG:
                yield from _labels_in(value)
    else:
        for entry in tags:
            yield from _labels_of_entry(entry)


def _labels_of_text(tag: str) -> Iterator[str]:
    """The labels of tags that are a text, as some services have them; most say nothing of ours."""
    found = _WRITTEN.fullmatch(tag.strip())
    if found is not None:
        yield from _labels_in(found["labels"])
    elif TAG in tag.lower():
        yield UNREADABLE


def _labels_of_entry(entry: PropertyValue) -> Iterator[str]:
    """The labels of one tag of a list: {key, value}, or a text, as some services have them."""
    if is_marker(entry) or not isinstance(entry, str | dict):
        yield UNREADABLE
    elif isinstance(entry, str):
        yield from _labels_of_text(entry)
    else:
        given = {name.lower(): value for name, value in entry.items()}
        key = given.get("key")
        if key is not None and not isinstance(key, str):
            yield UNREADABLE
        elif key is not None and key.lower() == TAG:
            yield from _labels_in(given.get("value"))


def _labels_in(text: PropertyValue) -> list[str]:
    if isinstance(text, str):
        return [label for label in _SEPARATOR.split(text) if label]
    return [] if text is None else [UNREADABLE]


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
