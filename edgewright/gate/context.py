"""Everything a verdict on a stack is based on, loaded once: the gate's inputs and their digest."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import components as components_package
from edgewright.base.ids import digest, digest_file
from edgewright.base.project import Project
from edgewright.facts import catalogue
from edgewright.graph.from_topology import topology_nodes
from edgewright.graph.model import Node
from edgewright.images.load import load_images
from edgewright.images.subjects import image_nodes
from edgewright.placement.place import place
from edgewright.placement.plan import PlacementPlan
from edgewright.policy.library import library_root, load_library
from edgewright.policy.policy_set import PolicySet, load_policy_set
from edgewright.spec.load import load_estate
from edgewright.tools.locate import locate
from edgewright.topology.build import build_topology
from edgewright.topology.holdings import all_data
from edgewright.topology.model import Topology

DEFAULT_PACKS = ("baseline",)
"""What judges a stack that has no estate."""


@dataclass(frozen=True)
class GateContext:
    """What a stack is judged by.

    Attributes:
        topology, plan: None for a stack without an estate (a program that never heard of us).
        estate_nodes: the estate's own parts, judged together with the resources.
        assets: label id -> {id, origin, classification, categories, retention_days}.
        opa: the OPA executable.
        digests: name -> "sha256:..." of every input.
    """

    stack: str
    topology: Topology | None
    plan: PlacementPlan | None
    estate_nodes: tuple[Node, ...]
    assets: Mapping[str, dict[str, Any]]
    policies: PolicySet
    facts: Mapping[str, Any]
    opa: Path
    at: datetime
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def inputs(self) -> str:
        """One digest over all of them: what an admission is for."""
        return digest(dict(self.digests))


def load_context(project: Project, stack: str, at: datetime) -> GateContext:
    """Load and check everything that judges `stack`.

    Raises:
        EdgewrightError: whatever is wrong with the estate, its images, packs, parameters, waivers
            or facts, or a missing OPA.
    """
    opa = locate("opa", project.root)
    library = load_library(library_root(), opa)
    estate_file = project.stack_folder(stack) / "estate.yaml"
    if not estate_file.is_file():
        policies = load_policy_set(library, DEFAULT_PACKS, None, None, at)
        digests = {**policies.digests, "facts": catalogue.digest()}
        return GateContext(
            stack, None, None, (), {}, policies, catalogue.as_data(), opa, at, digests
        )
    estate = load_estate(estate_file)
    chosen, folder = estate.policies, estate_file.parent
    policies = load_policy_set(
        library,
        chosen.packs,
        folder / chosen.params if chosen.params else None,
        folder / chosen.waivers if chosen.waivers else None,
        at,
        folder,
    )
    topology = build_topology(estate, at.date())
    plan = place(topology)
    images = load_images(project.root / "edge_images", {fleet.image for fleet in topology.fleets})
    return GateContext(
        stack=stack,
        topology=topology,
        plan=plan,
        estate_nodes=(
            *(_placed_in(project, node) for node in topology_nodes(topology, plan)),
            *image_nodes(images, topology),
        ),
        assets={entry["id"]: entry for entry in all_data(topology)},
        policies=policies,
        facts=catalogue.as_data(),
        opa=opa,
        at=at,
        digests={
            **policies.digests,
            "facts": catalogue.digest(),
            "estate": digest_file(estate_file),
            "images": digest([image.model_dump(mode="json") for image in images]),
            "program": _program_digest(project, stack),
        },
    )


def _placed_in(project: Project, node: Node) -> Node:
    """The node with its place relative to the project, as reports and editors want it."""
    place = node.declared_at
    return replace(node, declared_at=place and place.removeprefix(f"{project.root}{os.sep}"))


def _program_digest(project: Project, stack: str) -> str:
    """The SHA-256 of what the program is made of: its own modules, our components, its config."""
    components = Path(components_package.__path__[0])
    sources = [*(project.root / "stacks").rglob("*.py"), *components.rglob("*.py")]
    config = project.root / "stacks" / f"Pulumi.{stack}.yaml"
    files = [*sources, *([config] if config.is_file() else [])]
    return digest(sorted([path.name, digest_file(path)] for path in files))
