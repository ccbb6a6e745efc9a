"""The gate inside the program: nothing is declared unless an analyzer of its own engine watches.

A policy pack can be left off the command line. So the program itself makes sure that one is there,
and that it judged the very estate the program is about to build.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pulumi

from edgewright.base.errors import EdgewrightError
from edgewright.base.ids import digest_file
from edgewright.base.project import Project, find_project
from edgewright.base.vocabulary import Phase
from edgewright.gate import session
from edgewright.gate.context import load_context
from edgewright.gate.judge import (
    OFF_SWITCH,
    OFFLINE_ENVIRONMENT,
    SWITCHED_OFF,
    asked_packs,
    instant,
)
from edgewright.gate.verdict import assemble
from edgewright.placement.place import place
from edgewright.placement.plan import PlacementPlan
from edgewright.policy.evaluation_file import write_evaluation
from edgewright.spec.load import load_estate
from edgewright.topology.build import build_topology
from edgewright.topology.model import Topology


def admit() -> tuple[Topology, PlacementPlan]:
    """What the running stack's estate means and where things go, if a gate watches.

    Ends the program with a coded error, before any resource exists, when none does, or when the
    estate is wrong or another than the gate has judged.
    """
    try:
        return _admit()
    except EdgewrightError as failure:
        _refuse(failure.text())


def _admit() -> tuple[Topology, PlacementPlan]:
    project, stack = _project(), pulumi.get_stack()
    folder = session.state_folder(project, stack)
    watching = session.find_session(folder, dry_run=pulumi.runtime.is_dry_run())
    if watching is None:
        session.forget_results(project, stack)
    file = project.estate_file(stack)
    if watching is None:
        _require_off_switch(project, stack)
    elif watching.estate != digest_file(file):
        raise EdgewrightError(
            "GAT-001",
            "the estate is another than the gate has judged, so nothing is declared",
            hint="Do not change it while Pulumi runs; run it again.",
        )
    estate = load_estate(file)
    topology = build_topology(estate, instant().date())
    return topology, place(topology)


def _project() -> Project:
    """The project the engine runs. Older language hosts do not say which folder that is."""
    root = pulumi.runtime.get_root_directory()
    return Project(Path(root)) if root else find_project()


def _require_off_switch(project: Project, stack: str) -> None:
    """Let an unwatched program go on only where its stack's config says so, and tell everybody.

    An evaluation without any verdict is left behind.
    """
    namespace, _, key = OFF_SWITCH.partition(":")
    if not pulumi.Config(namespace).get_bool(key):
        raise EdgewrightError(
            "GAT-001",
            "no gate watches this run, so nothing is declared",
            hint="Run `edgewright preview` or `edgewright up`, or give Pulumi the pack: "
            'PULUMI_OPTION_POLICY_PACK="$(edgewright pack-path)".',
        )
    context = load_context(project, stack, instant(), packs=asked_packs())
    evaluation = assemble(
        context,
        (),
        phase=Phase.PREVIEW if pulumi.runtime.is_dry_run() else Phase.UP,
        offline=os.environ.get(OFFLINE_ENVIRONMENT) == "1",
        complete=False,
    )
    write_evaluation(
        session.evaluation_file(project, stack),
        replace(evaluation, notes=(*evaluation.notes, SWITCHED_OFF)),
    )
    pulumi.log.warn(f"{SWITCHED_OFF} Nothing is judged.")


def _refuse(text: str) -> NoReturn:
    """End the program with `text` alone: the engine shows a RunError without a traceback."""
    raise pulumi.RunError(text)
