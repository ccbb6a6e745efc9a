"""Logging of model invocations of Bedrock: one setting of an account in a region.

Amazon Bedrock User Guide, "Monitor model invocation using CloudWatch Logs and Amazon S3".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edgewright.graph.aws.accounts import in_region
from edgewright.graph.aws.egress import LOG_GROUP
from edgewright.graph.aws.replication import BUCKET
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import CONTESTED, UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.source import SourceResource, as_target
from edgewright.graph.resource.view import ResourceView

LOGGING = "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration"
ASKED = (
    "aws:bedrock/agentAgent:AgentAgent",
    "aws:bedrock/agentFlow:AgentFlow",
    "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase",
    "aws:bedrock/agentPrompt:AgentPrompt",
    "aws:bedrock/guardrail:Guardrail",
    "aws:bedrock/inferenceProfile:InferenceProfile",
)
"""What sends requests to models, which that setting logs."""


def _enabled(view: ResourceView) -> PropertyValue:
    """Whether texts of requests are delivered anywhere; not said, they are."""
    config = view.declared("loggingConfig")
    delivers = [read(config, name) for name in ("s3Config", "cloudwatchConfig")]
    texts = read(config, "textDataDeliveryEnabled")
    if any(is_marker(one) for one in (config, texts, *delivers)):
        return dict(UNKNOWN)
    return any(one not in (None, {}) for one in delivers) and texts in (None, True)


def _logged(view: ResourceView) -> Properties:
    """Whether requests are logged, as far as the program says; another stack may say it."""
    near = [] if view.place.region is None else in_region(view, LOGGING)
    if not near:
        return {"logs": dict(UNKNOWN)}
    found = [_enabled(one) for one in near]
    return {"logs": found[0] if all(one == found[0] for one in found) else CONTESTED}


def logging(source: SourceResource) -> Iterator[DerivedFlow]:
    """Requests and answers, written to a bucket and a log group in the same region."""
    for part, name, type in (("s3Config", "bucketName", BUCKET), *_GROUP):
        address = source.declared("loggingConfig", *part.split("."), name)
        if address is not None:
            found = source.refer("loggingConfig", (type,), address)
            to = source.place if found is None else source.at(found)
            target = as_target(address) if found is None else found.urn
            yield DerivedFlow("log", to, target, receiver=found)


_GROUP = (
    ("cloudwatchConfig", "logGroupName", LOG_GROUP),
    ("cloudwatchConfig.largeDataDeliveryS3Config", "bucketName", BUCKET),
)
JOINERS: Mapping[str, Joiner] = {
    LOGGING: lambda view: {"enabled": _enabled(view)},
    **dict.fromkeys(ASKED, _logged),
}
"""Type -> what reads whether requests are logged."""
FLOWS = {LOGGING: logging}
