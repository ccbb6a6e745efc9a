"""The packs that ship and the schema of their parameters."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from shipped_rules import POLICIES, Opa

from edgewright.facts import catalogue
from edgewright.policy.library import OWN, Library
from edgewright.policy.parameter_merge import merge_parameters
from edgewright.policy.policy_set import Choice, load_policy_set

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PACKS = sorted((POLICIES / "packs").glob("*.yaml"))
SCHEMA = json.loads((POLICIES / "params.schema.json").read_text())


def read(path: Any) -> Any:
    return YAML(typ="safe").load(path)


def merged(paths: Sequence[Path]) -> dict[str, dict[str, Any]]:
    return merge_parameters(SCHEMA, [read(path)["params"] for path in paths])


def named(path: Path) -> str:
    return path.stem


def problems(values: Any) -> list[str]:
    return [problem.message for problem in Draft202012Validator(SCHEMA).iter_errors(values)]


def schemas(value: Any) -> Iterator[dict[str, Any]]:
    """Every part of the schema that describes an object."""
    if isinstance(value, dict):
        if value.get("type") == "object":
            yield value
        for part in value.values():
            yield from schemas(part)


@pytest.mark.parametrize("path", PACKS, ids=named)
def test_a_pack_is_what_its_file_is_called(path: Any, library: Library) -> None:
    pack = read(path)
    assert set(pack) - {"resolves"} == {"pack", "version", "title", "policies", "params"}
    assert pack["pack"] == path.stem
    for id, member in pack["policies"].items():
        assert id in library.rules
        assert set(member) == {"level", "undetermined"}


@pytest.mark.parametrize("path", PACKS, ids=named)
def test_a_pack_brings_every_parameter_its_rules_name(path: Any, library: Library) -> None:
    pack = read(path)
    given = {f"{domain}.{name}" for domain, names in pack["params"].items() for name in names}
    wanted = {name for id in pack["policies"] for name in library.rules[id].custom.params}
    assert given == wanted


def test_every_rule_is_in_a_pack(library: Library) -> None:
    members = {id for path in PACKS for id in read(path)["policies"]}
    assert members == set(library.rules)


@pytest.mark.parametrize("path", PACKS, ids=named)
def test_rules_on_the_law_of_data_fail_when_undetermined(path: Path) -> None:
    """All but RES-17: a first preview cannot know names that are made of other names."""
    unsure = {
        id
        for id, member in read(path)["policies"].items()
        if id.startswith(("RES", "TRF", "SOV"))
        and (member["level"], member["undetermined"]) == ("mandatory", "warn")
    }
    assert unsure <= {"RES-17"}


@pytest.mark.parametrize("path", PACKS, ids=named)
def test_a_pack_says_why_its_levels_are_as_they_are(path: Path) -> None:
    comment = path.read_text().partition("\npack: ")[0].splitlines()
    assert len(comment) >= 5 and all(line.startswith("#") for line in comment)


@pytest.mark.parametrize("path", PACKS, ids=named)
def test_a_pack_selects_rules_that_can_all_be_judged(path: Path, library: Library) -> None:
    policies = load_policy_set(library, Choice([path.stem]), NOON)
    assert {id: names for id, names in policies.missing.items() if names} == {}
    assert {one.pack for one in policies.policies} == {path.stem}


@pytest.mark.parametrize("path", PACKS, ids=named)
def test_a_pack_resolves_only_what_its_rules_bring_about(path: Path, library: Library) -> None:
    """What it says of copies is true only where it has the rules that judge copies."""
    if read(path).get("resolves"):
        assert {"RES-01", "RES-05"} <= set(read(path)["policies"])
        assert "residency.allowed" in library.rules["RES-05"].custom.params


def test_defaults_obey_the_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for path in PACKS:
        assert problems(read(path)["params"]) == []
    assert problems({}) == []


@pytest.mark.parametrize(
    "pair", list(combinations(PACKS, 2)), ids=lambda pair: "+".join(map(named, pair))
)
def test_two_packs_leave_something_allowed(pair: tuple[Path, Path]) -> None:
    """Each accepts something of its own; together they must not come to accept nothing."""
    assert problems(merged(pair)) == []
    for name, listed in lists_of_what_is_accepted(merged(pair)):
        alone = [dict(lists_of_what_is_accepted(read(path)["params"])).get(name) for path in pair]
        assert listed or [] in alone, name


def lists_of_what_is_accepted(params: Any) -> Iterator[tuple[str, list[Any]]]:
    transfer, sovereignty = params.get("transfer", {}), params.get("sovereignty", {})
    for name in ("accepted_mechanisms", "non_personal_parents"):
        if name in transfer:
            yield name, transfer[name]
    for name in ("operator_parents", "control_planes"):
        for classification, places in sovereignty.get(name, {}).items():
            yield f"{name}.{classification}", places


def test_all_packs_together_obey_the_schema() -> None:
    assert problems(merged(PACKS)) == []
    assert merged(PACKS) == merged(PACKS[::-1])


def personal_data_patterns() -> list[dict[str, str]]:
    given = (read(path)["params"].get("residency", {}) for path in PACKS)
    return [entry for one in given for entry in one.get("personal_data_patterns", [])]


def matching(opa: Opa, texts: Sequence[str]) -> dict[str, set[str]]:
    """Text -> names of the patterns that match it, by OPA's own regular expressions."""
    names = "[one.name | some one in input.patterns; regex.match(one.pattern, text)]"
    query = f"{{text: {names} | some text in input.texts}}"
    given = json.dumps({"patterns": personal_data_patterns(), "texts": list(texts)})
    done = subprocess.run(
        [opa.path, "eval", "--strict-builtin-errors", "--stdin-input", "--format", "json", query],
        input=given,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)["result"][0]["expressions"][0]["value"]
    return {text: set(names) for text, names in found.items() if names}


def test_patterns_find_personal_data(opa: Opa) -> None:
    texts = {
        "ana.silva@example.com": "an e-mail address of a person",
        "call +49 40 1234567 first": "a telephone number",
        "DE89 3704 0044 0532 0130 00": "a bank account (IBAN)",
        "DE89370400440532013000": "a bank account (IBAN)",
        "QQ 12 34 56 C": None,
        "AB 12 34 56 C": "a National Insurance number",
        "backup-dob-1974": "a date of birth",
        "patient-0012345": "a number of a patient or of a case",
        "078-05-1120": "a Social Security number",
    }
    assert matching(opa, list(texts)) == {text: {one} for text, one in texts.items() if one}


def test_patterns_leave_ordinary_words_alone(opa: Opa) -> None:
    texts = (
        "harbour-vision-prod-camera-frames-3f9a2c",
        "vision-platform@example.com",
        "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/quay",
        "2026-11-23T12:00:00+01:00",
        "cost-centre 4711, line north",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "AKIAIOSFODNN7EXAMPLE",
        "v1.28.3+k3s1",
        "10.0.0.0/16",
    )
    assert matching(opa, texts) == {}


def test_the_schema_has_every_parameter_and_no_other(library: Library) -> None:
    described = {
        f"{domain}.{name}"
        for domain, part in SCHEMA["properties"].items()
        if domain != OWN
        for name in part["properties"]
    }
    assert described == {name for one in library.rules.values() for name in one.custom.params}


def test_the_schema_is_closed_and_described() -> None:
    for part in schemas(SCHEMA):
        assert part["additionalProperties"] is (part is SCHEMA["properties"][OWN])
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


BY_CLASS: dict[str, Any] = {"public": {}, "internal": {}, "confidential": {}}
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
        {"transfer": {"accepted_mechanisms": ["adequacy"]}},
        {"transfer": {"accept_conditional": ["us"]}},
        {"sovereignty": {"operator_parents": {"public": ["*"]}}},
        {"encryption": {"tls_min": 1.2}},
        {"encryption": {"tls_min": "1.0"}},
        {"encryption": {"customer_key_from": "top-secret"}},
        {"encryption": {"image_registries": "none"}},
        {"device": {"protect_from": None}},
        {"residency": {"personal_data_patterns": [{"name": "x", "pattern": ""}]}},
        {"residency": {"personal_data_patterns": ["a"]}},
        {"transfer": {"epsilon_max": 0}},
        {"transfer": {"evidence_max_age_days": 0}},
        {"transfer": {"evidence_max_age_days": 30.5}},
        {"transfer": {"non_personal_parents": ["Europe"]}},
        {"sovereignty": {"control_planes": {"secret": ["EEA"]}}},
        {"sovereignty": {"seal_minimum": {**BY_CLASS, "secret": {"SOV-9": 1}}}},
        {"sovereignty": {"seal_minimum": {**BY_CLASS, "secret": {"SOV-1": 5}}}},
        {"sovereignty": {"seal_minimum": {**BY_CLASS, "secret": {"SOV-1": "3"}}}},
        {"sovereignty": {"key_custody": {"secret": "hsm"}}},
        {"sovereignty": {"exit_max_age_days": -1}},
        {"operations": {"waiver_max_days": 0}},
    ],
)
def test_the_schema_refuses_what_would_quietly_allow_more(values: Any) -> None:
    assert problems(values) != []
