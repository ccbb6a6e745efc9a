"""Policies of queues, topics, streams and buses.

Sources: Amazon SQS Developer Guide, "Amazon SQS security best practices" (plain HTTP is taken
unless a policy denies it); Amazon SNS Developer Guide, "Amazon SNS security best practices";
Kinesis Data Streams Developer Guide, "Sharing access using resource-based policies"; EventBridge
User Guide, "Permissions for event buses". Without a policy of its own, only the account gets in.
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.egress import STREAM, TOPIC
from edgewright.graph.aws.iam_policy import any_of
from edgewright.graph.aws.public_access import answered
from edgewright.graph.aws.resource_policies import (
    PolicyOf,
    documents_of,
    is_public,
    refuses_plain_text,
)
from edgewright.graph.model import CONTESTED, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import as_text
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

QUEUE = "aws:sqs/queue:Queue"
BUS = "aws:cloudwatch/eventBus:EventBus"
PERMISSION = "aws:cloudwatch/eventPermission:EventPermission"
QUEUE_POLICY = PolicyOf(
    (
        ("aws:sqs/queuePolicy:QueuePolicy", "queueUrl", "policy"),
        ("aws-native:sqs:QueuePolicy", "queues", "policyDocument"),
    )
)
TOPIC_POLICY = PolicyOf(
    (
        ("aws:sns/topicPolicy:TopicPolicy", "arn", "policy"),
        ("aws-native:sns:TopicPolicy", "topics", "policyDocument"),
        ("aws-native:sns:TopicInlinePolicy", "topicArn", "policyDocument"),
    )
)
STREAM_POLICY = PolicyOf(
    (
        ("aws:kinesis/resourcePolicy:ResourcePolicy", "resourceArn", "policy"),
        ("aws-native:kinesis:ResourcePolicy", "resourceArn", "resourcePolicy"),
    ),
    inline="",
)
BUS_POLICY = PolicyOf(
    (
        ("aws:cloudwatch/eventBusPolicy:EventBusPolicy", "eventBusName", "policy"),
        ("aws-native:events:EventBusPolicy", "eventBusName", "statement"),
    )
)


def queue(view: ResourceView) -> Properties:
    """A queue: every action on it must be denied without TLS."""
    documents = documents_of(view, QUEUE_POLICY)
    return {
        "public": is_public(documents),
        "tls_only": refuses_plain_text(documents, "sqs:*", _names(view)),
    }


def topic(view: ResourceView) -> Properties:
    """A topic: what counts is who publishes to it."""
    documents = documents_of(view, TOPIC_POLICY)
    return {
        "public": is_public(documents),
        "tls_only": refuses_plain_text(documents, "sns:Publish", _names(view)),
    }


def stream(view: ResourceView) -> Properties:
    """A stream."""
    return {"public": is_public(documents_of(view, STREAM_POLICY))}


def bus(view: ResourceView) -> Properties:
    """A bus of events, whose permissions may be written one by one."""
    answers = [is_public(documents_of(view, BUS_POLICY))]
    answers += [answered(_for_all(one)) for one in view.parts(PERMISSION, "eventBusName")]
    if any(_for_all(one) is not False for one in view.perhaps(PERMISSION, "eventBusName")):
        answers.append(CONTESTED)
    return {"public": answered(any_of(map(_known, answers)))}


def _for_all(permission: ResourceView) -> bool | None:
    """Whether a permission is everybody's; a condition keeps to an organisation."""
    principal, condition = permission.observed("principal"), permission.declared("condition")
    if is_marker(principal) or is_marker(condition):
        return None
    return principal == "*" and condition is None


def _known(value: PropertyValue) -> bool | None:
    return value if isinstance(value, bool) else None


def _names(view: ResourceView) -> tuple[str, ...]:
    return tuple(filter(None, (as_text(view.observed(one)) for one in ("arn", "name"))))


JOINERS: Mapping[str, Joiner] = {QUEUE: queue, TOPIC: topic, STREAM: stream, BUS: bus}
