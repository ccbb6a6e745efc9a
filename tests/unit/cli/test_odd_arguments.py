"""Names that are no names and files that are no files: an error with a code, and at once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from edgewright.cli.main import run

LONG = "x" * 5000
OF_A_STACK = (
    ["check", "--stack"],
    ["explain", "x", "--stack"],
    ["validate", "--stack"],
    ["place", "--stack"],
    ["report", "--stack"],
    ["preview", "--offline", "--stack"],
    ["up", "--offline", "--stack"],
    ["destroy", "--offline", "--stack"],
    ["refresh", "--offline", "--stack"],
    ["policy", "list", "--stack"],
    ["init", "--estate", "cloud", "--stack"],
)
OF_A_FILE = (["check", "--file"], ["graph", "--file"], ["report", "--file"], ["validate"])
STACKS = Path(__file__).parents[3] / "stacks"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    shutil.copytree(STACKS / "plant-maintenance", tmp_path / "stacks" / "plant-maintenance")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert run(words) == 2, words
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


@pytest.mark.parametrize("words", OF_A_STACK, ids=lambda words: words[0])
@pytest.mark.parametrize(
    "name",
    [
        LONG,
        "x" * 101,
        "",
        " ",
        ".",
        "..",
        "../..",
        "a/../b",
        "a/b/c/d",
        "/etc",
        "a\nb",
        "a\0b",
        "é",
    ],
    ids=lambda name: repr(name[:7]),
)
def test_a_stack_that_cannot_be(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str], name: str
) -> None:
    before = sorted(project.rglob("*"))
    text = told([*words, name], capsys)
    assert text.startswith("error[CLI-001]") and len(text) < 400
    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize("words", OF_A_STACK[:5], ids=lambda words: words[0])
def test_a_stack_that_is_not_there(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert told([*words, "x" * 100], capsys).startswith(("error[PRJ-002]", "error[RPT-001]"))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("words", OF_A_FILE, ids=lambda words: words[0])
@pytest.mark.parametrize(
    "name", ["/dev/zero", "/dev/random", "/dev/full", "/dev/null", "pipe", "folder", LONG, "none"]
)
def test_a_file_that_is_none(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str], name: str
) -> None:
    os.mkfifo(project / "pipe")
    (project / "folder").mkdir()
    codes = ("GRA-001", "RPT-001", "EVA-004", "EST-001")
    text = told([*words, name], capsys)
    assert any(f"error[{code}]" in text for code in codes), text


@pytest.mark.parametrize(
    "words",
    [
        ["image", "check", LONG],
        ["image", "render", LONG, "--out", "x"],
        ["check", "--stack", "plant-maintenance", "--pack", LONG],
        ["check", "--stack", "plant-maintenance", "--assume", LONG],
        ["check", "--stack", "plant-maintenance", "--move", LONG],
        ["check", "--stack", "plant-maintenance", "--at", LONG],
        ["explain", LONG, "--stack", "plant-maintenance"],
        ["init", "--data", LONG],
        ["tools", "install", LONG],
        ["report", "--stack", "plant-maintenance", "--format", LONG],
        [LONG],
    ],
    ids=lambda words: " ".join(words)[:20],
)
def test_a_name_of_thousands_of_characters(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert "error[" in told(words, capsys)
    assert not (project / ".edgewright" / "defects").exists()


@pytest.mark.parametrize("out", [LONG, "/dev/full", "none/report", ".", ""])
def test_a_report_that_has_nowhere_to_go(
    project: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    assert run(["check", "--stack", "plant-maintenance"]) == 0
    capsys.readouterr()
    before = sorted(project.rglob("*"))
    text = told(["report", "--format", "html", "--out", out], capsys)
    assert "error[RPT-003]" in text or "error[CLI-008]" in text
    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize("in_the_way", [".edgewright", ".edgewright/stacks/plant-maintenance"])
def test_a_folder_of_its_own_that_is_a_file(
    project: Path, capsys: pytest.CaptureFixture[str], in_the_way: str
) -> None:
    path = project / in_the_way
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    assert run(["check", "--stack", "plant-maintenance"]) == 3
    assert "error[GAT-004]" in capsys.readouterr().err
    assert path.read_text() == ""


@pytest.mark.parametrize("name", ["estate.yaml", "params.yaml", "waivers.yaml"])
@pytest.mark.parametrize("what", ["pipe", "device", "folder"])
@pytest.mark.timeout(60)
def test_a_stacks_file_that_is_none(
    project: Path, capsys: pytest.CaptureFixture[str], name: str, what: str
) -> None:
    path = project / "stacks" / "plant-maintenance" / name
    path.unlink(missing_ok=True)
    if what == "pipe":
        os.mkfifo(path)
    elif what == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    text = told(["validate", str(path.with_name("estate.yaml"))], capsys)
    assert "error[EST-0" in text


@pytest.mark.parametrize("name", ["Pulumi.yaml", "edgewright.yaml"])
@pytest.mark.parametrize("what", ["pipe", "device"])
@pytest.mark.timeout(60)
def test_a_projects_file_that_is_none(
    project: Path, capsys: pytest.CaptureFixture[str], name: str, what: str
) -> None:
    path = project / name
    path.unlink(missing_ok=True)
    if what == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    text = told(["check", "--stack", "plant-maintenance"], capsys)
    assert "error[PRJ-00" in text or "error[RUN-002]" in text


@pytest.mark.parametrize("words", [["check"], ["explain", "x"]], ids=lambda words: words[0])
def test_an_instant_that_is_empty(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    text = told([*words, "--stack", "plant-maintenance", "--at", ""], capsys)
    assert text.startswith("error[CLK-001]")
