"""What queues, topics, streams and buses pass on: to subscribers, targets, other clusters."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.graph.aws.addresses import region_of_arn, region_of_host
from edgewright.graph.aws.egress import STREAM, TOPIC
from edgewright.graph.aws.message_policies import BUS, QUEUE
from edgewright.graph.aws.replication import TABLE
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import PropertyValue, RawResource, is_marker
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.reading import host_of, is_unreadable, read
from edgewright.graph.resource.source import SourceResource

MSK = "aws:msk/cluster:Cluster"
RULE = "aws:cloudwatch/eventRule:EventRule"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
SOURCES = (QUEUE, STREAM, MSK, TABLE, "aws:mq/broker:Broker")
"""Types of what a pipe takes from."""
NEAR = ("sqs", "lambda", "firehose", "application")
"""Protocols whose endpoints are ARNs."""


def subscription(source: SourceResource) -> Iterator[DerivedFlow]:
    """What a topic sends to one of its subscribers, wherever that is."""
    holders = source.holders("topic", [TOPIC], source.declared("topic"))
    protocol, endpoint = source.declared("protocol"), source.declared("endpoint")
    yield _subscribed(source, "endpoint", protocol, endpoint, holders)


def topic(source: SourceResource) -> Iterator[DerivedFlow]:
    """Subscriptions that aws-native writes into the topic itself."""
    for one in source.each("subscription"):
        protocol, endpoint = read(one, "protocol"), read(one, "endpoint")
        yield _subscribed(source, "subscription", protocol, endpoint, ())


def _subscribed(
    source: SourceResource,
    property: str,
    protocol: PropertyValue,
    endpoint: PropertyValue,
    holders: tuple[RawResource, ...],
) -> DerivedFlow:
    if protocol in NEAR or is_unreadable(protocol, str):
        return source.sink("telemetry", property, None, endpoint, holders)
    if protocol in ("http", "https"):
        host = host_of(endpoint)
        return DerivedFlow("telemetry", source.region(region_of_host(host)), host, holders)
    # A mail or a message to a telephone may be read anywhere; to whom it goes is nobody's matter.
    return DerivedFlow("telemetry", source.anywhere(), str(protocol), holders)


def event_target(source: SourceResource) -> Iterator[DerivedFlow]:
    """Events of a bus that a rule sends on; a bus may be in another region or account."""
    bus = source.declared("eventBusName")
    holders = source.holders("eventBusName", [BUS], bus)
    yield source.sink("telemetry", "arn", None, source.declared("arn"), holders)


def event_rule(source: SourceResource) -> Iterator[DerivedFlow]:
    """Targets that aws-native writes into the rule itself."""
    bus = source.declared("eventBusName")
    holders = source.holders("eventBusName", [BUS], bus)
    for one in source.each("targets"):
        yield source.sink("telemetry", "targets", None, read(one, "arn"), holders)


def pipe(source: SourceResource) -> Iterator[DerivedFlow]:
    """What a pipe takes from its source and gives to its target."""
    holders = source.holders("source", SOURCES, source.declared("source"))
    yield source.sink("telemetry", "target", None, source.declared("target"), holders)


def event_endpoint(source: SourceResource) -> Iterator[DerivedFlow]:
    """Events are replicated to the buses of both regions, unless that is switched off."""
    if source.declared("replicationConfig", "state") == "DISABLED":
        kind = "failover"
    else:
        kind = "replica"
    for one in source.each("eventBuses"):
        yield source.sink(kind, "eventBuses", [BUS], read(one, "eventBusArn"))


def replicator(source: SourceResource) -> Iterator[DerivedFlow]:
    """Topics of a Kafka cluster, copied to another."""
    given = source.declared("replicationInfoList")
    for one in given if isinstance(given, list) else [given]:
        origin, goal = read(one, "sourceKafkaClusterArn"), read(one, "targetKafkaClusterArn")
        start = None
        if isinstance(origin, str):
            start = source.region(region_of_arn(origin))
        receiver = source.refer("kafkaClusters", [MSK], goal) if isinstance(goal, str) else None
        to = source.region(region_of_arn(goal) if isinstance(goal, str) else None)
        holders = _cluster(source, origin)
        if receiver is not None:
            to = source.at(receiver)
        target = goal if isinstance(goal, str) or is_marker(goal) else "unknown"
        yield DerivedFlow("replica", to, target, holders, start, receiver)


def _cluster(source: SourceResource, arn: PropertyValue) -> tuple[RawResource, ...]:
    """The cluster of an ARN; of one that is not known, all that the replicator knows."""
    found = source.index.at_address(MSK, arn) if isinstance(arn, str) else None
    if found is not None:
        return (found,)
    return tuple(source.index.behind(source.resource, "kafkaClusters", (MSK,)))


FLOWS: dict[str, FlowRule] = {
    TOPIC: topic,
    SUBSCRIPTION: subscription,
    TARGET: event_target,
    RULE: event_rule,
    "aws:pipes/pipe:Pipe": pipe,
    "aws:cloudwatch/eventEndpoint:EventEndpoint": event_endpoint,
    "aws:msk/replicator:Replicator": replicator,
}
