"""`edgewright place` as a person runs it."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from edgewright.cli.main import run
from edgewright.cli.place import command

GOLDEN = Path(__file__).parents[2] / "golden" / "harbour-vision" / "estate.yaml"


@pytest.fixture
def project(tmp_path, monkeypatch):
    stack = tmp_path / "stacks" / "harbour-vision"
    stack.mkdir(parents=True)
    (tmp_path / "Pulumi.yaml").write_text("name: test\nruntime: python\n")
    shutil.copy(GOLDEN, stack / "estate.yaml")
    for name in ("params.yaml", "waivers.yaml"):
        (stack / name).write_text("{}\n")
    monkeypatch.chdir(tmp_path)
    return stack


def test_text_says_where_and_why(project):
    result = CliRunner().invoke(command, ["--stack", "harbour-vision"], catch_exceptions=False)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "detect on pier (site/santos-pier)",
        "  the estate names it",
        "  needs 2 GB of memory, pier-camera has 8 GB",
        "  latency budget 50 ms, physical lower bound 0 ms: not ruled out",
        "detect on quay (site/hamburg-quay)",
        "  the estate names it",
        "  needs 2 GB of memory, quay-gateway has 16 GB",
        "  latency budget 50 ms, physical lower bound 0 ms: not ruled out",
        "train-detector on aws/eu-central-1",
        "  the only region it may run in",
    ]


def test_an_impossible_budget_and_a_rejection_are_shown(project):
    estate = project / "estate.yaml"
    text = estate.read_text().replace("from: camera", "from: hamburg-quay")
    estate.write_text(text.replace("memory: 16 GB", "memory: 1 GB"))
    result = CliRunner().invoke(command, ["--stack", "harbour-vision"], catch_exceptions=False)
    assert "  latency budget 50 ms, physical lower bound 101.2 ms: infeasible" in result.output
    assert result.output.splitlines()[-2:] == [
        "detect not on quay",
        "  needs 2 GB of memory, quay-gateway has 1 GB",
    ]


def test_json_is_an_object_with_schema_and_version(project):
    words = ["--stack", "harbour-vision", "--format", "json"]
    result = CliRunner().invoke(command, words, catch_exceptions=False)
    document = json.loads(result.output)
    assert (document["schema"], document["version"]) == ("edgewright/placement", 1)
    assert document["estate"] == "harbour-vision"
    assert [one["target"] for one in document["assignments"]] == [
        "pier",
        "quay",
        "aws/eu-central-1",
    ]
    assert document["rejections"] == []


def test_an_estate_that_fits_nowhere_is_exit_2_with_its_place(project, capsys):
    estate = project / "estate.yaml"
    estate.write_text(estate.read_text().replace("memory: 2 GB", "memory: 64 GB"))
    assert run(["place", "--stack", "harbour-vision"]) == 2
    shown = capsys.readouterr().err
    assert "error[PLC-001]: workload detect fits nowhere" in shown
    assert "estate.yaml:" in shown


def test_an_unknown_stack_is_exit_2(project, capsys):
    assert run(["place", "--stack", "nowhere"]) == 2
    assert "error[PRJ-002]" in capsys.readouterr().err
