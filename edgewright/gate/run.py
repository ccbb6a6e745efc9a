"""Running Pulumi with the gate on: the same command, with the pack attached and the tools found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from edgewright.base.errors import EdgewrightError
from edgewright.base.project import Project
from edgewright.gate.judge import INSTANT_ENVIRONMENT, PACKS_ENVIRONMENT
from edgewright.gate.offline_stack import install_plugins, offline_environment, prepare_stack
from edgewright.gate.plugins import program_environment, runtime_of
from edgewright.gate.pulumi_project import bare_name, read_project
from edgewright.gate.session import ANALYZER
from edgewright.tools.locate import locate


@dataclass(frozen=True)
class Run:
    """A run of Pulumi on a stack.

    Attributes:
        stack: its name, with organisation and project where the user gave them.
        offline: let the offline provider stand in for the clouds, in a backend of its own.
        at: judge for this instant instead of now (RFC 3339 or a date).
        packs: judge by these packs instead of the stack's.
    """

    project: Project
    stack: str
    offline: bool = False
    at: str | None = None
    packs: tuple[str, ...] = ()


def pack_path() -> Path:
    """The executable to give to `pulumi --policy-pack`.

    Raises:
        EdgewrightError: GAT-003 when edgewright's scripts are not installed.
    """
    beside = Path(sys.executable).parent / ANALYZER
    if beside.is_file():
        return beside
    found = shutil.which(ANALYZER)
    if found:
        return Path(found).resolve()
    raise EdgewrightError(
        "GAT-003",
        f"{ANALYZER} is not installed beside {sys.executable}",
        hint="Install edgewright into this environment: `pip install edgewright`.",
    )


def run_pulumi(run: Run, verb: str, arguments: Sequence[str] = ()) -> int:
    """Run `pulumi VERB` on the stack with the gate on; its exit status.

    Output goes straight to this process's own. An interrupt reaches Pulumi too (same process
    group) and this call waits for it to end, so that no child is left behind.
    """
    environment = engine_environment(run)
    stack = bare_name(run.stack) if run.offline else run.stack
    command = [str(locate("pulumi")), verb, "--stack", stack, *arguments]
    if run.offline:
        command += ["--config-file", str(prepare_stack(run.project, stack, environment))]
    return _wait_for(command, run.project.root, environment)


def _wait_for(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    process = subprocess.Popen(command, cwd=folder, env=dict(environment))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # Pulumi got it as well, and stops in order


def engine_environment(run: Run) -> dict[str, str]:
    """The environment for Pulumi: tools and this Python first on PATH, the pack attached.

    Before them is the program's own virtual environment: a language host older than its Pulumi
    takes the first Python there, whatever the project's options say.
    Offline there are no credentials in it, and backend, home and plugins are the project's own.
    """
    language, options = runtime_of(read_project(run.project).get("runtime"))
    own = program_environment(run.project.root, options) if language == "python" else None
    first = [own / "bin"] if own else []
    path = [*first, Path(sys.executable).parent, locate("pulumi").parent]
    environment = offline_environment(run.project) if run.offline else dict(os.environ)
    environment["PATH"] = os.pathsep.join(
        [*(str(part) for part in path), environment.get("PATH", os.defpath)]
    )
    environment["PULUMI_OPTION_POLICY_PACK"] = str(pack_path())
    environment.setdefault("PULUMI_SKIP_UPDATE_CHECK", "1")
    if run.at:
        environment[INSTANT_ENVIRONMENT] = run.at
    if run.packs:
        environment[PACKS_ENVIRONMENT] = ",".join(run.packs)
    if run.offline:
        environment.update(install_plugins(run.project, environment))
    return environment
