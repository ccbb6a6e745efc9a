"""Where data of files, logs and jobs goes: volumes that replicate, rules that collect, outputs."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.graph.azure.egress import (
    COSMOS,
    EVENT_HUBS,
    LOG_SINKS,
    LOG_WORKSPACE,
    NETWORK,
    SERVICE_BUS,
)
from edgewright.graph.azure.replication import ACCOUNT
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import UNKNOWN, PropertyValue
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.source import SourceResource, as_target

LOGGED = (
    NETWORK,
    "azure-native:network:Subnet",
    "azure-native:network:NetworkInterface",
    "azure-native:network:NetworkSecurityGroup",
)
"""What a flow log is about."""
VOLUME = "azure-native:netapp:CapacityPoolVolume"
METRICS = "azure-native:monitor:AzureMonitorWorkspace"
JOB = "azure-native:streamanalytics:StreamingJob"
KUSTO = "azure-native:kusto:Cluster"
SHARES = "azure-native:datashare:Account"
SYNC = "azure-native:storagesync:StorageSyncService"
SQL = ["azure-native:sql:Server", "azure-native:synapse:Workspace"]


def volume(source: SourceResource) -> Iterator[DerivedFlow]:
    """A volume that is the destination of a replication, or its source.

    Microsoft Learn, "Understand Azure NetApp Files replication". Backups are in its region, the
    vault that keeps them too ("Understand Azure NetApp Files backup").
    """
    given = source.declared("dataProtection", "replication")
    if given is None:
        return
    address, region = read(given, "remoteVolumeResourceId"), read(given, "remoteVolumeRegion")
    if lower(read(given, "endpointType")) == "src":
        yield DerivedFlow("replica", source.region(region), as_target(address))
        return
    holders = source.holders("dataProtection", [VOLUME], address)
    start = None if holders else source.region(region)
    urn = source.resource.urn
    yield DerivedFlow("replica", source.place, urn, holders, start, source.resource)


SINKS = (
    ("logAnalytics", "workspaceResourceId", LOG_WORKSPACE),
    ("monitoringAccounts", "accountResourceId", METRICS),
    ("eventHubs", "eventHubResourceId", EVENT_HUBS),
    ("eventHubsDirect", "eventHubResourceId", EVENT_HUBS),
    ("storageAccounts", "storageAccountResourceId", ACCOUNT),
    ("storageBlobsDirect", "storageAccountResourceId", ACCOUNT),
    ("storageTablesDirect", "storageAccountResourceId", ACCOUNT),
    # As the classic package has them.
    ("monitorAccounts", "monitorAccountId", METRICS),
    ("eventHub", "eventHubId", EVENT_HUBS),
    ("eventHubDirect", "eventHubId", EVENT_HUBS),
    ("storageBlobs", "storageAccountId", ACCOUNT),
    ("storageBlobDirects", "storageAccountId", ACCOUNT),
    ("storageTableDirects", "storageAccountId", ACCOUNT),
)
"""Destinations of a data collection rule, and what each is."""


def collection(source: SourceResource) -> Iterator[DerivedFlow]:
    """What agents collect by a rule."""
    given = source.declared("destinations")
    for name, property, type in SINKS:
        found = read(given, name)
        for one in [found] if isinstance(found, dict) else entries(found):
            address = read(one, property) or read(one, "workspaceResourceId")
            yield source.sink("log", "destinations", [type], address)


def trail(source: SourceResource) -> Iterator[DerivedFlow]:
    """The activity log of a subscription."""
    for property, type in LOG_SINKS:
        address = source.declared(property)
        if address is not None:
            yield source.sink("log", property, [type], address)
    partner = source.declared("marketplacePartnerId")
    if partner is not None:
        yield DerivedFlow("log", source.nowhere(), as_target(partner))


def flow_log(source: SourceResource) -> Iterator[DerivedFlow]:
    """What passed a network, and where it is analysed."""
    if source.declared("enabled") is False:
        return
    target = source.declared("targetResourceId")
    holders = source.holders("targetResourceId", LOGGED, target)
    for name in ("storageId", "storageAccountId"):
        address = source.declared(name)
        if address is not None:
            yield source.sink("log", name, [ACCOUNT], address, holders)
    path = ("networkWatcherFlowAnalyticsConfiguration", "workspaceResourceId")
    address = source.declared("flowAnalyticsConfiguration", *path)
    if address is not None:
        property = "flowAnalyticsConfiguration"
        yield source.sink("log", property, [LOG_WORKSPACE], address, holders)


def job_outputs(source: SourceResource) -> Iterator[DerivedFlow]:
    """What a job writes to the outputs that are written into it."""
    for output in source.each("outputs"):
        yield _output(source, "outputs", read(output, "datasource"))


def job_output(source: SourceResource) -> Iterator[DerivedFlow]:
    """What a job writes to an output that is a resource of its own."""
    holders = source.holders("jobName", [JOB], source.declared("jobName"))
    flow = _output(source, "datasource", source.declared("datasource"))
    yield DerivedFlow(flow.kind, flow.to, flow.target, holders, None, flow.receiver)


_NAMED = (
    (("serviceBusNamespace",), [EVENT_HUBS, SERVICE_BUS]),
    (("storageAccounts", 0, "accountName"), [ACCOUNT]),
    (("server",), SQL),
    (("accountId",), [COSMOS]),
    (("accountName",), [ACCOUNT]),
)
"""How the name of what an output writes to is written."""


def _output(source: SourceResource, property: str, given: PropertyValue) -> DerivedFlow:
    for path, types in _NAMED:
        name = read(given, *path)
        if isinstance(name, str):
            return source.sink("telemetry", property, types, name.partition(".")[0])
    return source.sink("telemetry", property, [ACCOUNT, EVENT_HUBS, COSMOS, *SQL], None)


def synced(source: SourceResource) -> Iterator[DerivedFlow]:
    """A service that syncs shares with servers, which may be anywhere: one for each endpoint."""
    for type in (
        "azure-native:storagesync:CloudEndpoint",
        "azure-native:storagesync:ServerEndpoint",
    ):
        for _ in source.users(type, "storageSyncServiceName"):
            yield DerivedFlow("replica", source.nowhere(), dict(UNKNOWN))


CONNECTED = (
    ("eventHubResourceId", [EVENT_HUBS]),
    ("iotHubResourceId", ["azure-native:iothub:IotHubResource"]),
    ("storageAccountResourceId", [ACCOUNT]),
    ("cosmosDbAccountResourceId", [COSMOS]),
)
"""What a data connection takes from, and what each is."""


def connection(source: SourceResource) -> Iterator[DerivedFlow]:
    """What a Data Explorer cluster takes in by itself."""
    for property, types in CONNECTED:
        address = source.declared(property)
        if address is not None:
            holders = source.holders(property, types, address)
            name = source.declared("clusterName")
            yield source.sink("telemetry", "clusterName", [KUSTO], name, holders)


def invitation(source: SourceResource) -> Iterator[DerivedFlow]:
    """An invitation to a share: who accepts it has a copy, wherever that is.

    Whom it is for is no target to show: it is somebody's address.
    """
    holders = source.holders("accountName", [SHARES], source.declared("accountName"))
    yield DerivedFlow("replica", source.nowhere(), dict(UNKNOWN), holders)


FLOWS: dict[str, FlowRule] = {
    **dict.fromkeys(
        (
            "azure-native:kusto:CosmosDbDataConnection",
            "azure-native:kusto:EventGridDataConnection",
            "azure-native:kusto:EventHubDataConnection",
            "azure-native:kusto:IotHubDataConnection",
        ),
        connection,
    ),
    "azure-native:datashare:Invitation": invitation,
    VOLUME: volume,
    "azure-native:monitor:DataCollectionRule": collection,
    "azure-native:monitor:SubscriptionDiagnosticSetting": trail,
    "azure-native:network:FlowLog": flow_log,
    JOB: job_outputs,
    "azure-native:streamanalytics:Output": job_output,
    SYNC: synced,
}
