"""What flows out of Azure resources without being stored on purpose: logs, messages, requests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from edgewright.facts import services
from edgewright.graph.azure.replication import ACCOUNT, failover
from edgewright.graph.flow_model import Copy, Maker, as_target, entries
from edgewright.graph.model import UNKNOWN, RawResource
from edgewright.graph.resource.addresses import host_of
from edgewright.graph.resource.inference import inferred
from edgewright.graph.resource.view import read

HUB = "azure-native:iothub:IotHubResource"
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


def diagnostic_setting(maker: Maker) -> Iterator[Copy]:
    """Logs of any resource. A partner's service is in no region that the setting names."""
    sources = maker.sources("resourceUri", None, maker.get("resourceUri"))
    for property, type in LOG_SINKS:
        address = maker.get(property)
        if address is not None:
            yield maker.sink("log", property, [type], address, sources)
    partner = maker.get("marketplacePartnerId")
    if partner is not None:
        yield Copy("log", maker.nowhere(), as_target(partner), sources)


def data_export(maker: Maker) -> Iterator[Copy]:
    """Tables of a log workspace, exported continuously."""
    sources = maker.sources("workspaceName", [LOG_WORKSPACE], maker.get("workspaceName"))
    types = [ACCOUNT, EVENT_HUBS]
    yield maker.sink("log", "resourceId", types, maker.get("resourceId"), sources)


def insights(maker: Maker) -> Iterator[Copy]:
    """Application Insights keeps what it gathers in the workspace it belongs to."""
    address = maker.get("workspaceResourceId")
    if address is not None:
        yield maker.sink("telemetry", "workspaceResourceId", [LOG_WORKSPACE], address)


ROUTES = (
    ("eventHubs", EVENT_HUBS),
    ("serviceBusQueues", SERVICE_BUS),
    ("serviceBusTopics", SERVICE_BUS),
    ("storageContainers", ACCOUNT),
    ("cosmosDBSqlContainers", COSMOS),
)


def iot_hub(maker: Maker) -> Iterator[Copy]:
    """Where an IoT hub fails over to, where it routes messages and where devices upload files."""
    yield from failover(maker)
    endpoints = maker.get("properties", "routing", "endpoints")
    for name, type in ROUTES:
        for endpoint in entries(read(endpoints, name)):
            yield _routed(maker, type, endpoint)
    uploads = maker.get("properties", "storageEndpoints")
    for upload in uploads.values() if _is_plain_object(uploads) else entries(uploads):
        yield _routed(maker, ACCOUNT, upload)


def _is_plain_object(value: Any) -> bool:
    return isinstance(value, dict) and not {"$unknown", "$secret"} & set(value)


def _routed(maker: Maker, type: str, endpoint: Any) -> Copy:
    """What goes to an endpoint. Its connection is a secret, so the program's references decide."""
    address = read(endpoint, "endpointUri") or read(endpoint, "connectionString")
    name = _first_label(address)
    found = maker.refer("properties", [type], name)
    if found is not None:
        return Copy("telemetry", maker.at(found), found.urn, receiver=found)
    called = read(endpoint, "name") or read(endpoint, "containerName")
    return Copy("telemetry", maker.nowhere(), name or as_target(called))


def _first_label(address: Any) -> str | None:
    """The name of a namespace or an account in its address, which begins with it."""
    if not isinstance(address, str):
        return None
    connection = _CONNECTION_HOST.search(address)
    if connection:
        return connection.group(1)
    host = host_of(address)
    return host.partition(".")[0] if isinstance(host, str) else None


def captured_events(maker: Maker) -> Iterator[Copy]:
    """Event Hubs Capture writes every event to an account."""
    said = maker.get("captureDescription")
    if said is None or read(said, "enabled") is False:
        return
    sources = maker.sources("namespaceName", [EVENT_HUBS], maker.get("namespaceName"))
    address = read(said, "destination", "storageAccountResourceId")
    yield maker.sink("capture", "captureDescription", [ACCOUNT], address, sources)


def model_deployment(maker: Maker) -> Iterator[Copy]:
    """Where a deployment's SKU lets its model answer; without one it is a regional deployment."""
    account = maker.get("accountName")
    sources = maker.sources("accountName", [AI_ACCOUNT], account)
    yield from inferred(maker, maker.get("sku", "name"), sources)


def online_deployment(maker: Maker) -> Iterator[Copy]:
    """Requests and answers that an endpoint's data collector keeps, and its telemetry.

    A collection without a data asset of its own goes to the workspace's default store.
    """
    workspace = maker.refer("workspaceName", [ML_WORKSPACE], maker.get("workspaceName"))
    said = maker.get("properties")
    collections = read(said, "dataCollector", "collections")
    listed = collections.values() if _is_plain_object(collections) else entries(collections)
    for one in listed:
        if read(one, "dataCollectionMode") != "Disabled":
            yield _collected(maker, workspace, read(one, "dataId"))
    if read(said, "appInsightsEnabled") is True and workspace is not None:
        address = workspace.props.get("applicationInsights")
        sent = Maker(workspace, maker.index).sink(
            "telemetry", "applicationInsights", [INSIGHTS], address, (maker.resource,)
        )
        yield sent


def _collected(maker: Maker, workspace: RawResource | None, asset: Any) -> Copy:
    """What is captured; an asset somebody made is in a store that its name does not say."""
    if asset is not None or workspace is None:
        return Copy("capture", maker.nowhere(), as_target(asset))
    address = workspace.props.get("storageAccount")
    return Maker(workspace, maker.index).sink(
        "capture", "storageAccount", [ACCOUNT], address, (maker.resource,)
    )


def feature_set(maker: Maker) -> Iterator[Copy]:
    """A feature set's values, written to the feature store's offline or online store.

    Stores are connections whose names say nothing of a place; without one offline values go to the
    workspace's own account.
    """
    said = maker.get("properties")
    kind = read(said, "materializationSettings", "storeType")
    if kind in (None, "None"):
        return
    workspace = maker.refer("workspaceName", [ML_WORKSPACE], maker.get("workspaceName"))
    settings = read(workspace.props, "featureStoreSettings") if workspace else None
    connection = read(settings, "offlineStoreConnectionName")
    if kind == "Online":
        connection = read(settings, "onlineStoreConnectionName") or dict(UNKNOWN)
    yield _collected(maker, workspace, connection)


def _origins(maker: Maker, property: str, hosts: list[Any]) -> tuple[RawResource, ...]:
    """The storage accounts that stand behind an edge cache."""
    found: dict[str, RawResource] = {}
    for host in hosts:
        name = host.partition(".")[0] if isinstance(host, str) else None
        account = maker.refer(property, [ACCOUNT], name)
        if account is not None:
            found[account.urn] = account
    return tuple(found[urn] for urn in sorted(found))


def front_door_endpoint(maker: Maker) -> Iterator[Copy]:
    """An endpoint of Azure Front Door: it keeps copies once a route caches or has a rule set."""
    profile = maker.refer("profileName", [EDGE_PROFILE], maker.get("profileName"))
    routes = maker.index.referring(maker.resource, EDGE_ROUTE, "endpointName")
    if routes and not any(_caches(route) for route in routes):
        return
    parts = maker.index.referring(profile, EDGE_ORIGIN, "profileName") if profile else []
    found: dict[str, RawResource] = {}
    for part in parts:
        hosts = [part.props.get("hostName")]
        found |= {one.urn: one for one in _origins(Maker(part, maker.index), "hostName", hosts)}
    sources = tuple(found[urn] for urn in sorted(found)) or ((profile,) if profile else ())
    yield Copy("cache", maker.anywhere(), _service_name(maker), sources)


def _caches(route: RawResource) -> bool:
    return any(route.props.get(name) for name in ("cacheConfiguration", "ruleSets"))


def cdn_endpoint(maker: Maker) -> Iterator[Copy]:
    """An endpoint of Azure CDN."""
    hosts = [read(one, "hostName") for one in maker.each("origins")]
    yield Copy("cache", maker.anywhere(), _service_name(maker), _origins(maker, "origins", hosts))


def front_door(maker: Maker) -> Iterator[Copy]:
    """A classic Front Door."""
    hosts = [
        read(one, "address")
        for pool in maker.each("backendPools")
        for one in entries(read(pool, "backends"))
    ]
    sources = _origins(maker, "backendPools", hosts)
    yield Copy("cache", maker.anywhere(), _service_name(maker), sources)


def _service_name(maker: Maker) -> str:
    service = services.global_service(maker.resource.type)
    return service.service if service else maker.resource.type


def network_peering(maker: Maker) -> Iterator[Copy]:
    """A way between two networks, which may be in different regions."""
    network = maker.get("virtualNetworkName")
    sources = maker.sources("virtualNetworkName", [NETWORK], network)
    address = maker.get("remoteVirtualNetwork", "id")
    yield maker.sink("peering", "remoteVirtualNetwork", [NETWORK], address, sources)


COPIES: dict[str, Callable[[Maker], Iterator[Copy]]] = {
    "azure-native:monitor:DiagnosticSetting": diagnostic_setting,
    "azure-native:operationalinsights:DataExport": data_export,
    INSIGHTS: insights,
    HUB: iot_hub,
    "azure-native:eventhub:EventHub": captured_events,
    "azure-native:cognitiveservices:Deployment": model_deployment,
    "azure-native:machinelearningservices:OnlineDeployment": online_deployment,
    "azure-native:machinelearningservices:FeaturesetVersion": feature_set,
    "azure-native:cdn:AFDEndpoint": front_door_endpoint,
    "azure-native:cdn:Endpoint": cdn_endpoint,
    "azure-native:frontdoor:FrontDoor": front_door,
    "azure-native:network:FrontDoor": front_door,
    "azure-native:network:VirtualNetworkPeering": network_peering,
}
PARTS = frozenset(
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
