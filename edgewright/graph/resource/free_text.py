"""Free text that may hold personal data, as nodes of a kind of its own: names, tags, notes.

Control planes keep these texts, and some of them are global. What is certain not to be a person's
is left out here; which text is, rules judge.
"""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.graph.kinds.fit import fitted
from edgewright.graph.model import (
    Node,
    Properties,
    PropertyValue,
    RawResource,
    ResourceLocation,
    is_marker,
    is_secret,
    is_unknown,
)
from edgewright.graph.resource.location import package_of
from edgewright.graph.resource.markers import secrets_in, unknowns_in
from edgewright.graph.resource.reading import as_object

OWN_TAGS = "edgewright:"
OWN_TEXTS = frozenset({"name", "displayName", "friendlyName", "title", "comment", "description"})
"""Properties that are text about the resource itself, wherever they come from."""
FEWEST_DIGITS = 6
"""Digits that a number which finds somebody has at least."""
FreeText = Properties


def free_text_nodes(resource: RawResource, place: ResourceLocation) -> Iterator[Node]:
    """The free text of one resource that may be personal data, and what of it cannot be read.

    Two nodes, so that what cannot be read leaves the verdict on what can be as it is.
    """
    found = list(_free_text(resource))
    readable = [one for one in found if _may_be_personal(one["text"])]
    hidden = [one for one in found if not isinstance(one["text"], str)]
    if readable:
        yield _node(f"{resource.urn}#free-text", resource, place, readable)
    if hidden:
        yield _node(f"{resource.urn}#free-text/unread", resource, place, hidden)


def _may_be_personal(text: PropertyValue) -> bool:
    if not isinstance(text, str):
        return False
    return "@" in text or sum(letter.isdigit() for letter in text) >= FEWEST_DIGITS


def _free_text(resource: RawResource) -> Iterator[FreeText]:
    # Names a cloud makes out of these say nothing new. What was read has no inputs, only answers.
    given = resource.inputs or resource.props
    # What was computed from another resource is that one's name, and judged there.
    foreign = {name for name, urns in resource.property_dependencies.items() if urns}
    yield from _texts({name: given[name] for name in given if name not in foreign - OWN_TEXTS}, "")
    nested = given.get("properties")
    if isinstance(nested, dict):
        yield from _texts(nested, "properties.")
    yield from _tags(resource)


def _texts(given: Properties, above: str) -> Iterator[FreeText]:
    for name in sorted(given):
        text = given[name]
        unread = name in OWN_TEXTS and is_marker(text)
        if _is_free_text(name) and (isinstance(text, str) or unread):
            yield {"where": f"{above}{name}", "text": text}


def _is_free_text(name: str) -> bool:
    return name in OWN_TEXTS or name == "bucket" or name.endswith(("Name", "Description"))


def _tags(resource: RawResource) -> Iterator[FreeText]:
    """Tags of the resource and of its provider; of tags as a whole that cannot be read, one."""
    own = resource.props.get("tags")
    if is_secret(own) or (is_unknown(own) and "tags" in resource.inputs):
        yield {"where": "tags", "text": own}
    tags = as_object(resource.props.get("tagsAll")) | as_object(own)
    for key in sorted(tags):
        readable = isinstance(tags[key], str) or is_marker(tags[key])
        if not key.startswith(OWN_TAGS) and readable:
            yield {"where": f"tags.{key}", "text": tags[key]}


def _node(id: str, resource: RawResource, place: ResourceLocation, found: list[FreeText]) -> Node:
    props = fitted("resource.free_text", {"texts": [*found]})
    return Node(
        id=id,
        type="resource:free_text",
        kind="resource.free_text",
        name=resource.name,
        provider=package_of(resource.type),
        location=place,
        props=props,
        unknown=unknowns_in(props),
        secret=secrets_in(props),
        parent=resource.urn,
    )
