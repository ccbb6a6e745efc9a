"""Which version an executable is: asked once, then remembered until the file changes."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from edgewright.tools.install_methods import MethodFailed

ANSWER_LIMIT_S = 30.0
"""How long an executable may take to say its version, in seconds."""

_VERSION = re.compile(r"^(?:Version: +)?v?(\d+\.\d+\.\d+\S*)$", re.MULTILINE)
"""`opa version` writes "Version: 1.22.2"; `pulumi version` writes "v3.259.0" or "3.259.0"."""


def ask_version(executable: Path) -> str:
    """The version `executable version` prints.

    Raises:
        MethodFailed: it cannot be run, fails, does not end in time or prints no version.
    """
    environment = {**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"}
    try:
        done = subprocess.run(
            [executable, "version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment,
            timeout=ANSWER_LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise MethodFailed(
            f"{executable} did not say its version in {late.timeout:.0f} s"
        ) from late
    except OSError as problem:
        raise MethodFailed(f"{executable} cannot be run: {problem.strerror}") from problem
    if done.returncode != 0:
        raise MethodFailed(f"`{executable} version` failed with status {done.returncode}")
    found = _VERSION.search(done.stdout.decode(errors="replace"))
    if found is None:
        raise MethodFailed(f"`{executable} version` prints no version")
    return found.group(1)


def known_version(executable: Path, stamps: Path) -> str:
    """The version of an executable, from `stamps` when the file is still the one asked before.

    Args:
        executable: its path.
        stamps: a JSON file {path: {mtime_ns, size, version}}. It only saves time: when it cannot
            be read or written, the executable is asked.

    Raises:
        MethodFailed: as `ask_version`.
    """
    try:
        status = executable.stat()
    except OSError as problem:
        raise MethodFailed(f"{executable} cannot be read: {problem.strerror}") from problem
    seen = {"mtime_ns": status.st_mtime_ns, "size": status.st_size}
    known = _read_stamps(stamps)
    entry = known.get(str(executable))
    if isinstance(entry, dict) and {**entry, **seen} == entry and "version" in entry:
        return str(entry["version"])
    version = ask_version(executable)
    kept = {path: value for path, value in known.items() if Path(path).exists()}
    _write_stamps(stamps, {**kept, str(executable): {**seen, "version": version}})
    return version


def _read_stamps(stamps: Path) -> dict[str, Any]:
    try:
        content = json.loads(stamps.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _write_stamps(stamps: Path, content: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        stamps.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=stamps.parent, prefix=stamps.name)
        with os.fdopen(descriptor, "w") as out:
            json.dump(content, out, indent=1)
        Path(name).replace(stamps)
