"""Stacks on the real engine with the gate on, and a cloud that is as unforeseeable as real ones."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine_runs import STACK, Finished, engine_environment, make_project, run_pulumi, state
from fresh_cloud import install_fresh_cloud

from edgewright.base.project import Project
from edgewright.gate.run import pack_path
from edgewright.gate.session import state_folder
from edgewright.policy.evaluation_file import read_evaluation

EU = {"aws:region": "eu-central-1"}


@dataclass(frozen=True)
class Stack:
    """One stack with the gate on."""

    root: Path

    def pulumi(self, *words: str, **variables: str) -> Finished:
        """Run Pulumi on it with the pack attached."""
        first = install_fresh_cloud(self.root / ".engine" / "fresh")
        path = engine_environment(self.root / ".engine")["PATH"]
        return run_pulumi(
            self.root,
            *words,
            **{
                "PATH": os.pathsep.join([str(first), path]),
                "PULUMI_OPTION_POLICY_PACK": str(pack_path()),
                **variables,
            },
        )

    def preview(self, *words: str, **variables: str) -> Finished:
        return self.pulumi("preview", *words, **variables)

    def update(self, *words: str, **variables: str) -> Finished:
        """An update that looks at no preview of its own."""
        return self.pulumi("up", "--yes", "--skip-preview", *words, **variables)

    def made(self) -> set[str]:
        """Names of what exists in the cloud."""
        kept = ("pulumi:pulumi:", "pulumi:providers:")
        return {
            one["urn"].rpartition("::")[2]
            for one in state(self.root)
            if not one["type"].startswith(kept) and one.get("custom")
        }

    @property
    def folder(self) -> Path:
        return state_folder(Project(self.root), STACK)

    def evaluation(self) -> Any:
        return read_evaluation(self.folder / "evaluation.json")

    def write(self, program: str) -> None:
        (self.root / "__main__.py").write_text(program)


PROJECT = """packs: []
rules:
  RES-01: {level: mandatory, undetermined: warn}
  RES-06: {level: mandatory, undetermined: warn}
  ENC-01: {level: mandatory, undetermined: warn}
  ENC-16: {level: mandatory, undetermined: warn}
params:
  residency:
    allowed:
      - {origin: EEA, categories: ["user.*"], zones: [EEA], carriers: source}
  encryption: {customer_key_from: confidential, image_registries: customer}
data:
  faces:
    {categories: [user.biometric], subjects: [public], origin: DE, classification: confidential}
"""


def make_stack(folder: Path, program: str = "") -> Stack:
    """A stack without resources, in Frankfurt, whose data must stay in the European Union."""
    root = make_project(folder / "a project", program, EU)
    (root / "edgewright.yaml").write_text(PROJECT)
    return Stack(root)
