"""Resources without a kind: whoever labels one says that it holds the data, whatever it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from edgewright.facts.type_content import TYPE_CONTENT
from edgewright.graph.model import UNKNOWN, Node, RawResource
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.other import unread_of

PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:aws::home"
EVERYTHING = ["copies", "encryption", "key_custody", "retention"]
HELD = {"tags": {"edgewright:data": "patients"}}
GROUP = {"location": "westeurope", "resourceGroupName": "rg", "name": "rg"}


def resource(type: str, inputs: dict[str, Any], **more: Any) -> RawResource:
    package = type.partition(":")[0]
    given = {"provider": PROVIDER, "provider_props": {"region": "eu-central-1"}, **more}
    if package == "azure-native":
        inputs = {"location": "westeurope", **inputs}
    return RawResource(
        f"urn:pulumi:dev::shop::{type}::it", type, "it", dict(inputs), inputs, **given
    )


def nodes(*resources: RawResource) -> dict[str, Node]:
    graph = record_graph(resources).nodes
    return {node.id.rpartition("::")[2]: node for node in graph if "free-text" not in node.id}


@pytest.mark.parametrize(
    ("type", "country"),
    [
        ("aws:customerprofiles/domain:Domain", "DE"),
        ("aws:transcribe/vocabulary:Vocabulary", "DE"),
        ("aws:appautoscaling/policy:Policy", "DE"),
        ("azure-native:media:MediaService", "NL"),
        ("azure-native:resources:ResourceGroup", "NL"),
    ],
)
def test_a_labelled_resource_is_judged_whatever_its_type(type: str, country: str) -> None:
    node = nodes(resource(type, HELD))["it"]
    assert (node.kind, node.labels, node.location.country) == (
        "resource.other",
        ("patients",),
        country,
    )


@pytest.mark.parametrize(
    ("type", "unread"),
    [
        ("aws:customerprofiles/domain:Domain", EVERYTHING),
        ("aws:transcribe/vocabulary:Vocabulary", EVERYTHING),
        ("aws:appautoscaling/policy:Policy", []),  # it holds nothing
        ("aws:s3/bucketVersioning:BucketVersioning", []),  # it configures a bucket
    ],
)
def test_what_nobody_reads_of_it_is_named(type: str, unread: list[str]) -> None:
    assert nodes(resource(type, HELD))["it"].props["unread"] == unread


def test_where_its_copies_go_is_read_of_some_types() -> None:
    assert [*unread_of("aws:customerprofiles/domain:Domain", reads_copies=True)] == EVERYTHING[1:]


def test_a_type_that_keeps_data_is_seen_without_a_label() -> None:
    node = nodes(resource("aws:customerprofiles/domain:Domain", {}))["it"]
    assert (node.kind, node.labels, node.props["content"]) == ("resource.other", (), "data")
    assert nodes(resource("aws:transcribe/vocabulary:Vocabulary", {}))["it"].kind is None
    assert nodes(resource("aws:appautoscaling/policy:Policy", {}))["it"].kind is None


def test_labels_of_what_has_a_kind_without_any_are_a_part_of_it() -> None:
    found = nodes(resource("aws:kms/key:Key", HELD, provider_props={"region": "us-east-1"}))
    assert found["it"].kind == "key.key"
    part = found["it#labels"]
    assert (part.kind, part.labels, part.location.country) == (
        "resource.other",
        ("patients",),
        "US",
    )
    assert part.parent == found["it"].id
    assert "it#labels" not in nodes(resource("aws:s3/bucket:Bucket", HELD))


def test_what_is_in_a_service_without_regions_is_judged_by_that() -> None:
    found = nodes(resource("aws:cloudfront/distribution:Distribution", HELD))
    assert (found["it"].kind, found["it#global"].kind) == ("network.cdn", "service.global")
    assert found["it"].props["data"] == []


def test_a_place_called_global_is_none_that_is_known() -> None:
    """Azure writes so where a resource names no region; what services have none, a table says."""
    node = nodes(resource("azure-native:quantum:Workspace", {**HELD, "location": "global"}))["it"]
    assert (node.kind, node.labels, node.location.country) == (
        "resource.other",
        ("patients",),
        None,
    )
    queue = nodes(resource("aws:customerprofiles/domain:Domain", {**HELD, "region": "global"}))[
        "it"
    ]
    assert (queue.kind, queue.location.country) == ("resource.other", None)


@pytest.mark.parametrize(
    ("given", "country"),
    [
        ({"availabilityZone": "eu-central-1a"}, "DE"),
        ({"availabilityZone": "euc1-az3"}, "DE"),
        ({"availabilityZones": ["eu-central-1a", "eu-central-1b"]}, "DE"),
        ({"availabilityZone": "all", "outpostArn": ""}, "DE"),
        ({"availabilityZone": "eu-central-1-waw-1a"}, None),  # Warsaw
        ({"availabilityZoneId": "euc1-waw1-az1"}, None),
        ({"availabilityZones": ["eu-central-1a", "eu-central-1-wl1-ber-wlz-1"]}, None),
        ({"outpostArn": "arn:aws:outposts:eu-central-1:111122223333:outpost/op-0"}, None),
    ],
)
def test_what_belongs_to_a_region_and_is_elsewhere_is_not_in_its_country(
    given: dict[str, Any], country: str | None
) -> None:
    subnet = resource("aws:ec2/subnet:Subnet", given)
    instance = resource(
        "aws:ec2/instance:Instance",
        {**HELD, "subnetId": "x"},
        property_dependencies={"subnetId": (subnet.urn,)},
    )
    found = {node.type: node.location.country for node in record_graph([subnet, instance]).nodes}
    assert set(found.values()) == {country}


def test_an_edge_zone_of_azure_is_not_in_its_regions_country() -> None:
    edge = {"extendedLocation": {"name": "losangeles", "type": "EdgeZone"}}
    disk = nodes(resource("azure-native:compute:Disk", {**HELD, **edge}))["it"]
    assert (disk.labels, disk.location.country) == (("patients",), None)
    hidden = resource("azure-native:compute:Disk", {**HELD, "extendedLocation": dict(UNKNOWN)})
    assert nodes(hidden)["it"].location.country is None


def test_what_azure_will_answer_is_no_other_place_in_a_preview() -> None:
    group = resource("azure-native:resources:ResourceGroup", GROUP)
    disk = resource(
        "azure-native:compute:Disk",
        {**HELD, "location": None, "resourceGroupName": "rg", "diskName": "scans"},
    )
    answers = {name: dict(UNKNOWN) for name in ("extendedLocation", "hostName", "ownerName")}
    previewed = replace(disk, props={**disk.props, **answers})
    found = {node.type: node.location.country for node in record_graph([group, previewed]).nodes}
    assert found[disk.type] == "NL"


def test_a_component_holds_what_its_parts_hold() -> None:
    intent = {"intent": {"data": [{"id": "patients"}], "region": "eu-central-1"}}
    above = resource("edgewright:aws:DataLake", intent, custom=False, provider="")
    queue = resource("aws:customerprofiles/domain:Domain", {}, parent=above.urn)
    found = record_graph([above, queue]).nodes
    assert [node.kind for node in found] == [None, "structural"]
    foreign = resource("shop:index:Backend", {"tags": {"team": "x"}}, custom=False, provider="")
    assert nodes(foreign)["it"].kind == "structural"


@pytest.mark.parametrize("custom", [True, False])
def test_only_our_components_have_an_intent(custom: bool) -> None:
    """Another may call an input so, and says nothing by it of what the data is and where."""
    label = {"id": "patients", "origin": "US", "classification": "public", "categories": []}
    intent = {"intent": {"data": [label], "region": "eu-central-1", "encryption": "customer"}}
    above = resource("shop:index:Bot", intent, custom=custom, provider_props={})
    table = resource("aws:customerprofiles/domain:Domain", {}, parent=above.urn, provider_props={})
    [node] = [one for one in record_graph([above, table]).nodes if one.type == table.type]
    assert (node.kind, node.labels, node.intent) == ("resource.other", (), {})
    assert node.location.region is None


def test_a_component_keeps_the_labels_it_gives_to_none_of_its_parts() -> None:
    """Nobody knows which of them holds the data, or where."""
    above = resource("shop:index:Backend", HELD, custom=False, provider="", provider_props={})
    inner = resource("shop:index:Part", {}, custom=False, provider="", parent=above.urn)
    silent = resource("aws:customerprofiles/domain:Domain", {}, parent=inner.urn)
    part = next(one for one in record_graph([above, inner, silent]).nodes if "#" in one.id)
    assert (part.id, part.kind, part.labels) == (
        f"{above.urn}#labels",
        "resource.other",
        ("patients",),
    )
    assert part.location.country is None
    telling = resource("aws:customerprofiles/domain:Domain", HELD, parent=inner.urn)
    assert all("#" not in one.id for one in record_graph([above, inner, telling]).nodes)


def test_every_type_of_the_table_is_said_once() -> None:
    tokens = [token for row in TYPE_CONTENT.rows() for token in row.tokens]
    assert len(tokens) == len(set(tokens)) > 200


@pytest.mark.parametrize(
    ("whole", "country"),
    [
        ({"location": "eastus", "name": "acct", "resourceGroupName": "rg"}, "US"),
        ({"location": "westeurope", "name": "acct", "resourceGroupName": "RG"}, "NL"),
        ({"location": "eastus", "name": "acct", "resourceGroupName": "another"}, None),
        ({"location": "eastus", "name": "other", "resourceGroupName": "rg"}, None),
    ],
)
def test_a_part_is_where_its_account_is_whatever_its_group_says(
    whole: dict[str, Any], country: str | None
) -> None:
    """A resource group is in one region and holds resources of any."""
    named = {"resourceGroupName": "rg", "accountName": "acct", "containerName": "scans"}
    made = [
        resource("azure-native:resources:ResourceGroup", GROUP),
        resource("azure-native:storage:StorageAccount", whole),
        resource("azure-native:storage:BlobContainer", {**named, "location": None}),
    ]
    found = {node.type: node.location.country for node in record_graph(made).nodes}
    assert found["azure-native:storage:BlobContainer"] == country


def test_a_deployment_that_carries_a_label_itself_is_judged_where_it_is() -> None:
    type = "aws-native:greengrassv2:Deployment"
    tags = {"tags": [{"key": "edgewright:data", "value": "patients"}]}
    found = nodes(resource(type, tags, provider_props={"region": "us-east-1"}))
    assert found["it"].kind == "edge.deployment"
    part = found["it#labels"]
    assert (part.labels, part.location.country) == (("patients",), "US")
