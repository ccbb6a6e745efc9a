"""Putting the offline provider where the engine looks for the clouds' own."""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from edgewright.base.errors import EdgewrightError, Place
from edgewright.providers.offline.packages import EDGE
from edgewright.providers.offline.packages import PACKAGES as STOOD_IN

PACKAGES = (*STOOD_IN, EDGE)
"""The packages that are described."""
NOISE = re.compile(
    r"^[\s@+~-]*(pulumi:pulumi:Stack \S+( [a-z]+( \(\d+s\))?)?)?\s*warning: "
    rf"using pulumi-resource-({'|'.join(PACKAGES)}) from \$PATH at .+$"
)
"""The line as the engine's diagnostics have it, and as its display shows it while it runs."""
SCRIPT = """\
#!/bin/sh
exec {python} -I -c {code} "$0" "$@"
"""
CODE = "import sys; from edgewright.providers.offline.start import main; main(sys.argv[1:])"


def install(folder: Path, packages: Iterable[str] = PACKAGES) -> Path:
    """Write an executable per package into `folder`, to be put first on PATH; returns it.

    A package that is not described is stood in for as well: its resources have their inputs, and
    what only its provider knows stays unknown in a preview. Each executable starts this very
    interpreter, apart from the program's own settings of Python. What is there already and right
    is not touched, so that two runs at once do not disturb each other.

    Raises:
        EdgewrightError: OFF-003 when the folder cannot be written.
    """
    text = SCRIPT.format(python=shlex.quote(sys.executable), code=shlex.quote(CODE))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for package in packages:
            _write(folder / f"pulumi-resource-{package}", text)
    except OSError as problem:
        raise EdgewrightError(
            "OFF-003",
            f"cannot write the offline provider: {problem.strerror or problem}",
            place=Place(str(folder)),
            hint="Make the folder writable.",
        ) from problem
    return folder


def is_engine_noise(line: str) -> bool:
    """Whether a line is the engine's warning that it found one of these on PATH."""
    return NOISE.match(line) is not None


def _write(path: Path, text: str) -> None:
    if path.is_file() and path.read_bytes() == text.encode() and path.stat().st_mode & 0o111:
        return
    # A folder of its own: another thread's or process's draft must not be the same file.
    with tempfile.TemporaryDirectory(prefix=".", dir=path.parent) as drafts:
        fresh = Path(drafts) / path.name
        fresh.write_text(text)
        fresh.chmod(0o755)
        fresh.replace(path)
