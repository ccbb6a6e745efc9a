"""Azure resources under the module names of azure-native 2, and as the classic package writes them.

Module names: the aliases that azure-native 3.29 gives its resources, as its upgrade guide has them
(https://www.pulumi.com/registry/packages/azure-native/from-v2-to-v3). Properties of the classic
package and their defaults: its schema and API docs, version 6
(https://www.pulumi.com/registry/packages/azure/api-docs).
"""

from __future__ import annotations

from edgewright.graph.azure import classic_network_parts, classic_parts
from edgewright.graph.azure.classic_flows import ENABLED, HUB, MOVING
from edgewright.graph.azure.keys import KEY, MANAGED_HSM, SCOPE, VAULT
from edgewright.graph.azure.location import RESOURCE_GROUP
from edgewright.graph.azure.replication import ACCOUNT, PROVISIONING, REGISTRY, REPLICATION
from edgewright.graph.azure.resources import WEBSITE
from edgewright.graph.azure.retention import BLOB_SERVICE, MANAGEMENT_POLICY
from edgewright.graph.model import UNKNOWN
from edgewright.graph.resource.spellings import (
    Part,
    Row,
    Spelling,
    Spellings,
    each,
    if_there,
    last_segment,
    not_negative,
    one_of,
    opposite,
    unless_empty,
    where,
)

RENAMED = {
    ("cache", "redis"): "AccessPolicy FirewallRule LinkedServer PatchSchedule "
    "PrivateEndpointConnection Redis",
    ("cache", "redisenterprise"): "Database RedisEnterprise",
    ("devices", "deviceprovisioningservices"): "DpsCertificate IotDpsResource "
    "IotDpsResourcePrivateEndpointConnection",
    ("devices", "iothub"): "Certificate IotHubResource IotHubResourceEventHubConsumerGroup "
    "PrivateEndpointConnection",
    ("documentdb", "cosmosdb"): "CassandraCluster CassandraDataCenter "
    "CassandraResourceCassandraKeyspace CassandraResourceCassandraTable "
    "CassandraResourceCassandraView DatabaseAccount GraphResourceGraph "
    "GremlinResourceGremlinDatabase GremlinResourceGremlinGraph MongoClusterFirewallRule "
    "MongoDBResourceMongoDBCollection MongoDBResourceMongoDBDatabase "
    "MongoDBResourceMongoRoleDefinition MongoDBResourceMongoUserDefinition NotebookWorkspace "
    "Service SqlResourceSqlContainer SqlResourceSqlDatabase SqlResourceSqlRoleAssignment "
    "SqlResourceSqlRoleDefinition SqlResourceSqlStoredProcedure SqlResourceSqlTrigger "
    "SqlResourceSqlUserDefinedFunction TableResourceTable TableResourceTableRoleAssignment "
    "TableResourceTableRoleDefinition ThroughputPool ThroughputPoolAccount",
    ("documentdb", "mongocluster"): "FirewallRule",
    ("insights", "applicationinsights"): "AnalyticsItem Component ComponentCurrentBillingFeature "
    "ComponentLinkedStorageAccount ExportConfiguration Favorite MyWorkbook "
    "ProactiveDetectionConfiguration WebTest Workbook WorkbookTemplate",
    ("insights", "monitor"): "ActionGroup ActivityLogAlert AutoscaleSetting DataCollectionEndpoint "
    "DataCollectionRule DataCollectionRuleAssociation DiagnosticSetting "
    "ManagementGroupDiagnosticSetting MetricAlert PrivateEndpointConnection PrivateLinkScope "
    "PrivateLinkScopedResource ScheduledQueryRule SubscriptionDiagnosticSetting TenantActionGroup",
    ("network", "dns"): "DnssecConfig RecordSet Zone",
    ("network", "dnsresolver"): "DnsForwardingRuleset DnsResolver DnsResolverDomainList "
    "DnsResolverPolicy DnsResolverPolicyVirtualNetworkLink DnsSecurityRule ForwardingRule "
    "InboundEndpoint OutboundEndpoint PrivateResolverVirtualNetworkLink",
    ("network", "frontdoor"): "Experiment FrontDoor NetworkExperimentProfile Policy RulesEngine",
    ("network", "privatedns"): "PrivateRecordSet PrivateZone VirtualNetworkLink",
    ("network", "trafficmanager"): "Endpoint Profile TrafficManagerUserMetricsKey",
}
"""(module in azure-native 2, module since 3) -> the types that moved and kept their names."""
_STORAGE = Spelling(
    ACCOUNT,
    rows=(
        Row(("accountTier", "accountReplicationType"), "sku.name"),
        Row("accountKind", "kind"),
        Row("allowNestedItemsToBePublic", "allowBlobPublicAccess", default=True),
        Row("httpsTrafficOnlyEnabled", "enableHttpsTrafficOnly"),
        # TLS 1.2 in this version of the package, TLS 1.0 in earlier ones.
        Row("minTlsVersion", "minimumTlsVersion", default=UNKNOWN),
        Row("sharedAccessKeyEnabled", "allowSharedKeyAccess"),
        Row("publicNetworkAccessEnabled", "publicNetworkAccess", ENABLED),
        Row("customerManagedKey", "encryption.keySource", if_there("Microsoft.Keyvault")),
        Row(
            "customerManagedKey.keyVaultKeyId",
            "encryption.keyVaultProperties.keyIdentifier",
        ),
    ),
    parts=(
        Part(
            "blobProperties",
            BLOB_SERVICE,
            "accountName",
            (
                Row("versioningEnabled", "isVersioningEnabled"),
                # A block that says nothing more is there, and keeps for 7 days.
                Row("deleteRetentionPolicy", "deleteRetentionPolicy.enabled", lambda block: True),
                Row("deleteRetentionPolicy.days", "deleteRetentionPolicy.days", default=7),
            ),
        ),
        Part("staticWebsite", WEBSITE, "accountName", (Row("indexDocument", "indexDocument"),)),
    ),
)
_ACCOUNT_NAME = (
    Row("storageAccountName", "accountName"),
    Row("storageAccountId", "accountName", last_segment),
)
_DELETE = "definition.actions.baseBlob.delete"
_DELETE_VERSION = "definition.actions.version.delete"
_RETENTION = Spelling(
    MANAGEMENT_POLICY,
    rows=(
        *_ACCOUNT_NAME,
        Row(
            "rules",
            "policy.rules",
            each(
                Row("name", "name"),
                Row("enabled", "enabled"),
                Row("filters.blobTypes", "definition.filters.blobTypes"),
                Row("filters.prefixMatches", "definition.filters.prefixMatch", unless_empty),
                Row(
                    "filters.matchBlobIndexTags", "definition.filters.blobIndexMatch", unless_empty
                ),
                Row(
                    "actions.baseBlob.deleteAfterDaysSinceModificationGreaterThan",
                    f"{_DELETE}.daysAfterModificationGreaterThan",
                    not_negative,
                ),
                Row(
                    "actions.baseBlob.deleteAfterDaysSinceCreationGreaterThan",
                    f"{_DELETE}.daysAfterCreationGreaterThan",
                    not_negative,
                ),
                Row(
                    "actions.version.deleteAfterDaysSinceCreation",
                    f"{_DELETE_VERSION}.daysAfterCreationGreaterThan",
                    not_negative,
                ),
            ),
        ),
    ),
)
_REGISTRY = Spelling(
    REGISTRY,
    rows=(
        Row("sku", "sku.name"),
        Row("adminEnabled", "adminUserEnabled"),
        Row("publicNetworkAccessEnabled", "publicNetworkAccess", ENABLED),
        Row("encryption", "encryption.status", if_there("enabled")),
        # Until version 5.
        Row(
            "encryption.enabled", "encryption.status", one_of({True: "enabled", False: "disabled"})
        ),
    ),
    parts=(
        Part("georeplications", REPLICATION, "registryName", (Row("location", "location"),)),
        # Until version 4, names of regions.
        Part("georeplicationLocations", REPLICATION, "registryName", (Row("", "location"),)),
    ),
)
_VAULT_ROWS = (
    Row("skuName", "properties.sku.name"),
    Row("tenantId", "properties.tenantId"),
    Row("purgeProtectionEnabled", "properties.enablePurgeProtection"),
    Row("softDeleteRetentionDays", "properties.softDeleteRetentionInDays"),
    Row("publicNetworkAccessEnabled", "properties.publicNetworkAccess", ENABLED),
    Row("networkAcls", "properties.networkAcls"),
    Row("enableRbacAuthorization", "properties.enableRbacAuthorization"),
    Row("rbacAuthorizationEnabled", "properties.enableRbacAuthorization"),
)
_KEY = Spelling(
    KEY,
    rows=(
        Row("keyType", "properties.kty"),
        Row("keyVaultId", "vaultName", last_segment),
        # A policy that only lets a key expire rotates nothing.
        Row(
            "rotationPolicy.automatic",
            "properties.rotationPolicy.lifetimeActions",
            if_there([{"action": {"type": "rotate"}}]),
        ),
    ),
)
_ENDPOINTS = {
    "eventHubs": "AzureIotHub.EventHub",
    "serviceBusQueues": "AzureIotHub.ServiceBusQueue",
    "serviceBusTopics": "AzureIotHub.ServiceBusTopic",
    "storageContainers": "AzureIotHub.StorageContainer",
}
_HUB = Spelling(
    HUB,
    rows=(
        Row("minTlsVersion", "properties.minTlsVersion"),
        Row("publicNetworkAccessEnabled", "properties.publicNetworkAccess", ENABLED),
        Row("localAuthenticationEnabled", "properties.disableLocalAuth", opposite),
        Row("fileUpload", "properties.storageEndpoints.$default", unless_empty),
        *(
            Row("endpoints", f"properties.routing.endpoints.{group}", where("type", type))
            for group, type in _ENDPOINTS.items()
        ),
    ),
)
_PROVISIONING = Spelling(
    PROVISIONING,
    rows=(
        Row("dataResidencyEnabled", "properties.enableDataResidency"),
        Row("publicNetworkAccessEnabled", "properties.publicNetworkAccess", ENABLED),
    ),
)
_WORKSPACE = Spelling(
    "azure-native:machinelearningservices:Workspace",
    rows=(
        Row("applicationInsightsId", "applicationInsights"),
        Row("containerRegistryId", "containerRegistry"),
        Row("keyVaultId", "keyVault"),
        Row("storageAccountId", "storageAccount"),
        Row("highBusinessImpact", "hbiWorkspace"),
        Row("publicNetworkAccessEnabled", "publicNetworkAccess", ENABLED),
        Row("encryption", "encryption.status", if_there("Enabled")),
    ),
)
_CONTAINER = Spelling(
    "azure-native:storage:BlobContainer",
    rows=(
        *_ACCOUNT_NAME,
        Row("name", "containerName"),
        Row(
            "containerAccessType",
            "publicAccess",
            one_of({"private": "None", "blob": "Blob", "container": "Container"}),
        ),
    ),
)
CLASSIC = {
    "azure:core/resourceGroup:ResourceGroup": Spelling(RESOURCE_GROUP),
    "azure:storage/account:Account": _STORAGE,
    "azure:storage/accountStaticWebsite:AccountStaticWebsite": Spelling(
        WEBSITE, rows=_ACCOUNT_NAME
    ),
    "azure:storage/encryptionScope:EncryptionScope": Spelling(
        SCOPE, rows=(*_ACCOUNT_NAME, Row("keyVaultKeyId", "keyVaultProperties.keyUri"))
    ),
    "azure:storage/container:Container": _CONTAINER,
    "azure:storage/managementPolicy:ManagementPolicy": _RETENTION,
    "azure:containerservice/registry:Registry": _REGISTRY,
    "azure:keyvault/keyVault:KeyVault": Spelling(VAULT, rows=_VAULT_ROWS),
    "azure:keyvault/key:Key": _KEY,
    "azure:keyvault/managedHardwareSecurityModule:ManagedHardwareSecurityModule": Spelling(
        MANAGED_HSM, rows=_VAULT_ROWS
    ),
    "azure:iot/ioTHub:IoTHub": _HUB,
    "azure:iot/iotHubDps:IotHubDps": _PROVISIONING,
    "azure:machinelearning/workspace:Workspace": _WORKSPACE,
}
SPELLINGS = Spellings(
    types={
        **{
            f"azure-native:{before}:{name}": Spelling(f"azure-native:{since}:{name}")
            for (before, since), names in RENAMED.items()
            for name in names.split()
        },
        **CLASSIC,
        **MOVING,
        **classic_parts.SPELLINGS,
        **classic_network_parts.PARTS,
    },
    packages={},
)
