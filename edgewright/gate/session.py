"""How the two halves of the gate find each other: files under `.edgewright/stacks/<stack>/`.

The analyzer and the program are separate processes that the engine starts, with no channel between
them. The analyzer leaves a session file that names itself and its engine; the program looks for one
whose analyzer is alive and whose engine is its own ancestor (a program the engine started) or its
own child (an inline program of the Automation API).

A file alone proves nothing: the process it names must be this package's analyzer, started by a
Pulumi that also started the program.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from edgewright.base.errors import EdgewrightError
from edgewright.base.project import Project
from edgewright.base.whole_file import write_whole

ADMISSION = "admitted.json"
ANALYZER = "pulumi-analyzer-policy-edgewright"
"""The name of the executable that the engine starts as a policy pack."""
ENGINES = ("pulumi", "pulumi.exe")


@dataclass(frozen=True)
class Session:
    """An analyzer at work.

    Attributes:
        pid, started: the analyzer process and its creation time (seconds since the epoch), which
            together name a process for good.
        engine_pid: the Pulumi process that started it.
        dry_run: True in a preview.
        estate: digest of the estate it judged; None for a stack without one.
    """

    pid: int
    started: float
    engine_pid: int
    dry_run: bool
    estate: str | None = None

    def alive(self) -> bool:
        """Whether that very process still runs."""
        try:
            return abs(psutil.Process(self.pid).create_time() - self.started) < 1
        except psutil.Error:
            return False

    def watches_this_process(self) -> bool:
        """Whether it is an analyzer of ours whose engine started this process, or the reverse.

        An engine starts a program; an inline program of the Automation API starts the engine.
        """
        try:
            analyzer = psutil.Process(self.pid)
            engine = engine_of(analyzer)
            if engine is None or engine.pid != self.engine_pid:
                return False
            if not any(Path(word).stem == ANALYZER for word in analyzer.cmdline()):
                return False
            above = [process.pid for process in psutil.Process().parents()]
            below = [process.pid for process in engine.parents()]
        except psutil.Error:
            return False
        return engine.pid in above or os.getpid() in below


def engine_of(process: psutil.Process) -> psutil.Process | None:
    """The Pulumi that started a process, directly or not; None when none did."""
    return next((one for one in process.parents() if one.name() in ENGINES), None)


def state_folder(project: Project, stack: str) -> Path:
    """Where the gate keeps what it writes for a stack."""
    return project.work_folder() / "stacks" / stack


def evaluation_file(project: Project, stack: str) -> Path:
    """The last evaluation of a stack."""
    return state_folder(project, stack) / "evaluation.json"


def report_page(project: Project, stack: str) -> Path:
    """The last report of a stack for a browser."""
    return state_folder(project, stack) / "report.html"


def forget_results(project: Project, stack: str, *, keep_admission: bool = False) -> None:
    """Remove what the last run on a stack left behind: the first thing every run that judges does.

    A run that never gets to a verdict of its own, for whatever reason, must not leave that of
    another to be read as its own.

    Args:
        project: the project.
        stack: the stack's name.
        keep_admission: for an update, which the admission is for: it is used up there.

    Raises:
        EdgewrightError: GAT-004 when something cannot be removed.
    """
    folder = state_folder(project, stack)
    inside = project.work_folder() / "stacks"
    if not folder.resolve().is_relative_to(inside.resolve()):
        return  # a name such as "../..": nothing of ours is there
    kept = [] if keep_admission else [folder / ADMISSION]
    for path in (evaluation_file(project, stack), report_page(project, stack), *kept):
        try:
            path.unlink(missing_ok=True)
        except OSError as problem:
            raise _unwritable(path, problem) from problem


def own_engine() -> psutil.Process:
    """The Pulumi that started this process; what started it, where that is no Pulumi.

    On Windows the executable of a pack is a launcher, so the engine is not the next above.
    """
    process = psutil.Process()
    return engine_of(process) or psutil.Process(os.getppid())


def open_session(folder: Path, *, dry_run: bool, estate: str | None) -> Path:
    """Say that this process is the analyzer at work; returns the file to remove at the end."""
    process, engine = psutil.Process(), own_engine()
    session = Session(process.pid, process.create_time(), engine.pid, dry_run, estate)
    path = folder / "sessions" / f"{session.pid}.json"
    write_json(path, asdict(session))
    return path


def find_session(folder: Path, *, dry_run: bool) -> Session | None:
    """The analyzer that watches this program, or None when none does."""
    for path in sorted((folder / "sessions").glob("*.json")):
        session = _read_session(path)
        if session is None or not session.alive():
            path.unlink(missing_ok=True)
        elif session.dry_run == dry_run and session.watches_this_process():
            return session
    return None


def _read_session(path: Path) -> Session | None:
    try:
        return Session(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def write_json(path: Path, value: Any) -> None:
    """Write a JSON file whole or not at all.

    Raises:
        EdgewrightError: GAT-004 when the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(value).encode())
    except OSError as problem:
        raise _unwritable(path, problem) from problem


def _unwritable(path: Path, problem: OSError) -> EdgewrightError:
    return EdgewrightError(
        "GAT-004",
        f"cannot write {path}: {problem.strerror}",
        hint="Make the project's .edgewright folder writable, or free space on its disk.",
    )
