"""What configures networks, machines and edges, as the classic package `azure` writes it.

These have no kind: what they belong to is read with them. Property names are those of the package's
API docs, version 6 (https://www.pulumi.com/registry/packages/azure/api-docs).
"""

from __future__ import annotations

from edgewright.graph.azure.edge_endpoints import DOMAIN, SECURITY
from edgewright.graph.azure.egress import EDGE_ROUTE
from edgewright.graph.azure.firewalls import ADMIN_RULE, COLLECTIONS, RULE
from edgewright.graph.azure.machines import EXTENSION, INTERFACE, PUBLIC_ADDRESS
from edgewright.graph.azure.networks import FLOW_LOG
from edgewright.graph.resource.spellings import Row, Spelling, last_segment

_PROFILE = Row("cdnFrontdoorProfileId", "profileName", last_segment)
PARTS = {
    "azure:compute/extension:Extension": Spelling(
        EXTENSION, rows=(Row("virtualMachineId", "vmName", last_segment),)
    ),
    "azure:network/networkInterface:NetworkInterface": Spelling(INTERFACE),
    "azure:network/publicIp:PublicIp": Spelling(PUBLIC_ADDRESS),
    "azure:network/subnet:Subnet": Spelling("azure-native:network:Subnet"),
    "azure:network/networkSecurityRule:NetworkSecurityRule": Spelling(RULE),
    "azure:network/networkManagerAdminRule:NetworkManagerAdminRule": Spelling(
        ADMIN_RULE,
        rows=(
            Row("adminRuleCollectionId", "ruleCollectionName", last_segment),
            Row("action", "access"),
        ),
    ),
    "azure:network/networkWatcherFlowLog:NetworkWatcherFlowLog": Spelling(FLOW_LOG),
    "azure:network/firewallPolicyRuleCollectionGroup:FirewallPolicyRuleCollectionGroup": Spelling(
        COLLECTIONS, rows=(Row("firewallPolicyId", "firewallPolicyName", last_segment),)
    ),
    "azure:waf/policy:Policy": Spelling("azure-native:network:WebApplicationFirewallPolicy"),
    "azure:cdn/frontdoorFirewallPolicy:FrontdoorFirewallPolicy": Spelling(
        "azure-native:frontdoor:Policy"
    ),
    "azure:frontdoor/firewallPolicy:FirewallPolicy": Spelling("azure-native:frontdoor:Policy"),
    "azure:cdn/frontdoorRoute:FrontdoorRoute": Spelling(
        EDGE_ROUTE,
        rows=(
            Row("cdnFrontdoorEndpointId", "endpointName", last_segment),
            Row("cache", "cacheConfiguration"),
            Row("cdnFrontdoorRuleSetIds", "ruleSets"),
        ),
    ),
    "azure:cdn/frontdoorOrigin:FrontdoorOrigin": Spelling("azure-native:cdn:AFDOrigin"),
    "azure:cdn/frontdoorOriginGroup:FrontdoorOriginGroup": Spelling(
        "azure-native:cdn:AFDOriginGroup", rows=(_PROFILE,)
    ),
    "azure:cdn/frontdoorCustomDomain:FrontdoorCustomDomain": Spelling(
        DOMAIN, rows=(_PROFILE, Row("tls", "tlsSettings"))
    ),
    "azure:cdn/frontdoorSecurityPolicy:FrontdoorSecurityPolicy": Spelling(
        SECURITY, rows=(_PROFILE,)
    ),
}
"""Type token of the classic package -> how it is written."""
