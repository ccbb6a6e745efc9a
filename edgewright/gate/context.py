"""Everything a verdict on a stack is based on, loaded once: the gate's inputs and their digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import edgewright.components as components_package
from edgewright.base.errors import raise_all
from edgewright.base.ids import digest, digest_file
from edgewright.base.project import Project
from edgewright.facts import catalogue
from edgewright.gate.category_patterns import stray_patterns
from edgewright.gate.what_if import NOTHING, WhatIf
from edgewright.graph.model import Node
from edgewright.images.load import load_images
from edgewright.images.subjects import image_nodes
from edgewright.placement.place import place
from edgewright.placement.plan import PlacementPlan
from edgewright.policy.library import Library, library_root, load_library
from edgewright.policy.policy_set import PolicySet, load_policy_set
from edgewright.policy.subjects import policy_nodes
from edgewright.spec.load import load_estate
from edgewright.spec.models import Estate
from edgewright.spec.renamed import Note, notes
from edgewright.tools.locate import locate
from edgewright.topology.build import build_topology
from edgewright.topology.holdings import all_data
from edgewright.topology.model import Topology

DEFAULT_PACKS = ("baseline",)
"""What judges a stack that has no estate."""


@dataclass(frozen=True)
class EstateContext:
    """What a stack's estate comes to.

    Attributes:
        topology: what is where, and what moves.
        plan: which workload runs where.
        images: the device images of its fleets, as nodes.
        root: the project's folder, which places in files are shown relative to.
        digests: name -> "sha256:..." of the files and programs it is made of.
        notes: what its file should say otherwise, though it is understood.
    """

    topology: Topology
    plan: PlacementPlan
    images: tuple[Node, ...]
    root: Path
    digests: Mapping[str, str]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class GateContext:
    """What a stack is judged by.

    Attributes:
        estate: None for a stack without one (a program that never heard of us).
        facts: what is known of the outside world, as assumed.
        opa: the OPA executable.
        at: the instant the verdict is for.
    """

    stack: str
    estate: EstateContext | None
    policies: PolicySet
    facts: Mapping[str, Any]
    opa: Path
    at: datetime

    @cached_property
    def own_nodes(self) -> tuple[Node, ...]:
        """What is judged besides the estate's parts and the resources.

        Device images, and the waivers, facts and contradictions that the rules rest on.
        """
        images = self.estate.images if self.estate else ()
        return (*images, *policy_nodes(self.policies, self.at))

    @cached_property
    def assets(self) -> Mapping[str, dict[str, Any]]:
        """Label id -> {id, origin, classification, categories, retention_days}."""
        entries = all_data(self.estate.topology) if self.estate else []
        return {entry["id"]: entry for entry in entries}

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Name -> "sha256:..." of every input."""
        estate = self.estate.digests if self.estate else {}
        return {**self.policies.digests, "facts": catalogue.digest(), **estate}

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
    file = project.stack_folder(stack) / "estate.yaml"
    estate = what_if.estate(load_estate(file), at.date()) if file.is_file() else None
    return GateContext(
        stack=stack,
        policies=_policies(library, estate, file.parent, at),
        estate=_estate_context(project, stack, file, estate, at) if estate else None,
        facts=what_if.facts(catalogue.as_data()),
        opa=opa,
        at=at,
    )


def _policies(library: Library, estate: Estate | None, folder: Path, at: datetime) -> PolicySet:
    """The packs, parameters and waivers that an estate in `folder` names."""
    if estate is None:
        return load_policy_set(library, DEFAULT_PACKS, None, None, at)
    chosen = estate.policies
    policies = load_policy_set(
        library,
        chosen.packs,
        folder / chosen.params if chosen.params else None,
        folder / chosen.waivers if chosen.waivers else None,
        at,
        folder,
    )
    raise_all([*stray_patterns(estate, folder)])
    return policies


def _estate_context(
    project: Project, stack: str, file: Path, estate: Estate, at: datetime
) -> EstateContext:
    topology = build_topology(estate, at.date())
    images = load_images(project.root / "edge_images", {fleet.image for fleet in topology.fleets})
    return EstateContext(
        topology=topology,
        plan=place(topology),
        images=image_nodes(images, topology),
        root=project.root,
        digests={
            "estate": digest_file(file),
            "images": digest([image.model_dump(mode="json") for image in images]),
            "program": _program_digest(project, stack),
        },
        notes=tuple(notes(estate)),
    )


def _program_digest(project: Project, stack: str) -> str:
    """The SHA-256 of what the program is made of: its own modules, our components, its config."""
    components = Path(components_package.__path__[0])
    sources = [*(project.root / "stacks").rglob("*.py"), *components.rglob("*.py")]
    config = project.root / "stacks" / f"Pulumi.{stack}.yaml"
    files = [*sources, *([config] if config.is_file() else [])]
    return digest(sorted([path.name, digest_file(path)] for path in files))
