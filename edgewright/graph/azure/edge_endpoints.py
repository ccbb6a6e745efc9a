"""Endpoints of Azure Front Door and Azure CDN, with their routes, domains and firewalls."""

from __future__ import annotations

from edgewright.graph.azure.egress import EDGE_PROFILE, EDGE_ROUTE
from edgewright.graph.azure.log_settings import logged
from edgewright.graph.azure.references import all_in, entries_of, referred, spelt
from edgewright.graph.azure.web_firewalls import blocking
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, RawResource, is_marker
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.shapes import shape_of
from edgewright.graph.resource.view import ResourceView

ENDPOINT = "azure-native:cdn:AFDEndpoint"
CDN_ENDPOINT = "azure-native:cdn:Endpoint"
CLASSIC = "azure-native:frontdoor:FrontDoor"
DOMAIN = "azure-native:cdn:AFDCustomDomain"
SECURITY = "azure-native:cdn:SecurityPolicy"
_FLOOR = "1.2"
"""The lowest TLS version of a domain that names none, and of the service's own domains
(Microsoft Learn, "TLS encryption with Azure Front Door")."""


def front_door_endpoint(view: ResourceView) -> Properties:
    """An endpoint of Azure Front Door."""
    routes = view.parts(EDGE_ROUTE, "endpointName")
    perhaps = view.perhaps(EDGE_ROUTE, "endpointName")
    answers = [_secure(one) for one in (*routes, *perhaps)]
    doubt = bool(perhaps) or any(map(is_marker, answers)) or not answers
    tls_only: PropertyValue = all(answers)
    profile = view.index.follow(view.resource, "profileName", EDGE_PROFILE)
    floors = [floor for one in (*routes, *perhaps) for floor in _floors(one)]
    return {
        "tls_only": False if False in answers else dict(UNKNOWN) if doubt else tls_only,
        "tls_min": shape_of({"least": None})([_FLOOR, *floors]),
        "filtered": _guarded(view, profile),
        "logs": logged(view.of(profile), ("FrontDoorAccessLog",)) if profile else dict(UNKNOWN),
    }


def _secure(route: ResourceView) -> PropertyValue:
    """Whether a route refuses plain HTTP or redirects it, which it does only where that is said."""
    redirect = route.declared("httpsRedirect")
    classic = route.declared("httpsRedirectEnabled")
    if is_marker(redirect) or is_marker(classic):
        return dict(UNKNOWN)
    if spelt(redirect) == "enabled" or classic is True:
        return True
    protocols = route.declared("supportedProtocols")
    found = [spelt(one) for one in entries(protocols)]
    if "" in found:
        return dict(UNKNOWN)
    return bool(found) and "http" not in found


def _floors(route: ResourceView) -> list[PropertyValue]:
    """The lowest TLS versions of the domains that a route answers for."""
    native = all_in(route.declared("customDomains"), "id")
    classic = entries_of(route.declared("cdnFrontdoorCustomDomainIds"))
    property = "customDomains" if native else "cdnFrontdoorCustomDomainIds"
    ids = native or classic
    near = referred(route, property, [DOMAIN], ids)
    found = [_floor(route.of(one)) for one in near.found]
    return found if near.known or not ids else [*found, dict(UNKNOWN)]


def _floor(domain: ResourceView) -> PropertyValue:
    settings = domain.declared("tlsSettings")
    suite = spelt(read(settings, "cipherSuiteSetType"))
    if is_marker(settings):
        return settings
    if suite.startswith(("tls10", "tls12")):
        return "1.0" if suite.startswith("tls10") else "1.2"
    written = [read(settings, name) for name in ("minimumTlsVersion", "minimumVersion")]
    floor = next((one for one in written if one not in (None, "")), None)
    words = {"TLS10": "1.0", "TLS12": "1.2", "TLS13": "1.3"}
    return _FLOOR if floor is None else shape_of({"words": words})(floor)


def _guarded(view: ResourceView, profile: RawResource | None) -> PropertyValue:
    """Whether a security policy of the profile puts a firewall in front of an endpoint."""
    if profile is None:
        return dict(UNKNOWN)
    answers = [
        answer
        for one in view.of(profile).users(SECURITY, "profileName")
        for answer in _by_policy(view.of(one), view)
    ]
    if any(one is True for one in answers):
        return True
    return dict(UNKNOWN) if any(map(is_marker, answers)) else False


def _by_policy(policy: ResourceView, endpoint: ResourceView) -> list[PropertyValue]:
    """What a security policy makes of an endpoint, if it is for that one or may be."""
    property = "parameters" if policy.declared("parameters") is not None else "securityPolicies"
    given = policy.declared(property)
    around = given if property == "parameters" else read(given, "firewall")
    links = [*all_in(around, "associations", "domains", "id")]
    links += all_in(around, "association", "domains", "cdnFrontdoorDomainId")
    near = referred(policy, property, [ENDPOINT, DOMAIN], links)
    urns = {one.urn for one in near.found}
    if endpoint.resource.urn not in urns:
        # A domain is the endpoint's by its route, which is not followed here.
        others = any(one.type == DOMAIN for one in near.found)
        return [dict(UNKNOWN)] if others or not near.known or not links else []
    id = read(around, "wafPolicy", "id")
    found = blocking(policy, property, read(around, "cdnFrontdoorFirewallPolicyId") or id)
    return [found if near.known or found is False else dict(UNKNOWN)]


def cdn_endpoint(view: ResourceView) -> Properties:
    """An endpoint of Azure CDN."""
    id = view.declared("webApplicationFirewallPolicyLink", "id")
    return {"filtered": blocking(view, "webApplicationFirewallPolicyLink", id)}


def front_door(view: ResourceView) -> Properties:
    """A classic Front Door: its routing rules, and the firewalls of its frontends."""
    answers = [_rule(one) for one in entries(view.declared("routingRules"))]
    every = shape_of({"every": {"is": [True]}})
    property = "frontendEndpoints"
    frontends = entries(view.declared(property))
    links = [_link(one) for one in frontends]
    guarded = [one if is_marker(one) else blocking(view, property, one) for one in links]
    return {
        "tls_only": dict(UNKNOWN) if not answers else every(answers),
        "filtered": every(guarded) if guarded else dict(UNKNOWN),
        "logs": logged(view),
    }


def _link(frontend: PropertyValue) -> PropertyValue:
    native = read(frontend, "webApplicationFirewallPolicyLink", "id")
    return read(frontend, "webApplicationFirewallPolicyLinkId") if native is None else native


def _rule(rule: PropertyValue) -> PropertyValue:
    """Whether a routing rule answers HTTPS alone, or sends clients on to it."""
    if is_marker(rule):
        return rule
    found = [spelt(one) for one in entries(read(rule, "acceptedProtocols"))]
    # Without protocols a rule takes both (REST API, Front Doors, RoutingRule: HTTP and HTTPS).
    if found and "http" not in found and "" not in found:
        return True
    configuration = read(rule, "routeConfiguration")
    target = read(configuration, "redirectProtocol")
    classic = read(rule, "redirectConfiguration", "redirectProtocol")
    if is_marker(configuration) or "" in found:
        return dict(UNKNOWN)
    return "httpsonly" in (spelt(target), spelt(classic))
