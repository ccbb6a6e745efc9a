"""A foreign project's own rule, from `policy new` to a verdict, by the commands a user types."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from edgewright.cli.main import run

BUCKET = "aws:s3/bucket:Bucket"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: Any, status: int, *words: str) -> str:
    assert run(list(words)) == status
    captured = capsys.readouterr()
    return str(captured.err if status == 2 else captured.out)


def record(project: Path, acl: str) -> None:
    resource = {"urn": f"urn:pulumi:dev::shop::{BUCKET}::b", "custom": True, "id": "b"}
    given = {"inputs": {"acl": acl}, "outputs": {"acl": acl, "region": "eu-central-1"}}
    resources = [{**resource, "type": BUCKET, **given}]
    state = {"version": 3, "deployment": {"resources": resources}}
    (project / "state.json").write_text(json.dumps(state))


def test_a_rule_from_its_start_to_its_verdict(project: Path, opa: Path, capsys: Any) -> None:
    out = said(capsys, 0, "policy", "new", "storage", "private_buckets")
    assert "until `edgewright policy test` passes" in out
    assert "below `rules:` of edgewright.yaml" in out
    rule = project / "policies/storage/private_buckets/private_buckets.rego"
    formatted = [str(opa), "fmt", "--list", "--fail", str(project / "policies")]
    assert subprocess.run(formatted, check=False).returncode == 0

    failing = said(capsys, 1, "policy", "test")
    assert "X-STORAGE-01 is not written yet" in failing
    assert "denied_what_is_wrong: FAILED: passed instead of failed" in failing
    rule.write_text(rule.read_text().replace("\tfalse\n", '\tnode.inputs.acl == "public-read"\n'))
    passing = said(capsys, 0, "policy", "test")
    assert "PASS: 1/1" in passing
    assert "X-STORAGE-01 unknown_until_deployed: ok" in passing

    listed = json.loads(said(capsys, 0, "policy", "list", "--format", "json"))["policies"]
    [own] = [one for one in listed if one["id"].startswith("X-")]
    assert (own["id"], own["domain"], own["levels"]) == ("X-STORAGE-01", "project.storage", {})

    (project / "edgewright.yaml").write_text(
        "packs: []\nrules: {X-STORAGE-01: {level: mandatory}}\n"
    )
    for stack in ((), ("--stack", "dev")):
        text = said(capsys, 0, "policy", "list", "--format", "json", *stack)
        [own] = [one for one in json.loads(text)["policies"] if one["id"].startswith("X-")]
        assert own["levels"] == {"edgewright.yaml": "mandatory"}
    for acl, status in (("private", 0), ("public-read", 1)):
        record(project, acl)
        text = said(capsys, status, "check", "--file", "state.json", "--format", "json")
        found = json.loads(text)["findings"]
        assert [(one["policy"], one["outcome"]) for one in found] == [
            ("X-STORAGE-01", "failed" if status else "passed")
        ]


def test_ids_of_the_project_go_on_after_its_last(project: Path, capsys: Any) -> None:
    for name in ("one", "two"):
        said(capsys, 0, "policy", "new", "encryption", name)
    said(capsys, 0, "policy", "new", "data_centre", "three")
    text = said(capsys, 0, "policy", "list", "--format", "json")
    own = [one["id"] for one in json.loads(text)["policies"] if one["id"].startswith("X-")]
    assert own == ["X-DATACENTRE-01", "X-ENC-01", "X-ENC-02"]


def test_pages_are_of_shipped_policies_alone(project: Path, capsys: Any) -> None:
    said(capsys, 0, "policy", "new", "compute", "x")
    assert "POL-018" in said(capsys, 2, "policy", "docs")
    assert not (project / "docs").exists()


@pytest.mark.parametrize("domain", ["lib", "packs", "Data", "", "a-b", "a.b", "../x"])
def test_what_no_domain_can_be_called(project: Path, capsys: Any, domain: str) -> None:
    assert "POL-005" in said(capsys, 2, "policy", "new", domain, "x")
    assert not (project / "policies").exists()


def test_a_rule_starts_in_the_folder_the_project_names(project: Path, capsys: Any) -> None:
    (project / "edgewright.yaml").write_text("policies: rules\n")
    assert "rules/compute/x/x.rego" in said(capsys, 0, "policy", "new", "compute", "x")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("cases: {right_x: [{type: a}]}", "cases.right_x"),
        ("cases: {denied_x: []}", "cases.denied_x"),
        ("cases: {denied_x: [{type: a, input: {}}]}", "extra inputs are not permitted"),
        ("case: {}", "cases: field required"),
    ],
)
def test_a_file_of_cases_that_is_malformed(
    project: Path, capsys: Any, text: str, says: str
) -> None:
    said(capsys, 0, "policy", "new", "compute", "x")
    (project / "policies/compute/x/cases/more.yaml").write_text(text)
    refused = said(capsys, 2, "policy", "test")
    assert "POL-017" in refused and says in refused
