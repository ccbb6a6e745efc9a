"""Networks of Azure: flow logs, what private endpoints lead to, and which balancers are public."""

from __future__ import annotations

from collections.abc import Iterable

from edgewright.graph.azure.references import all_in, blocks
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.view import ResourceView

NETWORK = "azure-native:network:VirtualNetwork"
FLOW_LOG = "azure-native:network:FlowLog"
PRIVATE_ENDPOINT = "azure-native:network:PrivateEndpoint"
BALANCER = "azure-native:network:LoadBalancer"
ZONE = "azure-native:dns:Zone"
DNSSEC = "azure-native:dns:DnssecConfig"
_CONNECTIONS = {
    "privateLinkServiceConnections": "privateLinkServiceId",
    "manualPrivateLinkServiceConnections": "privateLinkServiceId",
    "privateServiceConnection": "privateConnectionResourceId",
}
"""What a private endpoint leads to, by the property that says it in either package."""


def network(view: ResourceView) -> Properties:
    """A virtual network: whether a flow log of its own records its traffic.

    Microsoft Learn, "Virtual network flow logs". Logs of parts of it are not logs of it.
    """
    sure = [one.declared("enabled") for one in view.parts(FLOW_LOG, "targetResourceId")]
    if any(one is True for one in sure):
        return {"flow_logs": True}
    perhaps = view.perhaps(FLOW_LOG, "targetResourceId")
    doubt = perhaps or any(one is not False for one in sure)
    return {"flow_logs": dict(UNKNOWN) if doubt else False}


def private_endpoint(view: ResourceView) -> Properties:
    """A private endpoint, with the resource that its connection leads to."""
    found = [
        _target(view, property, read(one, name))
        for property, name in _CONNECTIONS.items()
        for one in blocks(view.declared(property))
    ]
    return {"target": found[0] if len(found) == 1 else dict(UNKNOWN)}


def _target(view: ResourceView, property: str, id: PropertyValue) -> PropertyValue:
    if isinstance(id, str) and id:
        found = view.locator.resolve(view.index, id, None)
        if found is not None:
            return found.urn
    behind = view.index.behind(view.resource, property)
    # An id that can be read and names nothing of the program is of something else.
    if len(behind) == 1 and not isinstance(id, str):
        return behind[0].urn
    return id if isinstance(id, str) and id else dict(UNKNOWN)


def faces_internet(frontends: PropertyValue, names: Iterable[str]) -> PropertyValue:
    """Whether a frontend has a public address; where there is none it is in a network of ours."""
    found = [one for name in names for one in all_in(frontends, name) if one not in ("", {})]
    if any(not is_marker(one) for one in found):
        return True
    hidden = bool(found) or is_marker(frontends) or any(map(is_marker, entries(frontends)))
    return dict(UNKNOWN) if hidden or not entries(frontends) else False


def balancer(view: ResourceView) -> Properties:
    """A load balancer, which passes packets on (Microsoft Learn, "Azure Load Balancer")."""
    names = ("publicIPAddress", "publicIPPrefix", "publicIpAddressId", "publicIpPrefixId")
    return {"public_network": faces_internet(view.declared("frontendIPConfigurations"), names)}


def zone(view: ResourceView) -> Properties:
    """A zone of public DNS, signed where it has a configuration for that.

    Microsoft Learn, "Overview of DNSSEC for Azure Public DNS".
    """
    if view.parts(DNSSEC, "zoneName"):
        return {"signed": True}
    return {"signed": dict(UNKNOWN) if view.perhaps(DNSSEC, "zoneName") else False}
