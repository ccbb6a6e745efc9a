"""From recorded resources to the resource graph."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date
from operator import attrgetter

from edgewright.graph.custody import store_custody
from edgewright.graph.detect import flow_nodes
from edgewright.graph.kinds import KINDS
from edgewright.graph.kinds.fit import fitted
from edgewright.graph.model import (
    ABSENT,
    CONTESTED,
    UNKNOWN,
    UNREAD,
    Node,
    Properties,
    PropertyValue,
    RawResource,
    ResourceGraph,
    is_unknown,
)
from edgewright.graph.registry import FLOWS, NORMALISERS, SPELLINGS, STRUCTURAL, index_of
from edgewright.graph.resource.free_text import free_text_nodes
from edgewright.graph.resource.from_state import Recording, Why
from edgewright.graph.resource.global_services import service_nodes
from edgewright.graph.resource.index import ResourceIndex, canonical_type
from edgewright.graph.resource.labels import (
    NOTHING_MORE,
    DataEntry,
    Labelling,
    carrier_of,
    data_entries,
    ids_of,
)
from edgewright.graph.resource.location import (
    OWN_PACKAGE,
    global_service,
    package_of,
    region_named,
)
from edgewright.graph.resource.markers import secrets_in, unknowns_in
from edgewright.graph.resource.other import KIND as OTHER
from edgewright.graph.resource.other import (
    held_properties,
    is_judged_as_other,
    keeps_data,
    labels_node,
    unread_of,
)
from edgewright.graph.resource.reading import entries, is_unreadable
from edgewright.graph.resource.spellings import respelled
from edgewright.graph.resource.view import ResourceView

LOGS = "monitor."
DEPLOYMENT = "edge.deployment"


def record_graph(
    resources: Iterable[RawResource], known: Labelling = NOTHING_MORE, day: date | None = None
) -> ResourceGraph:
    """The resource graph of recorded resources, sorted by id.

    Besides one node for each resource it has those for what a resource does or says by the way:
    the flows it causes (copy.*), labels in a global service, labels of what has a kind without any,
    free text that may be personal data. Their ids are the resource's with "#" and a name, their
    parent is the resource.

    The stack itself and providers are no nodes: they hold nothing, and not every recording has
    them.

    Args:
        resources: what a recorder saw, in any order.
        known: what is known of labels besides what resources say themselves.
        day: the day that vendors' defaults are asked for; None for the newest.
    """
    index = index_of(resources, day)
    listed = [resource for resource in index if is_node(resource)]
    nodes = [node_of(resource, index, known) for resource in listed]
    both = [*zip(listed, nodes, strict=True)]
    passed_on = {found for one, node in both for found in passed_on_by(one, node, index)}
    flows = [flow for resource in listed for flow in flow_nodes(resource, index, known)]
    besides = [
        found for one, node in both for found in besides_of(one, node, index, known, passed_on)
    ]
    return in_order([*nodes, *flows, *besides])


def in_order(nodes: Iterable[Node]) -> ResourceGraph:
    """The graph of nodes, sorted by id."""
    return ResourceGraph(tuple(sorted(nodes, key=attrgetter("id"))))


def is_node(resource: RawResource) -> bool:
    """Whether a recorded resource is one of the graph: not the stack itself, nor a provider."""
    return package_of(resource.type) != "pulumi"


def leaving_nodes(recording: Recording, known: Labelling = NOTHING_MORE) -> list[tuple[Node, Why]]:
    """What leaves a stack and may still be there, in the order recorded, each with why.

    Each is where it is and holds what it holds by all that the recording says; there may be several
    of one URN, and one of the stack's own besides.
    """
    index = index_of([*(one.resource for one in recording.leaving), *recording.resources])
    return [
        (node_of(next(respelled(one.resource, SPELLINGS)), index, known), one.why)
        for one in recording.leaving
    ]


def is_structural(type: str) -> bool:
    """Whether a type only groups or configures others, so that there is nothing to assess."""
    if type in NORMALISERS:
        return False
    # Our own components hold nothing themselves.
    return package_of(type) == OWN_PACKAGE or type in STRUCTURAL


def _without_kind(resource: RawResource, type: str) -> str | None:
    """What a resource is that has no kind: something that only groups others, or not known."""
    return "structural" if is_structural(type) or not resource.custom else None


def node_of(resource: RawResource, index: ResourceIndex, known: Labelling) -> Node:
    """The node of a recorded resource itself."""
    view = ResourceView(resource, index)
    type = canonical_type(resource.type)
    data = _held(view, type, known)
    carrier = carrier_of(resource, view.intent, known, keeps_data=keeps_data(type))
    kind, found = _normalised(type, view, data, carrier)
    filled = _with_intent(found, view.intent)
    there = {name: None if value is ABSENT else value for name, value in filled.items()}
    props: Properties = {} if kind is None else fitted(kind, there)
    return Node(
        id=resource.urn,
        type=resource.written_type or type,
        kind=kind or _without_kind(resource, type),
        name=resource.name,
        provider=package_of(canonical_type(resource.written_type or type)),
        location=view.place,
        labels=ids_of(data),
        props=props,
        unknown=unknowns_in(props),
        secret=secrets_in(props),
        unread=_names(filled, UNREAD),
        absent=_absent(kind, filled, view),
        parent=resource.parent,
        intent=view.intent,
        # Of what is only read there are outputs alone.
        inputs=resource.written_inputs or resource.inputs or resource.props,
    )


def _names(props: Properties, marker: Properties) -> tuple[str, ...]:
    """The properties that are this very marker, sorted."""
    return tuple(sorted(name for name, value in props.items() if value is marker))


def _absent(kind: str | None, props: Properties, view: ResourceView) -> tuple[str, ...]:
    """What a resource has not: what is in a service without regions holds its labels there."""
    elsewhere = kind is not None and "data" in KINDS[kind] and global_service(view.resource)
    return tuple(sorted({*_names(props, ABSENT), *(("data",) if elsewhere else ())}))


def _held(view: ResourceView, type: str, known: Labelling) -> list[DataEntry]:
    """The labels of a resource: those of its component where its kind is one that holds data."""
    kind = NORMALISERS[type][0] if type in NORMALISERS else None
    # Logs tell what happened to data; what of it they hold, the flows say that bring it there.
    holds = kind is not None and "data" in KINDS[kind] and not kind.startswith(LOGS)
    intent = view.intent if holds else {}
    return data_entries(view.resource, intent, known, keeps_data=keeps_data(type))


def _normalised(
    type: str, view: ResourceView, data: list[DataEntry], carrier: PropertyValue
) -> tuple[str | None, Properties]:
    if type not in NORMALISERS:
        if not view.resource.custom or not is_judged_as_other(view, data):
            return None, {}
        unread = () if is_structural(type) else unread_of(type, reads_copies=type in FLOWS)
        return OTHER, held_properties(view, data, carrier, unread, _other_region(view))
    kind, normaliser = NORMALISERS[type]
    has, found = KINDS[kind], normaliser(view)
    # What is in a service without regions is judged by what that service does.
    held = [] if global_service(view.resource) is not None else data
    every = held_properties(view, held, carrier, (), _other_region(view))
    given = {name: value for name, value in every.items() if name in has} | found
    if "unread" in has and type in FLOWS:
        given["unread"] = [one for one in entries(given["unread"]) if one != "copies"]
    if "key_custody" in has:
        # The key only joins a store to who holds it and where: no rule asks which it is.
        given["key_custody"] = store_custody(view, found)
        del given["key"]
    return kind, given


def _other_region(view: ResourceView) -> PropertyValue:
    """The region of a store's provider, where it speaks against the store's own.

    Nothing else is kept of it: a preview written as JSON does not have the inputs of default
    providers, and every way of recording shall give the same graph.
    """
    if view.intent.get("region") is not None:
        return None
    declared = view.resource.provider_props.get(view.locator.provider_region)
    if is_unreadable(declared, str):
        return dict(UNKNOWN)
    region = region_named(view.locator, declared)
    return None if region == view.place.region else region


def _with_intent(props: Properties, intent: Properties) -> Properties:
    """Fill what a preview cannot know from what the program wrote.

    An intent never overrides a value that is there: the resource is what will be deployed.
    """
    return {
        name: intent[name] if _is_open(value) and name != "data" and name in intent else value
        for name, value in props.items()
    }


def _is_open(value: PropertyValue) -> bool:
    """Whether a value may still turn out to be what was intended."""
    settled = any(value is one for one in (CONTESTED, UNREAD, ABSENT))
    return is_unknown(value) and not settled


def besides_of(
    resource: RawResource,
    node: Node,
    index: ResourceIndex,
    known: Labelling,
    passed_on: Container[tuple[str, str]],
) -> Iterator[Node]:
    """What else there is of a resource than its own node and its flows.

    Args:
        resource: the resource.
        node: its node.
        index: what is around it.
        known: what is known of labels.
        passed_on: (component, label) of each label that a resource inside a component has.
    """
    yield from service_nodes(resource, index, node.location, known)
    if node.labels:
        view = ResourceView(resource, index)
        held = _held(view, canonical_type(resource.type), known)
        if node.kind == DEPLOYMENT:  # what its component holds goes with what it delivers
            held = data_entries(resource, {}, known)
        yield from labels_node(view, _only_here(node, held, passed_on))
    yield from free_text_nodes(resource, node.location)


def _only_here(
    node: Node, held: list[DataEntry], passed_on: Container[tuple[str, str]]
) -> list[DataEntry]:
    """The labels of a resource that no node has among what rules judge of it.

    What has a kind without labels has none there, and of a deployment the deliveries are judged; a
    component holds what its parts hold, so of its own labels those count that it gave to none of
    them.
    """
    if node.kind == "structural":
        return [entry for entry in held if (node.id, str(entry["id"])) not in passed_on]
    is_judged = "data" in KINDS.get(str(node.kind), {"data": ""}) and node.kind != DEPLOYMENT
    return [] if is_judged else held


def passed_on_by(
    resource: RawResource, node: Node, index: ResourceIndex
) -> Iterator[tuple[str, str]]:
    """(component, label) of each label of a resource inside components, itself included."""
    if node.labels and node.kind != "structural":
        for above in index.ancestors(resource):
            yield from ((above.urn, label) for label in node.labels)
