"""Installing a tool: each method in turn, one installation at a time, nothing half done."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from edgewright.base.errors import EdgewrightError
from edgewright.tools.folders import FOLDER_VARIABLE, install_folder, tools_folder
from edgewright.tools.install_methods import MethodFailed, Progress
from edgewright.tools.locate import look
from edgewright.tools.standing import NOTE, Standing, note_origin, standing_of
from edgewright.tools.table import GO_NEEDED, Tool
from edgewright.tools.version import ask_version

Method = Callable[[Path], None]
"""Puts a tool's executables into the empty folder it is given, or raises MethodFailed."""


@dataclass(frozen=True)
class Installed:
    """A tool that is there now.

    Attributes:
        name: the tool.
        version: its version.
        path: its executable.
        origin: "tools-folder" or "path" (it was there already), "release", "mirror" or "build".
        standing: what vouches for it.
    """

    name: str
    version: str
    path: Path
    origin: str
    standing: Standing


def install(tool: Tool, progress: Progress) -> Installed:
    """Make sure that a tool is there: found, else downloaded, else built.

    Args:
        tool: what to install.
        progress: told what goes on.

    Raises:
        EdgewrightError: TOO-003 when no method works, TOO-004 when the tools folder cannot be
            written, TOO-005 for a mirror that is no address.
    """
    found = _already_there(tool)
    if isinstance(found, Installed):
        return found
    try:
        return _install_locked(tool, progress)
    except OSError as problem:
        raise EdgewrightError(
            "TOO-004",
            f"{tool.title} cannot be installed into {tools_folder()}: {problem}",
            hint=f"Make that folder writable with room for 500 MB, or set {FOLDER_VARIABLE}.",
        ) from problem


def _already_there(tool: Tool) -> Installed | dict[str, str]:
    """The tool when it is there, else origin -> why not."""
    found = look(tool)
    if found.path is None or found.origin is None:
        return found.problems
    return _installed(tool, found.path, found.origin)


def _installed(tool: Tool, path: Path, origin: str) -> Installed:
    return Installed(tool.name, tool.version, path, origin, standing_of(tool, path))


def _install_locked(tool: Tool, progress: Progress) -> Installed:
    from filelock import FileLock, Timeout

    folder = tools_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"{tool.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress.say(f"{tool.title}: waiting for another installation into {folder}")
        lock.acquire()
    try:
        found = _already_there(tool)  # perhaps the other one just put it there
        return found if isinstance(found, Installed) else _try_methods(tool, progress, found)
    finally:
        lock.release()


def _try_methods(tool: Tool, progress: Progress, failed: dict[str, str]) -> Installed:
    from edgewright.tools.golang import stage_build
    from edgewright.tools.release import is_mirrored, stage_release

    downloads = tools_folder() / "downloads"
    downloads.mkdir(exist_ok=True)
    methods: dict[str, Method] = {
        "mirror" if is_mirrored() else "release": lambda stage: stage_release(
            tool, downloads, stage, progress
        ),
        "build": lambda stage: stage_build(tool, stage, progress),
    }
    for origin, why_not in failed.items():
        progress.say(f"{tool.title}: {ORIGINS[origin]}: {why_not}")
    for origin, method in methods.items():
        started = time.monotonic()
        try:
            path = _staged(tool, origin, method)
        except MethodFailed as why:
            failed = {**failed, origin: str(why)}
            progress.say(f"{tool.title}: {ORIGINS[origin]}: {why}")
        else:
            took = time.monotonic() - started
            progress.say(f"{tool.title}: installed {path} from {ORIGINS[origin]} in {took:.0f} s")
            return _installed(tool, path, origin)
    raise _none_worked(tool, failed)


def _staged(tool: Tool, origin: str, method: Method) -> Path:
    """Let a method fill a folder of its own, try the result, then move it into place."""
    stage = tools_folder() / "stage" / tool.name
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    try:
        method(stage)
        version = ask_version(stage / tool.name)
        if version != tool.version:
            raise MethodFailed(f"what came is version {version}, not {tool.version}")
        target = install_folder(tool)
        target.mkdir(exist_ok=True)
        note_origin(stage, origin, tool.files)
        for file in (NOTE, *tool.files):  # the main one is last: with it the tool is there
            (stage / file).replace(target / file)
        return target / tool.name
    finally:
        shutil.rmtree(stage, ignore_errors=True)


ORIGINS = {
    "tools-folder": "the tools folder",
    "path": "PATH",
    "release": "the official release",
    "mirror": "the mirror",
    "build": "the pinned Go modules",
}
"""Where a tool can come from, as people say it, in the order tried."""


def _none_worked(tool: Tool, failed: dict[str, str]) -> EdgewrightError:
    tried = "\n".join(
        f"  {ORIGINS[origin]}: {failed[origin]}" for origin in ORIGINS if origin in failed
    )
    go = ".".join(map(str, GO_NEEDED))
    return EdgewrightError(
        "TOO-003",
        f"{tool.title} cannot be got\n{tried}",
        hint=f"Put {tool.title} on PATH, let this machine reach its release, or install Go {go} or "
        f"newer; then run `edgewright tools install {tool.name}` again.",
    )
