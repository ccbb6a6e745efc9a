"""Where a report goes: a file, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from edgewright.base.errors import EdgewrightError, Place
from edgewright.base.whole_file import write_whole


def encode(text: str) -> bytes:
    """`text` as UTF-8. A lone surrogate, which UTF-8 cannot carry, is written as its escape."""
    return text.encode("utf-8", "backslashreplace")


def write_report(path: Path, report: str) -> None:
    """Write a report so that nobody ever sees half of it: beside it first, then renamed over it.

    Raises:
        EdgewrightError: RPT-003 when the path is not a plain file's, or cannot be written.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise _unwritable(path, "it is not a regular file")
    try:
        write_whole(target, encode(report))
    except OSError as problem:
        raise _unwritable(path, problem.strerror or str(problem)) from problem


def _unwritable(path: Path, why: str) -> EdgewrightError:
    return EdgewrightError(
        "RPT-003",
        f"the report cannot be written: {why}",
        hint="Give a file in a folder that exists and that you may write to.",
        place=Place(str(path)),
    )
