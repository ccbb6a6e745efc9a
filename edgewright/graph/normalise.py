"""From recorded resources to the resource graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from edgewright.graph import aws, azure, copies, edge_software
from edgewright.graph.custody import key_custody, store_custody
from edgewright.graph.global_services import service_nodes
from edgewright.graph.images import image_edges
from edgewright.graph.index import ResourceIndex, canonical_type
from edgewright.graph.kinds import KINDS
from edgewright.graph.kinds.fit import fitted
from edgewright.graph.labels import DataEntry, data_entries, intent_of
from edgewright.graph.marks import secrets_in, unknowns_in
from edgewright.graph.model import (
    UNKNOWN,
    Edge,
    Node,
    RawResource,
    ResourceGraph,
    is_unknown,
)
from edgewright.graph.view import View
from edgewright.graph.whereabouts import as_property, package_of, region_name, whereabouts
from edgewright.graph.words import word_nodes

Normaliser = Callable[[View], dict[str, Any]]

NORMALISERS: dict[str, tuple[str, Normaliser]] = {
    **aws.NORMALISERS,
    **azure.NORMALISERS,
    **edge_software.NORMALISERS,
}
STRUCTURAL_PACKAGES = frozenset({"edgewright"})
"""Our own components: they hold nothing themselves."""


def record_graph(
    resources: Iterable[RawResource], assets: Mapping[str, DataEntry] | None = None
) -> ResourceGraph:
    """The resource graph of recorded resources, sorted by id.

    Besides one node for each resource it has those for what a resource does or says by the way:
    the copies it makes (copy.*), labels in a global service and words that may be personal data.
    Their ids are the resource's with "#" and a name, their parent is the resource.

    The stack itself and providers are no nodes: they hold nothing, and not every recording has
    them.

    Args:
        resources: what a recorder saw, in any order.
        assets: label id -> what the estate knows of it, for labels named only by tags.
    """
    index = ResourceIndex(resources)
    known = assets or {}
    nodes = [
        _node(resource, index, known)
        for resource in index.by_urn.values()
        if package_of(resource.type) != "pulumi"
    ]
    ids = {node.id for node in nodes}
    edges = {edge for node in nodes for edge in _edges(index.by_urn[node.id], node)}
    copied, flows = copies.copy_nodes(index, known)
    edges |= flows | image_edges(nodes, index)
    nodes += [*copied, *(found for node in nodes for found in _besides(node, index, known))]
    return ResourceGraph(
        nodes=tuple(sorted(nodes, key=lambda node: node.id)),
        edges=tuple(
            sorted(
                (edge for edge in edges if edge.target in ids),
                key=lambda edge: (edge.source, edge.kind, edge.target),
            )
        ),
    )


def resource_node(resource: RawResource, assets: Mapping[str, DataEntry] | None = None) -> Node:
    """One resource by itself, as a rule of scope "resource" may see it."""
    return _node(resource, ResourceIndex([resource]), assets or {})


def is_structural(type: str) -> bool:
    """Whether a type only groups or configures others, so that there is nothing to assess."""
    if type in NORMALISERS:
        return False
    parts = aws.PARTS | azure.PARTS | copies.PARTS
    return package_of(type) in STRUCTURAL_PACKAGES or type in parts


def _node(resource: RawResource, index: ResourceIndex, assets: Mapping[str, DataEntry]) -> Node:
    type = canonical_type(resource.type)
    intent = intent_of(resource, index)
    place = whereabouts(resource, index)
    data = data_entries(resource, intent, assets)
    kind, given = _normalised(type, View(resource, index, place, data, intent))
    filled, differs = _with_intent(given, intent)
    props = {} if kind is None else fitted(kind, filled)
    return Node(
        id=resource.urn,
        type=type,
        kind="structural" if kind is None and is_structural(type) else kind,
        name=resource.name,
        provider=package_of(type),
        location=place,
        labels=tuple(entry["id"] for entry in data),
        props=props,
        unknown=unknowns_in(props),
        secret=secrets_in(props),
        parent=resource.parent,
        intent=intent,
        differs=tuple(differs),
    )


def _normalised(type: str, view: View) -> tuple[str | None, dict[str, Any]]:
    if type not in NORMALISERS:
        return None, {}
    kind, normaliser = NORMALISERS[type]
    found = normaliser(view)
    said = {"carrier": view.intent.get("carrier")}
    every = {"location": as_property(view.place), "data": view.data, **said}
    given = {name: value for name, value in every.items() if name in KINDS[kind]} | found
    if kind == "key.key":
        given["custody"] = key_custody(view.resource, view.index)
    if "key_custody" in KINDS[kind]:
        given |= _of_store(view, found)
    return kind, given


def _of_store(view: View, found: Mapping[str, Any]) -> dict[str, Any]:
    """Who holds a store's key, and which regions its provider and its component ask for."""
    return {
        "key_custody": store_custody(found, view.index),
        "provider_region": _other_region(view),
        "intended_region": view.intent.get("region"),
    }


def _other_region(view: View) -> Any:
    """The region of a store's provider, where it speaks against the store's own.

    Nothing else is kept of it: a preview written as JSON does not have the inputs of default
    providers, and every way of recording shall give the same graph.
    """
    if view.intent.get("region") is not None:
        return None
    name = "location" if view.place.cloud == "azure" else "region"
    said = view.resource.provider_props.get(name)
    if is_unknown(said):
        return dict(UNKNOWN)
    region = region_name(view.place.cloud, said)
    return None if region == view.place.region else region


def _with_intent(
    props: dict[str, Any], intent: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Fill what a preview cannot know from what the program wrote, and name what differs.

    An intent never overrides a value that is there: the resource is what will be deployed.
    """
    filled, differs = dict(props), []
    for name, wanted in intent.items():
        if name == "data" or name not in props:
            continue
        if is_unknown(props[name]):
            filled[name] = wanted
        elif props[name] is not None and props[name] != wanted:
            differs.append(name)
    wanted_region = intent.get("region")
    region = (props.get("location") or {}).get("region")
    if wanted_region and isinstance(region, str) and region not in (wanted_region, "global"):
        differs.append("location.region")
    return filled, sorted(differs)


def _besides(node: Node, index: ResourceIndex, assets: Mapping[str, DataEntry]) -> Iterable[Node]:
    resource = index.by_urn[node.id]
    yield from service_nodes(resource, index, node.location, assets)
    yield from word_nodes(resource, node.location)


def _edges(resource: RawResource, node: Node) -> Iterable[Edge]:
    depended = set(resource.dependencies)
    for urns in resource.property_dependencies.values():
        depended.update(urns)
    for target in depended:
        yield Edge("depends", node.id, target)
    key = node.props.get("key")
    if isinstance(key, str):
        yield Edge("encrypts-with", node.id, key)
