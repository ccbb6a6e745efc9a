"""Names, tags and descriptions that may hold personal data: nodes of the kind resource.words.

Control planes keep these texts, and some of them are global. What is certain not to be a person's
is left out here; which text is, rules judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from edgewright.graph.kinds.fit import fitted
from edgewright.graph.marks import secrets_in, unknowns_in
from edgewright.graph.model import Node, RawResource, Whereabouts, is_secret, is_unknown
from edgewright.graph.whereabouts import as_property, package_of

OWN_TAGS = "edgewright:"
OWN_TEXTS = frozenset({"name", "displayName", "friendlyName", "title", "comment", "description"})
"""Properties that are words about the resource itself, wherever they come from."""
FEWEST_DIGITS = 6
"""Digits that a number which finds somebody has at least."""
Word = dict[str, Any]


def word_nodes(resource: RawResource, place: Whereabouts) -> Iterator[Node]:
    """The words of one resource that may be personal data, and those that cannot be read.

    Two nodes, so that what cannot be read leaves the verdict on what can be as it is.
    """
    found = list(_words(resource))
    readable = [word for word in found if _may_be_personal(word["text"])]
    hidden = [word for word in found if not isinstance(word["text"], str)]
    if readable:
        yield _node(f"{resource.urn}#words", resource, place, readable)
    if hidden:
        yield _node(f"{resource.urn}#words/unread", resource, place, hidden)


def _may_be_personal(text: Any) -> bool:
    if not isinstance(text, str):
        return False
    return "@" in text or sum(letter.isdigit() for letter in text) >= FEWEST_DIGITS


def _words(resource: RawResource) -> Iterator[Word]:
    # Names a cloud makes out of these say nothing new. What was read has no inputs, only answers.
    given = resource.inputs or resource.props
    # What was computed from another resource is that one's name, and judged there.
    foreign = {name for name, urns in resource.property_dependencies.items() if urns}
    yield from _texts({name: given[name] for name in given if name not in foreign - OWN_TEXTS}, "")
    nested = given.get("properties")
    if isinstance(nested, dict):
        yield from _texts(nested, "properties.")
    yield from _tags(resource)


def _texts(given: dict[str, Any], above: str) -> Iterator[Word]:
    for name in sorted(given):
        text = given[name]
        unread = name in OWN_TEXTS and (is_unknown(text) or is_secret(text))
        if _is_words(name) and (isinstance(text, str) or unread):
            yield {"where": f"{above}{name}", "text": text}


def _is_words(name: str) -> bool:
    return name in OWN_TEXTS or name == "bucket" or name.endswith(("Name", "Description"))


def _tags(resource: RawResource) -> Iterator[Word]:
    """Tags of the resource and of its provider; of tags as a whole that cannot be read, one."""
    own, all_of_them = resource.props.get("tags"), resource.props.get("tagsAll")
    if is_secret(own) or (is_unknown(own) and "tags" in resource.inputs):
        yield {"where": "tags", "text": own}
    tags = {
        key: text
        for some in (all_of_them, own)
        if isinstance(some, dict) and not is_unknown(some) and not is_secret(some)
        for key, text in some.items()
    }
    for key in sorted(tags):
        readable = isinstance(tags[key], str) or is_unknown(tags[key]) or is_secret(tags[key])
        if not key.startswith(OWN_TAGS) and readable:
            yield {"where": f"tags.{key}", "text": tags[key]}


def _node(id: str, resource: RawResource, place: Whereabouts, words: list[Word]) -> Node:
    props = fitted("resource.words", {"location": as_property(place), "words": words})
    return Node(
        id=id,
        type="resource:words",
        kind="resource.words",
        name=resource.name,
        provider=package_of(resource.type),
        location=place,
        props=props,
        unknown=unknowns_in(props),
        secret=secrets_in(props),
        parent=resource.urn,
    )
