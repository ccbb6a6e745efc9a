"""Which image registries of the program a workload pulls from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from edgewright.graph.model import Edge, Node
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.view import read

REPOSITORY = "aws:ecr/repository:Repository"
REGISTRY = "azure-native:containerregistry:Registry"


def image_edges(nodes: Iterable[Node], index: ResourceIndex) -> set[Edge]:
    """An edge "pulls-from" from whatever names an image to the registry that has it."""
    registries = dict(_registries(index))
    return {
        Edge("pulls-from", node.id, registry)
        for node in (nodes if registries else ())
        for image in _images(node)
        for registry in _having(registries, image)
    }


def _registries(index: ResourceIndex) -> Iterator[tuple[str, str]]:
    """The beginning of a registry's references, and its URN.

    Azure's is the registry's name in a fixed domain; what the service answers is not in every
    recording.
    """
    for one in index.of_type(REPOSITORY):
        if isinstance(start := one.props.get("repositoryUrl"), str) and start:
            yield start, one.urn
    for one in index.of_type(REGISTRY):
        if isinstance(name := one.props.get("registryName"), str) and name:
            yield f"{name.lower()}.azurecr.io", one.urn


def _images(node: Node) -> Iterator[str]:
    references: list[Any] = [node.props.get("image")]
    for property, name in (("components", "image"), ("artifacts", "uri")):
        listed = node.props.get(property)
        references += [read(one, name) for one in listed] if isinstance(listed, list) else []
    for reference in references:
        if isinstance(reference, str):
            yield reference.removeprefix("docker:")


def _having(registries: dict[str, str], image: str) -> Iterator[str]:
    """A reference is a registry's host, a name, and ":tag" or "@digest"."""
    name = image.partition("@")[0]
    path, _, last = name.rpartition("/")
    name = f"{path}/{last.partition(':')[0]}" if path else name
    found = registries.get(name) or registries.get(name.partition("/")[0])
    if found is not None:
        yield found
