"""`edgewright init`: edgewright.yaml from options or answers, whole or not at all."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from edgewright.cli.main import run
from edgewright.policy.authoring import project_start
from edgewright.spec.project_file import FILE, load_project_file

COMMAND = [sys.executable, "-c", "from edgewright.cli.main import main; main()", "init"]
PATIENTS = "patients=user.health,user.biometric:DE:secret"


def refused(capsys: Any, code: str, *words: str, status: int = 2) -> str:
    assert run(["init", *words]) == status
    text = str(capsys.readouterr().err)
    assert f"error[{code}]" in text
    return text


def test_it_writes_what_options_say(project: Path, capsys: Any) -> None:
    assert run(["init", "--pack", "health", "--pack", "baseline", "--data", PATIENTS]) == 0
    assert "edgewright check --file state.json" in capsys.readouterr().out
    file = load_project_file(project)
    assert file.packs == ("health", "baseline")
    asset = file.data["patients"]
    assert (asset.categories, asset.origin) == (("user.health", "user.biometric"), "DE")
    assert asset.classification == "secret"


def test_its_labels_hold_once_they_are_no_comment(project: Path) -> None:
    assert run(["init", "--data", PATIENTS]) == 0
    text = (project / FILE).read_text()
    (project / FILE).write_text(text.replace("# labels:", "labels:").replace("# - {", "- {"))
    [rule] = load_project_file(project).labels
    assert rule.match == "urn:*::aws:s3/bucket:Bucket::NAME"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, ".edgewright/\n"),
        ("venv/", "venv/\n.edgewright/\n"),
        ("venv/\n", "venv/\n.edgewright/\n"),
        ("/.edgewright\n", "/.edgewright\n"),
        (".edgewright/\nx\n", ".edgewright/\nx\n"),
    ],
)
def test_git_ignores_what_is_ours(project: Path, before: str | None, after: str) -> None:
    if before is not None:
        (project / ".gitignore").write_text(before)
    assert run(["init", "--yes"]) == 0
    assert (project / ".gitignore").read_text() == after


def test_it_writes_over_nothing(project: Path, capsys: Any) -> None:
    (project / FILE).write_text("packs: [health]\n")
    refused(capsys, "PRJ-005", "--pack", "baseline")
    assert (project / FILE).read_text() == "packs: [health]\n"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--pack", "helth"), "POL-010", "Did you mean health?"),
        (("--data", "patients"), "CLI-004", "Write NAME=CATEGORIES:COUNTRY:CLASSIFICATION"),
        (("--data", "=a:DE:secret"), "CLI-004", "Write NAME="),
        (("--data", "patients=user.health:UK:secret"), "CLI-004", "Did you mean GB?"),
        (("--data", "patients=user.health:DE:secrt"), "CLI-004", "Did you mean secret?"),
        (("--data", "Our Patients=user.health:DE:secret"), "CLI-004", "Our Patients"),
    ],
)
def test_what_it_refuses(
    project: Path, capsys: Any, words: tuple[str, ...], code: str, says: str
) -> None:
    assert says in refused(capsys, code, *words)
    assert {path.name for path in project.iterdir()} == {"Pulumi.yaml"}


def test_outside_a_project(project: Path, capsys: Any) -> None:
    (project / "Pulumi.yaml").unlink()
    refused(capsys, "PRJ-001", "--yes")


def test_a_folder_that_cannot_be_written(
    project: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, content: bytes) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(project_start, "write_whole", fail)
    assert "No space left" in refused(capsys, "PRJ-006", "--yes", status=3)


def test_without_a_terminal_it_asks_nothing(project: Path) -> None:
    closed = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *COMMAND], capture_output=True, text=True
    )
    assert (closed.returncode, closed.stderr) == (0, "")
    assert load_project_file(project).packs == ("baseline",)


def asked(answers: bytes) -> subprocess.CompletedProcess[bytes]:
    ours, theirs = pty.openpty()
    try:
        os.write(ours, answers)
        return subprocess.run(COMMAND, stdin=theirs, capture_output=True, timeout=60)
    finally:
        os.close(ours)
        os.close(theirs)


def test_on_a_terminal_it_asks(project: Path) -> None:
    done = asked(b"health, baseline\npatients\nuser.health\nDE\nsecrt\nsecret\n\n")
    assert done.returncode == 0, done.stderr
    file = load_project_file(project)
    assert (file.packs, list(file.data)) == (("health", "baseline"), ["patients"])


def test_answers_that_end_early_leave_nothing(project: Path) -> None:
    done = asked(b"health\n\x04")
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert not (project / FILE).exists()
