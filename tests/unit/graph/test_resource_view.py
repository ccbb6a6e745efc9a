"""Reading one resource: what was declared, what was observed, and what nobody can read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from edgewright.graph.custody import key_custody
from edgewright.graph.model import SECRET, UNKNOWN, Node, RawResource, is_marker
from edgewright.graph.normalise import record_graph
from edgewright.graph.registry import index_of
from edgewright.graph.resource.reading import (
    as_list,
    as_object,
    as_text,
    entries,
    is_unreadable,
    parsed,
    read,
)
from edgewright.graph.resource.view import ResourceView

BUCKET = "aws:s3/bucket:Bucket"
REGION = {"region": "eu-central-1"}


def resource(
    type: str, name: str, inputs: dict[str, Any], answers: dict[str, Any] | None = None, **more: Any
) -> RawResource:
    urn = f"urn:pulumi:s::p::{type}::{name}"
    return RawResource(urn, type, name, {**inputs, **(answers or {})}, inputs, **more)


def view(inputs: dict[str, Any], answers: dict[str, Any] | None = None) -> ResourceView:
    one = resource(BUCKET, "b", inputs, answers)
    return ResourceView(one, index_of([one]))


def custody_of(key: RawResource) -> Any:
    return key_custody(ResourceView(key, index_of([key])))


def node_of(*resources: RawResource) -> Node:
    """The node of the first of them."""
    nodes = {node.id: node for node in record_graph(resources).nodes}
    return nodes[resources[0].urn]


def test_what_a_cloud_will_answer_is_observed_as_unknown_and_declared_as_not_set() -> None:
    pending = view({}, {"acl": dict(UNKNOWN)})
    assert pending.observed("acl") == UNKNOWN
    assert pending.declared("acl") is None


def test_what_a_program_gave_and_nobody_knows_yet_is_unknown_either_way() -> None:
    given = view({"acl": dict(UNKNOWN)})
    assert given.observed("acl") == given.declared("acl") == UNKNOWN


def test_an_answer_overlays_what_was_given() -> None:
    answered = view({"acl": "private", "tags": {"a": "b"}}, {"acl": "public-read"})
    assert answered.observed("acl") == answered.declared("acl") == "public-read"
    assert answered.declared("tags", "a") == "b"


@pytest.mark.parametrize("marker", [UNKNOWN, SECRET])
def test_a_marker_on_the_way_is_what_is_read(marker: dict[str, Any]) -> None:
    assert read({"a": marker}, "a", "b", 0) == marker
    assert (as_text(marker), as_list(marker), as_object(marker)) == (None, [], {})
    assert entries(marker) == [UNKNOWN]


def test_reading_stops_where_there_is_nothing() -> None:
    value: dict[str, Any] = {"a": [{"b": 1}]}
    assert read(value, "a", 0, "b") == 1
    assert [read(value, "a", 1, "b"), read(value, "b", "c")] == [None, None]


def test_what_should_have_parts_and_has_none_cannot_be_read() -> None:
    value: dict[str, Any] = {"a": [{"b": 1}]}
    for path in (("a", "b"), (0,), ("a", 0, "b", "c")):
        assert read(value, *path) == UNKNOWN
    assert entries(None) == []


@pytest.mark.parametrize("value", [[1], {"$unknown": True, "more": 1}, {"$unknown": 1}])
def test_only_an_exact_marker_is_one(value: Any) -> None:
    assert not is_marker(value)
    assert is_unreadable(value, str)
    assert not is_unreadable(value, type(value))


@pytest.mark.parametrize("marker", [UNKNOWN, SECRET])
def test_a_marker_is_readable_as_nothing(marker: Any) -> None:
    assert is_marker(marker)
    assert is_unreadable(marker, dict)
    assert not is_unreadable(None, dict)


@pytest.mark.parametrize("text", [None, 7, "", "{", dict(UNKNOWN), dict(SECRET)])
def test_what_is_no_json_is_unknown(text: Any) -> None:
    assert parsed(text) == UNKNOWN


@pytest.mark.parametrize("marker", [UNKNOWN, SECRET])
def test_a_setting_nobody_can_read_is_unknown_never_taken_for_its_value(
    marker: dict[str, Any],
) -> None:
    account = resource(
        "azure-native:storage:StorageAccount",
        "a",
        {
            "location": "westeurope",
            "minimumTlsVersion": marker,
            "encryption": {"keySource": marker},
        },
    )
    found = node_of(account).props
    assert (found["tls_min"], found["encryption"]) == (UNKNOWN, UNKNOWN)
    deployment = resource(
        "aws-native:greengrassv2:Deployment",
        "d",
        {"components": {}, "deploymentPolicies": {"failureHandlingPolicy": marker}, **REGION},
    )
    assert node_of(deployment).props["rollback_on_failure"] == UNKNOWN
    hidden = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": marker}}}}
    modules = resource("edgewright:azure:EdgeDeployment", "m", {"content": hidden}, provider="p")
    assert node_of(modules).props["components"] == UNKNOWN


def test_a_key_nobody_asked_to_keep_elsewhere_is_the_customers() -> None:
    key = resource(
        "aws:kms/key:Key", "k", REGION, {"customKeyStoreId": "", "xksKeyId": dict(UNKNOWN)}
    )
    assert custody_of(key) == "customer"
    asked = resource("aws:kms/key:Key", "k", {**REGION, "xksKeyId": dict(UNKNOWN)})
    assert custody_of(asked) == UNKNOWN


def test_rules_of_replication_that_are_on_copy_a_bucket() -> None:
    source = resource(BUCKET, "source", {**REGION, "bucket": "source"})
    abroad = resource(BUCKET, "abroad", {"region": "eu-west-1"}, {"arn": "arn:aws:s3:::abroad"})
    rules = [
        {"status": "Enabled", "destination": {"bucket": "arn:aws:s3:::abroad"}},
        {"status": "Disabled", "destination": {"bucket": "arn:aws:s3:::off"}},
    ]
    replication = resource(
        "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
        "r",
        {**REGION, "bucket": "source", "rules": rules},
    )
    graph = record_graph([source, abroad, replication])
    copies = [one.location for one in graph.nodes if one.kind == "copy.replica"]
    assert [(one.region, one.country) for one in copies] == [("eu-west-1", "IE")]


def test_a_log_group_whose_name_begins_with_a_slash_is_found_by_it() -> None:
    """In AWS that is a name; only Azure writes resource ids so."""
    group = resource(
        "aws:cloudwatch/logGroup:LogGroup",
        "group",
        {**REGION, "name": "/aws/lambda/reader", "tags": {"edgewright:data": "frames"}},
    )
    sent = resource(
        "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        "sent",
        {
            **REGION,
            "logGroup": "/aws/lambda/reader",
            "destinationArn": "arn:aws:logs:us-east-1:111122223333:destination:far",
        },
    )
    (flow,) = [node for node in record_graph([group, sent]).nodes if node.kind == "copy.log"]
    assert (flow.labels, flow.props["source"]) == (("frames",), group.urn)


def test_parents_that_lead_in_a_circle_end() -> None:
    first = replace(resource(BUCKET, "a", REGION), parent=resource(BUCKET, "b", {}).urn)
    second = replace(resource(BUCKET, "b", REGION), parent=first.urn)
    assert len(record_graph([first, second, replace(first, parent=first.urn)]).nodes) == 2


@pytest.mark.parametrize(
    ("inputs", "provider", "region"),
    [
        ({}, REGION, "eu-central-1"),
        ({}, {}, None),
        ({"region": dict(UNKNOWN)}, REGION, None),
        ({"region": "eu-west-1"}, REGION, "eu-west-1"),
    ],
)
def test_a_region_that_nobody_gave_is_the_providers(
    inputs: dict[str, Any], provider: dict[str, Any], region: str | None
) -> None:
    """Of the argument `region` in version 7 of the AWS provider: "Defaults to the Region set in
    the provider configuration" (its guide "Enhanced Region Support"). In a preview a provider that
    foretells nothing has it unknown."""
    answers = {} if "region" in inputs else {"region": dict(UNKNOWN), "arn": dict(UNKNOWN)}
    one = resource(BUCKET, "b", inputs, answers, provider_props=provider)
    assert node_of(one).location.region == region


@pytest.mark.parametrize("region", [dict(UNKNOWN), ["us-east-1"], {"key": 5}, 3, True])
def test_a_providers_region_that_nobody_can_read_may_speak_against_the_stores(region: Any) -> None:
    one = resource(BUCKET, "b", {"region": "eu-central-1"}, provider_props={"region": region})
    assert node_of(one).props["provider_region"] == UNKNOWN
