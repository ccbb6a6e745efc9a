"""Projects of their own on the real Pulumi engine, with the offline provider in a cloud's place."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandboxes import BIN, FORBIDDEN

from edgewright.providers.offline.install import install
from edgewright.tools.locate import locate

STACK = "test"
TIMEOUT_S = 280


@dataclass(frozen=True)
class Finished:
    """A finished `pulumi`: exit status and everything it printed."""

    status: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


def engine_environment(folder: Path) -> dict[str, str]:
    """An environment without credentials; home, backend and plugins are in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FORBIDDEN)}
    backend = folder / "state"
    backend.mkdir(parents=True, exist_ok=True)
    path = [install(folder / "plug ins"), BIN, locate("pulumi").parent, kept["PATH"]]
    return {
        **kept,
        "PATH": os.pathsep.join(str(part) for part in path),
        "PULUMI_BACKEND_URL": backend.as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "test",
        "PULUMI_HOME": str(folder / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "1",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "NO_COLOR": "1",
    }


def run_pulumi(project_dir: Path, *args: str, **variables: str) -> Finished:
    """Run `pulumi ARGS` on a project made by `make_project`."""
    environment = {**engine_environment(project_dir / ".engine"), **variables}
    done = subprocess.run(
        ["pulumi", *args],
        cwd=project_dir,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=TIMEOUT_S,
    )
    return Finished(done.returncode, done.stdout, done.stderr)


def make_project(folder: Path, program: str, config: Mapping[str, str] | None = None) -> Path:
    """A project with one stack, selected; config values whose names begin with "secret:" are."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Pulumi.yaml").write_text("name: trial\nruntime: python\n")
    write_program(folder, program)
    assert run_pulumi(folder, "stack", "init", STACK).status == 0
    for name, value in (config or {}).items():
        bare = name.removeprefix("secret:")
        kind = "--plaintext" if bare == name else "--secret"
        done = run_pulumi(folder, "config", "set", kind, bare, value)
        assert done.status == 0, done.text
    return folder


def write_program(folder: Path, program: str) -> None:
    """Give the project another program."""
    (folder / "__main__.py").write_text(program)


def state(project_dir: Path, *args: str) -> list[dict[str, Any]]:
    """The resources in the stack's state."""
    done = run_pulumi(project_dir, "stack", "export", *args)
    assert done.status == 0, done.text
    return json.loads(done.out)["deployment"].get("resources") or []


def steps(preview: Finished) -> dict[str, str]:
    """Resource name -> operation, from `pulumi preview --json`."""
    assert preview.status == 0, preview.text
    found = json.loads(preview.out)["steps"]
    return {step["urn"].rpartition("::")[2]: step["op"] for step in found}
