"""What nobody expected: an exception that is no coded error, or output that nobody takes."""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from traceback import StackSummary, walk_tb

from edgewright import __version__
from edgewright.base.errors import EdgewrightError, shortened
from edgewright.base.project import find_project

FOLDER = "defects"
NEWEST_FRAMES = 60
"""How many of an exception's frames are written, the last ones: recursion has a thousand."""


def unexpected(problem: Exception, verb: str) -> EdgewrightError:
    """The coded error for an exception of ours, with its details in a file."""
    if isinstance(problem, OSError) and _is_of_printing(problem):
        return output_lost(problem.strerror or type(problem).__name__)
    if isinstance(problem, OSError) and problem.errno == errno.ENAMETOOLONG:
        return EdgewrightError(
            "CLI-008",
            f"a name is longer than this system takes: {shortened(str(problem.filename))}",
            hint="Give a shorter one: most systems take 255 bytes, and 4,096 for a path.",
        )
    if isinstance(problem, MemoryError):
        return EdgewrightError(
            "CLI-006",
            f"memory ran out in `{verb}`; nothing was decided",
            hint="Give it more memory, or judge a part at a time.",
        )
    what = type(problem).__name__
    if isinstance(problem, OSError) and problem.strerror:
        what = f"{what}: {problem.strerror}"
    path = _write_details(problem, verb)
    details = f"the details are in {path}, without any of your values" if path else "no details"
    return EdgewrightError(
        "CLI-005",
        f"`{verb}` met what it does not expect ({what}); nothing was decided; {details}",
        hint="Report it to edgewright's maintainers, with that file."
        if path
        else "Make the project's .edgewright folder or the temporary folder writable, and repeat.",
    )


def _is_of_printing(problem: OSError) -> bool:
    """Whether it was raised where click prints."""
    frames = list(walk_tb(problem.__traceback__))
    return bool(frames) and frames[-1][0].f_globals.get("__name__", "").startswith("click.")


def flush_output() -> None:
    """Bring everything printed to where it goes.

    Raises:
        EdgewrightError: CLI-007 when its reader has gone or has no room.
    """
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError) as problem:
        gone = isinstance(problem, BrokenPipeError)
        why = getattr(problem, "strerror", None) or "it is closed"
        raise output_lost("its reader has gone" if gone else why) from problem


def output_lost(why: str) -> EdgewrightError:
    """The coded error for output that did not arrive; nothing more is tried of it."""
    _let_go()
    return EdgewrightError(
        "CLI-007",
        f"not all of the output was taken: {why}",
        hint="Read all of it, or make room where it goes; the exit status says nothing else.",
    )


def _let_go() -> None:
    """Have the interpreter's own flush at the end find nothing to fail on."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _write_details(problem: Exception, verb: str) -> Path | None:
    """Write what happened where; the file, or None where no folder takes one."""
    try:
        text = "\n".join((_head(verb), *_happened(problem))) + "\n"
    except Exception:
        return None
    for folder in _folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            day = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            handle, name = tempfile.mkstemp(".txt", f"edgewright-{day}-", folder)
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
        except OSError:
            continue
        return Path(name)
    return None


def _folders() -> Iterator[Path]:
    with contextlib.suppress(EdgewrightError, OSError):
        yield find_project().work_folder() / FOLDER
    with contextlib.suppress(OSError):
        yield Path(tempfile.gettempdir())


def _head(verb: str) -> str:
    version = platform.python_version()
    return f"edgewright {__version__} {verb}, Python {version}, {platform.platform()}"


def _happened(problem: BaseException) -> Iterator[str]:
    """Types and places, the outermost exception first.

    Neither messages nor variables: both can hold what a user keeps secret. The lines of code are
    those of installed packages, for a verb runs nobody else's.
    """
    seen: set[int] = set()
    current: BaseException | None = problem
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield f"\n{type(current).__module__}.{type(current).__qualname__}"
        frames = StackSummary.extract(walk_tb(current.__traceback__), capture_locals=False)
        newest = StackSummary.from_list(frames[-NEWEST_FRAMES:])
        yield from (line.rstrip() for line in newest.format())
        current = current.__cause__ or current.__context__
