"""Rules over the inputs of any type of resource, under the names its provider gave them."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from edgewright.base.errors import EdgewrightError
from edgewright.graph.model import SECRET, UNKNOWN, Node, PropertyValue, RawResource
from edgewright.graph.normalise import record_graph
from edgewright.policy.evaluate import evaluate, policy_input
from edgewright.policy.evaluation import Result
from edgewright.policy.input_schema import policy_input_schema
from edgewright.policy.opa.engine import open_engine

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
INSTANCE = "aws:ec2/instance:Instance"
NEEDS = json.dumps({INSTANCE: ["metadataOptions.httpTokens"]})
GUARDED = f"""deny contains {{"node": instance.id, "vars": {{"found": "open metadata"}}}} if {{
	some instance in input.resources["{INSTANCE}"]
	object.get(instance.inputs, ["metadataOptions", "httpTokens"], null) != "required"
}}
"""


def machine(name: str, **inputs: PropertyValue) -> RawResource:
    urn = f"urn:pulumi:dev::shop::{INSTANCE}::{name}"
    return RawResource(
        urn, INSTANCE, name, {**inputs, "region": "eu-central-1"}, dict(inputs), None, ""
    )


def judge(shelf: Any, nodes: list[Node], scope: str = "all") -> dict[str, Result]:
    policies = shelf.policies()
    with closing(open_engine(shelf.opa, policies, {})) as engine:
        results = evaluate(nodes, policies, engine, NOON, "preview", scope)
    return {result.node_name: result for result in results}


@pytest.mark.parametrize("scope", ["graph", "resource"])
def test_the_outcomes_of_a_rule_over_raw_inputs(shelf: Any, scope: str) -> None:
    shelf.rule(needs=NEEDS, body=GUARDED, scope=scope)
    shelf.pack(ENC_01={"level": "mandatory"})
    machines = [
        machine("closed", metadataOptions={"httpTokens": "required"}),
        machine("open", metadataOptions={"httpTokens": "optional"}),
        machine("unset"),
        machine("later", metadataOptions={"httpTokens": dict(UNKNOWN)}),
        machine("all-later", metadataOptions=dict(UNKNOWN)),
        machine("hidden", metadataOptions={"httpTokens": dict(SECRET)}),
        machine("other", metadataOptions={"httpTokens": "required"}, userData=dict(UNKNOWN)),
    ]
    nodes = list(record_graph(machines).nodes)
    found = judge(shelf, nodes, scope)
    assert {name: result.outcome for name, result in found.items()} == {
        "closed": "passed",
        "open": "failed",
        "unset": "failed",
        "later": "undetermined",
        "all-later": "undetermined",
        "hidden": "failed",  # the rule denies what is not "required", a marker too
        "other": "passed",
    }
    assert found["open"].message == "open has open metadata"
    assert "metadataOptions.httpTokens cannot be known yet" in found["later"].message


def test_a_rule_without_a_resource_of_its_type_is_not_applicable(shelf: Any, bucket: Any) -> None:
    shelf.rule(needs=NEEDS, body=GUARDED)
    shelf.pack(ENC_01={"level": "mandatory"})
    [result] = judge(shelf, [bucket()]).values()
    assert result.outcome == "not applicable"


def test_one_rule_over_a_kind_and_over_inputs(shelf: Any) -> None:
    needs = {"storage.bucket": ["versioned"], "aws:s3/bucket:Bucket": ["acl"]}
    body = """deny contains {"node": one.id, "vars": {"found": one.inputs.acl}} if {
	some one in input.resources["aws:s3/bucket:Bucket"]
	one.inputs.acl == "public-read"
}
"""
    shelf.rule(needs=json.dumps(needs), body=body)
    shelf.pack(ENC_01={"level": "mandatory"})
    kind = "aws:s3/bucket:Bucket"

    def made(name: str, type: str = kind, **inputs: PropertyValue) -> RawResource:
        return RawResource(
            f"urn:pulumi:dev::shop::{type}::{name}", type, name, dict(inputs), dict(inputs)
        )

    resources = [
        made("private", acl="private"),
        made("public", "aws:s3/bucketV2:BucketV2", acl="public-read"),
        made("later", acl=dict(UNKNOWN)),
    ]
    nodes = [n for n in record_graph(resources).nodes if n.kind == "storage.bucket"]
    found = {name: one.outcome for name, one in judge(shelf, nodes).items()}
    assert found["public"] == "failed"
    assert found["later"] == "undetermined"


def test_of_what_is_only_read_the_outputs_are_what_is_known() -> None:
    read = RawResource("urn:x::a", INSTANCE, "a", {"ami": "ami-1"}, {})
    assert record_graph([read]).nodes[0].inputs == {"ami": "ami-1"}


def test_only_rules_that_ask_for_a_type_get_it() -> None:
    nodes = record_graph([machine("a", ami="ami-1")]).nodes
    assert policy_input(nodes, NOON, "check", {"storage.bucket"})["resources"] == {}
    document = policy_input(nodes, NOON, "check", {INSTANCE})
    [seen] = document["resources"][INSTANCE]
    assert seen == {
        "id": f"urn:pulumi:dev::shop::{INSTANCE}::a",
        "type": INSTANCE,
        "name": "a",
        "labels": [],
        "location": {"cloud": "aws", "region": "eu-central-1", "country": "DE"},
        "parent": None,
        "inputs": {"ami": "ami-1"},
    }
    assert list(Draft202012Validator(policy_input_schema()).iter_errors(document)) == []


@pytest.mark.parametrize(
    ("needs", "says"),
    [
        ({"aws:s3/bucketV2:BucketV2": ["acl"]}, "is judged as aws:s3/bucket:Bucket"),
        (
            {"azure-native:storage/v20230101:StorageAccount": ["sku"]},
            "is judged as azure-native:storage:StorageAccount",
        ),
        ({"aws:s3": ["acl"]}, "'aws:s3', which is no type"),
        ({"aws:s3/bucket:": ["acl"]}, "which is no type"),
        ({"aws:s3/bucket:Bucket": ["a..b"]}, "'a..b' of aws:s3/bucket:Bucket, which is no path"),
        ({"aws:s3/bucket:Bucket": [""]}, "which is no path"),
    ],
)
def test_types_that_a_rule_would_never_see(shelf: Any, needs: dict[str, Any], says: str) -> None:
    shelf.rule(needs=json.dumps(needs))
    with pytest.raises(EdgewrightError) as caught:
        shelf.library()
    assert caught.value.code == "POL-002"
    assert says in caught.value.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f'resources["{INSTANCE}"]', 'resources["aws:ec2/instance:instance"]'),
        (f'resources["{INSTANCE}"]', 'nodes["storage.bucket"]'),
    ],
)
def test_a_rule_that_reads_what_it_is_not_given_does_not_pass(
    shelf: Any, old: str, new: str
) -> None:
    assert old in GUARDED
    shelf.rule(needs=NEEDS, body=GUARDED.replace(old, new))
    with pytest.raises(EdgewrightError) as caught:
        shelf.library()
    assert caught.value.code == "POL-002"
    assert "which its needs do not name" in caught.value.message
