"""A project of its own for every end-to-end test, run as a user runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edgewright.tools.folders import FOLDER_VARIABLE, tools_folder
from edgewright.tools.locate import locate

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
STACK = "harbour-vision"
FORBIDDEN = ("AWS_", "AZURE_", "ARM_", "PULUMI_", "EDGEWRIGHT_")


@dataclass(frozen=True)
class Done:
    """A finished command: exit status and everything it printed."""

    status: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


@dataclass(frozen=True)
class Sandbox:
    """A copy of the project, with an environment that holds no credentials."""

    root: Path
    environment: Mapping[str, str]

    def edgewright(self, *words: str, **variables: str) -> Done:
        return self.run(str(BIN / "edgewright"), *words, **variables)

    def run(self, *command: str, **variables: str) -> Done:
        done = subprocess.run(
            command,
            cwd=self.root,
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=240,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def evaluation(self, stack: str = STACK) -> dict[str, Any]:
        return json.loads(self.evaluation_file(stack).read_text())

    def evaluation_file(self, stack: str = STACK) -> Path:
        return self.root / ".edgewright" / "stacks" / stack / "evaluation.json"

    def offline_environment(self, stack: str = STACK) -> dict[str, str]:
        """What `--offline` sets for Pulumi, to call `pulumi` itself."""
        script = (
            "import json, sys\n"
            "from pathlib import Path\n"
            "from edgewright.base.project import Project\n"
            "from edgewright.gate.run import Run, engine_environment\n"
            f"run = Run(Project(Path.cwd()), {stack!r}, offline=True)\n"
            "json.dump(engine_environment(run), sys.stdout)\n"
        )
        done = self.run(sys.executable, "-c", script)
        assert done.status == 0, done.text
        return dict(json.loads(done.out))

    def prepared(self, stack: str = STACK) -> dict[str, str]:
        """The environment for `pulumi` itself, with the offline stack created."""
        script = (
            "from pathlib import Path\n"
            "from edgewright.base.project import Project\n"
            "from edgewright.gate.offline_stack import prepare_stack\n"
            "from edgewright.gate.run import Run, engine_environment\n"
            f"run = Run(Project(Path.cwd()), {stack!r}, offline=True)\n"
            "prepare_stack(run.project, run.stack, engine_environment(run))\n"
        )
        done = self.run(sys.executable, "-c", script)
        assert done.status == 0, done.text
        return self.offline_environment(stack)

    def pulumi(self, *words: str, stack: str = STACK) -> tuple[str, ...]:
        """A `pulumi` command on the offline stack."""
        config = f".edgewright/offline/{stack}/Pulumi.{stack}.yaml"
        return ("pulumi", *words, "--stack", stack, "--config-file", config)

    def state(self) -> list[dict[str, Any]]:
        """The resources in the offline stack's state."""
        environment = self.offline_environment()
        done = self.run("pulumi", "stack", "export", "--stack", STACK, **environment)
        assert done.status == 0, done.text
        return json.loads(done.out)["deployment"].get("resources") or []

    def append_to_program(self, code: str) -> None:
        """Put `code` before the first resource is declared."""
        program = self.root / "stacks" / "__main__.py"
        text = program.read_text()
        marker = "topology, plan = admit()\n"
        assert marker in text
        program.write_text(text.replace(marker, f"{marker}\n{code}\n"))

    def change(self, path: str, old: str, new: str) -> None:
        """Replace text in one of the project's files; it must be there."""
        file = self.root / path
        text = file.read_text()
        assert old in text, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new))


def clean_environment() -> dict[str, str]:
    """This process's environment without credentials and without settings of Pulumi or ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FORBIDDEN)}
    return {**kept, FOLDER_VARIABLE: str(tools_folder()), "NO_COLOR": "1"}


def make_sandbox(root: Path, source: Path = ROOT) -> Sandbox:
    """A copy of a project's own files (by default this one's)."""
    for name in ("stacks", "edge_images"):
        shutil.copytree(source / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(source / "Pulumi.yaml", root)
    environment = clean_environment()
    pulumi = str(locate("pulumi").parent)
    environment["PATH"] = os.pathsep.join([str(BIN), pulumi, environment["PATH"]])
    return Sandbox(root, environment)
