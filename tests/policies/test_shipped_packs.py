"""The packs that ship and the schema of their parameters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from shipped_rules import POLICIES

from edgewright.facts import catalogue
from edgewright.policy.library import Library

PACKS = sorted((POLICIES / "packs").glob("*.yaml"))
SCHEMA = json.loads((POLICIES / "params.schema.json").read_text())


def read(path: Any) -> Any:
    return YAML(typ="safe").load(path)


def merged() -> dict[str, dict[str, Any]]:
    values: dict[str, dict[str, Any]] = {}
    for path in PACKS:
        for domain, names in read(path)["params"].items():
            values.setdefault(domain, {}).update(names)
    return values


def problems(values: Any) -> list[str]:
    return [problem.message for problem in Draft202012Validator(SCHEMA).iter_errors(values)]


def schemas(value: Any) -> Iterator[dict[str, Any]]:
    """Every part of the schema that describes an object."""
    if isinstance(value, dict):
        if value.get("type") == "object":
            yield value
        for part in value.values():
            yield from schemas(part)


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_a_pack_is_what_its_file_is_called(path: Any, library: Library) -> None:
    pack = read(path)
    assert set(pack) == {"pack", "version", "title", "policies", "params"}
    assert pack["pack"] == path.stem
    for id, member in pack["policies"].items():
        assert id in library.rules
        assert set(member) == {"level", "undetermined"}


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_a_pack_brings_every_parameter_its_rules_name(path: Any, library: Library) -> None:
    pack = read(path)
    given = {f"{domain}.{name}" for domain, names in pack["params"].items() for name in names}
    wanted = {name for id in pack["policies"] for name in library.rules[id].custom.params}
    assert given == wanted


def test_every_rule_is_in_one_pack(library: Library) -> None:
    members = [id for path in PACKS for id in read(path)["policies"]]
    assert sorted(members) == sorted(library.rules)


def test_graph_rules_on_the_law_of_data_fail_when_undetermined(library: Library) -> None:
    members = read(POLICIES / "packs" / "eu-personal-data.yaml")["policies"]
    assert {member["undetermined"] for member in members.values()} == {"fail"}


def test_defaults_obey_the_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert problems(merged()) == []
    assert problems({}) == []


def test_the_schema_has_every_parameter_and_no_other(library: Library) -> None:
    described = {
        f"{domain}.{name}"
        for domain, part in SCHEMA["properties"].items()
        for name in part["properties"]
    }
    assert described == {name for one in library.rules.values() for name in one.custom.params}


def test_the_schema_is_closed_and_described() -> None:
    for part in schemas(SCHEMA):
        assert part["additionalProperties"] is False
        for name, value in part["properties"].items():
            target = SCHEMA["$defs"][value["$ref"].rpartition("/")[2]] if "$ref" in value else {}
            assert value.get("description") or target.get("description"), name


def test_the_schema_knows_the_zones_and_classifications_of_the_facts() -> None:
    facts = catalogue.as_data()
    assert set(SCHEMA["$defs"]["zone"]["enum"]) == set(facts["zones"])
    order = facts["classification_order"]
    assert SCHEMA["$defs"]["classification"]["enum"] == sorted(order, key=order.__getitem__)
    assert set(
        SCHEMA["properties"]["sovereignty"]["properties"]["operator_parents"]["required"]
    ) == (set(order))


ENTRY = {"origin": "EEA", "categories": ["user.*"], "zones": ["EEA"]}


@pytest.mark.parametrize(
    "values",
    [
        {"residence": {}},
        {"residency": {"permitted": []}},
        {"residency": {"allowed": [{**ENTRY, "zones": ["EAA"]}]}},
        {"residency": {"allowed": [{**ENTRY, "origin": "Germany"}]}},
        {"residency": {"allowed": [{"origin": "DE", "categories": ["user.*"]}]}},
        {"residency": {"allowed": [{**ENTRY, "categories": []}]}},
        {"residency": {"allowed": [{**ENTRY, "categories": ["user*"]}]}},
        {"residency": {"allowed": [{**ENTRY, "carriers": "derived"}]}},
        {"residency": {"allowed": [{**ENTRY, "country": "BR"}]}},
        {"transfer": {"accepted_bases": ["adequacy"]}},
        {"transfer": {"accept_conditional": ["us"]}},
        {"sovereignty": {"operator_parents": {"public": ["*"]}}},
        {"encryption": {"tls_min": 1.2}},
        {"encryption": {"tls_min": "1.0"}},
        {"encryption": {"customer_key_from": "top-secret"}},
        {"encryption": {"image_registries": "none"}},
        {"device": {"protect_from": None}},
    ],
)
def test_the_schema_refuses_what_would_quietly_allow_more(values: Any) -> None:
    assert problems(values) != []
