"""What vouches for an executable: where it came from, and whether it is still what came."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from edgewright.base.ids import digest_file
from edgewright.base.whole_file import write_whole
from edgewright.tools.folders import install_folder
from edgewright.tools.table import Tool

NOTE = "origin.json"
"""What an installation leaves beside its executables."""


class Standing(StrEnum):
    """How much an executable can be trusted to be what its publisher made."""

    VERIFIED = "verified"
    BUILT = "built"
    UNVERIFIED = "unverified"
    UNRECORDED = "unrecorded"
    CHANGED = "changed"
    FOREIGN = "foreign"


IN_WORDS = {
    Standing.VERIFIED: "checked against its publisher's checksums",
    Standing.BUILT: "built from sources that the pinned go.sum vouches for",
    Standing.UNVERIFIED: "NOT VERIFIED: its checksum came from the mirror that it came from",
    Standing.UNRECORDED: "installed before it was noted where from: remove and install it to know",
    Standing.CHANGED: "NOT WHAT WAS INSTALLED: its checksum is another now",
    Standing.FOREIGN: "FOREIGN: edgewright neither installed nor checked it",
}
_OF_ORIGIN = {
    "release": Standing.VERIFIED,
    "build": Standing.BUILT,
    "mirror": Standing.UNVERIFIED,
}


def sha256_of(path: Path) -> str:
    """A file's SHA-256 in hex.

    Raises:
        OSError: it cannot be read.
    """
    return digest_file(path).removeprefix("sha256:")


def note_origin(folder: Path, origin: str, files: Iterable[str]) -> None:
    """Note beside a tool's executables where they came from and what they are.

    Args:
        folder: where they are.
        origin: "release", "mirror" or "build".
        files: their names.

    Raises:
        OSError: the note cannot be written.
    """
    digests = {name: sha256_of(folder / name) for name in files}
    write_whole(folder / NOTE, json.dumps({"origin": origin, "sha256": digests}).encode())


def standing_of(tool: Tool, executable: Path) -> Standing:
    """What vouches for a tool's executable, wherever it is; its companions count with it.

    One on PATH that is what edgewright installed is as good as that.
    """
    origin, digests = _noted(tool)
    installed = install_folder(tool)
    try:
        if executable.parent == installed:
            if origin is None:
                return Standing.UNRECORDED
            same = all(sha256_of(installed / name) == digests.get(name) for name in tool.files)
            return _OF_ORIGIN[origin] if same else Standing.CHANGED
        known = digests.get(executable.name) == sha256_of(executable)
    except OSError:
        return Standing.CHANGED
    return _OF_ORIGIN[origin] if origin is not None and known else Standing.FOREIGN


def _noted(tool: Tool) -> tuple[str | None, dict[str, str]]:
    """What an installation noted: its origin, None without a note, and its executables' digests."""
    try:
        note = json.loads((install_folder(tool) / NOTE).read_bytes())
        origin, digests = note["origin"], note["sha256"]
        if origin in _OF_ORIGIN and isinstance(digests, dict):
            return origin, digests
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None, {}
