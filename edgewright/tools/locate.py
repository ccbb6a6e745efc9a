"""Where a tool is: the tools folder first, then PATH, and only in the pinned version."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from edgewright.base.errors import EdgewrightError
from edgewright.tools.folders import install_folder, tools_folder
from edgewright.tools.install_methods import MethodFailed
from edgewright.tools.table import Tool, tool_named
from edgewright.tools.version import known_version


@dataclass(frozen=True)
class Look:
    """What looking for a tool found.

    Attributes:
        path: the executable; None when there is none of the right version.
        origin: "tools-folder" or "path"; None with no path.
        problems: origin -> why the tool is not there, for the origins looked at in vain.
    """

    path: Path | None
    origin: str | None
    problems: dict[str, str]


def locate(name: str) -> Path:
    """The path of a tool's executable, in exactly the pinned version.

    Cheap: the executable is not started when the same file has been asked for its version before.

    Args:
        name: "opa" or "pulumi".

    Raises:
        EdgewrightError: TOO-001 for a name that is no tool, TOO-002 when the tool is not there.
    """
    tool = tool_named(name)
    found = look(tool)
    if found.path is not None:
        return found.path
    raise EdgewrightError(
        "TOO-002",
        f"{tool.title} is not installed: {'; '.join(found.problems.values())}",
        hint=f"Run `edgewright tools install {name}`.",
    )


def look(tool: Tool) -> Look:
    """Look for a tool in the tools folder, then on PATH."""
    problems: dict[str, str] = {}
    for origin, seek in (("tools-folder", _in_tools_folder), ("path", _on_path)):
        try:
            return Look(seek(tool), origin, problems)
        except MethodFailed as why:
            problems[origin] = str(why)
    return Look(None, None, problems)


def _in_tools_folder(tool: Tool) -> Path:
    folder = install_folder(tool)
    missing = [file for file in tool.files if not (folder / file).is_file()]
    if missing:
        raise MethodFailed(f"{folder} has no {', '.join(sorted(missing))}")
    return _of_right_version(tool, folder / tool.name)


def _on_path(tool: Tool) -> Path:
    found = shutil.which(tool.name)
    if found is None:
        raise MethodFailed(f"no {tool.name} on PATH")
    executable = _of_right_version(tool, Path(found).absolute())
    for companion in tool.companions:
        if not _companion_found(companion, executable):
            raise MethodFailed(f"{executable} has no {companion} beside it, nor is one on PATH")
    return executable


def _companion_found(companion: str, executable: Path) -> bool:
    # An executable on PATH is often a link into the folder where everything else is.
    beside = (executable.parent, executable.resolve().parent)
    return any(shutil.which(companion, path=str(folder)) for folder in beside) or (
        shutil.which(companion) is not None
    )


def _of_right_version(tool: Tool, executable: Path) -> Path:
    version = known_version(executable, tools_folder() / "versions.json")
    if version != tool.version:
        raise MethodFailed(f"{executable} is version {version}, not {tool.version}")
    return executable
