"""Installing a tool: each way in turn, one installation at a time, nothing half done."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from edgewright.base.errors import EdgewrightError
from edgewright.tools.folders import FOLDER_VARIABLE, bin_folder, tools_folder
from edgewright.tools.locate import look
from edgewright.tools.table import GO_NEEDED, Tool
from edgewright.tools.version import ask_version
from edgewright.tools.ways import Progress, WayFailed

Way = Callable[[Path], None]
"""Puts a tool's executables into the empty folder it is given, or raises WayFailed."""


@dataclass(frozen=True)
class Installed:
    """A tool that is there now.

    Attributes:
        name: the tool.
        version: its version.
        path: its executable.
        origin: "tools-folder" or "path" (it was there already), "release" or "build".
    """

    name: str
    version: str
    path: Path
    origin: str


def install(tool: Tool, root: Path, progress: Progress) -> Installed:
    """Make sure that a tool is there: found, else downloaded, else built.

    Args:
        tool: what to install.
        root: the project folder; its `tools/<folder>/go.mod` pin what is built.
        progress: told what goes on.

    Raises:
        EdgewrightError: TOO-003 when no way works, TOO-004 when the tools folder cannot be
            written, TOO-005 for a mirror that is no address.
    """
    found = _already_there(tool, root)
    if isinstance(found, Installed):
        return found
    try:
        return _install_locked(tool, root, progress)
    except OSError as problem:
        raise EdgewrightError(
            "TOO-004",
            f"{tool.title} cannot be installed into {tools_folder(root)}: {problem}",
            hint=f"Make that folder writable with room for 500 MB, or set {FOLDER_VARIABLE}.",
        ) from problem


def _already_there(tool: Tool, root: Path) -> Installed | dict[str, str]:
    """The tool when it is there, else origin -> why not."""
    found = look(tool, root)
    if found.path is None or found.origin is None:
        return found.problems
    return Installed(tool.name, tool.version, found.path, found.origin)


def _install_locked(tool: Tool, root: Path, progress: Progress) -> Installed:
    from filelock import FileLock, Timeout

    folder = tools_folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"{tool.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress.say(f"{tool.title}: waiting for another installation into {folder}")
        lock.acquire()
    try:
        found = _already_there(tool, root)  # perhaps the other one just put it there
        return found if isinstance(found, Installed) else _try_ways(tool, root, progress, found)
    finally:
        lock.release()


def _try_ways(tool: Tool, root: Path, progress: Progress, failed: dict[str, str]) -> Installed:
    from edgewright.tools.golang import stage_build
    from edgewright.tools.release import stage_release

    downloads = tools_folder(root) / "downloads"
    downloads.mkdir(exist_ok=True)
    ways: dict[str, Way] = {
        "release": lambda stage: stage_release(tool, downloads, stage, progress),
        "build": lambda stage: stage_build(tool, root, stage, progress),
    }
    for origin, why_not in failed.items():
        progress.say(f"{tool.title}: {WAYS[origin]}: {why_not}")
    for origin, way in ways.items():
        started = time.monotonic()
        try:
            path = _staged(tool, root, way)
        except WayFailed as why:
            failed = {**failed, origin: str(why)}
            progress.say(f"{tool.title}: {WAYS[origin]}: {why}")
        else:
            took = time.monotonic() - started
            progress.say(f"{tool.title}: installed {path} from {WAYS[origin]} in {took:.0f} s")
            return Installed(tool.name, tool.version, path, origin)
    raise _no_way(tool, failed)


def _staged(tool: Tool, root: Path, way: Way) -> Path:
    """Let a way fill a folder of its own, try the result, then move it into place."""
    stage = tools_folder(root) / "stage" / tool.name
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    try:
        way(stage)
        version = ask_version(stage / tool.name)
        if version != tool.version:
            raise WayFailed(f"what came is version {version}, not {tool.version}")
        target = bin_folder(root)
        target.mkdir(exist_ok=True)
        for file in tool.files:
            (stage / file).replace(target / file)
        return target / tool.name
    finally:
        shutil.rmtree(stage, ignore_errors=True)


WAYS = {
    "tools-folder": "the tools folder",
    "path": "PATH",
    "release": "the official release",
    "build": "the pinned Go modules",
}
"""Where a tool can come from, as people say it, in the order tried."""


def _no_way(tool: Tool, failed: dict[str, str]) -> EdgewrightError:
    tried = "\n".join(f"  {WAYS[origin]}: {failed[origin]}" for origin in WAYS if origin in failed)
    go = ".".join(map(str, GO_NEEDED))
    return EdgewrightError(
        "TOO-003",
        f"no way to get {tool.title} works\n{tried}",
        hint=f"Put {tool.title} on PATH, let this machine reach its release, or install Go {go} or "
        f"newer; then run `edgewright tools install {tool.name}` again.",
    )
