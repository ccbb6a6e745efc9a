"""Running Pulumi with the gate on: the same command, with the pack attached and the tools found."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from edgewright.base.errors import EdgewrightError, Place
from edgewright.base.project import Project
from edgewright.gate.judge import (
    INSTANT_ENVIRONMENT,
    OFFLINE_ENVIRONMENT,
    OFFLINE_TAG,
    PACKS_ENVIRONMENT,
)
from edgewright.gate.plugins import required_plugins
from edgewright.providers.offline.install import install
from edgewright.tools.locate import locate

PACK_EXECUTABLE = "pulumi-analyzer-policy-edgewright"
OFFLINE_PASSPHRASE = "edgewright-offline"
CLOUD_PREFIXES = ("AWS_", "AZURE_", "ARM_")


@dataclass(frozen=True)
class Run:
    """A run of Pulumi on a stack.

    Attributes:
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
    beside = Path(sys.executable).parent / PACK_EXECUTABLE
    if beside.is_file():
        return beside
    found = shutil.which(PACK_EXECUTABLE)
    if found:
        return Path(found).resolve()
    raise EdgewrightError(
        "GAT-003",
        f"{PACK_EXECUTABLE} is not installed beside {sys.executable}",
        hint="Install edgewright into this environment: `pip install edgewright`.",
    )


def run_pulumi(run: Run, verb: str, arguments: Sequence[str] = ()) -> int:
    """Run `pulumi VERB` on the stack with the gate on; its exit status.

    Output goes straight to this process's own. An interrupt reaches Pulumi too (same process
    group) and this call waits for it to end, so that no child is left behind.
    """
    environment = engine_environment(run)
    command = [str(locate("pulumi")), verb, "--stack", run.stack, *arguments]
    if run.offline:
        command += ["--config-file", str(prepare_offline_stack(run, environment))]
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

    Offline there are no credentials in it, and backend, home and plugins are the project's own.
    """
    path = [str(Path(sys.executable).parent), str(locate("pulumi").parent)]
    environment = dict(os.environ)
    if run.offline:
        environment = {
            name: value
            for name, value in environment.items()
            if not name.startswith(CLOUD_PREFIXES)
        }
        environment.update(_offline_settings(offline_folder(run.project)))
        environment.setdefault("PULUMI_CONFIG_PASSPHRASE", OFFLINE_PASSPHRASE)
    environment["PATH"] = os.pathsep.join([*path, environment.get("PATH", os.defpath)])
    environment["PULUMI_OPTION_POLICY_PACK"] = str(pack_path())
    environment.setdefault("PULUMI_SKIP_UPDATE_CHECK", "1")
    if run.at:
        environment[INSTANT_ENVIRONMENT] = run.at
    if run.packs:
        environment[PACKS_ENVIRONMENT] = ",".join(run.packs)
    if run.offline:
        _install_plugins(run.project, environment)
    return environment


def offline_folder(project: Project) -> Path:
    """Where offline stacks live: their backend, home and plugins."""
    return project.work_folder() / "offline"


def _install_plugins(project: Project, environment: Mapping[str, str]) -> None:
    """Put the stand-ins where Pulumi keeps downloaded plugins, under the versions it asks for.

    On PATH they would be found as well, but with a warning for each, and after any real plugin
    that comes first there.
    """
    folder = offline_folder(project)
    pulumi = locate("pulumi")
    runtime = _read_yaml(project.root / "Pulumi.yaml").get("runtime")
    required = required_plugins(project.root, runtime, pulumi, environment)
    plugins = install(folder / "plugins", required)
    for package, version in required.items():
        kept = folder / "home" / "plugins" / f"resource-{package}-v{version}"
        kept.mkdir(parents=True, exist_ok=True)
        link = kept / f"pulumi-resource-{package}"
        if not link.is_symlink():
            link.symlink_to(plugins / link.name)


def _offline_settings(folder: Path) -> dict[str, str]:
    backend = folder / "state"
    backend.mkdir(parents=True, exist_ok=True)
    return {
        OFFLINE_ENVIRONMENT: "1",
        "PULUMI_BACKEND_URL": backend.as_uri(),
        "PULUMI_HOME": str(folder / "home"),
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_IGNORE_AMBIENT_PLUGINS": "true",
    }


def prepare_offline_stack(run: Run, environment: Mapping[str, str]) -> Path:
    """Create the offline stack once, marked as such; its config file, a copy of the stack's own.

    It is created from a folder beside the project, because creating a stack writes to its config
    file, and the project's own is not to be touched by a preview.
    """
    folder = offline_folder(run.project) / run.stack
    folder.mkdir(parents=True, exist_ok=True)
    name = f"Pulumi.{run.stack}.yaml"
    own, copy = run.project.root / "stacks" / name, folder / name
    if not copy.exists() or (own.exists() and own.stat().st_mtime > copy.stat().st_mtime):
        copy.write_text(_config_text(own, copy))
    marked = folder / "created"
    if not marked.exists():
        project_file = _read_yaml(run.project.root / "Pulumi.yaml")
        without_paths = {"name": project_file.get("name"), "runtime": "python"}
        (folder / "Pulumi.yaml").write_text(json.dumps(without_paths))
        pulumi = str(locate("pulumi"))
        _quietly([pulumi, "stack", "select", "--create", run.stack], folder, environment)
        tag = [pulumi, "stack", "tag", "set", OFFLINE_TAG, "true", "--stack", run.stack]
        _quietly(tag, folder, environment)
        marked.touch()
    return copy


def _config_text(own: Path, copy: Path) -> str:
    """The stack's own config; the encryption settings of the copy where it has none itself."""
    settings = _read_yaml(own)
    for name in ("encryptionsalt", "secretsprovider", "encryptedkey"):
        if name not in settings and name in (kept := _read_yaml(copy)):
            settings[name] = kept[name]
    return json.dumps(settings, indent=2)  # JSON is YAML


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        loaded = YAML(typ="safe").load(path) if path.exists() else {}
    except (YAMLError, OSError) as problem:
        raise EdgewrightError(
            "RUN-002",
            f"cannot read {path.name}: {problem}",
            place=Place(str(path)),
            hint="Mend the file; `pulumi config set` writes a stack's config anew.",
        ) from problem
    return loaded if isinstance(loaded, dict) else {}


def _quietly(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        command, cwd=folder, env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise EdgewrightError(
            "RUN-001",
            f"`{' '.join(command[1:])}` failed: {done.stderr.strip() or done.stdout.strip()}",
            hint="Remove .edgewright/offline to start over; it holds no real state.",
        )
