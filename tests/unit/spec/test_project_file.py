"""edgewright.yaml: read like an estate, and refused like one, at the place of what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from edgewright.base.errors import EdgewrightError, ErrorGroup
from edgewright.base.vocabulary import Level, OnUndetermined
from edgewright.spec.json_schema import project_schema
from edgewright.spec.project_file import FILE, ProjectFile, load_project_file

WHOLE = """packs: [baseline, mine]
rules:
  X-ENC-01: {level: mandatory}
  ENC-05: {level: advisory, undetermined: warn}
params: {encryption: {tls_min: "1.3"}}
waivers: accepted.yaml
data:
  patients:
    categories: [user.health]
    subjects: [patient]
    origin: DE
    classification: secret
    retention: 30 days
labels:
- {match: "urn:*::aws:s3/bucket:Bucket::notes", data: patients}
- {match: "aws:dynamodb/table:Table", data: [patients]}
invokes:
  aws:ec2/getAmi:getAmi: {returns: {id: ami-1}}
  aws:ssm/getParameter:getParameter:
  - {args: {name: a}, returns: {value: x}}
  - {returns: {value: y}}
policies: rules
"""


def load(folder: Path, text: str) -> ProjectFile:
    (folder / FILE).write_text(text)
    return load_project_file(folder)


def refusals(folder: Path, text: str) -> list[tuple[str, int | None, int | None, str, str]]:
    with pytest.raises(EdgewrightError) as caught:
        load(folder, text)
    errors = caught.value.errors if isinstance(caught.value, ErrorGroup) else [caught.value]
    found = []
    for one in errors:
        assert one.place is not None and one.place.file == str(folder / FILE)
        found.append((one.code, one.place.line, one.place.column, one.message, one.hint))
    return found


def test_a_project_without_one_is_judged_by_the_baseline(tmp_path: Path) -> None:
    file = load_project_file(tmp_path)
    assert (file.packs, file.labels, dict(file.data)) == (("baseline",), (), {})


def test_everything_it_can_say(tmp_path: Path) -> None:
    file = load(tmp_path, WHOLE)
    assert file.packs == ("baseline", "mine")
    assert file.rules["X-ENC-01"].level is Level.MANDATORY
    assert file.rules["X-ENC-01"].undetermined is OnUndetermined.FAIL
    assert file.rules["ENC-05"].undetermined is OnUndetermined.WARN
    assert file.own_params is not None
    assert file.own_params.data == {"params": {"encryption": {"tls_min": "1.3"}}}
    assert file.own_params.place(("params", "encryption", "tls_min")).line == 5
    assert [(rule.match, rule.data) for rule in file.labels] == [
        ("urn:*::aws:s3/bucket:Bucket::notes", ("patients",)),
        ("aws:dynamodb/table:Table", ("patients",)),
    ]
    [ami] = file.invokes["aws:ec2/getAmi:getAmi"]
    assert (ami.args, ami.returns) == ({}, {"id": "ami-1"})
    assert [stub.args for stub in file.invokes["aws:ssm/getParameter:getParameter"]] == [
        {"name": "a"},
        {},
    ]
    assert file.described().data["patients"].origin == "DE"


def test_a_file_of_parameters_is_no_parameters_here(tmp_path: Path) -> None:
    file = load(tmp_path, "params: limits.yaml\n")
    assert (file.params, file.own_params) == ("limits.yaml", None)


PATIENTS = "  patients: {categories: [user.health], origin: DE, classification: secret"


@pytest.mark.parametrize(
    ("text", "code", "place", "says", "hint"),
    [
        ("pack: [baseline]\n", "PRJ-004", (1, 1), "pack: no such key", "Did you mean packs?"),
        ("packs: [a]\npacks: [b]\n", "PRJ-004", (2, 1), "stands twice", "Keep one"),
        ("", "PRJ-004", (None, None), "it is empty", "Write the keys"),
        ("packs: [a\n", "PRJ-004", (2, 1), "cannot be read", ""),
        ("packs: 3\n", "PRJ-004", (1, 8), "packs: 3 is not a list", ""),
        ("packs: [../a.yaml]\n", "PRJ-004", (1, 9), "is outside the project", "Keep it in"),
        ("params: /etc/p.yaml\n", "PRJ-004", (1, 9), "is outside the project", "Keep it in"),
        ("waivers: ~/w.yaml\n", "PRJ-004", (1, 10), "is outside the project", "Keep it in"),
        ("policies: ..\n", "PRJ-004", (1, 11), "is outside the project", "Keep it in"),
        ("params: {a: {b: .nan}}\n", "PRJ-004", (1, 17), "not finite", "Write another"),
        ("params: {a: 3}\n", "PRJ-004", (1, 13), "params.a: 3 is not", ""),
        ("rules: {X-A-01: {level: on}}\n", "PRJ-004", (1, 25), "'on' is not one of", ""),
        ("rules: {X-A-01: {}}\n", "PRJ-004", (1, 9), "rules.X-A-01.level is missing", "Add level"),
        ("labels:\n- {match: x}\n", "PRJ-004", (2, 3), "labels.0.data is missing", "Add data"),
        ("labels:\n- {match: x, data: []}\n", "PRJ-004", (2, 20), "labels.0.data", ""),
        ("labels:\n- {match: '', data: [a]}\n", "PRJ-004", (2, 11), "labels.0.match", ""),
        (
            "invokes:\n  t: {return: {}, returns: {}}\n",
            "PRJ-004",
            (2, 7),
            "return: no such",
            "Remove it.",
        ),
        ("invokes:\n  t: 3\n", "PRJ-004", (2, 6), "invokes.t: 3 is not a list", ""),
        (f"data:\n{PATIENTS}, retention: 7}}\n", "PRJ-004", (2, 88), "7 has no unit", ""),
        (f"data:\n{PATIENTS}, colour: red}}\n", "PRJ-004", (2, 77), "colour: no such key", ""),
        ("data:\n  p: {origin: XX}\n", "EST-005", (2, 3), "categories, classification", ""),
        (
            f"data:\n{PATIENTS.replace('DE', 'UK')}}}\n",
            "EST-008",
            (2, 49),
            "no country UK",
            "Did you mean GB?",
        ),
        (
            f"data:\n{PATIENTS}}}\n  model: {{derived_from: patients}}\n",
            "PRJ-004",
            (3, 25),
            "only an estate says",
            "Remove derived_from",
        ),
    ],
)
def test_what_is_wrong_in_it(
    tmp_path: Path, text: str, code: str, place: tuple[Any, Any], says: str, hint: str
) -> None:
    first = refusals(tmp_path, text)[0]
    assert first[:3] == (code, *place)
    assert says in first[3]
    assert hint in first[4]


@pytest.mark.parametrize("name", ["edgewright.yml", "Edgewright.yaml"])
def test_one_of_another_name_is_not_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("packs: [health]\n")
    with pytest.raises(EdgewrightError) as caught:
        load_project_file(tmp_path)
    assert (caught.value.code, str(caught.value.place)) == ("PRJ-004", str(tmp_path / name))


def test_it_is_not_taken_for_missing_when_it_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / FILE).symlink_to(tmp_path / "nowhere")
    with pytest.raises(EdgewrightError) as caught:
        load_project_file(tmp_path)
    assert caught.value.code == "PRJ-003"


def test_the_schema_is_of_one_mind_with_the_loader() -> None:
    checker = Draft202012Validator(project_schema())
    Draft202012Validator.check_schema(project_schema())
    whole = json.loads(json.dumps(yaml.safe_load(WHOLE)))
    assert [error.message for error in checker.iter_errors(whole)] == []
    for spoilt in ({"pack": []}, {"rules": {"X-A-01": {"level": "on"}}}, {"params": 3}):
        assert not checker.is_valid(spoilt)
