"""Runs that leave resources out are known by the engine's own command line."""

from __future__ import annotations

import subprocess
import sys

import pytest

from edgewright.gate.partial_run import left_out_by, partial_options

URN = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::notes"


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (("preview", "--target", URN), ("--target",)),
        (("preview", f"--target={URN}"), ("--target",)),
        (("up", "-t", URN), ("--target",)),
        (("up", f"-t{URN}"), ("--target",)),
        (("up", "-yt", URN), ("--target",)),
        (("up", "--target-replace", URN), ("--target-replace",)),
        (("up", "--exclude", URN, "-t", URN), ("--exclude", "--target")),
        (("up", "-x", URN), ("--exclude",)),
        (("up", "--yes", "--stack", "dev"), ()),
        (("up", "-s", "test", "-y"), ()),
        (("up", "-stest"), ()),  # the stack "test"
        (("up", "-m", "text"), ()),
        (("up", "--target-dependents"), ()),  # nothing without --target
        (("up", "--replace", URN), ()),
    ],
)
def test_options_of_the_command_line(words: tuple[str, ...], options: tuple[str, ...]) -> None:
    assert partial_options(words, {}) == options


def test_options_of_the_environment() -> None:
    assert partial_options((), {"PULUMI_OPTION_TARGET": URN}) == ("--target",)
    assert partial_options((), {"PULUMI_OPTION_TARGET_REPLACE": URN}) == ("--target-replace",)
    assert partial_options((), {"PULUMI_OPTION_TARGET": "", "PULUMI_OPTION_YES": "true"}) == ()


def test_the_process_that_started_this_one_is_asked() -> None:
    wait = "import sys; print(flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", wait, "up", "--exclude", URN]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as engine:
        assert engine.stdout is not None
        engine.stdout.readline()
        assert left_out_by(engine.pid) == ("--exclude",)


def test_a_command_line_nobody_can_read_may_leave_something_out() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert left_out_by(gone.pid) == ("options that cannot be read",)
