"""Application gateways: their listeners, TLS policies, firewalls and addresses."""

from __future__ import annotations

import re

from edgewright.graph.azure.log_settings import logged
from edgewright.graph.azure.networks import faces_internet
from edgewright.graph.azure.references import blocks, spelt
from edgewright.graph.azure.web_firewalls import blocking, switched_on
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.shapes import shape_of
from edgewright.graph.resource.view import ResourceView

GATEWAY = "azure-native:network:ApplicationGateway"
_PREDEFINED = {
    "appgwsslpolicy20150501": "1.0",
    "appgwsslpolicy20170401": "1.1",
    "appgwsslpolicy20170401s": "1.2",
    "appgwsslpolicy20220101": "1.2",
    "appgwsslpolicy20220101s": "1.2",
}
"""Predefined policies -> their lowest TLS version (Microsoft Learn, "Application Gateway TLS policy
overview")."""
_NEW_DEFAULT = "20230201"
"""The API version since which a gateway without a policy has that of 2022 (the same page)."""
_VERSION = re.compile(r"[/_]v([0-9]{8})")
_LOG = "ApplicationGatewayAccessLog"


def gateway(view: ResourceView) -> Properties:
    """An application gateway."""
    secure, plain = _listeners(view)
    frontends = view.declared("frontendIPConfigurations")
    return {
        "public_network": faces_internet(frontends, ("publicIPAddress", "publicIpAddressId")),
        "tls_only": _redirects(view, plain) if secure or plain else dict(UNKNOWN),
        "tls_min": _tls_min(view) if secure is None or secure else None,
        "filtered": _filtered(view),
        "logs": logged(view, (_LOG,)),
    }


def _listeners(view: ResourceView) -> tuple[list[str] | None, list[str]]:
    """The names of listeners with TLS and of those without; None where nobody can tell."""
    found = [*entries(view.declared("httpListeners")), *entries(view.declared("listeners"))]
    named = [(spelt(read(one, "protocol")), spelt(read(one, "name"))) for one in found]
    if any(protocol not in ("http", "https", "tcp", "tls") for protocol, _ in named):
        return None, []
    secure = [name for protocol, name in named if protocol in ("https", "tls")]
    return secure, [name for protocol, name in named if protocol in ("http", "tcp")]


def _redirects(view: ResourceView, plain: list[str]) -> PropertyValue:
    """Whether every listener without TLS only sends clients on to one with it."""
    secure, _ = _listeners(view)
    answers = [_goes_on(view, name, secure or []) for name in plain]
    if any(one is False for one in answers):
        return False
    return dict(UNKNOWN) if any(map(is_marker, answers)) else True


def _goes_on(view: ResourceView, listener: str, secure: list[str]) -> PropertyValue:
    if not listener:
        return dict(UNKNOWN)
    rules = [*entries(view.declared("requestRoutingRules"))]
    names = [_named(rule, "httpListener") for rule in rules]
    if "" in names:
        return dict(UNKNOWN)
    own = [rule for rule, name in zip(rules, names, strict=True) if name == listener]
    redirects = [_named(rule, "redirectConfiguration") for rule in own]
    for name in redirects:
        configured = [
            one
            for one in entries(view.declared("redirectConfigurations"))
            if name and spelt(read(one, "name")) == name
        ]
        address = spelt(read(configured[0], "targetUrl")) if configured else ""
        target = _named(configured[0], "targetListener") if configured else ""
        if not (address.startswith("https://") or (target and target in secure)):
            return False
    return bool(redirects)


def _named(block: PropertyValue, part: str) -> str:
    """The name of a part of the gateway that a block refers to, by id or by name."""
    id = read(block, part, "id")
    for value in (id, read(block, f"{part}Id"), read(block, f"{part}Name")):
        if isinstance(value, str) and value:
            return value.rpartition("/")[2].lower()
    return ""


def _tls_min(view: ResourceView) -> PropertyValue:
    """The lowest version of all policies of a gateway."""
    policies = blocks(view.declared("sslPolicy"))
    found = [_lowest(one) for one in policies] or [_default(view)]
    for profile in entries(view.declared("sslProfiles")):
        own = blocks(read(profile, "sslPolicy"))
        found += [_lowest(one) for one in own] if not is_marker(profile) else [dict(UNKNOWN)]
    return shape_of({"least": None})(found)


def _default(view: ResourceView) -> PropertyValue:
    """What a gateway without a policy has, by the version of the API that makes it."""
    written = view.resource.written_type or ""
    if written.startswith("azure:"):
        return dict(UNKNOWN)
    found = _VERSION.search(written)
    return "1.0" if found and found[1] < _NEW_DEFAULT else "1.2"


def _lowest(policy: PropertyValue) -> PropertyValue:
    name, floor = read(policy, "policyName"), read(policy, "minProtocolVersion")
    disabled = read(policy, "disabledSslProtocols")
    listed = [*entries(disabled), *entries(read(policy, "disabledProtocols"))]
    if spelt(name):
        return _PREDEFINED.get(spelt(name), dict(UNKNOWN))
    if floor not in (None, ""):
        return shape_of("version")(floor)
    off = {spelt(one)[-3:] for one in listed}
    left = [one for one in ("1.0", "1.1", "1.2") if one.replace(".", "_") not in off]
    return left[0] if listed and left and "" not in off else dict(UNKNOWN)


def _filtered(view: ResourceView) -> PropertyValue:
    """Whether a firewall of its own or a policy blocks what it finds."""
    policy = view.declared("firewallPolicy", "id")
    if policy is not None:
        return blocking(view, "firewallPolicy", policy)
    classic = view.declared("firewallPolicyId")
    if classic is not None:
        return blocking(view, "firewallPolicyId", classic)
    own = view.declared("webApplicationFirewallConfiguration")
    return switched_on(read(own, "enabled"), read(own, "firewallMode"))
