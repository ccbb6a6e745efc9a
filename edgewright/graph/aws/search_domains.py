"""Domains of OpenSearch and Elasticsearch: where they answer, how, and what of it is recorded.

Source: Amazon OpenSearch Service API Reference, CreateDomain, DomainEndpointOptions and
LogPublishingOption. A block of endpoint options in the package aws has HTTPS enforced unless it
says otherwise; what a domain without one does, no document says.
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.iam_policy import any_of
from edgewright.graph.aws.public_access import answered
from edgewright.graph.aws.references import is_set
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, is_unreadable, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.shapes import shape_of
from edgewright.graph.resource.view import ResourceView

POLICIES = {
    "Policy-Min-TLS-1-0-2019-07": "1.0",
    "Policy-Min-TLS-1-2-2019-07": "1.2",
    "Policy-Min-TLS-1-2-PFS-2023-10": "1.2",
    "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08": "1.2",
}
"""Security policy of a domain's endpoint -> its TLS floor."""
_OPTIONS = "domainEndpointOptions"


def domain(view: ResourceView) -> Properties:
    """A domain."""
    policy = view.declared(_OPTIONS, "tlsSecurityPolicy")
    return {
        "public_network": _is_public(view),
        "tls_only": _https(view),
        "tls_min": dict(UNKNOWN) if policy is None else shape_of({"words": POLICIES})(policy),
        "multi_zone": _zones(view),
        "logs": answered(any_of(_audits(view.declared("logPublishingOptions")))),
    }


def _is_public(view: ResourceView) -> PropertyValue:
    """Whether its endpoint is outside a network of ours, whoever its policy lets in."""
    subnets = view.declared("vpcOptions", "subnetIds")
    if is_marker(subnets) and view.index.behind(view.resource, "vpcOptions"):
        return False
    return dict(UNKNOWN) if is_unreadable(subnets, list) else not subnets


def _https(view: ResourceView) -> PropertyValue:
    enforced = view.declared(_OPTIONS, "enforceHttps")
    if enforced is None:
        native = (view.resource.written_type or "").startswith("aws-native:")
        return True if is_set(view, _OPTIONS) and not native else dict(UNKNOWN)
    return dict(UNKNOWN) if is_unreadable(enforced, bool) else enforced


def _zones(view: ResourceView) -> PropertyValue:
    names = ("zoneAwarenessEnabled", "multiAzWithStandbyEnabled")
    found = [view.declared("clusterConfig", name) for name in names]
    return answered(any_of(None if is_unreadable(one, bool) else one is True for one in found))


def _audits(options: PropertyValue) -> list[bool | None]:
    """Of each kind of logs, whether it is that of audits and switched on."""
    if isinstance(options, dict) and not is_marker(options):
        options = [
            {"logType": name, **one} for name, one in options.items() if isinstance(one, dict)
        ]
    return [_audit(one) for one in entries(options)] or [False]


def _audit(option: PropertyValue) -> bool | None:
    type, enabled = read(option, "logType"), read(option, "enabled")
    if is_unreadable(type, str):
        return None
    if type != "AUDIT_LOGS" or enabled is False:
        return False
    return None if is_unreadable(enabled, bool) else True


JOINERS: Mapping[str, Joiner] = dict.fromkeys(
    ("aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"), domain
)
