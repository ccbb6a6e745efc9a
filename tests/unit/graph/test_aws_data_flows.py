"""What AWS resources without a row pass on: subscriptions, targets, peers, deliveries of records.

Amazon SNS Developer Guide, "Cross-region delivery"; Amazon EventBridge User Guide, "Sending and
receiving events between AWS Regions"; Aurora DSQL User Guide, "Configuring multi-Region clusters".
"""

from __future__ import annotations

from typing import Any

import pytest

from edgewright.graph.model import UNKNOWN, RawResource
from edgewright.graph.normalise import record_graph

TOPIC = "aws:sns/topic:Topic"
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
QUEUE = "aws:sqs/queue:Queue"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"
BUS = "aws:cloudwatch/eventBus:EventBus"
BUCKET = "aws:s3/bucket:Bucket"
HELD = {"edgewright:data": "patients"}


def urn(token: str, name: str) -> str:
    return f"urn:pulumi:dev::shop::{token}::{name}"


def made(
    token: str, name: str, behind: dict[str, str] | None = None, /, **props: Any
) -> RawResource:
    given = {"region": "eu-central-1", **props}
    dependencies = {property: (other,) for property, other in (behind or {}).items()}
    return RawResource(
        urn(token, name), token, name, given, dict(given), property_dependencies=dependencies
    )


def flows(*resources: RawResource) -> list[tuple[Any, ...]]:
    nodes = record_graph(resources).nodes
    copies = [one for one in nodes if str(one.kind).startswith("copy.")]
    return [(one.kind, one.location.region, one.labels) for one in copies]


@pytest.mark.parametrize(
    ("protocol", "endpoint", "region"),
    [
        ("sqs", "arn:aws:sqs:us-east-1:111122223333:q", "us-east-1"),
        ("https", "https://x.execute-api.us-east-1.amazonaws.com/hook", "us-east-1"),
        ("https", "https://hooks.example.com/x", None),
        ("email", "somebody@example.com", "worldwide"),
        ("sms", "+49", "worldwide"),
        (dict(UNKNOWN), dict(UNKNOWN), None),
    ],
)
def test_a_subscription_takes_the_labels_of_its_topic_there(
    protocol: Any, endpoint: Any, region: str | None
) -> None:
    topic = made(TOPIC, "topic", arn="arn:aws:sns:eu-central-1:111122223333:t", tags=HELD)
    one = made(SUBSCRIPTION, "s", topic=topic.props["arn"], protocol=protocol, endpoint=endpoint)
    assert flows(topic, one) == [("copy.telemetry", region, ("patients",))]


def test_a_queue_near_by_is_no_other_place() -> None:
    topic, queue = made(TOPIC, "topic"), made(QUEUE, "queue")
    behind = {"topic": topic.urn, "endpoint": queue.urn}
    one = made(SUBSCRIPTION, "s", behind, protocol="sqs", endpoint=dict(UNKNOWN))
    assert flows(topic, queue, one) == []


def test_nobodys_mail_address_is_in_the_graph() -> None:
    one = made(SUBSCRIPTION, "s", topic="t", protocol="email", endpoint="somebody@example.com")
    copies = [node for node in record_graph([one]).nodes if "copy." in str(node.kind)]
    assert [node.props["target"] for node in copies] == ["email"]


def test_events_of_a_bus_go_to_a_bus_elsewhere() -> None:
    bus = made(BUS, "bus", name="b", tags=HELD)
    there = made(BUS, "there", region="us-east-1")
    one = made(TARGET, "t", {"arn": there.urn}, eventBusName="b", rule="r", arn=dict(UNKNOWN))
    assert flows(bus, there, one) == [("copy.telemetry", "us-east-1", ("patients",))]


def test_peers_and_the_witness_of_a_cluster_are_elsewhere() -> None:
    arn = "arn:aws:dsql:us-east-1:111122223333:cluster/c"
    peering = "aws:dsql/clusterPeering:ClusterPeering"
    one = made(peering, "p", identifier="c", clusters=[arn], witnessRegion="us-west-2")
    assert flows(one) == [("copy.replica", "us-east-1", ()), ("copy.replica", "us-west-2", ())]


def test_a_secondary_cluster_takes_the_data_of_another_region() -> None:
    cluster = "aws:docdb/cluster:Cluster"
    one = made(cluster, "second", globalClusterIdentifier="g", region="us-east-1")
    first = made(cluster, "first", globalClusterIdentifier="g", masterUsername="x", tags=HELD)
    assert flows(one, first) == [("copy.replica", "us-east-1", ("patients",))]
    near = made(cluster, "near", globalClusterIdentifier="g")
    assert flows(near, first) == []


def test_what_is_recorded_goes_to_a_bucket() -> None:
    bucket = made(BUCKET, "b", region="us-east-1")
    channel = "aws:cfg/deliveryChannel:DeliveryChannel"
    one = made(channel, "d", {"s3BucketName": bucket.urn}, s3BucketName=dict(UNKNOWN))
    assert flows(bucket, one) == [("copy.log", "us-east-1", ())]


def test_a_cache_that_joins_a_global_one_takes_its_data_from_somewhere() -> None:
    group = "aws:elasticache/replicationGroup:ReplicationGroup"
    one = made(group, "g", globalReplicationGroupId="x", region="us-east-1", tags=HELD)
    assert flows(one) == [("copy.replica", "us-east-1", ("patients",))]


def test_or_from_the_first_where_that_is_in_the_program() -> None:
    group = "aws:elasticache/replicationGroup:ReplicationGroup"
    first = made(group, "first", tags=HELD)
    joined = "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup"
    above = made(joined, "all", {"primaryReplicationGroupId": first.urn})
    behind = {"globalReplicationGroupId": above.urn}
    one = made(group, "g", behind, globalReplicationGroupId=dict(UNKNOWN), region="us-east-1")
    assert flows(first, above, one) == [("copy.replica", "us-east-1", ("patients",))]
