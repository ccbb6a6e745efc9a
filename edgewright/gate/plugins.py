"""Which provider plugins a program asks the engine for: what the offline provider must stand for.

Read as Pulumi's Python language host does: a package says in `pulumi-plugin.json` which plugin its
resources need. Programs in other languages, and those whose packages a tool of their own keeps, are
looked at by their language host itself, which takes a second. A program may also name a type
without any package (`CustomResource("random:index/randomPet:RandomPet", ...)`): the engine then
asks for the plugin that the type's first part names.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.providers.offline.packages import EDGE

PLUGIN_FILE = "pulumi-plugin.json"
SEARCH_PATH = "import json, sys; print(json.dumps(sys.path))"
TOKEN = re.compile(r"""["']([a-z][a-z0-9_-]*):[A-Za-z][\w./-]+:[A-Za-z]\w*["']""")
"""A type or function as Pulumi writes it: package, module, name."""
BUILT_IN = {"pulumi", "pulumi-python", "urn"}
"""What begins like a package and is the engine's own."""


def required_plugins(
    root: Path, runtime: Any, pulumi: Path, environment: Mapping[str, str]
) -> set[str]:
    """The plugins that the program of the project in `root` needs.

    Args:
        root: the project's folder.
        runtime: what its Pulumi.yaml says of the runtime: a name, or {name, options}.
        pulumi: Pulumi's executable.
        environment: what Pulumi is run with.

    Raises:
        EdgewrightError: RUN-003 when Pulumi cannot tell.
    """
    name, options = runtime_of(runtime)
    if name == "python" and options.get("toolchain", "pip") == "pip":
        found = installed_plugins(search_path(root, options))
    else:
        found = _reported_by_pulumi(root, pulumi, environment)
    return {*found, *named_packages(root), EDGE}


def installed_plugins(folders: Iterable[Path]) -> set[str]:
    """The plugins that the packages in these folders need."""
    found = set()
    for folder in folders:
        for file in sorted(folder.glob(f"*/{PLUGIN_FILE}")):
            description = json.loads(file.read_text())
            if description.get("resource") and description.get("name"):
                found.add(str(description["name"]))
    return found


def named_packages(root: Path) -> set[str]:
    """The packages of the types and functions that the program's Python text names itself."""
    found: set[str] = set()
    for file in _sources(root):
        text = file.read_text(encoding="utf-8", errors="replace")
        found.update(match.group(1) for match in TOKEN.finditer(text))
    return found - BUILT_IN


def _sources(root: Path) -> Iterator[Path]:
    """The Python files of a project: those of virtual environments and hidden folders are none."""
    for folder, below, files in os.walk(root):
        here = Path(folder)
        below[:] = [
            name
            for name in below
            if not name.startswith(".") and not (here / name / "pyvenv.cfg").exists()
        ]
        yield from (here / name for name in files if name.endswith(".py"))


def runtime_of(runtime: Any) -> tuple[str, dict[str, Any]]:
    """Name and options of a project's runtime."""
    if isinstance(runtime, str):
        return runtime, {}
    described = runtime if isinstance(runtime, dict) else {}
    return str(described.get("name")), described.get("options") or {}


def search_path(root: Path, options: Mapping[str, Any]) -> list[Path]:
    """Where the program's Python looks for packages: its own environment's, or this one's.

    Args:
        root: the project's folder.
        options: those of its runtime.
    """
    environment = program_environment(root, options)
    if environment is None:
        return [Path(entry) for entry in sys.path if entry]
    python = environment / "bin" / "python"
    asked = subprocess.run([python, "-I", "-c", SEARCH_PATH], capture_output=True, check=True)
    return [Path(entry) for entry in json.loads(asked.stdout)]


def program_environment(root: Path, options: Mapping[str, Any]) -> Path | None:
    """The virtual environment of the program; None when it is this very one, or there is none.

    The project's own first, which the tools that keep a program's packages keep in `.venv` unless
    told otherwise; then the one that the user's shell is in.
    """
    is_own = "virtualenv" in options or options.get("toolchain", "pip") != "pip"
    own = root / (options.get("virtualenv") or ".venv") if is_own else None
    active = os.environ.get("VIRTUAL_ENV")
    for folder in (own, Path(active) if active else None):
        if folder is not None and (folder / "bin" / "python").is_file():
            return None if folder.resolve() == Path(sys.prefix).resolve() else folder
    return None


def _reported_by_pulumi(root: Path, pulumi: Path, environment: Mapping[str, str]) -> set[str]:
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
    return {str(plugin["name"]) for plugin in plugins if plugin["kind"] == "resource"}
