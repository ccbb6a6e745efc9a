"""`edgewright init --estate`: a stack's first estate from a sample, valid as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from edgewright.cli.init import SAMPLES
from edgewright.cli.main import run
from edgewright.policy.authoring import project_start


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(project: Path) -> set[str]:
    return {path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file()}


def refused(capsys: Any, code: str, *words: str, status: int = 2) -> str:
    assert run(["init", *words]) == status
    text = str(capsys.readouterr().err)
    assert f"error[{code}]" in text
    return text


def test_the_samples_that_can_be_named_are_those_there_are() -> None:
    assert {path.stem for path in project_start.SAMPLES.iterdir()} == set(SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_is_judged_as_it_stands(project: Path, capsys: Any, sample: str) -> None:
    assert run(["init", "--estate", sample, "--stack", "acme/shop/dev"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["stacks/dev/estate.yaml", ".gitignore"]
    assert files(project) == {"Pulumi.yaml", *said[:2]}
    assert run(["validate", "--stack", "dev"]) == 0
    next_step = said[-1].removeprefix("Next: edgewright ").split()
    capsys.readouterr()
    assert run(next_step) == 0
    judged = capsys.readouterr().out
    assert "HELD SO FAR" in judged
    assert "0 blocking" in judged and "0 undetermined" in judged
    assert "CHANGE" in (project / said[0]).read_text()


def test_the_sample_with_devices_has_them_and_the_other_has_none(project: Path) -> None:
    from edgewright.spec.load import load_estate

    estates = {name: load_estate(project_start.SAMPLES / f"{name}.yaml") for name in SAMPLES}
    assert not estates["cloud"].fleets and not estates["cloud"].sites
    assert len(estates["edge"].sites) == len(estates["edge"].fleets) == 1
    assert [len(one.clouds.regions_of("aws")) for one in estates.values()] == [1, 1]


@pytest.mark.parametrize("name", ["estate.yaml", "estate.yml", "Estate.yaml"])
def test_it_writes_over_nothing(project: Path, capsys: Any, name: str) -> None:
    there = project / "stacks" / "dev" / name
    there.parent.mkdir(parents=True)
    there.write_text("estate: mine\n")
    assert str(there) in refused(capsys, "PRJ-005", "--estate", "edge", "--stack", "dev")
    assert files(project) == {"Pulumi.yaml", f"stacks/dev/{name}"}
    assert there.read_text() == "estate: mine\n"


def test_not_through_a_link_that_leads_nowhere(project: Path, capsys: Any) -> None:
    (project / "stacks" / "dev").mkdir(parents=True)
    (project / "stacks" / "dev" / "estate.yaml").symlink_to(project / "elsewhere.yaml")
    refused(capsys, "PRJ-005", "--estate", "edge", "--stack", "dev")
    assert files(project) == {"Pulumi.yaml"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--estate", "edge"), "--estate cloud --stack dev"),
        (("--stack", "dev"), "--estate cloud --stack dev"),
        (("--estate", "egde", "--stack", "dev"), "'cloud', 'edge'"),
        (("--estate", "edge", "--stack", "dev", "--pack", "health"), "names its own packs"),
        (("--estate", "edge", "--stack", "dev", "--data", "a=user:DE:secret"), "names its own"),
        *(
            (("--estate", "edge", "--stack", name), "no name of a stack")
            for name in ("..", "", "-x")
        ),
        (("--estate", "edge", "--stack", "a b"), "no name of a stack"),
        (("--estate", "edge", "--stack", "x" * 101), "no name of a stack"),
    ],
)
def test_what_it_refuses(project: Path, capsys: Any, words: tuple[str, ...], says: str) -> None:
    assert says in refused(capsys, "CLI-001", *words)
    assert files(project) == {"Pulumi.yaml"}


def test_a_folder_that_cannot_be_made(project: Path, capsys: Any) -> None:
    (project / "stacks").write_text("a file")
    refused(capsys, "PRJ-006", "--estate", "cloud", "--stack", "dev", status=3)
    assert files(project) == {"Pulumi.yaml", "stacks"}
