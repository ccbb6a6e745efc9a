"""What machines, clusters, networks, apps and devices of Azure send or copy by how they are set up.

Sources are those of each service's rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.graph.azure.egress import EVENT_HUBS, LOG_WORKSPACE, NETWORK, SERVICE_BUS
from edgewright.graph.azure.kubernetes_clusters import CLUSTER
from edgewright.graph.azure.machines import MACHINE
from edgewright.graph.azure.references import entries_of, spelt
from edgewright.graph.azure.replication import ACCOUNT
from edgewright.graph.azure.service_access import API_MANAGEMENT
from edgewright.graph.azure.web_apps import APP
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import UNKNOWN, PropertyValue, is_marker
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.reading import entries, host_of, read
from edgewright.graph.resource.source import SourceResource, as_target

STORE = "azure-native:appconfiguration:ConfigurationStore"
STORE_REPLICA = "azure-native:appconfiguration:Replica"
ENVIRONMENT = "azure-native:app:ManagedEnvironment"
CONTAINERS = "azure-native:containerinstance:ContainerGroup"
TWINS = "azure-native:digitaltwins:DigitalTwin"
TWINS_ENDPOINT = "azure-native:digitaltwins:DigitalTwinsEndpoint"
TWINS_HISTORY = "azure-native:digitaltwins:TimeSeriesDatabaseConnection"
KUSTO = "azure-native:kusto:Cluster"
GRID_TOPIC = "azure-native:eventgrid:Topic"
APP_BACKUP = "azure-native:web:WebAppBackupConfiguration"
OPERATIONS = "azure-native:iotoperations:Instance"
FLOW_ENDPOINT = "azure-native:iotoperations:DataflowEndpoint"
SHARE = "azure-native:databoxedge:Share"
CREDENTIAL = "azure-native:databoxedge:StorageAccountCredential"
BOX = "azure-native:databox:Job"
WATCH = "azure-native:security:IotSecuritySolution"
HUB = "azure-native:iothub:IotHubResource"
"""What traffic may be logged of."""
_CLOUDS = ("dataExplorerSettings", "dataLakeStorageSettings", "fabricOneLakeSettings")
_BROKERS = ("kafkaSettings", "mqttSettings")
_LOCAL = "aio-broker"
"""The broker of the instance itself (Microsoft Learn, "Configure MQTT data flow endpoints")."""


def machine(source: SourceResource) -> Iterator[DerivedFlow]:
    """The console and screen of a machine, in an account where one is named."""
    address = source.declared("diagnosticsProfile", "bootDiagnostics", "storageUri")
    property = "diagnosticsProfile"
    if address is None:
        property = "bootDiagnostics"
        address = source.declared(property, "storageAccountUri")
        address = source.declared(property, "storageUri") if address is None else address
    if address not in (None, ""):
        yield source.sink("log", property, [ACCOUNT], _first_label(address))


def _first_label(address: PropertyValue) -> PropertyValue:
    """The name in front of a host, as an account's, a cluster's or a namespace's is."""
    host = host_of(address)
    return host.partition(".")[0] if isinstance(host, str) else host


def cluster(source: SourceResource) -> Iterator[DerivedFlow]:
    """Logs of an AKS cluster: its monitoring, and what Defender reads of it."""
    addons = source.declared("addonProfiles")
    names = addons if isinstance(addons, dict) and not is_marker(addons) else {}
    for name, one in names.items():
        if name.lower() == "omsagent" and read(one, "enabled") is not False:
            config = read(one, "config")
            given = [
                value
                for key, value in (config.items() if isinstance(config, dict) else ())
                if key.lower() == "loganalyticsworkspaceresourceid"
            ]
            address = given[0] if given else dict(UNKNOWN)
            yield source.sink("log", "addonProfiles", [LOG_WORKSPACE], address)
    classic = source.declared("omsAgent", "logAnalyticsWorkspaceId")
    if classic is not None:
        yield source.sink("log", "omsAgent", [LOG_WORKSPACE], classic)
    watched = source.declared("securityProfile", "defender", "logAnalyticsWorkspaceResourceId")
    if watched is not None:
        yield source.sink("log", "securityProfile", [LOG_WORKSPACE], watched)


def environment(source: SourceResource) -> Iterator[DerivedFlow]:
    """Logs of container apps."""
    path = ("appLogsConfiguration", "logAnalyticsConfiguration", "customerId")
    for property, address in (
        ("appLogsConfiguration", source.declared(*path)),
        ("logAnalyticsWorkspaceId", source.declared("logAnalyticsWorkspaceId")),
    ):
        if address is not None:
            yield source.sink("log", property, [LOG_WORKSPACE], address)


def containers(source: SourceResource) -> Iterator[DerivedFlow]:
    """Logs of a container group."""
    address = source.declared("diagnostics", "logAnalytics", "workspaceId")
    if address is not None:
        yield source.sink("log", "diagnostics", [LOG_WORKSPACE], address)


def api_management(source: SourceResource) -> Iterator[DerivedFlow]:
    """Further regions that a service answers in, each with its settings."""
    yield from _replicas(source, "additionalLocations")


def store_replica(source: SourceResource) -> Iterator[DerivedFlow]:
    """A replica of a store of settings, which is where this resource is."""
    holders = source.holders("configStoreName", [STORE], source.declared("configStoreName"))
    name = source.declared("location")
    start = None if holders else source.nowhere()
    yield DerivedFlow("replica", source.region(name), as_target(name), holders, start)


def store(source: SourceResource) -> Iterator[DerivedFlow]:
    """Replicas that the classic package writes into the store itself."""
    yield from _replicas(source, "replicas")


def _replicas(source: SourceResource, property: str) -> Iterator[DerivedFlow]:
    """Replicas in every place that a list names."""
    for one in source.each(property):
        name = read(one, "location")
        yield DerivedFlow("replica", source.region(name), as_target(name))


def twins_endpoint(source: SourceResource) -> Iterator[DerivedFlow]:
    """Where events of twins go. A connection string holds a key: what it was computed from says."""
    holders = source.holders("resourceName", [TWINS], source.declared("resourceName"))
    given = source.declared("properties")
    address = read(given, "endpointUri")
    address = read(given, "topicEndpoint") if address is None else address
    named = _first_label(address) if isinstance(address, str) else None
    types = [EVENT_HUBS, SERVICE_BUS, GRID_TOPIC]
    yield source.sink("telemetry", "properties", types, named, holders)


def twins_history(source: SourceResource) -> Iterator[DerivedFlow]:
    """The history of twins in Data Explorer, by way of Event Hubs."""
    holders = source.holders("resourceName", [TWINS], source.declared("resourceName"))
    for name, type in (("adxResourceId", KUSTO), ("eventHubNamespaceResourceId", EVENT_HUBS)):
        address = source.declared("properties", name)
        yield source.sink("telemetry", "properties", [type], address, holders)


def app_backup(source: SourceResource) -> Iterator[DerivedFlow]:
    """Backups of an app, in the account whose address has the right to write there."""
    if source.declared("enabled") is False:
        return
    holders = source.holders("name", [APP], source.declared("name"))
    address = source.declared("storageAccountUrl")
    yield source.sink("backup", "storageAccountUrl", [ACCOUNT], _first_label(address), holders)


def flow_endpoint(source: SourceResource) -> Iterator[DerivedFlow]:
    """Where data flows of IoT Operations go to, or come from where that is a broker."""
    holders = source.holders("instanceName", [OPERATIONS], source.declared("instanceName"))
    for name in (*_CLOUDS, *_BROKERS):
        settings = source.declared("properties", name)
        host = read(settings, "host")
        local = spelt(host).startswith(_LOCAL) or (name == "mqttSettings" and host is None)
        if settings is None or local:
            continue
        types = [ACCOUNT, KUSTO, EVENT_HUBS]
        yield source.sink("telemetry", "properties", types, _first_label(host), holders)


def share(source: SourceResource) -> Iterator[DerivedFlow]:
    """A share whose files go on to an account."""
    if spelt(source.declared("dataPolicy")) == "local":
        return
    id = source.declared("azureContainerInfo", "storageAccountCredentialId")
    found = source.refer("azureContainerInfo", [CREDENTIAL], id)
    if found is None:
        yield DerivedFlow("replica", source.nowhere(), as_target(id))
        return
    address = found.props.get("storageAccountId")
    yield source.of(found).sink(
        "replica", "storageAccountId", [ACCOUNT], address, (source.resource,)
    )


def box(source: SourceResource) -> Iterator[DerivedFlow]:
    """A Data Box: what is carried to Azure comes to the accounts that the order names."""
    for one in entries(source.declared("details", "dataImportDetails")):
        address = read(one, "accountDetails", "storageAccountId")
        yield source.sink("replica", "details", [ACCOUNT], address)


def network(source: SourceResource) -> Iterator[DerivedFlow]:
    """Ways to other networks that are written into a network."""
    for one in source.each("virtualNetworkPeerings"):
        address = read(one, "remoteVirtualNetwork", "id")
        yield source.sink("peering", "virtualNetworkPeerings", [NETWORK], address)


def watch(source: SourceResource) -> Iterator[DerivedFlow]:
    """Alerts and events of devices that Defender for IoT puts into a workspace."""
    hubs = entries_of(source.declared("iotHubs"))
    holders = tuple(hub for one in hubs for hub in source.holders("iotHubs", [HUB], one))
    for name in ("workspace", "logAnalyticsWorkspaceId"):
        address = source.declared(name)
        if address is not None:
            yield source.sink("log", name, [LOG_WORKSPACE], address, holders)


FLOWS: dict[str, FlowRule] = {
    MACHINE: machine,
    CLUSTER: cluster,
    ENVIRONMENT: environment,
    CONTAINERS: containers,
    API_MANAGEMENT: api_management,
    STORE: store,
    STORE_REPLICA: store_replica,
    TWINS_ENDPOINT: twins_endpoint,
    TWINS_HISTORY: twins_history,
    APP_BACKUP: app_backup,
    FLOW_ENDPOINT: flow_endpoint,
    SHARE: share,
    BOX: box,
    NETWORK: network,
    WATCH: watch,
}
STRUCTURAL = frozenset({STORE_REPLICA, TWINS_ENDPOINT, TWINS_HISTORY, APP_BACKUP, FLOW_ENDPOINT})
"""Types that hold nothing themselves and only say what goes where."""
