"""Services of Azure whose access is spread over several settings: addresses, networks, keys."""

from __future__ import annotations

from edgewright.graph.azure.log_settings import logged
from edgewright.graph.azure.network_access import is_public, listed
from edgewright.graph.azure.references import all_in, blocks, spelt
from edgewright.graph.azure.switched_keys import switched
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.view import ResourceView

VMWARE = "azure-native:avs:PrivateCloud"
BOT = "azure-native:botservice:Bot"
BATCH = "azure-native:batch:BatchAccount"
AI = "azure-native:cognitiveservices:Account"
IOT_CENTRAL = "azure-native:iotcentral:App"
API_MANAGEMENT = "azure-native:apimanagement:ApiManagementService"
LISTENER = "azure-native:iotoperations:BrokerListener"
DEVICE_GROUP = "azure-native:security:DeviceSecurityGroup"
COMPUTE = "azure-native:machinelearningservices:Compute"
_TLS = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols."
_OLD = {"Tls10": "1.0", "Tls11": "1.1"}
_CLASSIC = {
    "frontendTls10Enabled": "1.0",
    "frontendTls11Enabled": "1.1",
    "enableFrontendTls10": "1.0",
    "enableFrontendTls11": "1.1",
}


def batch_account(view: ResourceView) -> Properties:
    """A Batch account (REST API, Batch Account)."""
    access = view.declared("networkProfile", "accountAccess")
    rules = read(access, "ipRules")
    given = view.declared("allowedAuthenticationModes")
    modes = [spelt(one) for one in entries(given)]
    keys: PropertyValue = "sharedkey" in modes
    return {
        "public_network": is_public(
            view.declared("publicNetworkAccess"),
            read(access, "defaultAction"),
            all_in(rules, "value") + all_in(rules, "ipRange"),
        ),
        # Without a list all ways are allowed, that with the account's keys among them.
        "local_auth": True if given is None else dict(UNKNOWN) if "" in modes else keys,
        "logs": logged(view),
        **switched(view),
    }


def logged_and_keyed(view: ResourceView) -> Properties:
    """A service of which its logs and its switched key are joined."""
    return {"logs": logged(view), **switched(view)}


def ai_account(view: ResourceView) -> Properties:
    """An account of AI services (Microsoft Learn, "Configure Foundry Tools virtual networks")."""
    rules = view.declared("properties", "networkAcls")
    ranges = [
        one
        for entry in entries(read(rules, "ipRules"))
        for one in (listed([entry], "value") if isinstance(entry, dict) else [entry])
    ]
    access = view.declared("properties", "publicNetworkAccess")
    return {
        "public_network": is_public(access, read(rules, "defaultAction"), ranges),
        "logs": logged(view),
    }


def iot_central(view: ResourceView) -> Properties:
    """An IoT Central app, whose rules may be for devices, for people, or for neither."""
    rules = view.declared("networkRuleSets")
    applied = [read(rules, name) for name in ("applyToDevices", "applyToIoTCentral")]
    for_all = all(one is True for one in applied)
    default = read(rules, "defaultAction") if for_all else None
    found = is_public(
        view.declared("publicNetworkAccess"), default, listed(read(rules, "ipRules"), "ipMask")
    )
    hidden = is_marker(rules) or any(map(is_marker, applied))
    return {"public_network": dict(UNKNOWN) if hidden and found is True else found}


def api_management(view: ResourceView) -> Properties:
    """An API Management service.

    TLS 1.0 and 1.1 are off where the service was made since April 2018 and nobody put them on
    (REST API, Api Management Service, customProperties).
    """
    public = is_public(view.declared("publicNetworkAccess"), None, ())
    inside = view.declared("virtualNetworkType")
    if spelt(inside) == "internal" and public is True:
        public = False
    elif is_marker(inside) and public is True:
        public = dict(UNKNOWN)
    return {"public_network": public, "tls_min": _gateway_floor(view), "logs": logged(view)}


def _gateway_floor(view: ResourceView) -> PropertyValue:
    custom, security = view.declared("customProperties"), view.declared("security")
    if is_marker(custom) or is_marker(security):
        return dict(UNKNOWN)
    asked = [(floor, read(custom, _TLS + name)) for name, floor in _OLD.items()]
    asked += [(floor, read(security, name)) for name, floor in _CLASSIC.items()]
    on = [floor for floor, one in asked if one is True or spelt(one) == "true"]
    if on:
        return min(on)
    off = (None, False)
    hidden = any(one not in off and spelt(one) not in ("false", "") for _, one in asked)
    return dict(UNKNOWN) if hidden or any(is_marker(one) for _, one in asked) else "1.2"


def broker_listener(view: ResourceView) -> Properties:
    """A listener of the MQTT broker of IoT Operations: every port with TLS, and asking who calls.

    Microsoft Learn, "Secure MQTT broker communication by using BrokerListener".
    """
    ports = [port for one in blocks(view.declared("properties")) for port in _ports(one)]
    return {
        "tls_only": _every(ports, "tls"),
        "authenticated": _every(ports, "authenticationRef"),
    }


def _ports(listener: PropertyValue) -> list[PropertyValue]:
    return [listener] if is_marker(listener) else entries(read(listener, "ports"))


def _every(ports: list[PropertyValue], name: str) -> PropertyValue:
    found = [one if is_marker(one) else read(one, name) for one in ports]
    if any(one in (None, "", {}) for one in found):
        return False
    return dict(UNKNOWN) if not found or any(map(is_marker, found)) else True


def device_group(view: ResourceView) -> Properties:
    """A group of devices that Defender watches: whether one of its rules is on."""
    names = ("allowlistRules", "denylistRules", "thresholdRules", "timeWindowRules")
    found = [one for name in names for one in all_in(view.declared(name), "isEnabled")]
    # In the classic package a rule that is there is on.
    classic = [view.declared(name) for name in ("allowRule", "rangeRules")]
    if any(one is True for one in found) or any(
        one not in (None, []) and not is_marker(one) for one in classic
    ):
        return {"enabled": True}
    hidden = any(map(is_marker, [*found, *classic]))
    return {"enabled": dict(UNKNOWN) if hidden else False}


def compute(view: ResourceView) -> Properties:
    """Compute of a machine learning workspace: addresses of its nodes, and who may log in.

    Both kinds have public addresses unless told otherwise (Microsoft Learn, "Secure an Azure
    Machine Learning training environment").
    """
    kind = spelt(view.declared("properties", "computeType"))
    settings = ("properties", "properties")
    address = view.declared(*settings, "enableNodePublicIp")
    logins = [
        view.declared(*settings, "sshSettings", "sshPublicAccess"),
        view.declared(*settings, "remoteLoginPortPublicAccess"),
        view.declared(*settings, "sshPublicAccessEnabled"),
    ]
    classic = (view.resource.written_type or "").startswith("azure:machinelearning/compute")
    if not classic and kind not in ("amlcompute", "computeinstance"):
        return {"public_network": dict(UNKNOWN)}
    if any(one is True or spelt(one) == "enabled" for one in logins):
        return {"public_network": True}
    if any(map(is_marker, [address, *logins])):
        return {"public_network": dict(UNKNOWN)}
    return {"public_network": address is not False}
