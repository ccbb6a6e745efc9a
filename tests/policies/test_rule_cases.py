"""A case is built whole from what it says and what is shipped, or it is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from rule_cases import NOON, SAMPLES, CaseError, case_files, read_cases
from shipped_rules import Opa

from edgewright.facts import catalogue
from edgewright.graph.kinds import KINDS
from edgewright.policy.authoring.scaffold import scaffold

WHOLE = (
    "{id: x, type: t, kind: identity.role, name: x, "
    "props: {for_everybody: null, allows_everything: false}}"
)


def written(folder: Path, text: str) -> Path:
    path = folder / "encryption" / "some_rule" / "cases" / "boundaries.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def test_a_case_is_a_whole_policy_input(tmp_path: Path) -> None:
    text = "cases: {denied_x: [bucket: {tls_only: false, data: [scans, detections]}]}"
    [case] = read_cases(written(tmp_path, text))
    assert (case.package, case.name, case.verdict) == (
        "encryption.some_rule",
        "denied_x",
        "denied",
    )
    given, known = case.document["input"], case.document["data"]
    assert (given["schema"], given["version"], given["phase"]) == (
        "edgewright/policy-input",
        4,
        "check",
    )
    assert given["at"] == NOON
    [node] = given["nodes"]["storage.bucket"]
    assert set(node) == {"id", "type", "kind", "name", "labels", "parent", "props"}
    assert set(node["props"]) == set(KINDS["storage.bucket"])
    assert node["props"]["tls_only"] is False and node["props"]["tls_min"] == "1.2"
    assert node["labels"] == ["scans", "detections"]
    assert node["props"]["data"][0]["classification"] == "secret"
    assert known["facts"]["classification_order"] == catalogue.classification_order()
    assert known["params"]["encryption"] == {"tls_min": "1.2"}


def test_a_case_says_what_is_otherwise(tmp_path: Path) -> None:
    text = """
pack: eu-personal-data
params: {transfer: {epsilon_max: 2}}
cases:
  allowed_as_its_file_says: [bucket]
  denied_as_itself_says:
    pack: baseline
    params: {encryption: {tls_min: "1.3"}}
    facts: {adequacy/EEA/BR/confidence: unverified, control_planes/aws: {}}
    at: "2027-01-01T00:00:00Z"
    nodes: [bucket, {bucket: null, id: another}]
"""
    first, second = (case.document for case in read_cases(written(tmp_path, text)))
    assert first["data"]["params"]["transfer"]["epsilon_max"] == 2
    assert "EEA" in str(first["data"]["params"]["residency"]["allowed"])
    assert second["data"]["params"]["encryption"] == {"tls_min": "1.3"}
    assert "allowed" not in second["data"]["params"]["residency"]
    facts = second["data"]["facts"]
    assert facts["adequacy"]["EEA"]["BR"]["confidence"] == "unverified"
    assert facts["control_planes"]["aws"] == {} != facts["control_planes"]["azure"]
    assert second["input"]["at"] == "2027-01-01T00:00:00Z"
    ids = [node["id"] for node in second["input"]["nodes"]["storage.bucket"]]
    assert ids[1] == "another" != ids[0]


def test_cases_share_what_they_know(tmp_path: Path) -> None:
    text = "cases: {allowed_x: [bucket], denied_y: [hub]}"
    first, second = read_cases(written(tmp_path, text))
    assert first.document["data"] is second.document["data"]


def test_a_node_may_be_given_whole(tmp_path: Path) -> None:
    [case] = read_cases(written(tmp_path, f"cases: {{allowed_x: [{WHOLE}]}}"))
    [node] = case.document["input"]["nodes"]["identity.role"]
    assert (node["parent"], node["labels"]) == (None, [])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("cases: {permitted_x: [bucket]}", "its name begins with none of allowed, denied"),
        ("cases: {allowed_x: [bucket: {tls_onyl: true}]}", "bucket has no tls_onyl"),
        ("cases: {allowed_x: [bucket: {tls_only: true}]}", "bucket has this tls_only already"),
        ("cases: {allowed_x: [bukket]}", "no sample bukket"),
        ("cases: {allowed_x: [bucket: {data: [frames]}]}", "no label frames"),
        ("cases: {allowed_x: [{bucket: {}, hub: {}}]}", "one sample, not bucket, hub"),
        ("cases: {allowed_x: {notes: []}}", "no such key as notes"),
        ("case: {allowed_x: [bucket]}\ncases: {allowed_x: [bucket]}", "no such key as case"),
        ("cases: {allowed_x: bucket}", "not a mapping of pack"),
        ("pack: base\ncases: {allowed_x: [bucket]}", "no pack base"),
        (
            "params: {encryption: {tls_max: '1.2'}}\ncases: {allowed_x: [bucket]}",
            "encryption of baseline has no tls_max",
        ),
        (
            "params: {encryption: {tls_min: '1.2'}}\ncases: {allowed_x: [bucket]}",
            "encryption of baseline has this tls_min already",
        ),
        (
            "params: {encryption: {tls_min: '1.0'}}\ncases: {allowed_x: [bucket]}",
            "'1.0' is not one of",
        ),
        ("facts: {adequacy/EU/BR/until: x}\ncases: {allowed_x: [bucket]}", "no fact adequacy/EU"),
        ("facts: {adequacy/EEA/BRA: {}}\ncases: {allowed_x: [bucket]}", "adequacy/EEA has no BRA"),
        (
            "facts: {classification_order/public: 0}\ncases: {allowed_x: [bucket]}",
            "has this public already",
        ),
        (f"cases: {{allowed_x: [{WHOLE.replace('t, kind', 't, kin')}]}}", "one sample, not"),
        (f"cases: {{allowed_x: [{WHOLE.replace('identity.role', 'identity.roll')}]}}", "no kind"),
        (
            f"cases: {{allowed_x: [{WHOLE.replace('for_everybody: null, ', '')}]}}",
            "not just these properties: for_everybody",
        ),
        (f"cases: {{allowed_x: [{WHOLE.replace('name: x, ', '')}]}}", "a node without name"),
        ("at: 2026-01-01\ncases: {allowed_x: [bucket]}", "not JSON serializable"),
        ("cases: {allowed_x: [bucket", "boundaries.yaml"),
    ],
)
def test_what_changes_nothing_or_names_nothing_is_refused(
    tmp_path: Path, text: str, why: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(CaseError, match=r"boundaries\.yaml") as problem:
        read_cases(path)
    assert why in str(problem.value)


def test_a_new_policy_has_cases_that_say_when_it_is_written(tmp_path: Path, opa: Opa) -> None:
    root = tmp_path / "policies"
    root.mkdir()
    scaffold(root, "encryption", "own_key", opa.path)
    cases = read_cases(root / "encryption" / "own_key" / "cases" / "boundaries.yaml")
    documents = [case.document for case in cases]
    assert [case.verdict for case in cases] == ["allowed", "denied"]
    found = Opa(opa.path, root).judge("encryption.own_key", documents)
    assert found == [[], []], "the rule is not written yet"

    rule = root / "encryption" / "own_key" / "own_key.rego"
    rule.write_text(rule.read_text().replace("\tfalse\n", "\tnode.props.location == null\n"))
    found = Opa(opa.path, root).judge("encryption.own_key", documents)
    assert [len(findings) for findings in found] == [0, 1]
    assert opa.run("test", root).returncode == 0


def test_every_sample_is_used() -> None:
    samples = YAML(typ="safe").load(SAMPLES)["nodes"]
    text = "".join(path.read_text() for path in case_files())
    assert set(samples) - set(re.findall(r"^ *- (\w+)", text, re.MULTILINE)) == set()
