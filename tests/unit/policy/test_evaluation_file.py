"""Evaluations on disk: whole or not at all; anything else is refused by name."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.base.vocabulary import Level, Outcome
from edgewright.policy.evaluation import (
    Coverage,
    Evaluation,
    PolicyInfo,
    Result,
    Unassessed,
    WaiverState,
)
from edgewright.policy.evaluation_file import read_evaluation, write_evaluation

RULE = PolicyInfo(
    id="ENC-01",
    domain="encryption",
    package="encryption.versioned",
    title="t",
    description="d",
    severity="high",
    message="{node}",
    fix="f",
    controls=("gdpr:32",),
    needs={"storage.bucket": ("versioned",)},
    scope="graph",
    effective_on=None,
    level=Level.MANDATORY,
    pack="mine",
    undetermined="fail",
)
WHOLE = Evaluation(
    estate="harbour",
    stack="prod",
    phase="preview",
    at="2026-11-23T12:00:00Z",
    complete=True,
    offline=False,
    policies=(RULE,),
    results=(
        Result(
            "ENC-01",
            "n",
            "\u00fc",
            Outcome.FAILED,
            "m",
            True,
            {"a": [1, None]},
            ("s",),
            None,
            "f:1",
            "x",
        ),
        Result("ENC-01", "", "", Outcome.NOT_APPLICABLE, "", False),
    ),
    waivers=(WaiverState("ENC-01", "n", "waiver", "r", "o", "T", "2026-12-31", "unused", 0),),
    coverage=Coverage(judged=1, not_assessed=2, unassessed=(Unassessed("aws:x/y:Z", 2),)),
    nodes=3,
    digests={"params": "sha256:0"},
    versions={"opa": "1"},
    notes=("n",),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work" / "evaluation.json"


def refusal(path: Path) -> EdgewrightError:
    with pytest.raises(EdgewrightError) as caught:
        read_evaluation(path)
    return caught.value


def test_there_and_back(path: Path) -> None:
    write_evaluation(path, WHOLE)
    assert read_evaluation(path) == WHOLE
    assert [found.name for found in path.parent.iterdir()] == ["evaluation.json"]


def test_a_second_one_replaces_the_first(path: Path) -> None:
    write_evaluation(path, WHOLE)
    write_evaluation(path, Evaluation(**{**vars(WHOLE), "stack": "other"}))
    assert read_evaluation(path).stack == "other"


def test_a_folder_that_cannot_be(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")
    with pytest.raises(EdgewrightError) as caught:
        write_evaluation(path, WHOLE)
    assert (caught.value.code, caught.value.exit_status) == ("EVA-003", 3)
    assert str(path) in caught.value.message
    assert "writable" in caught.value.hint


def test_a_failed_write_leaves_what_was_there_and_nothing_else(path: Path) -> None:
    path.mkdir(parents=True)
    (path / "in the way").write_text("")
    with pytest.raises(EdgewrightError) as caught:
        write_evaluation(path, WHOLE)
    assert caught.value.code == "EVA-003"
    assert list(path.parent.iterdir()) == [path]


def test_none_there(path: Path) -> None:
    problem = refusal(path)
    assert (problem.code, problem.exit_status) == ("EVA-004", 2)
    assert str(path) in problem.message
    assert "edgewright preview" in problem.hint


def test_a_directory(path: Path) -> None:
    path.mkdir(parents=True)
    assert refusal(path).code == "EVA-004"


def spoilt(path: Path, change: dict[str, Any]) -> EdgewrightError:
    write_evaluation(path, WHOLE)
    document = json.loads(path.read_text())
    for key, value in change.items():
        if value is None:
            del document[key]
        else:
            document[key] = value
    path.write_text(json.dumps(document))
    problem = refusal(path)
    assert problem.place is not None
    assert problem.place.file == str(path)
    assert "edgewright preview" in problem.hint
    return problem


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"schema": None}, "its schema is not edgewright/evaluation"),
        ({"schema": "edgewright/errors"}, "its schema is not edgewright/evaluation"),
        ({"version": 1}, "its version is 1, not 4"),
        ({"version": None}, "its version is None, not 4"),
        ({"results": None}, "results: field required"),
        ({"complete": None}, "complete: field required"),
        ({"complete": "perhaps"}, "complete: "),
        ({"results": "none"}, "results: "),
        ({"results": [{"policy": "ENC-01"}]}, "results.0.node: "),
        ({"policies": [7]}, "policies.0: "),
        ({"nodes": "many"}, "nodes: "),
    ],
)
def test_something_else(path: Path, change: dict[str, Any], says: str) -> None:
    problem = spoilt(path, change)
    assert (problem.code, problem.exit_status) == ("EVA-005", 2)
    assert says in problem.message


def test_an_outcome_that_does_not_exist(path: Path) -> None:
    write_evaluation(path, WHOLE)
    path.write_text(path.read_text().replace('"failed"', '"fine"'))
    problem = refusal(path)
    assert (problem.code, "results.0.outcome" in problem.message) == ("EVA-005", True)


@pytest.mark.parametrize("name", ["phase", "severity", "scope", "undetermined"])
def test_a_word_that_does_not_exist(path: Path, name: str) -> None:
    write_evaluation(path, WHOLE)
    text, count = re.subn(f'"{name}": "[a-z]+"', f'"{name}": "fine"', path.read_text())
    path.write_text(text)
    problem = refusal(path)
    assert count and (problem.code, name in problem.message) == ("EVA-005", True)


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.99])
def test_a_truncated_file(path: Path, part: float) -> None:
    write_evaluation(path, WHOLE)
    text = path.read_text()
    path.write_text(text[: int(len(text) * part)])
    problem = refusal(path)
    assert (problem.code, "it is not whole" in problem.message) == ("EVA-005", True)


@pytest.mark.parametrize("content", [b"[]", b"null", b"7", b"\xff\xfe", b"[" * 100_000])
def test_no_evaluation_at_all(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert refusal(path).code == "EVA-005"
