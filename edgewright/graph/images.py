"""Which image registries of the program a workload pulls from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from edgewright.graph.index import ResourceIndex
from edgewright.graph.model import Edge, Node
from edgewright.graph.view import read

HOSTS = {
    "aws:ecr/repository:Repository": "repositoryUrl",
    "azure-native:containerregistry:Registry": "loginServer",
}
"""Type of a registry -> property with the beginning of its images' references."""


def image_edges(nodes: Iterable[Node], index: ResourceIndex) -> set[Edge]:
    """An edge "pulls-from" from whatever names an image to the registry that has it."""
    registries = {
        start: one.urn
        for type, property in HOSTS.items()
        for one in index.of_type(type)
        if isinstance(start := one.props.get(property), str) and start
    }
    return {
        Edge("pulls-from", node.id, registry)
        for node in (nodes if registries else ())
        for image in _images(node)
        for registry in _having(registries, image)
    }


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
