"""What AWS answers at its edge: CloudFront, and names of Route 53.

Amazon CloudFront Developer Guide, "Distribution settings reference" and "Configure and use standard
logs (access logs)"; Amazon Route 53 Developer Guide, "Configuring DNSSEC signing in Amazon Route
53" and "Working with private hosted zones".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edgewright.graph.aws import egress
from edgewright.graph.aws.addresses import bucket_of_host
from edgewright.graph.aws.references import perhaps_beside
from edgewright.graph.aws.replication import BUCKET
from edgewright.graph.aws.web_acls import all_yes
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import ABSENT, UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.source import SourceResource
from edgewright.graph.resource.view import ResourceView

DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
LOG_SOURCES = (
    "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    "aws-native:logs:DeliverySource",
)
ZONE = "aws:route53/zone:Zone"
RECORD = "aws:route53/record:Record"
SIGNING = (
    "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec",
    "aws-native:route53:Dnssec",
)
FLOORS = {
    "sslv3": "1.0",
    "tlsv1": "1.0",
    "tlsv1_2016": "1.0",
    "tlsv1.1_2016": "1.1",
    "tlsv1.2_2018": "1.2",
    "tlsv1.2_2019": "1.2",
    "tlsv1.2_2021": "1.2",
    "tlsv1.2_2025": "1.2",
    "tlsv1.3_2025": "1.3",
}
"""Security policy of CloudFront -> the lowest TLS version; SSL 3 is below all that are named."""


def distribution(view: ResourceView) -> Properties:
    """A distribution: what each of its behaviours lets viewers do, its certificate, its logs."""
    behaviours = [view.declared("defaultCacheBehavior")]
    behaviours += entries(view.declared("orderedCacheBehaviors"))
    return {
        "tls_only": all_yes([_refuses_plain(one) for one in behaviours]),
        "tls_min": _floor(view.declared("viewerCertificate")),
        "logs": _is_logged(view, behaviours),
    }


def _refuses_plain(behaviour: PropertyValue) -> PropertyValue:
    policy = read(behaviour, "viewerProtocolPolicy")
    known = {"https-only": True, "redirect-to-https": True, "allow-all": False}
    return known.get(policy.lower(), dict(UNKNOWN)) if isinstance(policy, str) else dict(UNKNOWN)


def _floor(certificate: PropertyValue) -> PropertyValue:
    """The lowest version; with CloudFront's own certificate the policy is TLSv1, whatever is set.

    So it is where a certificate has none (CloudFront API Reference, ViewerCertificate).
    """
    if is_marker(certificate):
        return dict(UNKNOWN)
    names = ("cloudfrontDefaultCertificate", "cloudFrontDefaultCertificate")
    own = next((it for it in (read(certificate, one) for one in names) if it is not None), None)
    policy = read(certificate, "minimumProtocolVersion") or None
    if is_marker(own) or is_marker(policy):
        return dict(UNKNOWN)
    if own is True or certificate is None:
        return "1.0"
    if policy is None:
        return "1.0"
    return FLOORS.get(policy.lower(), dict(UNKNOWN)) if isinstance(policy, str) else dict(UNKNOWN)


def _is_logged(view: ResourceView, behaviours: list[PropertyValue]) -> PropertyValue:
    """Logs of the older kind, of the newer one, or while requests are answered."""
    given = view.declared("loggingConfig")
    bucket = None if is_marker(given) else read(given, "bucket")
    if any(view.parts(type, "resourceArn") for type in LOG_SOURCES):
        return True
    if bucket not in (None, ""):
        return True
    live: list[PropertyValue] = [
        dict(UNKNOWN) if is_marker(one) else read(one, "realtimeLogConfigArn") not in (None, "")
        for one in behaviours
    ]
    if (all_live := all_yes(live)) is not False:
        return all_live
    perhaps = is_marker(given) or any(
        perhaps_beside(view, type, "resourceArn") for type in LOG_SOURCES
    )
    return dict(UNKNOWN) if perhaps else False


def distribution_flows(source: SourceResource) -> Iterator[DerivedFlow]:
    """Copies at the edge, and logs of the older kind in a bucket, which may be anywhere."""
    yield from egress.distribution(source)
    host = read(source.declared("loggingConfig"), "bucket")
    if host not in (None, ""):
        named = bucket_of_host(host)
        yield source.sink("log", "loggingConfig", [BUCKET], named or host)


def zone(view: ResourceView) -> Properties:
    """A zone: private where it is a VPC's, signed where DNSSEC is switched on for it."""
    networks = view.declared("vpcs")
    if is_marker(networks):
        return {"public": dict(UNKNOWN), "signed": dict(UNKNOWN)}
    if networks not in (None, []):
        return {"public": False, "signed": ABSENT}
    return {"public": True, "signed": _is_signed(view)}


def _is_signed(view: ResourceView) -> PropertyValue:
    found = [part for type in SIGNING for part in view.parts(type, "hostedZoneId")]
    says = [part.declared("signingStatus") or "SIGNING" for part in found]
    known: list[PropertyValue] = [
        one.upper() == "SIGNING" if isinstance(one, str) else dict(UNKNOWN) for one in says
    ]
    if known:
        alike = all(one == known[0] for one in known)
        return known[0] if alike else dict(UNKNOWN)
    perhaps = any(perhaps_beside(view, type, "hostedZoneId") for type in SIGNING)
    return dict(UNKNOWN) if perhaps else False


def record(view: ResourceView) -> Properties:
    """A name, which is as its zone is."""
    found = view.index.follow(view.resource, "zoneId", ZONE)
    if found is None:
        return {"public": dict(UNKNOWN), "signed": dict(UNKNOWN)}
    return zone(view.of(found))


JOINERS: Mapping[str, Joiner] = {DISTRIBUTION: distribution, ZONE: zone, RECORD: record}
"""Types at the edge -> what reads what takes more than a path."""
FLOWS: Mapping[str, FlowRule] = {DISTRIBUTION: distribution_flows}
"""Distributions -> where copies and logs of them go."""
