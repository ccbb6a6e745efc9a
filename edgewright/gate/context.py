"""Everything a verdict on a stack is based on, loaded once: the gate's inputs and their digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError, Place, raise_all, shortened
from edgewright.base.ids import digest, digest_file
from edgewright.base.project import Project
from edgewright.base.similar import did_you_mean
from edgewright.facts import catalogue
from edgewright.gate.category_patterns import stray_patterns
from edgewright.gate.pulumi_project import config_file
from edgewright.gate.what_if import NOTHING, WhatIf
from edgewright.graph.model import Node
from edgewright.graph.resource.labels import Labelling, LabelRule
from edgewright.images.load import load_images
from edgewright.images.subjects import image_nodes
from edgewright.placement.place import place
from edgewright.placement.plan import PlacementPlan
from edgewright.policy.library import Rule, library_root, load_library
from edgewright.policy.own_rules import own_policies
from edgewright.policy.policy_set import Choice, PolicySet, load_policy_set
from edgewright.policy.subjects import policy_nodes
from edgewright.spec.load import load_estate
from edgewright.spec.models import Estate
from edgewright.spec.project_file import FILE, ProjectFile, load_project_file
from edgewright.spec.renamed import Note, notes
from edgewright.tools.locate import locate
from edgewright.topology.assets import build_assets
from edgewright.topology.build import build_topology
from edgewright.topology.flow_ids import flow_ids
from edgewright.topology.holdings import data_entry
from edgewright.topology.model import Asset, Topology


@dataclass(frozen=True)
class ProjectContext:
    """What a project's edgewright.yaml comes to; where there is none, as an empty one.

    Attributes:
        assets: the data it describes, sorted by id.
        digests: name -> "sha256:..." of the file.
    """

    file: ProjectFile
    assets: tuple[Asset, ...]
    digests: Mapping[str, str]


@dataclass(frozen=True)
class EstateContext:
    """What a stack's estate comes to.

    Attributes:
        topology: what is where, and what moves.
        plan: which workload runs where.
        images: the device images of its fleets, as nodes.
        root: the project's folder, which places in files are shown relative to.
        digests: name -> "sha256:..." of the files it is made of.
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
        project: what judges such a stack, and what of it counts for stacks with an estate too.
        label_rules: which resources hold which data, where no tag of theirs says so.
        asked_packs: packs that judge instead of the stack's; none where the stack's do.
        facts: what is known of the outside world, as assumed.
        opa: the OPA executable.
        at: the instant the verdict is for.
        source: the file, relative to the project, that says most of what is judged.
    """

    stack: str
    estate: EstateContext | None
    project: ProjectContext
    label_rules: tuple[LabelRule, ...]
    asked_packs: tuple[str, ...]
    policies: PolicySet
    facts: Mapping[str, Any]
    opa: Path
    at: datetime
    source: str

    @cached_property
    def own_nodes(self) -> tuple[Node, ...]:
        """What is judged besides the estate's parts and the resources.

        Device images, and the waivers, facts and contradictions that the rules rest on.
        """
        images = self.estate.images if self.estate else ()
        return (*images, *policy_nodes(self.policies, self.at))

    @cached_property
    def labelling(self) -> Labelling:
        """What is known of labels besides what resources say themselves.

        What the estate says of a label counts before what edgewright.yaml says of it.
        """
        estate = self.estate.topology.assets if self.estate else ()
        known = {asset.id: asset for asset in (*self.project.assets, *estate)}
        return Labelling(
            assets={id: data_entry(one) for id, one in known.items() if not one.derived_from},
            rules=self.label_rules,
            carried={id: one.labels for id, one in known.items() if one.derived_from},
        )

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Name -> "sha256:..." of every input."""
        estate = self.estate.digests if self.estate else {}
        own = self.project.digests
        return {**self.policies.digests, "facts": catalogue.digest(), **own, **estate}

    @property
    def inputs(self) -> str:
        """One digest over all of them: what an admission is for."""
        return digest(dict(self.digests))

    @property
    def remarks(self) -> tuple[str, ...]:
        """What every report on a verdict says of what it is based on."""
        packs = ", ".join(self.asked_packs)
        return (f"Judged by the packs asked for ({packs}), not the stack's.",) if packs else ()

    @property
    def notes(self) -> tuple[Note, ...]:
        """What should be written otherwise, though it is understood."""
        estate = self.estate.notes if self.estate else ()
        return (*estate, *(_idle(rule) for rule in self.policies.idle()))


def load_context(
    project: Project,
    stack: str,
    at: datetime,
    what_if: WhatIf = NOTHING,
    packs: Sequence[str] = (),
) -> GateContext:
    """Load and check everything that judges `stack`.

    Args:
        project: the project.
        stack: the stack's name.
        at: the instant the verdict is for.
        what_if: what is assumed to be otherwise than the estate and the facts say.
        packs: packs that judge instead of the stack's, by name or as files of the project.

    Raises:
        EdgewrightError: whatever is wrong with the estate, its images, edgewright.yaml, the
            project's rules, packs, parameters, waivers or facts, or a missing OPA.
    """
    opa = locate("opa")
    project_file = load_project_file(project.root)
    library = load_library(library_root(), opa, own_policies(project.root, project_file))
    file = project.stack_folder(stack) / "estate.yaml"
    estate = what_if.estate(load_estate(file), at.date()) if file.is_file() else None
    own = _project_context(project, project_file, at)
    known = _estate_context(project, stack, file, estate, at) if estate else None
    chosen = choice(project, project_file, stack, estate)
    if estate is not None:
        raise_all([*stray_patterns(estate, file.parent)])
    if packs:
        chosen = replace(chosen, packs=tuple(packs), folder=project.root, listed=None)
    return GateContext(
        stack=stack,
        policies=load_policy_set(library, chosen, at),
        estate=known,
        project=own,
        label_rules=_label_rules(project_file, own, known),
        asked_packs=tuple(packs),
        facts=what_if.facts(catalogue.as_data()),
        opa=opa,
        at=at,
        source=_source(project, stack, estate),
    )


def _source(project: Project, stack: str, estate: Estate | None) -> str:
    """The file that says most of what is judged, relative to the project."""
    files = [project.root / FILE, config_file(project, stack), project.file]
    if estate is not None:
        files.insert(0, project.stack_folder(stack) / "estate.yaml")
    found = next((path for path in files if path.is_file()), project.file)
    return found.relative_to(project.root).as_posix()


def choice(project: Project, file: ProjectFile, stack: str, estate: Estate | None) -> Choice:
    """What `stack` is judged by: as its estate says, else as the project file says.

    The rules that the project file lists besides its packs count for every stack.
    """
    if estate is None:
        here = project.root
        params = here / file.params if isinstance(file.params, str) else file.own_params
        return Choice(file.packs, here, params, _beside(here, file.waivers), file)
    own, here = estate.policies, project.stack_folder(stack)
    params, waivers = _beside(here, own.params), _beside(here, own.waivers)
    return Choice(own.packs, here, params, waivers, file, flow_ids(estate.flows))


def _beside(folder: Path, name: str | None) -> Path | None:
    return folder / name if name else None


def _project_context(project: Project, file: ProjectFile, at: datetime) -> ProjectContext:
    path = project.root / FILE
    return ProjectContext(
        file=file,
        assets=build_assets(file.described(), at.date()),
        digests={"project": digest_file(path)} if path.is_file() else {},
    )


def _label_rules(
    file: ProjectFile, own: ProjectContext, estate: EstateContext | None
) -> tuple[LabelRule, ...]:
    """The file's mapping of resources to labels; derived data stands for the labels it carries.

    Raises:
        EdgewrightError: PRJ-004 for data that nobody describes.
    """
    assets = (*own.assets, *(estate.topology.assets if estate else ()))
    labels = {asset.id: asset.labels for asset in assets}
    raise_all(
        [
            _undescribed(file.value_place_of("labels", number, "data", position), name, labels)
            for number, rule in enumerate(file.labels)
            for position, name in enumerate(rule.data)
            if name not in labels
        ]
    )
    carried = [[label for name in rule.data for label in labels[name]] for rule in file.labels]
    return tuple(
        LabelRule(rule.match, tuple(dict.fromkeys(found)))
        for rule, found in zip(file.labels, carried, strict=True)
    )


def _undescribed(place: Place, name: str, known: Mapping[str, Any]) -> EdgewrightError:
    return EdgewrightError(
        "PRJ-004",
        f"labels: nobody describes the data {shortened(name)}",
        place=place,
        hint=did_you_mean(name, known, "Describe it below `data:`."),
    )


def _idle(rule: Rule) -> Note:
    return Note(
        f"rule {rule.id} judges nothing: no pack in use lists it, nor does `rules:` of {FILE}",
        Place(str(rule.path)),
    )


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
        },
        notes=tuple(notes(estate)),
    )
