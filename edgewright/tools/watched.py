"""Running a long command: its output goes to a file, its end is certain."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

GRACE_S = 5.0
"""How long an interrupted command may take to clean up, in seconds."""


def run_watched(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    log: Path,
    tick: Callable[[], None],
) -> int:
    """Run a command to its end and return its exit status.

    Whatever ends this call early (Ctrl-C included) also ends the command and all it started.

    Args:
        command: program and arguments.
        folder: where it runs.
        environment: all of its environment.
        log: file that receives its output and errors.
        tick: called twice a second while it runs.

    Raises:
        OSError: the program cannot be started.
    """
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        while True:
            try:
                return process.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                tick()
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    _signal(process, signal.SIGINT)  # the go command removes its temporary files on this one
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=GRACE_S)
    _signal(process, signal.SIGKILL)  # also what it started and left behind
    process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
