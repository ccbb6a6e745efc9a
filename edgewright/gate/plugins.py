"""Which provider plugins a program asks the engine for: what the offline provider must stand for.

Read as Pulumi's Python language host does: a package says in `pulumi-plugin.json` which plugin, in
exactly which version, its resources need. Programs in other languages, and those whose packages a
tool of their own keeps, are looked at by their language host itself, which takes a second.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from edgewright import __version__
from edgewright.base.errors import EdgewrightError
from edgewright.providers.offline.packages import EDGE

PLUGIN_FILE = "pulumi-plugin.json"
SEARCH_PATH = "import json, sys; print(json.dumps(sys.path))"


def required_plugins(
    root: Path, runtime: Any, pulumi: Path, environment: Mapping[str, str]
) -> dict[str, str]:
    """Package -> the version of its plugin, for the program of the project in `root`.

    Args:
        root: the project's folder.
        runtime: what its Pulumi.yaml says of the runtime: a name, or {name, options}.
        pulumi: Pulumi's executable.
        environment: what Pulumi is run with.

    Raises:
        EdgewrightError: RUN-003 when Pulumi cannot tell.
    """
    name, options = (runtime, {}) if isinstance(runtime, str) else _parts(runtime)
    if name == "python" and options.get("toolchain", "pip") == "pip":
        found = installed_plugins(_search_path(root, options.get("virtualenv")))
    else:
        found = _reported_by_pulumi(root, pulumi, environment)
    return {**found, EDGE: __version__}


def installed_plugins(search_path: Iterable[Path]) -> dict[str, str]:
    """Package -> version, for the packages in these folders; the first folder wins."""
    found: dict[str, str] = {}
    for folder in search_path:
        for file in sorted(folder.glob(f"*/{PLUGIN_FILE}")):
            description = json.loads(file.read_text())
            version = description.get("version") or _version_of(file.parent)
            if description.get("resource") and version:
                found.setdefault(str(description["name"]), str(version).removeprefix("v"))
    return found


def _parts(runtime: Any) -> tuple[str, dict[str, Any]]:
    described = runtime if isinstance(runtime, dict) else {}
    return str(described.get("name")), described.get("options") or {}


def _version_of(package: Path) -> str | None:
    """The version of the distribution a package came with."""
    metadata = next(package.parent.glob(f"{package.name}-*.dist-info"), None)
    return metadata.stem.rpartition("-")[2] if metadata else None


def _search_path(root: Path, virtualenv: str | None) -> list[Path]:
    """Where the program's Python looks for packages: its own environment's, or this one's.

    The language host, too, takes the Python on PATH when a virtual environment is not there.
    """
    python = root / virtualenv / "bin" / "python" if virtualenv else None
    if python is None or not python.is_file():
        return [Path(entry) for entry in sys.path if entry]
    asked = subprocess.run([python, "-I", "-c", SEARCH_PATH], capture_output=True, check=True)
    return [Path(entry) for entry in json.loads(asked.stdout)]


def _reported_by_pulumi(root: Path, pulumi: Path, environment: Mapping[str, str]) -> dict[str, str]:
    asked = subprocess.run(
        [pulumi, "about", "--json"],
        cwd=root,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        plugins = json.loads(asked.stdout)["plugins"] or []
    except (ValueError, KeyError) as problem:
        raise EdgewrightError(
            "RUN-003",
            f"Pulumi cannot say which plugins the program needs: {asked.stderr.strip()}",
            hint="Run `pulumi about` in the project and mend what it says.",
        ) from problem
    return {
        str(plugin["name"]): str(plugin["version"]).removeprefix("v")
        for plugin in plugins
        if plugin["kind"] == "resource" and plugin["version"]
    }
