"""Everything a verdict on a stack is based on, loaded once: the gate's inputs and their digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import edgewright.components as components_package
from edgewright.base.ids import digest, digest_file
from edgewright.base.project import Project
from edgewright.facts import catalogue
from edgewright.gate.what_if import NOTHING, WhatIf
from edgewright.graph.model import Node
from edgewright.images.load import load_images
from edgewright.images.subjects import image_nodes
from edgewright.placement.place import place
from edgewright.placement.plan import PlacementPlan
from edgewright.policy.library import library_root, load_library
from edgewright.policy.policy_set import PolicySet, load_policy_set
from edgewright.policy.subjects import policy_nodes
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
        root: the project's folder.
        own_nodes: what is judged besides the estate's parts and the resources: device images, and
            the waivers, facts and contradictions that the rules themselves rest on.
        assets: label id -> {id, origin, classification, categories, retention_days}.
        opa: the OPA executable.
        digests: name -> "sha256:..." of every input.
    """

    stack: str
    topology: Topology | None
    plan: PlacementPlan | None
    root: Path
    own_nodes: tuple[Node, ...]
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


def load_context(
    project: Project, stack: str, at: datetime, what_if: WhatIf = NOTHING
) -> GateContext:
    """Load and check everything that judges `stack`.

    Args:
        project: the project.
        stack: the stack's name.
        at: the instant the verdict is for.
        what_if: what is assumed to be otherwise than the estate and the facts say.

    Raises:
        EdgewrightError: whatever is wrong with the estate, its images, packs, parameters, waivers
            or facts, or a missing OPA.
    """
    opa = locate("opa")
    library = load_library(library_root(), opa)
    estate_file = project.stack_folder(stack) / "estate.yaml"
    if not estate_file.is_file():
        policies = load_policy_set(library, DEFAULT_PACKS, None, None, at)
        return GateContext(
            stack=stack,
            topology=None,
            plan=None,
            root=project.root,
            own_nodes=policy_nodes(policies, at),
            assets={},
            policies=policies,
            facts=what_if.facts(catalogue.as_data()),
            opa=opa,
            at=at,
            digests={**policies.digests, "facts": catalogue.digest()},
        )
    estate = what_if.estate(load_estate(estate_file), at.date())
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
        root=project.root,
        own_nodes=(*image_nodes(images, topology), *policy_nodes(policies, at)),
        assets={entry["id"]: entry for entry in all_data(topology)},
        policies=policies,
        facts=what_if.facts(catalogue.as_data()),
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


def _program_digest(project: Project, stack: str) -> str:
    """The SHA-256 of what the program is made of: its own modules, our components, its config."""
    components = Path(components_package.__path__[0])
    sources = [*(project.root / "stacks").rglob("*.py"), *components.rglob("*.py")]
    config = project.root / "stacks" / f"Pulumi.{stack}.yaml"
    files = [*sources, *([config] if config.is_file() else [])]
    return digest(sorted([path.name, digest_file(path)] for path in files))
