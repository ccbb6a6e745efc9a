"""A foreign project's own rule, from `policy new` to a verdict, by the commands a user types."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from edgewright.cli.main import run

BUCKET = "aws:s3/bucket:Bucket"


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


LARGE = "aws:ebs/volume:Volume"
LIMITED = f"""# METADATA
# title: Disks are no larger than the project allows
# description: The size of a volume is at most project.max_disk.
# custom:
#   id: X-STORAGE-01
#   severity: medium
#   scope: resource
#   message: "{{node}} has {{size}} GiB"
#   fix: Make it smaller.
#   controls: [own:none]
#   needs:
#     "{LARGE}": [size]
#   params: [project.max_disk]
package project.storage.small_disks

deny contains {{"node": node.id, "vars": {{"size": node.inputs.size}}}} if {{
	some node in input.resources["{LARGE}"]
	node.inputs.size > data.params.project.max_disk
}}
"""


def limited(project: Path, text: str = LIMITED, params: str = "{}") -> None:
    """A project with one rule, which reads a parameter, and a volume of 100 GiB."""
    folder = project / "policies/storage/small_disks"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "small_disks.rego").write_text(text)
    (project / "edgewright.yaml").write_text(
        f"packs: []\nrules: {{X-STORAGE-01: {{level: mandatory}}}}\nparams: {params}\n"
    )
    given = {"size": 100, "region": "eu-central-1"}
    volume = {"urn": f"urn:pulumi:dev::shop::{LARGE}::disk", "custom": True, "id": "d"}
    resources = [{**volume, "type": LARGE, "inputs": given, "outputs": given}]
    state = {"version": 3, "deployment": {"resources": resources}}
    (project / "state.json").write_text(json.dumps(state))


@pytest.mark.parametrize(
    ("params", "status", "message"),
    [
        ("{project: {max_disk: 100}}", 0, ""),
        ("{project: {max_disk: 99}}", 1, "disk has 100 GiB"),
        ("{}", 1, "parameter project.max_disk is not set"),
        ("{project: {max_dsik: 100}}", 1, "parameter project.max_disk is not set"),
        ("{project: {max_disk: null}}", 1, "parameter project.max_disk is not set"),
    ],
)
def test_a_parameter_of_the_projects_own(
    project: Path, capsys: Any, params: str, status: int, message: str
) -> None:
    limited(project, params=params)
    out = json.loads(said(capsys, status, "check", "--file", "state.json", "--format", "json"))
    assert any(message in one["message"] for one in out["findings"])
    assert {one["outcome"] for one in out["findings"]} == {"failed" if status else "passed"}


def test_an_advisory_rule_that_cannot_be_judged_is_no_verdict(project: Path, capsys: Any) -> None:
    limited(project)
    file = project / "edgewright.yaml"
    file.write_text(file.read_text().replace("mandatory", "advisory"))
    assert "EVA-001" in said(capsys, 2, "check", "--file", "state.json")


def test_a_file_of_parameters_has_them_too(project: Path, capsys: Any) -> None:
    limited(project, params="own.yaml")
    (project / "own.yaml").write_text("params: {project: {max_disk: 99}}\n")
    said(capsys, 1, "check", "--file", "state.json")
    (project / "own.yaml").write_text("params: {project: {max_disk: 100}}\n")
    said(capsys, 0, "check", "--file", "state.json")
    (project / "own.yaml").write_text("params: {project: {Max-Disk: 100}}\n")
    assert "PRM-002" in said(capsys, 2, "check", "--file", "state.json")


def test_an_estate_sets_them_for_its_stack(project: Path, capsys: Any) -> None:
    limited(project, params="{project: {max_disk: 100}}")
    assert run(["init", "--estate", "cloud", "--stack", "dev"]) == 0
    capsys.readouterr()
    words = ("check", "--stack", "dev", "--file", "state.json", "--format", "json")
    found = json.loads(said(capsys, 1, *words))["findings"]
    [own] = [one for one in found if one["policy"] == "X-STORAGE-01"]
    assert "parameter project.max_disk is not set" in own["message"]
    estate = project / "stacks/dev/estate.yaml"
    packs = "packs: [baseline, eu-personal-data]"
    estate.write_text(estate.read_text().replace(packs, f"{packs}\n  params: params.yaml"))
    (estate.parent / "params.yaml").write_text("params: {project: {max_disk: 100}}\n")
    assert run(["validate", "--stack", "dev"]) == 0
    capsys.readouterr()
    run(list(words))
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [one["outcome"] for one in found if one["policy"] == "X-STORAGE-01"] == ["passed"]


def test_a_pack_of_the_project_gives_defaults(project: Path, capsys: Any) -> None:
    limited(project)
    (project / "policies/packs").mkdir()
    pack = {"pack": "ours", "version": 1, "title": "Ours"}
    members = {"policies": {"X-STORAGE-01": {"level": "mandatory"}}}
    params = {"params": {"project": {"max_disk": 99}}}
    (project / "policies/packs/ours.yaml").write_text(json.dumps({**pack, **members, **params}))
    (project / "edgewright.yaml").write_text("packs: [ours]\n")
    assert "disk has 100 GiB" in said(capsys, 1, "check", "--file", "state.json")
    (project / "edgewright.yaml").write_text("packs: [ours]\nparams: {project: {max_disk: 100}}\n")
    said(capsys, 0, "check", "--file", "state.json")


@pytest.mark.parametrize(
    ("named", "read", "says"),
    [
        ("[]", "data.params.project.max_disk", "project.max_disk, which no params"),
        ("[project.max_disk]", "data.params.project.max_size", "project.max_size, which no params"),
        ("[project.max_disk]", 'data["params"].project.max_size', "project.max_size, which no"),
        ("[project.max_disk]", 'object.get(data.params, ["project", "x"], 1)', "otherwise than"),
        ("[project.max_disk]", "data.params.project[node.name]", "otherwise than"),
    ],
)
def test_a_rule_that_reads_a_parameter_it_does_not_name(
    project: Path, capsys: Any, named: str, read: str, says: str
) -> None:
    text = LIMITED.replace("[project.max_disk]", named)
    limited(project, text.replace("data.params.project.max_disk", read), "{}")
    refused = said(capsys, 2, "check", "--file", "state.json")
    assert "POL-002" in refused and says in refused


def test_a_library_of_the_project_reads_no_parameter(project: Path, capsys: Any) -> None:
    limited(project, LIMITED.replace("data.params.project.max_disk", "data.project.lib.disks.most"))
    (project / "policies/lib/disks").mkdir(parents=True)
    library = "package project.lib.disks\n\nmost := data.params.project.max_disk\n"
    (project / "policies/lib/disks/disks.rego").write_text(library)
    refused = said(capsys, 2, "check", "--file", "state.json")
    assert "POL-002" in refused and "hand it in" in refused
