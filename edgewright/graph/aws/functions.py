"""AWS Lambda functions: who may call them, and through what.

AWS Lambda Developer Guide, "Working with resource-based IAM policies in Lambda" and "Control access
to Lambda function URLs".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from edgewright.graph.aws.egress import FUNCTION, STREAM, TOPIC
from edgewright.graph.aws.iam_access import lets_world_in
from edgewright.graph.aws.iam_policy import any_of
from edgewright.graph.aws.public_access import answered
from edgewright.graph.aws.references import perhaps_beside
from edgewright.graph.aws.replication import BUCKET
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import ABSENT, UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.source import SourceResource
from edgewright.graph.resource.view import ResourceView

PERMISSIONS = (
    ("aws:lambda/permission:Permission", "function"),
    ("aws-native:lambda:Permission", "functionName"),
)
POLICIES = (("aws:lambda/resourcePolicy:ResourcePolicy", "resourceArn"),)
URLS = (
    ("aws:lambda/functionUrl:FunctionUrl", "functionName", "authorizationType"),
    ("aws-native:lambda:Url", "targetFunctionArn", "authType"),
)
QUEUE = "aws:sqs/queue:Queue"
_BOUND = ("sourceAccount", "principalOrgId", "eventSourceToken")
_ACCOUNT = re.compile(r"^\d{12}$")
_SERVICE = re.compile(r"\.amazon(?:aws)?\.com(?:\.cn)?$", re.IGNORECASE)


def function(view: ResourceView) -> Properties:
    """A function: whether anyone may call it, and whether it has a URL, which takes HTTPS alone.

    One without a URL is on no network.
    """
    urls = [it for type, name, _ in URLS for it in view.parts(type, name, (FUNCTION,))]
    maybe = [it for type, name, _ in URLS for it in perhaps_beside(view, type, name, (FUNCTION,))]
    served: PropertyValue = True if urls else dict(UNKNOWN) if maybe else ABSENT
    return {
        "public": answered(any_of((*_by_urls(urls, maybe), *_by_grants(view)))),
        "public_network": served,
        "tls_only": served,
        "tls_min": ABSENT if served is ABSENT else dict(UNKNOWN),
    }


def _by_urls(urls: list[ResourceView], maybe: list[ResourceView]) -> Iterator[bool | None]:
    yield from (_is_open(one) for one in urls)
    yield from (None if _is_open(one) is not False else False for one in maybe)


def _is_open(url: ResourceView) -> bool | None:
    """Whether a URL asks nobody who they are."""
    [name] = [asks for type, _, asks in URLS if type == url.resource.type]
    value = url.observed(name)
    if not isinstance(value, str):
        return None
    return {"none": True, "aws_iam": False}.get(value.lower())


def _by_grants(view: ResourceView) -> Iterator[bool | None]:
    for type, name in PERMISSIONS:
        yield from (_is_for_anyone(one) for one in view.parts(type, name, (FUNCTION,)))
        for one in perhaps_beside(view, type, name, (FUNCTION,)):
            yield None if _is_for_anyone(one) is not False else False
    for type, name in POLICIES:
        for one in view.parts(type, name, (FUNCTION,)):
            yield lets_world_in(one.observed("policy"))
        for one in perhaps_beside(view, type, name, (FUNCTION,)):
            yield None if lets_world_in(one.observed("policy")) is not False else False


def _is_for_anyone(grant: ResourceView) -> bool | None:
    """Whether a permission is for everybody, or for whoever has a service of AWS call.

    A service acts for all its customers: without a source or an account it calls for any of them
    (IAM User Guide, "The confused deputy problem").
    """
    who = grant.observed("principal")
    if not isinstance(who, str):
        return None
    if who != "*" and not _SERVICE.search(who):
        # An account, or a role or a user of one.
        return False if _ACCOUNT.match(who) or (who.startswith("arn:") and "*" not in who) else None
    bound = [_binds(grant, name) for name in ("sourceArn", *_BOUND)]
    return False if True in bound else None if None in bound else True


def _binds(grant: ResourceView, name: str) -> bool | None:
    """Whether a condition names somebody; one that is computed from a resource does."""
    value = grant.declared(name)
    if is_marker(value):
        return True if grant.resource.property_dependencies.get(name) else None
    if value in (None, ""):
        return False
    if not isinstance(value, str):
        return None
    return _names_one(value) if name == "sourceArn" else "*" not in value


def _names_one(arn: str) -> bool:
    """Whether an ARN is of one account, or of a bucket, whose name is nobody else's."""
    parts = arn.split(":", 5)
    if len(parts) < 6 or "*" in parts[2]:
        return False
    if parts[2] == "s3":
        return not parts[5].startswith("*")
    return bool(parts[4]) and "*" not in parts[4]


DESTINATIONS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "aws:lambda/eventSourceMapping:EventSourceMapping": (
        ("destinationConfig", "onFailure", "destinationArn"),
        ("destinationConfig", "onFailure", "destination"),
    ),
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": (
        ("destinationConfig", "onFailure", "destination"),
        ("destinationConfig", "onSuccess", "destination"),
    ),
}
"""Where what was called, and what came of it, is sent: type -> paths of the properties."""


def destinations(source: SourceResource) -> Iterator[DerivedFlow]:
    """What a function was called with, sent on when it fails or when it is done."""
    holders = source.holders("functionName", [FUNCTION], source.declared("functionName"))
    for path in DESTINATIONS[source.resource.type]:
        address = source.declared(*path)
        if address is not None:
            sinks = (BUCKET, TOPIC, QUEUE, STREAM, FUNCTION)
            yield source.sink("telemetry", path[0], sinks, address, holders)


JOINERS: Mapping[str, Joiner] = {FUNCTION: function}
"""Functions -> what reads who may call them."""
FLOWS: Mapping[str, FlowRule] = dict.fromkeys(DESTINATIONS, destinations)
"""Functions, and what calls them -> where events go that failed."""
