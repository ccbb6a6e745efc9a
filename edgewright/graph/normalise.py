"""From recorded resources to the resource graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from edgewright.graph.custody import key_custody, store_custody
from edgewright.graph.detect import flow_nodes
from edgewright.graph.kinds import KINDS
from edgewright.graph.kinds.fit import fitted
from edgewright.graph.model import (
    UNKNOWN,
    Node,
    Properties,
    PropertyValue,
    RawResource,
    ResourceGraph,
    is_unknown,
)
from edgewright.graph.registry import NORMALISERS, STRUCTURAL, index_of
from edgewright.graph.resource.free_text import free_text_nodes
from edgewright.graph.resource.global_services import service_nodes
from edgewright.graph.resource.index import ResourceIndex, canonical_type
from edgewright.graph.resource.labels import DataEntry, data_entries, ids_of
from edgewright.graph.resource.location import OWN_PACKAGE, as_property, package_of, region_named
from edgewright.graph.resource.markers import secrets_in, unknowns_in
from edgewright.graph.resource.view import ResourceView


def record_graph(
    resources: Iterable[RawResource], assets: Mapping[str, DataEntry] | None = None
) -> ResourceGraph:
    """The resource graph of recorded resources, sorted by id.

    Besides one node for each resource it has those for what a resource does or says by the way:
    the flows it causes (copy.*), labels in a global service, free text that may be personal data.
    Their ids are the resource's with "#" and a name, their parent is the resource.

    The stack itself and providers are no nodes: they hold nothing, and not every recording has
    them.

    Args:
        resources: what a recorder saw, in any order.
        assets: label id -> what the estate knows of it, for labels named only by tags.
    """
    index = index_of(resources)
    known = assets or {}
    nodes = [
        _node(resource, index, known)
        for resource in index.by_urn.values()
        if package_of(resource.type) != "pulumi"
    ]
    besides = [found for node in nodes for found in _besides(node, index, known)]
    nodes += [*flow_nodes(index, known), *besides]
    return ResourceGraph(tuple(sorted(nodes, key=lambda node: node.id)))


def resource_node(resource: RawResource, assets: Mapping[str, DataEntry] | None = None) -> Node:
    """One resource by itself, as a rule of scope "resource" may see it."""
    return _node(resource, index_of([resource]), assets or {})


def is_structural(type: str) -> bool:
    """Whether a type only groups or configures others, so that there is nothing to assess."""
    if type in NORMALISERS:
        return False
    # Our own components hold nothing themselves.
    return package_of(type) == OWN_PACKAGE or type in STRUCTURAL


def _node(resource: RawResource, index: ResourceIndex, assets: Mapping[str, DataEntry]) -> Node:
    view = ResourceView(resource, index)
    type = canonical_type(resource.type)
    data = data_entries(resource, view.intent, assets)
    kind, found = _normalised(type, view, data)
    filled = _with_intent(found, view.intent)
    props: Properties = {} if kind is None else fitted(kind, filled)
    return Node(
        id=resource.urn,
        type=type,
        kind="structural" if kind is None and is_structural(type) else kind,
        name=resource.name,
        provider=package_of(type),
        location=view.place,
        labels=ids_of(data),
        props=props,
        unknown=unknowns_in(props),
        secret=secrets_in(props),
        parent=resource.parent,
        intent=view.intent,
        inputs=resource.inputs or resource.props,  # of what is only read there are outputs alone
    )


def _normalised(
    type: str, view: ResourceView, data: list[DataEntry]
) -> tuple[str | None, Properties]:
    if type not in NORMALISERS:
        return None, {}
    kind, normaliser = NORMALISERS[type]
    found = normaliser(view)
    every: Properties = {
        "location": as_property(view.place),
        "data": [*data],
        "carrier": view.intent.get("carrier"),
    }
    given = {name: value for name, value in every.items() if name in KINDS[kind]} | found
    if kind == "key.key":
        given["custody"] = key_custody(view)
    if "key_custody" in KINDS[kind]:
        given |= _of_store(view, found)
    return kind, given


def _of_store(view: ResourceView, found: Properties) -> Properties:
    """Who holds a store's key, and which regions its provider and its component ask for."""
    return {
        "key_custody": store_custody(view, found),
        "provider_region": _other_region(view),
        "intended_region": view.intent.get("region"),
    }


def _other_region(view: ResourceView) -> PropertyValue:
    """The region of a store's provider, where it speaks against the store's own.

    Nothing else is kept of it: a preview written as JSON does not have the inputs of default
    providers, and every way of recording shall give the same graph.
    """
    if view.intent.get("region") is not None:
        return None
    declared = view.resource.provider_props.get(view.locator.provider_region)
    if is_unknown(declared):
        return dict(UNKNOWN)
    region = region_named(view.locator, declared)
    return None if region == view.place.region else region


def _with_intent(props: Properties, intent: Properties) -> Properties:
    """Fill what a preview cannot know from what the program wrote.

    An intent never overrides a value that is there: the resource is what will be deployed.
    """
    return {
        name: intent[name] if is_unknown(value) and name != "data" and name in intent else value
        for name, value in props.items()
    }


def _besides(node: Node, index: ResourceIndex, assets: Mapping[str, DataEntry]) -> Iterable[Node]:
    resource = index.by_urn[node.id]
    yield from service_nodes(resource, index, node.location, assets)
    yield from free_text_nodes(resource, node.location)
