"""Writing an image's build files: all of them or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from edgewright.base.errors import EdgewrightError


def write_files(files: Mapping[str, str], folder: Path) -> None:
    """Write files into a folder that does not exist yet, or is empty.

    Raises:
        EdgewrightError: IMG-006 when the folder has something in it, IMG-007 when it cannot be
            written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise EdgewrightError(
            "IMG-006",
            f"{folder} is not an empty folder",
            hint="Name another folder, or remove this one.",
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as problem:
        raise _unwritable(folder, problem) from problem
    try:
        for name, text in files.items():
            target = part / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        part.chmod(0o755)
        part.replace(folder)
    except OSError as problem:
        shutil.rmtree(part, ignore_errors=True)
        raise _unwritable(folder, problem) from problem


def _unwritable(folder: Path, problem: OSError) -> EdgewrightError:
    return EdgewrightError(
        "IMG-007",
        f"cannot write {folder}: {problem.strerror}",
        hint="Name a folder that can be written.",
    )
