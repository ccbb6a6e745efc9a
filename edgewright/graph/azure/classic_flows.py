"""What copies or sends data, or receives it, as the classic package `azure` writes it.

Sources are those of `spellings`. Types without rows have the same properties in both packages, as
far as anything reads them.
"""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.graph.azure.egress import (
    AI_ACCOUNT,
    COSMOS,
    EDGE_PROFILE,
    EVENT_HUBS,
    INSIGHTS,
    LOG_WORKSPACE,
    NETWORK,
    SERVICE_BUS,
)
from edgewright.graph.azure.replication import (
    ACCOUNT,
    BACKUP_VAULT,
    OBJECT_REPLICATION,
    POSTGRES,
    RECOVERY_VAULT,
    SQL_SERVER,
)
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.source import SourceResource
from edgewright.graph.resource.spellings import (
    Row,
    Spelling,
    each,
    last_segment,
    listed_under,
    one_of,
)

HUB = "azure-native:iothub:IotHubResource"
ENABLED = one_of({True: "Enabled", False: "Disabled"})
"""A yes or no, as Azure's own interface has it."""
HUB_ENDPOINTS = {
    "azure:iot/endpointCosmosdbAccount:EndpointCosmosdbAccount": COSMOS,
    "azure:iot/endpointEventhub:EndpointEventhub": EVENT_HUBS,
    "azure:iot/endpointServicebusQueue:EndpointServicebusQueue": SERVICE_BUS,
    "azure:iot/endpointServicebusTopic:EndpointServicebusTopic": SERVICE_BUS,
    "azure:iot/endpointStorageContainer:EndpointStorageContainer": ACCOUNT,
    "azure:iot/fileUpload:FileUpload": ACCOUNT,
}
"""What an IoT hub sends to, as a resource of its own -> the type of what receives it.

In azure-native it is always part of the hub."""


def hub_endpoint(source: SourceResource) -> Iterator[DerivedFlow]:
    """Where a hub routes messages, or where devices upload files.

    A connection string holds a key, so only what it was computed from is looked at.
    """
    holders = source.holders("iothubId", [HUB], source.declared("iothubId"))
    types = [HUB_ENDPOINTS[source.resource.type]]
    address = source.declared("endpointUri")
    property = "connectionString" if address is None else "endpointUri"
    yield source.sink("telemetry", property, types, address, holders)


FLOWS: dict[str, FlowRule] = dict.fromkeys(HUB_ENDPOINTS, hub_endpoint)
STRUCTURAL = frozenset(HUB_ENDPOINTS)
"""Types that only say what goes where."""
_STORES = {
    "azure:cosmosdb/account:Account": Spelling(
        COSMOS,
        rows=(
            Row(
                "geoLocations",
                "locations",
                each(
                    Row("location", "locationName"),
                    Row("failoverPriority", "failoverPriority"),
                    Row("zoneRedundant", "isZoneRedundant"),
                ),
            ),
            Row("backup.type", "backupPolicy.type"),
            Row(
                "backup.storageRedundancy",
                "backupPolicy.periodicModeProperties.backupStorageRedundancy",
            ),
            Row("publicNetworkAccessEnabled", "publicNetworkAccess", ENABLED),
        ),
    ),
    "azure:mssql/server:Server": Spelling(
        SQL_SERVER,
        rows=(
            Row("minimumTlsVersion", "minimalTlsVersion"),
            Row("publicNetworkAccessEnabled", "publicNetworkAccess", ENABLED),
        ),
    ),
    "azure:mssql/failoverGroup:FailoverGroup": Spelling(
        "azure-native:sql:FailoverGroup", rows=(Row("serverId", "serverName", last_segment),)
    ),
    "azure:postgresql/flexibleServer:FlexibleServer": Spelling(
        POSTGRES,
        rows=(
            Row("geoRedundantBackupEnabled", "backup.geoRedundantBackup", ENABLED),
            Row("sourceServerId", "sourceServerResourceId"),
        ),
    ),
    "azure:compute/sharedImageVersion:SharedImageVersion": Spelling(
        "azure-native:compute:GalleryImageVersion",
        rows=(Row("targetRegions", "publishingProfile.targetRegions"),),
    ),
    "azure:storage/objectReplication:ObjectReplication": Spelling(
        OBJECT_REPLICATION,
        rows=(
            Row("sourceStorageAccountId", "sourceAccount"),
            Row("destinationStorageAccountId", "destinationAccount"),
        ),
    ),
}
_BACKUPS = {
    "azure:recoveryservices/vault:Vault": Spelling(
        RECOVERY_VAULT,
        rows=(
            Row("storageModeType", "properties.redundancySettings.standardTierStorageRedundancy"),
            Row(
                "crossRegionRestoreEnabled",
                "properties.redundancySettings.crossRegionRestore",
                ENABLED,
            ),
        ),
    ),
    "azure:dataprotection/backupVault:BackupVault": Spelling(
        BACKUP_VAULT,
        rows=(
            Row("redundancy", "properties.storageSettings", listed_under("type")),
            Row(
                "crossRegionRestoreEnabled",
                "properties.featureSettings.crossRegionRestoreSettings.state",
                ENABLED,
            ),
        ),
    ),
}
_MESSAGES = {
    "azure:monitoring/diagnosticSetting:DiagnosticSetting": Spelling(
        "azure-native:monitor:DiagnosticSetting",
        rows=(
            Row("targetResourceId", "resourceUri"),
            Row("logAnalyticsWorkspaceId", "workspaceId"),
            Row("eventhubAuthorizationRuleId", "eventHubAuthorizationRuleId"),
            Row("partnerSolutionId", "marketplacePartnerId"),
        ),
    ),
    "azure:operationalinsights/analyticsWorkspace:AnalyticsWorkspace": Spelling(LOG_WORKSPACE),
    "azure:loganalytics/dataExportRule:DataExportRule": Spelling(
        "azure-native:operationalinsights:DataExport",
        rows=(
            Row("workspaceResourceId", "workspaceName", last_segment),
            Row("destinationResourceId", "resourceId"),
        ),
    ),
    "azure:appinsights/insights:Insights": Spelling(
        INSIGHTS, rows=(Row("workspaceId", "workspaceResourceId"),)
    ),
    "azure:eventhub/eventHubNamespace:EventHubNamespace": Spelling(EVENT_HUBS),
    "azure:eventhub/eventHub:EventHub": Spelling(
        "azure-native:eventhub:EventHub",
        rows=(
            Row("namespaceId", "namespaceName", last_segment),
            Row("captureDescription", "captureDescription"),
            Row(
                "captureDescription.destination.storageAccountId",
                "captureDescription.destination.storageAccountResourceId",
            ),
        ),
    ),
    "azure:servicebus/namespace:Namespace": Spelling(SERVICE_BUS),
    "azure:cognitive/account:Account": Spelling(AI_ACCOUNT),
    "azure:cognitive/deployment:Deployment": Spelling(
        "azure-native:cognitiveservices:Deployment",
        rows=(Row("cognitiveAccountId", "accountName", last_segment),),
    ),
}
_NETWORKS = {
    "azure:network/virtualNetwork:VirtualNetwork": Spelling(NETWORK),
    "azure:network/virtualNetworkPeering:VirtualNetworkPeering": Spelling(
        "azure-native:network:VirtualNetworkPeering",
        rows=(Row("remoteVirtualNetworkId", "remoteVirtualNetwork.id"),),
    ),
    "azure:network/trafficManagerProfile:TrafficManagerProfile": Spelling(
        "azure-native:trafficmanager:Profile"
    ),
    "azure:dns/zone:Zone": Spelling("azure-native:dns:Zone"),
    "azure:privatedns/zone:Zone": Spelling("azure-native:privatedns:PrivateZone"),
    "azure:cdn/profile:Profile": Spelling(EDGE_PROFILE),
    "azure:cdn/endpoint:Endpoint": Spelling("azure-native:cdn:Endpoint"),
    "azure:cdn/frontdoorProfile:FrontdoorProfile": Spelling(EDGE_PROFILE),
    "azure:cdn/frontdoorEndpoint:FrontdoorEndpoint": Spelling(
        "azure-native:cdn:AFDEndpoint",
        rows=(Row("cdnFrontdoorProfileId", "profileName", last_segment),),
    ),
    "azure:frontdoor/frontdoor:Frontdoor": Spelling("azure-native:frontdoor:FrontDoor"),
    "azure:bot/serviceAzureBot:ServiceAzureBot": Spelling("azure-native:botservice:Bot"),
    "azure:communication/service:Service": Spelling(
        "azure-native:communication:CommunicationService"
    ),
}
MOVING = {**_STORES, **_BACKUPS, **_MESSAGES, **_NETWORKS}
"""Type token of the classic package -> how it is written."""
