"""A project that never heard of edgewright, judged by the same rules and by one of its own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from sandboxes import BIN, Done, clean_environment

STACK = "urn:pulumi:dev::shop::"
PROVIDER = f"{STACK}pulumi:providers:aws::default::6f0c"
BUCKET, INSTANCE = "aws:s3/bucket:Bucket", "aws:ec2/instance:Instance"
DENY = """deny contains finding if {
	some node in input.resources["aws:ec2/instance:Instance"]
	object.get(node.inputs, ["metadataOptions", "httpTokens"], "optional") != "required"
	finding := {"node": node.id, "vars": {}}
}
"""
"""Without `httpTokens: required` an instance answers version 1 of the metadata service, unless its
image or account says otherwise: docs.aws.amazon.com/AWSEC2/latest/UserGuide,
"Configure the Instance Metadata Service options"."""
CASES = """cases:
  denied_by_default: [{type: "aws:ec2/instance:Instance"}]
  denied_optional:
  - {type: "aws:ec2/instance:Instance", inputs: {metadataOptions: {httpTokens: optional}}}
  allowed_required:
  - {type: "aws:ec2/instance:Instance", inputs: {metadataOptions: {httpTokens: required}}}
  unknown_yet: [{type: "aws:ec2/instance:Instance", inputs: {metadataOptions: {$unknown: true}}}]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    return tmp_path


def edgewright(project: Path, *words: str) -> Done:
    done = subprocess.run(
        [str(BIN / "edgewright"), *words],
        cwd=project,
        env=clean_environment(),
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


def resource(type: str, name: str, region: str, **inputs: object) -> dict[str, object]:
    """A resource in the form of `pulumi stack export`."""
    given = {"urn": f"{STACK}{type}::{name}", "custom": True, "id": name, "type": type}
    more = {"provider": f"{PROVIDER}::default", "outputs": {**inputs, "region": region}}
    return {**given, **more, "inputs": inputs}


def record(project: Path, *resources: dict[str, object]) -> None:
    stack = {"urn": f"{STACK}pulumi:pulumi:Stack::shop-dev", "type": "pulumi:pulumi:Stack"}
    whole = {"version": 3, "deployment": {"resources": [{**stack, "custom": False}, *resources]}}
    (project / "state.json").write_text(json.dumps(whole))


def start_rule(project: Path) -> str:
    """A rule over the inputs of a type that has no kind; its id."""
    assert edgewright(project, "policy", "new", "compute", "metadata_guarded").status == 0
    folder = project / "policies" / "compute" / "metadata_guarded"
    rule = folder / "metadata_guarded.rego"
    head, _, _ = rule.read_text().partition("deny contains")
    needs = f'"{INSTANCE}": [metadataOptions.httpTokens]'
    rule.write_text(head.replace(f'"{BUCKET}": [acl]', needs) + DENY)
    test = folder / "metadata_guarded_test.rego"
    test.write_text(test.read_text().replace(BUCKET, INSTANCE))
    (folder / "cases" / "boundaries.yaml").write_text(CASES)
    tried = edgewright(project, "policy", "test")
    assert (tried.status, tried.out.count(": ok")) == (0, 4), tried.text
    return "X-COMPUTE-01"


def test_the_same_rules_and_one_of_its_own(project: Path) -> None:
    patients = "patients=user.health:DE:secret"
    started = edgewright(project, "init", "--pack", "eu-personal-data", "--data", patients)
    assert started.status == 0, started.text
    id = start_rule(project)
    record(
        project,
        resource(BUCKET, "notes", "us-east-1", tags={"edgewright:data": "patients"}),
        resource(INSTANCE, "web", "eu-central-1", ami="ami-1"),
    )
    check = ("check", "--file", "state.json", "--format", "json")
    idle = edgewright(project, *check)
    assert f"rule {id} judges nothing" in idle.err

    with (project / "edgewright.yaml").open("a") as file:
        file.write(f"rules: {{{id}: {{level: mandatory}}}}\n")
    judged = edgewright(project, *check, "--stack", "dev")
    assert (judged.status, judged.err) == (1, "")
    failed = {
        (one["policy"], one["node_name"])
        for one in json.loads(judged.out)["findings"]
        if one["outcome"] == "failed" and one["blocking"]
    }
    # Health data of people in Germany lies in a bucket in Virginia; the instance is not closed.
    assert {("RES-01", "notes"), (id, "web")} <= failed
