"""`edgewright validate`, as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from shutil import copytree

import pytest

from edgewright.spec.load import load_estate
from edgewright.spec.renamed import notes

ROOT = Path(__file__).parents[3]
DESIGN = ROOT / "tests" / "golden" / "harbour-vision-design" / "estate.yaml"
MALFORMED = Path(__file__).parent / "malformed"
COUNTS = {"data": 3, "sites": 2, "device_classes": 2, "fleets": 2, "workloads": 2, "flows": 2}


def design(folder: Path, old: str = "", new: str = "") -> Path:
    """The estate of the design with all that it names, copied, with some words otherwise."""
    copytree(DESIGN.parent, folder, dirs_exist_ok=True)
    path = folder / "estate.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new) if old else path.read_text())
    return path


def run(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    script = "from edgewright.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", script, *words], cwd=cwd, capture_output=True, text=True, timeout=60
    )


def test_the_estate_of_the_design_is_valid() -> None:
    done = run("validate", str(DESIGN))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"{DESIGN}: estate harbour-vision is valid: 3 data, 2 sites, 2 device classes, 2 fleets, "
        "2 workloads, 2 flows\n"
    )


def test_a_stack_and_its_counts_as_json() -> None:
    done = run("validate", str(DESIGN), "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "schema": "edgewright/validation",
        "version": 1,
        "file": str(DESIGN),
        "valid": True,
        "estate": "harbour-vision",
        "counts": COUNTS,
        "errors": [],
        "notes": [],
    }


def test_a_key_under_its_old_name_is_read_and_noted(tmp_path: Path) -> None:
    path = design(tmp_path, "transfer_mechanism:", "basis:")
    line = next(n for n, line in enumerate(path.read_text().splitlines(), 1) if "basis:" in line)
    column = path.read_text().splitlines()[line - 1].index("basis:") + 1
    message = "basis is now called transfer_mechanism"
    assert load_estate(path).model_dump() == load_estate(DESIGN).model_dump()
    done = run("validate", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1:] == [f"{path}:{line}:{column}: note: {message}"]
    done = run("validate", str(path), "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["notes"] == [
        {"message": message, "file": str(path), "line": line, "column": column}
    ]


def test_a_key_of_remote_access_under_its_old_name_is_noted_too(tmp_path: Path) -> None:
    path = tmp_path / "estate.yaml"
    support = (
        "support:\n"
        "  vendor:\n"
        "    {country: US, operator: Vendor, sees: detections, where: [{cloud: aws, region: "
        "eu-central-1}],\n"
        "     basis: {type: dpf, evidence: DOC-7}}\n"
    )
    path.write_text(DESIGN.read_text().rstrip("\n") + "\n" + support)
    [note] = notes(load_estate(path))
    lines = len(path.read_text().splitlines())
    assert str(note) == f"{path}:{lines}:6: note: basis is now called transfer_mechanism"


def test_a_stack_by_its_name() -> None:
    done = run("validate", "--stack", "harbour-vision")
    assert done.returncode == 0, done.stderr
    assert "stacks/harbour-vision/estate.yaml: estate harbour-vision is valid" in done.stdout


def test_all_errors_on_the_terminal() -> None:
    done = run("validate", "unknown-keys-everywhere.yaml", cwd=MALFORMED)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (MALFORMED / "unknown-keys-everywhere.expected").read_text()


def test_all_errors_as_json_on_standard_output() -> None:
    done = run("validate", "key-twice.yaml", "--format=json", cwd=MALFORMED)
    assert (done.returncode, done.stderr) == (2, "")
    document = json.loads(done.stdout)
    assert document["schema"] == "edgewright/validation"
    assert (document["valid"], document["estate"], document["counts"]) == (False, None, None)
    assert document["errors"] == [
        {
            "code": "EST-003",
            "title": "a key twice in one mapping",
            "message": f"key '{key}' stands twice; the first is at line {first}",
            "file": "key-twice.yaml",
            "line": line,
            "column": column,
            "hint": "Keep one of them.",
        }
        for key, first, line, column in [("owner", 2, 7, 1), ("country", 10, 11, 5)]
    ]


def test_a_region_that_does_not_exist(tmp_path: Path) -> None:
    path = design(tmp_path, "eu-central-1", "eu-central-9")
    done = run("validate", str(path), "--format", "json")
    assert done.returncode == 2
    assert {error["code"] for error in json.loads(done.stdout)["errors"]} == {"TOP-001"}


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "hint"),
    [
        ("[53.54, 9.98]", "[9.98, 53.54]", "EST-013", "[9.98", "Did you mean [53.54, 9.98]?"),
        ("[53.54, 9.98]", "[48.85, 2.35]", "EST-013", "[48.85", "Correct the coordinates"),
        ("image: gateway", "image: gatewya", "IMG-004", "gatewya", "Images: gateway"),
        ("[baseline,", "[baselin,", "POL-010", "baselin,", "Did you mean baseline?"),
        ("params: params", "params: parms", "EST-014", "parms", "or remove params"),
        ("waivers: waivers", "waivers: wavers", "EST-014", "wavers", "or remove waivers"),
    ],
)
def test_what_the_estate_names_must_be_there(
    tmp_path: Path, old: str, new: str, code: str, at: str, hint: str
) -> None:
    path = design(tmp_path, old, new)
    lines = path.read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if new in text)
    done = run("validate", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{path}:{line}:{lines[line - 1].index(at) + 1}: error[{code}]: ")
    assert hint in done.stderr


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("params.yaml", "params: {residency: {alowed: []}}\n", "PRM-002"),
        ("waivers.yaml", "waivers: [{policy: ENC-01}]\n", "WVR-001"),
        ("params.yaml", "params: {transfer: {categories: [usr.biometric]}}\n", "PRM-002"),
        ("params.yaml", "params: {transfer: {categories: [user.biometrc.*]}}\n", "PRM-002"),
    ],
)
def test_files_that_do_not_fit_are_told_where_they_do_not(
    tmp_path: Path, file: str, text: str, code: str
) -> None:
    path = design(tmp_path)
    (tmp_path / file).write_text(text)
    done = run("validate", str(path), "--format", "json")
    assert done.returncode == 2
    [error] = json.loads(done.stdout)["errors"]
    assert (error["code"], error["file"], error["line"]) == (code, str(tmp_path / file), 1)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["validate"], "CLI-001"),
        (["validate", "estate.yaml", "--stack", "harbour-vision"], "CLI-001"),
        (["validate", "--stack", "no-such"], "PRJ-002"),
        (["validate", "--stack", "harbour-vision", "--format", "yaml"], "CLI-001"),
        (["validate", "nowhere.yaml"], "EST-001"),
        (["validate", "."], "EST-001"),
    ],
)
def test_wrong_command_lines(words: list[str], code: str) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"error[{code}]" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from edgewright.cli.main import run\n"
        "import edgewright.cli.validate, edgewright.cli.schema\n"
        "assert run(['validate', '--help']) == 0 and run(['schema', '--help']) == 0\n"
        "heavy = {'pint', 'pydantic', 'ruamel', 'rustworkx', 'rapidfuzz'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert time.perf_counter() - started < 2  # a busy machine; the imports are what matters
