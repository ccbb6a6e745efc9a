"""Resources without a kind of their own, as far as rules can judge them: nodes `resource.other`.

Whoever labels a resource says that it holds that data, whatever its type is. So its place is judged
as any store's is, and what there is to know of it beside and edgewright does not read of its type
is named, never taken for harmless.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from edgewright.facts.type_content import content_of
from edgewright.graph.kinds.fit import fitted
from edgewright.graph.kinds.traits import Aspect
from edgewright.graph.model import Node, Properties, PropertyValue
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.labels import DataEntry, ids_of
from edgewright.graph.resource.location import as_property, global_service, package_of
from edgewright.graph.resource.markers import secrets_in, unknowns_in
from edgewright.graph.resource.view import ResourceView

KIND = "resource.other"


def keeps_data(type: str) -> bool:
    """Whether resources of a type (canonical token) are known to keep data."""
    content = content_of(type)
    return content is not None and content.holds == "data"


def is_judged_as_other(view: ResourceView, data: Sequence[DataEntry]) -> bool:
    """Whether a resource without a kind is one that rules can judge all the same.

    What is in a service without regions is judged by what that service does. What a component
    makes is spoken for, with or without a label: the component says what it holds.
    """
    if global_service(view.resource) is not None:
        return False
    is_silent = "data" not in view.intent and keeps_data(canonical_type(view.resource.type))
    return bool(data) or is_silent


def held_properties(
    view: ResourceView,
    data: Sequence[DataEntry],
    carrier: PropertyValue,
    unread: Sequence[Aspect],
    provider_region: PropertyValue = None,
) -> Properties:
    """The properties of whatever labelled data may be in.

    Args:
        view: the resource.
        data: its labels.
        carrier: what its copies physically are; None when nobody said.
        unread: what there is to know of it and edgewright does not read of its type.
        provider_region: the region of its provider, where that is another than its own.
    """
    # What a component makes is spoken for: the component says what it holds.
    is_spoken_for = "data" in view.intent
    content = None if is_spoken_for else content_of(canonical_type(view.resource.type))
    return {
        "location": as_property(view.place),
        "data": [*data],
        "carrier": carrier,
        "content": content.holds if content else None,
        "unread": [*unread],
        "provider_region": provider_region,
        "intended_region": view.intent.get("region"),
    }


def unread_of(type: str, *, reads_copies: bool) -> tuple[Aspect, ...]:
    """What edgewright does not read of a type without a kind.

    Args:
        type: the canonical token.
        reads_copies: whether edgewright reads of it where it copies itself to.
    """
    content = content_of(type)
    if content is not None and content.holds == "settings":
        return ()
    return get_args(Aspect)[1:] if reads_copies else get_args(Aspect)


def labels_node(view: ResourceView, data: Sequence[DataEntry]) -> Iterator[Node]:
    """The labels of a resource whose kind has none, as a part of it: its place is judged too.

    What its kind reads of it is judged as that kind.
    """
    if not data or global_service(view.resource) is not None:
        return
    props = fitted(KIND, held_properties(view, data, None, ()))
    resource = view.resource
    yield Node(
        id=f"{resource.urn}#labels",
        type="resource:labels",
        kind=KIND,
        name=resource.name,
        provider=package_of(resource.type),
        location=view.place,
        labels=ids_of(data),
        props=props,
        unknown=unknowns_in(props),
        secret=secrets_in(props),
        parent=resource.urn,
    )
