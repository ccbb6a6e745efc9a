"""The schema for editors: current, valid, and of one mind with the loader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from edgewright.cli.schema import command
from edgewright.spec.json_schema import estate_schema, project_schema, schema_text

ROOT = Path(__file__).parents[3]
MALFORMED = Path(__file__).parent / "malformed"
ESTATES = sorted([*ROOT.glob("stacks/*/estate.yaml"), *ROOT.glob("tests/golden/**/estate.yaml")])
NOT_A_SCHEMAS_BUSINESS = {
    "EST-001",
    "EST-002",
    "EST-003",
    "EST-008",
    "EST-009",
    "EST-010",
    "EST-011",
}
"""What JSON Schema cannot say: files, names that must exist, parts that must agree."""
ONLY_WE_SAY = {
    "source-without-labels",
    "derived-without-by",
    "rtt-without-source",
    "open-ring-in-the-middle",
    "not-finite",
    "not-a-date",
}
"""Keys that depend on other parts, numbers that JSON cannot have, dates (only a format there)."""


def as_json(path: Path) -> Any:
    return json.loads(json.dumps(YAML(typ="safe").load(path.read_text()), default=str))


@pytest.fixture(scope="module")
def checker() -> Draft202012Validator:
    return Draft202012Validator(estate_schema())


def test_it_is_a_schema_of_its_draft() -> None:
    Draft202012Validator.check_schema(estate_schema())


@pytest.mark.parametrize("of", ["estate", "project"])
def test_the_committed_file_is_what_is_generated(of: str) -> None:
    committed = (ROOT / "docs" / f"{of}.schema.json").read_text(encoding="utf-8")
    generated = schema_text({"estate": estate_schema, "project": project_schema}[of]())
    assert committed == generated, f"run: edgewright schema {of} > docs/{of}.schema.json"


def test_the_command_prints_them() -> None:
    for words, schema in (([], estate_schema()), (["project"], project_schema())):
        done = CliRunner().invoke(command, words)
        assert (done.exit_code, done.output) == (0, schema_text(schema))


def test_there_are_estates_to_try() -> None:
    assert len(ESTATES) >= 3


@pytest.mark.parametrize("path", ESTATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_estates_satisfy_it(checker: Draft202012Validator, path: Path) -> None:
    assert [error.message for error in checker.iter_errors(as_json(path))] == []


def codes(name: str) -> set[str]:
    lines = (MALFORMED / f"{name}.expected").read_text().splitlines()
    return {line.split("error[")[1][:7] for line in lines if "error[" in line}


@pytest.mark.parametrize(
    "name",
    [
        path.stem
        for path in sorted(MALFORMED.glob("*.yaml"))
        if path.stem not in ONLY_WE_SAY and not codes(path.stem) & NOT_A_SCHEMAS_BUSINESS
    ],
)
def test_what_is_wrong_with_keys_and_values_it_refuses_too(
    checker: Draft202012Validator, name: str
) -> None:
    assert not checker.is_valid(as_json(MALFORMED / f"{name}.yaml"))


@pytest.mark.parametrize("name", ["dangling-names", "listed-twice", "p95-below-p50"])
def test_what_it_cannot_say_it_lets_pass(checker: Draft202012Validator, name: str) -> None:
    assert checker.is_valid(as_json(MALFORMED / f"{name}.yaml"))


def test_a_key_under_its_old_name_passes_alone(checker: Draft202012Validator) -> None:
    document = as_json(ROOT / "tests" / "golden" / "harbour-vision-design" / "estate.yaml")
    flow = document["flows"][1]
    flow["basis"] = flow["transfer_mechanism"]
    assert not checker.is_valid(document)
    del flow["transfer_mechanism"]
    assert checker.is_valid(document)


def test_every_key_is_explained_and_every_mapping_closed() -> None:
    estate, project = estate_schema(), project_schema()
    mappings = {"Estate": estate, "ProjectFile": project, **estate["$defs"], **project["$defs"]}
    del mappings["JsonValue"]  # any value that JSON has
    for name, part in mappings.items():
        assert part["description"], name
        if part["type"] != "object":
            continue
        assert part["additionalProperties"] is False, name
        for key, field in part["properties"].items():
            assert field.get("description"), f"{name}.{key}"
            assert "title" not in field, f"{name}.{key}"
