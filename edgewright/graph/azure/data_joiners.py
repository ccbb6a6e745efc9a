"""Properties of Azure's data services that are spread over several resources."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.azure import (
    backup_plans,
    disk_keys,
    file_settings,
    log_stores,
    messages,
    server_firewalls,
    server_parameters,
    server_settings,
    service_keys,
    sql_servers,
)
from edgewright.graph.azure.log_settings import logs
from edgewright.graph.resource.rows import Joiner, together

LOGGED = (
    "analysisservices:ServerDetails cosmosdb:CassandraCluster cosmosdb:GarnetCluster "
    "cosmosdb:MongoCluster databox:Job datalakeanalytics:Account datalakestore:Account "
    "datamigration:MigrationService datamigration:Service datamigration:SqlMigrationService "
    "datashare:Account dbformariadb:Server dbformysql:SingleServer "
    "dbforpostgresql:ServerGroupCluster dbforpostgresql:SingleServer fabric:FabricCapacity "
    "hdinsight:Cluster horizondb:HorizonDbCluster importexport:Job "
    "powerbidedicated:CapacityDetails purview:Account redisenterprise:RedisEnterprise "
    "search:Service sqlvirtualmachine:SqlVirtualMachine storagemover:StorageMover "
    "streamanalytics:Cluster streamanalytics:StreamingJob synapse:BigDataPool "
    "synapse:KustoPool synapse:Workspace timeseriesinsights:Gen1Environment "
    "timeseriesinsights:Gen2Environment databricks:Workspace datafactory:Factory kusto:Cluster "
    "mongocluster:MongoCluster sql:ElasticPool"
)
"""Types whose diagnostic settings say whether they are logged, and nothing else does."""
KEYED = (
    "databricks:Workspace datafactory:Factory dataprotection:BackupVault kusto:Cluster "
    "mongocluster:MongoCluster netapp:Account operationalinsights:Cluster"
)
"""Types of which nothing else is, but their key."""


_LOGS: Mapping[str, Joiner] = {f"azure-native:{name}": logs for name in LOGGED.split()}
_KEYS: Mapping[str, Joiner] = {
    f"azure-native:{name}": service_keys.JOINERS[f"azure-native:{name}"] for name in KEYED.split()
}
_OTHERS: Mapping[str, Joiner] = {
    **log_stores.JOINERS,
    **messages.JOINERS,
    **server_firewalls.JOINERS,
    **server_parameters.JOINERS,
    "azure-native:compute:Disk": disk_keys.disk,
    "azure-native:compute:Snapshot": disk_keys.disk,
    "azure-native:compute:Image": disk_keys.image,
    "azure-native:compute:GalleryImageVersion": disk_keys.image_version,
    "azure-native:dataprotection:BackupPolicy": backup_plans.backup_policy,
    "azure-native:elasticsan:Volume": file_settings.san_volume,
    "azure-native:elasticsan:VolumeSnapshot": file_settings.san_volume,
    "azure-native:netapp:CapacityPoolVolume": file_settings.volume,
    "azure-native:netapp:ElasticVolume": file_settings.elastic_volume,
    "azure-native:recoveryservices:ProtectionPolicy": backup_plans.vault_policy,
    "azure-native:storage:FileShare": file_settings.share,
    "azure-native:storage:Table": messages.of_account,
    "azure-native:sql:Server": sql_servers.server,
    "azure-native:sql:Database": sql_servers.database,
    "azure-native:sql:ElasticPool": sql_servers.pool,
    "azure-native:sql:ManagedInstance": sql_servers.instance,
    "azure-native:sql:ManagedDatabase": sql_servers.instance_database,
    "azure-native:cosmosdb:DatabaseAccount": server_settings.cosmos_account,
    "azure-native:redis:Redis": server_settings.cache,
    "azure-native:redisenterprise:Database": server_settings.redis_database,
    "azure-native:synapse:SqlPool": server_settings.synapse_pool,
    "azure-native:kusto:ReadWriteDatabase": server_settings.kusto_database,
}
JOINERS: Mapping[str, Joiner] = together(_LOGS, _KEYS, _OTHERS)
"""Type token -> what reads the properties that its row calls joined."""
