"""What flows out of Azure resources without being stored on purpose: logs, messages, requests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edgewright.graph.azure.replication import ACCOUNT, failover
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import UNKNOWN, PropertyValue, RawResource, is_marker
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.inference import inferred
from edgewright.graph.resource.reading import entries, host_of, read
from edgewright.graph.resource.source import SourceResource, as_target, in_order

EVENT_HUBS = "azure-native:eventhub:Namespace"
SERVICE_BUS = "azure-native:servicebus:Namespace"
COSMOS = "azure-native:cosmosdb:DatabaseAccount"
LOG_WORKSPACE = "azure-native:operationalinsights:Workspace"
INSIGHTS = "azure-native:applicationinsights:Component"
NETWORK = "azure-native:network:VirtualNetwork"
ML_WORKSPACE = "azure-native:machinelearningservices:Workspace"
AI_ACCOUNT = "azure-native:cognitiveservices:Account"
EDGE_ORIGIN = "azure-native:cdn:AFDOrigin"
EDGE_ROUTE = "azure-native:cdn:Route"
EDGE_PROFILE = "azure-native:cdn:Profile"
_CONNECTION_HOST = re.compile(r"(?:AccountName|Endpoint)=(?:sb://)?([A-Za-z0-9-]+)")

LOG_SINKS = (
    ("workspaceId", LOG_WORKSPACE),
    ("storageAccountId", ACCOUNT),
    ("eventHubAuthorizationRuleId", EVENT_HUBS),
    ("serviceBusRuleId", SERVICE_BUS),
)


def diagnostic_setting(source: SourceResource) -> Iterator[DerivedFlow]:
    """Logs of any resource. A partner's service is in no region that the setting names."""
    holders = source.holders("resourceUri", None, source.declared("resourceUri"))
    for property, type in LOG_SINKS:
        address = source.declared(property)
        if address is not None:
            yield source.sink("log", property, [type], address, holders)
    partner = source.declared("marketplacePartnerId")
    if partner is not None:
        yield DerivedFlow("log", source.nowhere(), as_target(partner), holders)


def data_export(source: SourceResource) -> Iterator[DerivedFlow]:
    """Tables of a log workspace, exported continuously."""
    holders = source.holders("workspaceName", [LOG_WORKSPACE], source.declared("workspaceName"))
    types = [ACCOUNT, EVENT_HUBS]
    yield source.sink("log", "resourceId", types, source.declared("resourceId"), holders)


def insights(source: SourceResource) -> Iterator[DerivedFlow]:
    """Application Insights keeps what it gathers in the workspace it belongs to."""
    address = source.declared("workspaceResourceId")
    if address is not None:
        yield source.sink("telemetry", "workspaceResourceId", [LOG_WORKSPACE], address)


ROUTES = (
    ("eventHubs", EVENT_HUBS),
    ("serviceBusQueues", SERVICE_BUS),
    ("serviceBusTopics", SERVICE_BUS),
    ("storageContainers", ACCOUNT),
    ("cosmosDBSqlContainers", COSMOS),
)


def iot_hub(source: SourceResource) -> Iterator[DerivedFlow]:
    """Where an IoT hub fails over to, where it routes messages and where devices upload files."""
    yield from failover(source)
    endpoints = source.declared("properties", "routing", "endpoints")
    for name, type in ROUTES:
        for endpoint in entries(read(endpoints, name)):
            yield _routed(source, type, endpoint)
    uploads = source.declared("properties", "storageEndpoints")
    for upload in _members(uploads):
        yield _routed(source, ACCOUNT, upload)


def _members(value: PropertyValue) -> list[PropertyValue]:
    """What an object or a list has in it; of one nobody can read, one unknown member."""
    if isinstance(value, dict) and not is_marker(value):
        return list(value.values())
    return entries(value)


def _routed(source: SourceResource, type: str, endpoint: PropertyValue) -> DerivedFlow:
    """What goes to an endpoint. Its connection is a secret, so the program's references decide."""
    address = read(endpoint, "endpointUri") or read(endpoint, "connectionString")
    name = _first_label(address)
    found = source.refer("properties", [type], name)
    if found is not None:
        return DerivedFlow("telemetry", source.at(found), found.urn, receiver=found)
    called = read(endpoint, "name") or read(endpoint, "containerName")
    return DerivedFlow("telemetry", source.nowhere(), name or as_target(called))


def _first_label(address: PropertyValue) -> str | None:
    """The name of a namespace or an account in its address, which begins with it."""
    if not isinstance(address, str):
        return None
    connection = _CONNECTION_HOST.search(address)
    if connection:
        return connection.group(1)
    host = host_of(address)
    return host.partition(".")[0] if isinstance(host, str) else None


def captured_events(source: SourceResource) -> Iterator[DerivedFlow]:
    """Event Hubs Capture writes every event to an account."""
    properties = source.declared("captureDescription")
    if properties is None or read(properties, "enabled") is False:
        return
    holders = source.holders("namespaceName", [EVENT_HUBS], source.declared("namespaceName"))
    address = read(properties, "destination", "storageAccountResourceId")
    yield source.sink("capture", "captureDescription", [ACCOUNT], address, holders)


def model_deployment(source: SourceResource) -> Iterator[DerivedFlow]:
    """Where a deployment's SKU lets its model answer; without one it is a regional deployment."""
    account = source.declared("accountName")
    holders = source.holders("accountName", [AI_ACCOUNT], account)
    yield from inferred(source, source.declared("sku", "name"), holders)


def online_deployment(source: SourceResource) -> Iterator[DerivedFlow]:
    """Requests and answers that an endpoint's data collector keeps, and its telemetry.

    A collection without a data asset of its own goes to the workspace's default store.
    """
    name = source.declared("workspaceName")
    workspace = source.refer("workspaceName", [ML_WORKSPACE], name)
    properties = source.declared("properties")
    collections = read(properties, "dataCollector", "collections")
    for one in _members(collections):
        if read(one, "dataCollectionMode") != "Disabled":
            yield _collected(source, workspace, read(one, "dataId"))
    if read(properties, "appInsightsEnabled") is True:
        for space in source.holders("workspaceName", [ML_WORKSPACE], name):
            address = space.props.get("applicationInsights")
            yield source.of(space).sink(
                "telemetry", "applicationInsights", [INSIGHTS], address, (source.resource,)
            )


def _collected(
    source: SourceResource, workspace: RawResource | None, asset: PropertyValue
) -> DerivedFlow:
    """What is captured; an asset somebody made is in a store that its name does not say."""
    if asset is not None or workspace is None:
        return DerivedFlow("capture", source.nowhere(), as_target(asset))
    address = workspace.props.get("storageAccount")
    return source.of(workspace).sink(
        "capture", "storageAccount", [ACCOUNT], address, (source.resource,)
    )


def feature_set(source: SourceResource) -> Iterator[DerivedFlow]:
    """A feature set's values, written to the feature store's offline or online store.

    Stores are connections whose names say nothing of a place; without one offline values go to the
    workspace's own account.
    """
    properties = source.declared("properties")
    kind = read(properties, "materializationSettings", "storeType")
    if kind in (None, "None"):
        return
    workspace = source.refer("workspaceName", [ML_WORKSPACE], source.declared("workspaceName"))
    settings = read(workspace.props, "featureStoreSettings") if workspace else None
    connection = read(settings, "offlineStoreConnectionName")
    if kind == "Online":
        connection = read(settings, "onlineStoreConnectionName") or dict(UNKNOWN)
    yield _collected(source, workspace, connection)


def _origins(
    source: SourceResource, property: str, hosts: list[PropertyValue]
) -> tuple[RawResource, ...]:
    """The storage accounts that stand behind an edge cache."""
    names = (host.partition(".")[0] if isinstance(host, str) else None for host in hosts)
    return in_order(one for name in names for one in source.holders(property, [ACCOUNT], name))


def front_door_endpoint(source: SourceResource) -> Iterator[DerivedFlow]:
    """An endpoint of Azure Front Door: it keeps copies once a route caches or has a rule set."""
    profiles = source.holders("profileName", [EDGE_PROFILE], source.declared("profileName"))
    routes = source.parts(EDGE_ROUTE, "endpointName")
    perhaps = source.perhaps(EDGE_ROUTE, "endpointName")
    if routes and not any(_caches(route.resource) for route in (*routes, *perhaps)):
        return
    parts = [one for each in profiles for one in source.of(each).users(EDGE_ORIGIN, "profileName")]
    behind = [_origins(source.of(one), "hostName", [one.props.get("hostName")]) for one in parts]
    holders = in_order(one for some in behind for one in some) or in_order(profiles)
    yield DerivedFlow("cache", source.anywhere(), source.service(), holders)


def _caches(route: RawResource) -> bool:
    return any(route.props.get(name) for name in ("cacheConfiguration", "ruleSets"))


def cdn_endpoint(source: SourceResource) -> Iterator[DerivedFlow]:
    """An endpoint of Azure CDN."""
    hosts = [read(one, "hostName") for one in source.each("origins")]
    yield DerivedFlow(
        "cache", source.anywhere(), source.service(), _origins(source, "origins", hosts)
    )


def front_door(source: SourceResource) -> Iterator[DerivedFlow]:
    """A classic Front Door."""
    hosts = [
        read(one, "address")
        for pool in source.each("backendPools")
        for one in entries(read(pool, "backends"))
    ]
    holders = _origins(source, "backendPools", hosts)
    yield DerivedFlow("cache", source.anywhere(), source.service(), holders)


def network_peering(source: SourceResource) -> Iterator[DerivedFlow]:
    """A way between two networks, which may be in different regions."""
    network = source.declared("virtualNetworkName")
    holders = source.holders("virtualNetworkName", [NETWORK], network)
    address = source.declared("remoteVirtualNetwork", "id")
    yield source.sink("peering", "remoteVirtualNetwork", [NETWORK], address, holders)


FLOWS: dict[str, FlowRule] = {
    "azure-native:monitor:DiagnosticSetting": diagnostic_setting,
    "azure-native:operationalinsights:DataExport": data_export,
    INSIGHTS: insights,
    "azure-native:iothub:IotHubResource": iot_hub,
    "azure-native:cognitiveservices:Deployment": model_deployment,
    "azure-native:machinelearningservices:OnlineDeployment": online_deployment,
    "azure-native:machinelearningservices:FeaturesetVersion": feature_set,
    "azure-native:cdn:AFDEndpoint": front_door_endpoint,
    "azure-native:cdn:Endpoint": cdn_endpoint,
    "azure-native:frontdoor:FrontDoor": front_door,
    "azure-native:network:FrontDoor": front_door,
    "azure-native:network:VirtualNetworkPeering": network_peering,
}
STRUCTURAL = frozenset(
    {
        "azure-native:monitor:DiagnosticSetting",
        "azure-native:operationalinsights:DataExport",
        EDGE_ORIGIN,
        "azure-native:cdn:AFDOriginGroup",
        EDGE_ROUTE,
        "azure-native:network:VirtualNetworkPeering",
    }
)
"""Types that hold nothing themselves and only say what goes where."""
