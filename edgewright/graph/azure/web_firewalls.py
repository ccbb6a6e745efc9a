"""Web application firewalls: whether the policy that something names blocks what it finds."""

from __future__ import annotations

from edgewright.graph.azure.references import referred, spelt
from edgewright.graph.model import UNKNOWN, PropertyValue, is_marker
from edgewright.graph.resource.view import ResourceView

POLICIES = (
    "azure-native:network:WebApplicationFirewallPolicy",
    "azure-native:frontdoor:Policy",
    "azure-native:cdn:Policy",
)
_STATES = ("enabledState", "state", "enabled")


def blocking(view: ResourceView, property: str, id: PropertyValue) -> PropertyValue:
    """Whether the policy that an id in a property names is on, and prevents.

    In detection mode, the default, it only logs (Microsoft Learn, "Web Application Firewall policy
    settings"). Without a policy there is none.
    """
    if id in (None, ""):
        return False
    near = referred(view, property, POLICIES, [id])
    if not near.known or len(near.found) != 1:
        return dict(UNKNOWN)
    policy = view.of(near.found[0])
    settings = policy.declared("policySettings")
    asked = [policy.declared(one) for one in ("enabled", "mode")]
    asked += [
        None if settings is None else policy.declared("policySettings", one) for one in _STATES
    ]
    mode = asked[1] if asked[1] is not None else policy.declared("policySettings", "mode")
    if is_marker(settings) or any(map(is_marker, (*asked, mode))):
        return dict(UNKNOWN)
    off = any(one is False or spelt(one) == "disabled" for one in (asked[0], *asked[2:]))
    return not off and spelt(mode) == "prevention"


def switched_on(enabled: PropertyValue, mode: PropertyValue) -> PropertyValue:
    """The same of a firewall that is written into what it guards."""
    if enabled is None or enabled is False:
        return False
    if enabled is not True or is_marker(mode):
        return dict(UNKNOWN)
    return spelt(mode) == "prevention"
