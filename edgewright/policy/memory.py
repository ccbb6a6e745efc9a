"""What was found of certain texts, kept from run to run in the user's cache.

OPA says the same of the same modules every time, and takes a quarter of a second to say it; so it
is with parameters and their schema. An answer is kept under a digest of all that it depends on, so
what has changed in any way is asked anew. Only a file that nobody but its owner could have written
counts, and only if it is whole.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from edgewright import __version__
from edgewright.base.ids import digest
from edgewright.base.whole_file import write_whole

SCHEMA = "edgewright/answer"
VERSION = 1
KEPT = 100
"""Answers that are kept: four or five for each state of rules and parameters that is worked on."""
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def remembered(
    question: Mapping[str, Any], ask: Callable[[], dict[str, Any]], tool: Path | None = None
) -> dict[str, Any]:
    """An answer: as kept, else as `ask` gives it now; whatever that raises is not kept.

    Args:
        question: all that the answer depends on but the tool, as JSON.
        ask: finds it.
        tool: the executable that answers; None where this program does.
    """
    identity = _identity(tool) if tool else []
    key = digest([SCHEMA, VERSION, __version__, identity, dict(question)])
    path = _folder() / f"{key.removeprefix('sha256:')}.json"
    kept = _kept(path, key)
    if kept is not None:
        return kept
    answer = ask()
    _keep(path, key, answer)
    return answer


def _folder() -> Path:
    return user_cache_path("edgewright", appauthor=False) / "answers"


def _identity(tool: Path) -> list[Any]:
    """What tells an executable from every other, and from itself once it is replaced."""
    try:
        found = tool.stat()
    except OSError:
        return [str(tool)]
    # A change time is the kernel's own: unlike the modification time nobody can set it back.
    return [str(tool), found.st_dev, found.st_ino, found.st_size, found.st_ctime_ns]


def _kept(path: Path, key: str) -> dict[str, Any] | None:
    """The answer in a file of ours; None for one that is not there, not whole or not ours."""
    try:
        with path.open("rb") as file:
            if not (_is_ours(path.parent.stat()) and _is_ours(os.fstat(file.fileno()))):
                return None
            entry = json.load(file)
        answer = entry["answer"]
        is_whole = entry["key"] == key and entry["digest"] == digest(answer)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if not (is_whole and isinstance(answer, dict)):
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # so that what is in use is the last to be forgotten
    return answer


def _is_ours(found: os.stat_result) -> bool:
    """Whether nobody but us can have written it (where the system tells users apart)."""
    if not hasattr(os, "geteuid"):
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & OTHERS_WRITE


def _keep(path: Path, key: str, answer: dict[str, Any]) -> None:
    """Keep an answer, if there is a place for it, and forget what was not asked for longest."""
    entry = {"key": key, "digest": digest(answer), "answer": answer}
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, json.dumps(entry, separators=(",", ":")).encode())
        files = sorted(path.parent.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for old in files[:-KEPT]:
            old.unlink(missing_ok=True)
