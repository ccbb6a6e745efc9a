"""Nothing that goes wrong looks like a verdict: a status of 1 means violated and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

from edgewright.cli.main import VERBS, run

COMMAND = Path(sys.executable).with_name("edgewright")
CANARY = "canary-c0ffee"


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Gives the command line a verb `broken` that raises what it is given."""

    def add(problem: BaseException) -> None:
        module = ModuleType("edgewright.cli.broken")

        @click.command()
        @click.argument("words", nargs=-1)
        def command(words: tuple[str, ...]) -> int:
            secret = CANARY
            raise problem from KeyError(secret)

        module.command = command  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "edgewright.cli.broken", module)
        monkeypatch.setitem(VERBS, "broken", "Fail.")

    return add


@pytest.mark.parametrize(
    "problem",
    [
        KeyError(CANARY),
        TypeError(CANARY),
        RecursionError(CANARY),
        AssertionError(CANARY),
        ExceptionGroup(CANARY, [ValueError(CANARY)]),
        UnicodeEncodeError("ascii", CANARY, 0, 1, CANARY),
    ],
    ids=lambda problem: type(problem).__name__,
)
def test_an_exception_nobody_expected(
    failing: Any, project: Path, capsys: pytest.CaptureFixture[str], problem: Exception
) -> None:
    failing(problem)
    assert run(["broken", CANARY]) == 3
    told = capsys.readouterr().err
    assert told.startswith("error[CLI-005]: `broken` met what it does not expect")
    assert "Traceback" not in told
    [details] = (project / ".edgewright" / "defects").iterdir()
    assert str(details) in told
    text = details.read_text()
    assert type(problem).__name__ in text and "KeyError" in text and __file__ in text
    assert CANARY not in text + told
    assert details.stat().st_mode & 0o077 == 0


def test_an_error_of_the_system_says_what_the_system_says(
    failing: Any, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(OSError(5, "Input/output error"))
    assert run(["broken"]) == 3
    assert "(OSError: Input/output error)" in capsys.readouterr().err


def test_no_memory(failing: Any, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    failing(MemoryError())
    assert run(["broken"]) == 3
    assert capsys.readouterr().err.startswith("error[CLI-006]")


def test_an_interruption(failing: Any, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    failing(KeyboardInterrupt())
    assert run(["broken"]) == 3
    assert "interrupted" in capsys.readouterr().err


def test_a_program_that_wants_to_end_with_a_status_of_its_own(
    failing: Any, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(SystemExit(1))
    assert run(["broken"]) == 3


def test_details_go_to_the_temporary_folder_where_the_project_takes_none(
    failing: Any,
    project: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (project / ".edgewright").write_text("in the way")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    failing(KeyError(CANARY))
    assert run(["broken"]) == 3
    [details] = elsewhere.iterdir()
    assert str(details) in capsys.readouterr().err


def test_no_folder_takes_the_details(
    failing: Any,
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (project / ".edgewright").write_text("in the way")
    monkeypatch.setattr("tempfile.tempdir", str(project / "Pulumi.yaml"))
    failing(KeyError(CANARY))
    assert run(["broken"]) == 3
    assert "no details" in capsys.readouterr().err


def test_errors_as_json(failing: Any, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    failing(KeyError(CANARY))
    assert run(["broken", "--", "--format", "json"]) == 3
    assert '"code": "CLI-005"' in capsys.readouterr().err


def piped(words: str, folder: Path, **variables: str) -> tuple[int, str]:
    """What a shell line ends with that runs `edgewright` as $E, and its standard error."""
    environment: Mapping[str, str] = {**os.environ, "E": str(COMMAND), **variables}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", words],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("words", ["--help", "schema project", "tools list"])
def test_output_that_has_no_room(project: Path, words: str) -> None:
    status, told = piped(f"$E {words} > /dev/full", project)
    assert status == 3
    assert told.startswith("error[CLI-007]: not all of the output was taken: No space left")
    assert "Traceback" not in told and "Exception ignored" not in told


@pytest.mark.parametrize("words", ["--help", "schema project"])
def test_output_whose_reader_has_gone(project: Path, words: str) -> None:
    status, told = piped(f"$E {words} | true", project)
    assert (status, told[:14]) in ((0, ""), (3, "error[CLI-007]"))
    status, told = piped(f"(sleep 1; $E {words}) | true", project)
    assert status == 3
    assert told.startswith("error[CLI-007]: not all of the output was taken: its reader has gone")
    assert "Traceback" not in told and "Exception ignored" not in told


def test_errors_that_have_no_room(project: Path) -> None:
    assert piped("$E check 2> /dev/full", project)[0] == 2
    assert piped("$E check >&- 2>&-", project)[0] == 2
    assert piped("$E graph --file /dev/zero 2> /dev/full > /dev/full", project)[0] == 2


def test_an_encoding_that_lacks_a_character(project: Path) -> None:
    status, told = piped("$E explain ä -s ü", project, PYTHONIOENCODING="ascii")
    assert status == 2 and "error[CLI-001]" in told
