"""What is judged: the estate with what its resources copy, the resources, the rules' own inputs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from edgewright.gate.context import GateContext
from edgewright.graph.estate.derived_flows import with_resources
from edgewright.graph.estate.from_topology import topology_nodes
from edgewright.graph.model import Node, ResourceGraph
from edgewright.graph.normalise import leaving_nodes
from edgewright.graph.resource.from_state import Recording
from edgewright.graph.resource.labels import Labelling
from edgewright.policy.evaluation import StillThere
from edgewright.topology.model import Topology


@dataclass(frozen=True)
class Subjects:
    """What one evaluation judges.

    Attributes:
        topology: the estate's, with what its resources copy by themselves; None without an estate.
        nodes: everything rules see.
    """

    topology: Topology | None
    nodes: tuple[Node, ...]


def subjects(context: GateContext, graph: ResourceGraph | None = None) -> Subjects:
    """The estate, its resources if they are known, and what the rules themselves rest on."""
    resources = graph.nodes if graph else ()
    if context.topology is None:
        return Subjects(None, (*context.own_nodes, *resources))
    topology = with_resources(context.topology, resources)
    parts = _placed(topology_nodes(topology, context.plan), context.project.root)
    return Subjects(topology, (*parts, *context.own_nodes, *resources))


def still_there(recording: Recording, known: Labelling) -> tuple[StillThere, ...]:
    """What a recording says exists beside the stack's resources, sorted by URN and reason."""
    listed = (
        StillThere(node.id, node.name, node.type, node.location.country, node.labels, why)
        for node, why in leaving_nodes(recording, known)
    )
    return tuple(sorted(listed, key=lambda it: (it.node, it.why)))


def _placed(nodes: Iterable[Node], root: Path) -> list[Node]:
    """The nodes with their places relative to the project, as reports and editors want them."""
    start = f"{root}{os.sep}"
    return [
        replace(node, declared_at=node.declared_at and node.declared_at.removeprefix(start))
        for node in nodes
    ]
