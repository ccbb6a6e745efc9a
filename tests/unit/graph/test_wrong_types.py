"""What a program gives may be of any type: it is unknown then, and never a crash or a pass."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from sample_estates import sample

from edgewright.graph.kinds import MODELS
from edgewright.graph.kinds.fit import misfit
from edgewright.graph.model import Node, RawResource
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.index import canonical_type

UNKNOWN = {"$unknown": True}
SECRET = {"$secret": True}
ODD: tuple[Any, ...] = (5, True, "text", "", [5], [None], {"x": 1}, None, UNKNOWN, SECRET)
DESIRED = ("modulesContent", "$edgeAgent", "properties.desired")
Way = tuple[int | str, ...]


def raw(type: str, name: str = "it", parent: str | None = None, **props: Any) -> RawResource:
    return RawResource(f"urn:pulumi:s::p::{type}::{name}", type, name, props, props, parent)


def part(type: str, of: RawResource, property: str, **props: Any) -> RawResource:
    """A resource that configures another one."""
    return replace(raw(type, "part", **props), property_dependencies={property: (of.urn,)})


def node(*resources: RawResource) -> Node:
    """The node of the first of some resources."""
    graph = record_graph(resources)
    return next(one for one in graph.nodes if one.id == resources[0].urn)


def copied(kind: str, *resources: RawResource) -> list[str | None]:
    """The countries that resources make copies of a kind in."""
    return [one.location.country for one in record_graph(resources).nodes if one.kind == kind]


BUCKET = raw("aws:s3/bucket:Bucket", bucket="b", region="eu-central-1")
ACCOUNT = raw("azure-native:storage:StorageAccount", location="westeurope")


@pytest.mark.parametrize(
    ("type", "props", "property"),
    [
        ("aws:kms/key:Key", {"enableKeyRotation": "true"}, "rotation"),
        ("aws:kms/key:Key", {"deletionWindowInDays": "30"}, "deletion_window_days"),
        ("aws:iot/policy:Policy", {"policy": 5}, "statements"),
        ("aws:iot/policy:Policy", {"policy": {"Statement": ["Allow"]}}, "statements"),
        ("aws:iot/policy:Policy", {"policy": "{}"}, "statements"),
        (
            "aws:iot/domainConfiguration:DomainConfiguration",
            {"tlsConfig": {"securityPolicy": 13}},
            "tls_min",
        ),
        (
            "aws:sagemaker/trainingJob:TrainingJob",
            {"algorithmSpecification": {"trainingImage": 5}},
            "image",
        ),
        ("azure-native:storage:StorageAccount", {"enableHttpsTrafficOnly": "true"}, "tls_only"),
        ("azure-native:storage:StorageAccount", {"minimumTlsVersion": 1.3}, "tls_min"),
        ("azure-native:storage:StorageAccount", {"encryption": "on"}, "encryption"),
        (
            "azure-native:machinelearningservices:Workspace",
            {"encryption": {"status": True}},
            "encryption",
        ),
        ("azure-native:iothub:IotHubResource", {"properties": {"minTlsVersion": 1.2}}, "tls_min"),
        (
            "azure-native:iothub:IotHubResource",
            {"location": "brazilsouth", "properties": {"enableDataResidency": "Enabled"}},
            "failover_region",
        ),
        ("azure-native:iothub:IotHubResource", {"properties": "text"}, "local_auth"),
        ("aws-native:greengrassv2:Deployment", {"components": ["a"]}, "components"),
        (
            "aws-native:greengrassv2:Deployment",
            {"deploymentPolicies": {"failureHandlingPolicy": 1}},
            "rollback_on_failure",
        ),
        ("aws-native:greengrassv2:Deployment", {"iotJobConfiguration": 5}, "abort"),
        ("edgewright:azure:EdgeDeployment", {"content": "text"}, "components"),
        (
            "edgewright:azure:EdgeDeployment",
            {"content": {DESIRED[0]: {DESIRED[1]: {DESIRED[2]: {"modules": UNKNOWN}}}}},
            "components",
        ),
        ("edgewright:k3s:Release", {"objects": "text"}, "components"),
    ],
)
def test_a_value_of_a_wrong_type_is_unknown(
    type: str, props: dict[str, Any], property: str
) -> None:
    found = node(raw(type, **props))
    assert found.props[property] == UNKNOWN
    assert property in found.unknown


@pytest.mark.parametrize(
    ("type", "props", "property"),
    [
        (
            "BucketServerSideEncryptionConfiguration",
            {"rules": "aws:kms"},
            "encryption",
        ),
        ("BucketLifecycleConfiguration", {"rules": 5}, "retention_days"),
        (
            "BucketLifecycleConfiguration",
            {"rules": [{"status": "Enabled", "expiration": {"days": "30"}}]},
            "retention_days",
        ),
        ("BucketVersioning", {"versioningConfiguration": "Enabled"}, "versioned"),
        ("BucketPolicy", {"policy": 5}, "tls_only"),
    ],
)
def test_a_part_that_is_written_wrongly_leaves_its_bucket_unknown(
    type: str, props: dict[str, Any], property: str
) -> None:
    token = f"aws:s3/{type[0].lower()}{type[1:]}:{type}"
    assert node(BUCKET, part(token, BUCKET, "bucket", **props)).props[property] == UNKNOWN


def test_replication_that_is_written_wrongly_goes_nobody_knows_where() -> None:
    token = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
    assert copied("copy.replica", BUCKET, part(token, BUCKET, "bucket", rules=True)) == [None]


@pytest.mark.parametrize("region", ["eu-central-1", 5, [{"key": 5}], UNKNOWN])
def test_replication_of_a_registry_nobody_knows_where_copies_what_is_anywhere(region: Any) -> None:
    held = {"tags": {"edgewright:data": "frames"}}
    images = raw("aws:ecr/repository:Repository", region="eu-central-1", **held)
    rules = [{"destinations": [{"region": "us-east-1"}]}]
    token = "aws:ecr/replicationConfiguration:ReplicationConfiguration"
    copying = raw(token, region=region, replicationConfiguration={"rules": rules})
    nodes = record_graph([images, copying]).nodes
    [copy] = [one for one in nodes if one.kind == "copy.registry"]
    assert (copy.location.country, copy.labels) == ("US", ("frames",))


def test_a_pair_by_a_sku_that_is_written_wrongly_is_nobody_knows_where() -> None:
    account = raw("azure-native:storage:StorageAccount", location="westeurope", sku="Standard_LRS")
    assert copied("copy.pair", account) == [None]


@pytest.mark.parametrize("enabled", ["false", 1])
def test_whether_a_rule_of_deletion_is_enabled_must_be_readable(enabled: Any) -> None:
    delete = {"daysAfterModificationGreaterThan": 7}
    rule = {"enabled": enabled, "definition": {"actions": {"baseBlob": {"delete": delete}}}}
    policy = part(
        "azure-native:storage:ManagementPolicy", ACCOUNT, "accountName", policy={"rules": [rule]}
    )
    assert node(ACCOUNT, policy).props["retention_days"] == UNKNOWN


@pytest.mark.parametrize("value", [5, True, ["westeurope"], {"x": 1}])
def test_a_region_that_is_no_text_is_not_taken_from_elsewhere(value: Any) -> None:
    group = raw("azure-native:resources:ResourceGroup", "group", location="westeurope")
    account = part(
        "azure-native:storage:StorageAccount", group, "resourceGroupName", location=value
    )
    assert node(account, group).props["location"] == {
        "cloud": "azure",
        "region": UNKNOWN,
        "country": UNKNOWN,
    }
    addressed = raw(BUCKET.type, region=value, arn="arn:aws:kms:eu-central-1:111122223333:key/1")
    bucket = replace(addressed, provider_props={"region": "eu-central-1"})
    assert node(bucket).props["location"]["region"] == UNKNOWN


@pytest.mark.parametrize(
    "recipe",
    [
        "[]",
        "5",
        {"Manifests": 5},
        {"Manifests": [5]},
        {"Manifests": [{"Artifacts": "docker:image"}]},
        {"Manifests": [{"Artifacts": [{"Uri": 5}]}]},
    ],
)
def test_a_recipe_nobody_can_read_has_artifacts_nobody_knows(recipe: Any) -> None:
    text = recipe if isinstance(recipe, str) else json.dumps({"ComponentName": "a", **recipe})
    version = raw("aws-native:greengrassv2:ComponentVersion", inlineRecipe=text)
    deployment = raw(
        "aws-native:greengrassv2:Deployment", components={"a": {"componentVersion": "1.0.0"}}
    )
    found = node(version).props["artifacts"]
    assert found in (UNKNOWN, [{"uri": UNKNOWN, "digest": UNKNOWN}])
    if not isinstance(recipe, str):
        [module] = node(deployment, version).props["components"]
        assert module["image"] == UNKNOWN


@pytest.mark.parametrize("recipe", [True, 5, [], SECRET, UNKNOWN, "a: b", "[]", {"x": 1}])
def test_a_recipe_that_does_not_say_what_it_is_of_may_be_of_any_component(recipe: Any) -> None:
    version = raw("aws-native:greengrassv2:ComponentVersion", inlineRecipe=recipe)
    components = {"a": {"componentVersion": "1.0.0"}}
    deployment = raw("aws-native:greengrassv2:Deployment", components=components)
    [module] = node(deployment, version).props["components"]
    assert module["image"] == UNKNOWN


@pytest.mark.parametrize("data", ["frames", [5], [{"origin": "DE"}], [{"id": 5}], [{"id": {}}]])
def test_a_label_that_nobody_can_read_is_a_label(data: Any) -> None:
    component = raw("edgewright:aws:DataLake", intent={"data": data})
    found = node(replace(BUCKET, parent=component.urn), component)
    assert found.labels == ("(unreadable label)",)
    [label] = found.props["data"]
    assert label["origin"] == label["categories"] == UNKNOWN


def test_an_intent_says_no_more_of_a_label_than_rules_read() -> None:
    said = {"id": "frames", "origin": 49, "categories": ["a"], "more": 1}
    component = raw("edgewright:aws:DataLake", intent={"data": [said], "carrier": 5})
    found = node(replace(BUCKET, parent=component.urn), component)
    assert found.props["data"] == [
        {
            "id": "frames",
            "origin": UNKNOWN,
            "classification": None,
            "categories": ["a"],
            "retention_days": None,
        }
    ]
    assert found.props["carrier"] == UNKNOWN


@pytest.mark.parametrize("stack", ["harbour-vision", "clinic-imaging", "plant-maintenance"])
def test_nothing_a_program_gives_breaks_the_graph_or_a_kind(stack: str) -> None:
    declared = sample(stack).declared().declared
    resources = [
        RawResource(one.urn, one.type, one.name, one.inputs, one.inputs, one.parent)
        for one in declared
    ]
    first = {canonical_type(one.type): one for one in resources}
    by_urn = {one.urn: one for one in resources}
    trials = 0
    for resource in first.values():
        around = list(above(resource, by_urn))
        for way in ways(resource.inputs):
            for value in ODD:
                trials += 1
                props = changed(resource.inputs, way, value)
                odd = replace(resource, inputs=props, props=props)
                for found in record_graph([odd, *around]).nodes:
                    assert found.kind not in MODELS or misfit(str(found.kind), found.props) is None
    assert trials > 1000


def above(resource: RawResource, by_urn: dict[str, RawResource]) -> Iterator[RawResource]:
    """The components around a resource."""
    parent = by_urn.get(resource.parent or "")
    if parent is not None:
        yield parent
        yield from above(parent, by_urn)


def ways(value: Any, way: Way = ()) -> Iterator[Way]:
    """The way to every value inside another one; of lists the first two entries."""
    inside = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        inside = enumerate(value[:2])
    for step, below in inside:
        yield (*way, step)
        yield from ways(below, (*way, step))


def changed(value: Any, way: Way, to: Any) -> Any:
    """A copy with another value at the end of a way."""
    copied = deepcopy(value)
    inside = copied
    for step in way[:-1]:
        inside = inside[step]
    inside[way[-1]] = to
    return copied
