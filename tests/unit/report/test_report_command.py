from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from edgewright.cli.main import run
from edgewright.policy.evaluation import Evaluation
from edgewright.policy.evaluation_file import write_evaluation


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "Pulumi.yaml").write_text("name: harbour\nruntime: python\n")
    monkeypatch.chdir(root)
    return root


def _judged(root: Path, stack: str, evaluation: Evaluation) -> Path:
    path = root / ".edgewright" / "stacks" / stack / "evaluation.json"
    path.parent.mkdir(parents=True)
    write_evaluation(path, evaluation)
    return path


def _error(capfd: pytest.CaptureFixture[str]) -> dict[str, Any]:
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    (error,) = json.loads(captured.err)["errors"]
    assert isinstance(error, dict)
    return error


@pytest.mark.parametrize(
    ("name", "status", "line"),
    [
        ("HELD", 0, "held; 7 of 7 resources judged (100 %)"),
        ("VIOLATED", 1, "violated; 7 of 20 resources judged (35 %), 13 not assessed"),
        ("INCOMPLETE", 3, "incomplete; 7 of 20 resources judged (35 %), 13 not assessed"),
    ],
)
def test_the_exit_status_is_the_verdict(
    project: Path,
    samples: ModuleType,
    capfd: pytest.CaptureFixture[str],
    name: str,
    status: int,
    line: str,
) -> None:
    _judged(project, "prod", getattr(samples, name))
    for format_ in ("text", "json", "sarif", "html", "csv"):
        assert run(["report", "--stack", "prod", "--format", format_]) == status
        shown = capfd.readouterr().out.lower()
        assert name.lower() in shown or (format_ == "csv" and name == "HELD")  # it has no row
        assert run(["report", "--format", format_, "--out", "report"]) == status
        assert capfd.readouterr() == ("", f"{line}: wrote report\n")


def test_a_file_may_be_anywhere(
    tmp_path: Path,
    samples: ModuleType,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    write_evaluation(tmp_path / "e.json", samples.VIOLATED)
    assert run(["report", "--file", "e.json", "--format", "json", "--out", "-"]) == 1
    document = json.loads(capfd.readouterr().out)
    assert document["schema"] == "edgewright/report"
    assert len(document["findings"]) == len(samples.RESULTS)


def test_the_stack_may_be_left_out_when_one_was_judged(
    project: Path, samples: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    _judged(project, "prod", samples.HELD)
    (project / "deep").mkdir()
    os.chdir(project / "deep")
    assert run(["report"]) == 0
    assert capfd.readouterr().out.startswith("HELD  harbour-vision, stack prod\n")


def test_several_judged_stacks_must_be_told_apart(
    project: Path, samples: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    _judged(project, "prod", samples.HELD)
    _judged(project, "dev", samples.VIOLATED)
    assert run(["report", "--format", "json"]) == 2
    error = _error(capfd)
    assert error["code"] == "RPT-002"
    assert "dev, prod" in error["message"]
    assert run(["report", "--stack", "dev"]) == 1


def test_nothing_to_report_on(
    project: Path, samples: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    cases = (["report"], ["report", "--stack", "prod"], ["report", "--file", "none.json"])
    for words in (*cases, ["report", "--file", str(project)]):
        assert run([*words, "--format", "json"]) == 2
        assert _error(capfd)["code"] == "RPT-001"
    _judged(project, "dev", samples.HELD)
    assert run(["report", "--stack", "prod", "--format", "json"]) == 2
    assert "dev" in _error(capfd)["hint"]
    assert run(["report", "--stack", "../stacks/dev", "--format", "json"]) == 2
    assert _error(capfd)["code"] == "CLI-001"


def test_outside_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["report", "--format", "json"]) == 2
    assert _error(capfd)["code"] == "PRJ-001"


def _spoilt(content: str) -> dict[str, str]:
    document = json.loads(content)
    return {
        "empty": "",
        "truncated": content[: len(content) // 2],
        "list": "[]",
        "foreign": json.dumps({**document, "schema": "edgewright/errors"}),
        "of tomorrow": json.dumps({**document, "version": 99}),
        "short": json.dumps({"schema": document["schema"], "version": document["version"]}),
        "deep": "[" * 100_000,
    }


def test_a_file_that_is_no_evaluation(
    project: Path, samples: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    path = _judged(project, "prod", samples.HELD)
    for name, content in _spoilt(path.read_text()).items():
        path.write_text(content)
        assert run(["report", "--format", "json", "--out", "report"]) == 2, name
        assert _error(capfd)["code"]
    path.write_bytes(b"\xff\xfe\x00")
    assert run(["report", "--format", "json", "--out", "report"]) == 2
    assert _error(capfd)["code"]
    assert not (project / "report").exists()


def test_a_contradiction_is_no_report(
    project: Path, samples: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    _judged(project, "prod", replace(samples.HELD, results=samples.HELD.results[:1]))
    assert run(["report", "--format", "json", "--out", "report"]) == 2
    assert _error(capfd)["code"] == "RPT-004"
    assert not (project / "report").exists()


def test_where_it_cannot_be_written(
    project: Path, samples: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    _judged(project, "prod", samples.HELD)
    for out in ("none/report", ".", "/dev/null"):
        assert run(["report", "--format", "json", "--out", out]) == 2
        assert _error(capfd)["code"] == "RPT-003"


def test_wrong_words(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for words in (["--stack", "a", "--file", "b"], ["--format", "pdf"], ["--nope"], ["extra"]):
        assert run(["report", *words]) == 2
        captured = capfd.readouterr()
        assert captured.out == "" and "error[CLI-001]" in captured.err


def test_a_terminal_that_knows_no_utf_8(project: Path, samples: ModuleType) -> None:
    _judged(project, "prod", samples.hostile("🚢 ü"))
    done = subprocess.run(
        [sys.executable, "-c", "from edgewright.cli.main import main; main()", "report"],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        capture_output=True,
    )
    assert done.returncode == 1, done.stderr
    assert "VIOLATED  🚢 ü, stack 🚢 ü" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout
