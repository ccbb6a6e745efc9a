"""Whatever a project's own files hold: a verdict or an error with a code, and no defect of ours."""

from __future__ import annotations

import io
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from golden_estates import ESTATES
from ruamel.yaml import YAML

from edgewright.cli.main import run

Way = tuple[int | str, ...]
BAD = ESTATES["bad"]
PROJECT_FILE = """packs: [baseline]
data:
  patients: {categories: [user.health_and_medical], origin: DE, classification: secret}
labels:
  - {match: "aws:s3/bucket:Bucket", data: [patients]}
"""
FILES = tuple(f"stacks/bad/{name}.yaml" for name in ("estate", "everything", "params", "waivers"))
ODD: tuple[Any, ...] = (
    *(None, True, 0, 5, -1, 1.5, 10**300, float("nan"), float("inf"), "", "text", "x" * 5000),
    *([], [1], [None], [[]], {}, {"x": 1}, {"": None}),
    *("*", "../x", "/dev/zero", "9999-12-31", "-5 ms", "1e999 ms", "\U0001f600"),
)
CODED = re.compile(r"error\[(?P<code>[A-Z]{3}-[0-9]{3})\]")
DEFECTS = {"CLI-005", "CLI-006", "EVA-006", "OPA-002", "OPA-003", "GAT-005"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    shutil.copytree(BAD.project, root)
    (root / "edgewright.yaml").write_text(PROJECT_FILE)
    monkeypatch.chdir(root)
    return root


def ways(value: Any, way: Way = ()) -> Iterator[Way]:
    """The way to every value inside another one."""
    if way:
        yield way
    inside: Any = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        inside = enumerate(value)
    for step, below in inside:
        yield from ways(below, (*way, step))


def mutated(text: str, chance: random.Random) -> str:
    """A file with a value replaced, a key renamed, or something left out."""
    data = YAML(typ="safe").load(text)
    way, odd = chance.choice(list(ways(data))), chance.choice(ODD)
    inside = data
    for step in way[:-1]:
        inside = inside[step]
    what = chance.choice(("replace", "replace", "replace", "rename", "remove"))
    if what == "replace":
        inside[way[-1]] = odd
    else:
        value = inside.pop(way[-1])
        if what == "rename" and isinstance(inside, dict):
            inside[str(odd)] = value
    writer, stream = YAML(typ="safe"), io.StringIO()
    writer.representer.ignore_aliases = lambda _: True
    writer.dump(data, stream)
    return stream.getvalue()


def try_files(project: Path, capsys: Any, seed: int, times: int) -> None:
    chance = random.Random(seed)
    for _ in range(times):
        path = project / chance.choice((*FILES, "edgewright.yaml"))
        text = path.read_text()
        path.write_text(mutated(text, chance))
        status = run(["check", "--stack", BAD.name, "--at", BAD.at])
        said = capsys.readouterr()
        codes = set(CODED.findall(said.err))
        about = (path.name, path.read_text()[:2000], said.err)
        assert status in (0, 1, 2, 3), about
        assert not codes & DEFECTS, about
        assert bool(codes) == (status in (2, 3)) or "INCOMPLETE" in said.out, about
        assert "Traceback" not in said.err + said.out, about
        path.write_text(text)


def test_a_projects_files(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try_files(project, capsys, seed=1, times=15)


@pytest.mark.heavy
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(2, 6))
def test_a_projects_files_many_times(
    project: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    try_files(project, capsys, seed, times=150)
