"""A stack offline: a backend, a home, settings and plugins of its own, and no way to a cloud."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError, Place
from edgewright.base.project import Project
from edgewright.base.whole_file import write_whole
from edgewright.gate.judge import OFFLINE_ENVIRONMENT, OFFLINE_TAG
from edgewright.gate.plugins import required_plugins, runtime_of, search_path
from edgewright.gate.pulumi_project import config_file, read_project, read_yaml
from edgewright.providers.offline.install import install
from edgewright.providers.offline.start import SDKS_ENVIRONMENT
from edgewright.providers.offline.stubs import STUBS_ENVIRONMENT, read_stubs
from edgewright.spec.project_file import load_project_file
from edgewright.tools.locate import locate

PASSPHRASE_VARIABLES = ("PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE")
OFFLINE_PASSPHRASE = "edgewright-offline"
STAND_IN_SECRET = "offline-secret"
"""What a secret setting is offline when nobody gave the passphrase that opens it."""
CLOUD_PREFIXES = (
    *("AWS_", "AZURE_", "ARM_", "GOOGLE_", "GCLOUD_", "CLOUDSDK_", "KUBECONFIG"),
    *("DIGITALOCEAN_", "CLOUDFLARE_", "PULUMI_ACCESS_TOKEN"),
)
"""Beginnings of the variables that hold credentials, or say where they are."""
ENCRYPTION = ("encryptionsalt", "secretsprovider", "encryptedkey")
ANY_VERSION = "9999.0.0"
"""The version of every stand-in: with Pulumi's older search it answers for all before it
(`LegacySelectCompatiblePlugin` in pulumi's sdk/go/common/workspace/plugins.go)."""


def offline_folder(project: Project) -> Path:
    """Where offline stacks live: their backend, home and plugins."""
    return project.work_folder() / "offline"


def offline_environment(project: Project) -> dict[str, str]:
    """This process's environment without credentials, with a backend and a home apart."""
    folder = offline_folder(project)
    backend = folder / "state"
    backend.mkdir(parents=True, exist_ok=True)
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(CLOUD_PREFIXES)
    }
    if not any(name in kept for name in PASSPHRASE_VARIABLES):
        kept[PASSPHRASE_VARIABLES[0]] = OFFLINE_PASSPHRASE
    return {
        **kept,
        OFFLINE_ENVIRONMENT: "1",
        "PULUMI_BACKEND_URL": backend.as_uri(),
        "PULUMI_HOME": str(folder / "home"),
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_ENABLE_LEGACY_PLUGIN_SEARCH": "true",
        "PULUMI_IGNORE_AMBIENT_PLUGINS": "true",
    }


def install_plugins(project: Project, environment: Mapping[str, str]) -> dict[str, str]:
    """Put the stand-ins, and the program's language host, where Pulumi keeps downloaded plugins.

    On PATH they would be found as well, but with a warning for each, and after any real plugin
    that comes first there.

    Returns:
        What the stand-ins are to be run with: where the program's SDKs are, which say what outputs
        its types have, and where the project's own answers to functions are.

    Raises:
        EdgewrightError: OFF-004 when the project brings provider plugins itself, which Pulumi would
            run instead; OFF-005 when its language host is not on this machine; OFF-006 when its
            own answers to functions are malformed.
    """
    described = read_project(project)
    _refuse_own_plugins(project, described)
    folder = offline_folder(project)
    kept = folder / "home" / "plugins"
    runtime = described.get("runtime")
    language, options = runtime_of(runtime)
    _install_language(language, kept, environment)
    required = required_plugins(project.root, runtime, locate("pulumi"), environment)
    plugins = install(folder / "plugins", sorted(required))
    for package in required:
        name = f"pulumi-resource-{package}"
        _link(kept / f"resource-{package}-v{ANY_VERSION}" / name, plugins / name)
    sdks = search_path(project.root, options) if language == "python" else []
    return {
        SDKS_ENVIRONMENT: os.pathsep.join(str(folder) for folder in sdks),
        STUBS_ENVIRONMENT: str(_write_stubs(project)),
    }


def _write_stubs(project: Project) -> Path:
    """Put the `invokes` of edgewright.yaml where the stand-ins find them; checked, as JSON."""
    stubs = load_project_file(project.root).invokes
    invokes = {token: [one.model_dump() for one in listed] for token, listed in stubs.items()}
    read_stubs(invokes)
    path = offline_folder(project) / "invokes.json"
    write_whole(path, json.dumps(invokes).encode())
    return path


def _refuse_own_plugins(project: Project, described: Mapping[str, Any]) -> None:
    plugins = described.get("plugins")
    own = plugins.get("providers") if isinstance(plugins, dict) else None
    if own:
        names = ", ".join(str(one.get("name")) for one in own if isinstance(one, dict))
        raise EdgewrightError(
            "OFF-004",
            f"the project brings its own provider plugins ({names}), which could reach a cloud",
            place=Place(str(project.file)),
            hint="Take `plugins: providers:` out of the project's file, or run without --offline.",
        )


def _install_language(name: str, kept: Path, environment: Mapping[str, str]) -> None:
    """Let the language host of the user's own Pulumi be found in the home apart."""
    host = f"pulumi-language-{name}"
    if (locate("pulumi").parent / host).is_file():
        return
    home = Path(os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi")
    path = os.pathsep.join([str(home / "bin"), environment["PATH"]])
    downloaded = sorted(home.glob(f"plugins/language-{name}-v*/{host}"))
    found = shutil.which(host, path=path) or next(iter(reversed(downloaded)), None)
    if found is None:
        raise EdgewrightError(
            "OFF-005",
            f"{host}, which runs programs with the runtime {name!r}, is not on this machine",
            hint="Install Pulumi as its documentation says (its language hosts come with it) and "
            f"put it on PATH, or run `pulumi plugin install language {name}`.",
        )
    _link(kept / f"language-{name}-v{ANY_VERSION}" / host, Path(found).resolve())


def _link(link: Path, target: Path) -> None:
    link.parent.mkdir(parents=True, exist_ok=True)
    if not (link.is_symlink() and link.readlink() == target):
        link.unlink(missing_ok=True)
        link.symlink_to(target)


def prepare_stack(project: Project, stack: str, environment: Mapping[str, str]) -> Path:
    """Create the offline stack once, marked as such; its config file, a copy of the stack's own.

    It is created from a folder beside the project, because creating a stack writes to its config
    file, and the project's own is not to be touched by a preview.
    """
    folder = offline_folder(project) / stack
    folder.mkdir(parents=True, exist_ok=True)
    own, copy = config_file(project, stack), folder / f"Pulumi.{stack}.yaml"
    fresh = not copy.exists() or (own.exists() and own.stat().st_mtime > copy.stat().st_mtime)
    sealed = _copy_config(own, copy, environment) if fresh else []
    pulumi = str(locate("pulumi"))
    marked = folder / "created"
    if not marked.exists():
        without_paths = {"name": read_project(project).get("name"), "runtime": "python"}
        (folder / "Pulumi.yaml").write_text(json.dumps(without_paths))
        _quietly([pulumi, "stack", "select", "--create", stack], folder, environment)
        tag = [pulumi, "stack", "tag", "set", OFFLINE_TAG, "true", "--stack", stack]
        _quietly(tag, folder, environment)
        marked.touch()
    if sealed:
        values = [word for path in sealed for word in ("--secret", f"{path}={STAND_IN_SECRET}")]
        command = [pulumi, "config", "set-all", "--path", *values, "--stack", stack]
        _quietly(command, folder, environment)
    return copy


def _copy_config(own: Path, copy: Path, environment: Mapping[str, str]) -> list[str]:
    """Write the copy of a stack's settings; the paths of its secrets that cannot be opened here.

    Secrets stay as they are where the passphrase they were sealed with is given. Others, and those
    a cloud's key or Pulumi's service seals, are left out, to be stood in for. Environments of
    Pulumi ESC are in its service, so they are left out too.
    """
    settings = read_yaml(own)
    sealed: list[str] = []
    if _opens(settings, environment):
        carried = settings
    else:
        carried = {name: item for name, item in settings.items() if name not in ENCRYPTION}
        carried["config"] = _unsealed(settings.get("config") or {}, "", sealed)
        before = read_yaml(copy)
        carried.update({name: before[name] for name in ENCRYPTION if name in before})
    if carried.pop("environment", None) is not None:
        _note("environments of Pulumi ESC are not read offline; their settings are missing")
    if sealed:
        _note(f"{len(sealed)} secrets of {own.name} cannot be opened here: stand-ins are used")
    copy.write_text(json.dumps(carried, indent=2))  # JSON is YAML
    return sealed


def _opens(settings: Mapping[str, Any], environment: Mapping[str, str]) -> bool:
    """Whether the environment has the passphrase that the settings' secrets are sealed with."""
    by_passphrase = settings.get("secretsprovider") in (None, "", "default", "passphrase")
    given = environment.get(PASSPHRASE_VARIABLES[0]) != OFFLINE_PASSPHRASE
    return by_passphrase and "encryptionsalt" in settings and given


def _unsealed(value: Any, path: str, sealed: list[str]) -> Any:
    """A setting with nothing where its secrets are, whose paths are added to `sealed`."""
    if isinstance(value, list):
        return [_unsealed(item, f"{path}[{place}]", sealed) for place, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    if set(value) == {"secure"}:
        sealed.append(path)
        return ""
    return {
        name: _unsealed(item, f'{path}["{name}"]' if path else str(name), sealed)
        for name, item in value.items()
    }


def _note(text: str) -> None:
    sys.stderr.write(f"edgewright: {text}\n")


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
