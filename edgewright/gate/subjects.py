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
from edgewright.placement.plan import PlacementPlan
from edgewright.policy.evaluation import StillThere
from edgewright.policy.subjects import with_reach
from edgewright.topology.described import NO_ESTATE, with_described
from edgewright.topology.model import Topology

NO_PLAN = PlacementPlan((), ())


@dataclass(frozen=True)
class Subjects:
    """What one evaluation judges.

    Attributes:
        topology: the estate's, with what its resources hold and copy by themselves; None without
            an estate, unless resources hold data that the project describes.
        nodes: everything rules see.
    """

    topology: Topology | None
    nodes: tuple[Node, ...]


def subjects(context: GateContext, graph: ResourceGraph | None = None) -> Subjects:
    """The estate, its resources if they are known, and what the rules themselves rest on."""
    resources = graph.nodes if graph else ()
    estate = context.estate
    own = estate.topology if estate else NO_ESTATE
    rules_own = with_reach(context.own_nodes, resources)
    held = {label for node in resources for label in node.labels}
    described = [asset for asset in context.project.assets if held & set(asset.labels)]
    topology = with_described(own, described)
    if topology is NO_ESTATE:
        return Subjects(None, (*rules_own, *resources))
    topology = with_resources(topology, resources)
    plan, root = (estate.plan, estate.root) if estate else (NO_PLAN, Path())
    parts = _placed(topology_nodes(topology, plan), root)
    return Subjects(topology, (*parts, *rules_own, *resources))


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
