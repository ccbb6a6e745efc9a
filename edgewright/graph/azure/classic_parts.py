"""Parts of data services as the classic package writes them: what only configures another one.

Sources are those of `spellings`.
"""

from __future__ import annotations

from edgewright.graph.resource.spellings import Row, Spelling, last_segment, one_of

_STATE = one_of({True: "Enabled", False: "Disabled"})
_SERVER = Row("serverId", "serverName", last_segment)
_OF_SQL = "azure-native:sql:"
_SPELT = {
    "azure:mssql/serverExtendedAuditingPolicy:ServerExtendedAuditingPolicy": Spelling(
        f"{_OF_SQL}ExtendedServerBlobAuditingPolicy",
        rows=(_SERVER, Row("enabled", "state", _STATE)),
    ),
    "azure:mssql/databaseExtendedAuditingPolicy:DatabaseExtendedAuditingPolicy": Spelling(
        f"{_OF_SQL}ExtendedDatabaseBlobAuditingPolicy",
        rows=(Row("databaseId", "databaseName", last_segment), Row("enabled", "state", _STATE)),
    ),
    "azure:mssql/managedInstanceFailoverGroup:ManagedInstanceFailoverGroup": Spelling(
        f"{_OF_SQL}InstanceFailoverGroup"
    ),
    "azure:postgresql/flexibleServerConfiguration:FlexibleServerConfiguration": Spelling(
        "azure-native:dbforpostgresql:Configuration",
        rows=(_SERVER, Row("name", "configurationName")),
    ),
    "azure:compute/diskEncryptionSet:DiskEncryptionSet": Spelling(
        "azure-native:compute:DiskEncryptionSet",
        rows=(Row("keyVaultKeyId", "activeKey.keyUrl"), Row("managedHsmKeyId", "activeKey.keyUrl")),
    ),
    "azure:mysql/flexibleServerConfiguration:FlexibleServerConfiguration": Spelling(
        "azure-native:dbformysql:Configuration", rows=(Row("name", "configurationName"),)
    ),
    "azure:eventgrid/eventSubscription:EventSubscription": Spelling(
        "azure-native:eventgrid:EventSubscription"
    ),
    "azure:eventgrid/systemTopicEventSubscription:SystemTopicEventSubscription": Spelling(
        "azure-native:eventgrid:SystemTopicEventSubscription",
        rows=(Row("systemTopic", "systemTopicName"),),
    ),
    "azure:loganalytics/linkedService:LinkedService": Spelling(
        "azure-native:operationalinsights:LinkedService",
        rows=(
            Row("workspaceId", "workspaceName", last_segment),
            Row("writeAccessId", "writeAccessResourceId"),
        ),
    ),
    "azure:monitoring/dataCollectionRule:DataCollectionRule": Spelling(
        "azure-native:monitor:DataCollectionRule"
    ),
    "azure:redis/linkedServer:LinkedServer": Spelling(
        "azure-native:redis:LinkedServer", rows=(Row("targetRedisCacheName", "name"),)
    ),
}
_SAME = {
    "azure:cosmosdb/cassandraDatacenter:CassandraDatacenter": "cosmosdb:CassandraDataCenter",
    "azure:cosmosdb/cassandraKeyspace:CassandraKeyspace": (
        "cosmosdb:CassandraResourceCassandraKeyspace"
    ),
    "azure:cosmosdb/cassandraTable:CassandraTable": "cosmosdb:CassandraResourceCassandraTable",
    "azure:cosmosdb/gremlinDatabase:GremlinDatabase": "cosmosdb:GremlinResourceGremlinDatabase",
    "azure:cosmosdb/gremlinGraph:GremlinGraph": "cosmosdb:GremlinResourceGremlinGraph",
    "azure:cosmosdb/mongoCollection:MongoCollection": "cosmosdb:MongoDBResourceMongoDBCollection",
    "azure:cosmosdb/mongoDatabase:MongoDatabase": "cosmosdb:MongoDBResourceMongoDBDatabase",
    "azure:cosmosdb/sqlContainer:SqlContainer": "cosmosdb:SqlResourceSqlContainer",
    "azure:cosmosdb/sqlDatabase:SqlDatabase": "cosmosdb:SqlResourceSqlDatabase",
    "azure:cosmosdb/table:Table": "cosmosdb:TableResourceTable",
    "azure:compute/diskAccess:DiskAccess": "compute:DiskAccess",
    "azure:databricks/accessConnector:AccessConnector": "databricks:AccessConnector",
    "azure:mssql/virtualNetworkRule:VirtualNetworkRule": "sql:VirtualNetworkRule",
    "azure:mysql/flexibleDatabase:FlexibleDatabase": "dbformysql:Database",
    "azure:postgresql/database:Database": "dbforpostgresql:SingleServerDatabase",
    "azure:postgresql/configuration:Configuration": "dbforpostgresql:SingleServerConfiguration",
    "azure:postgresql/flexibleServerDatabase:FlexibleServerDatabase": "dbforpostgresql:Database",
}
SPELLINGS = {
    **_SPELT,
    "azure-native:netapp:Pool": Spelling("azure-native:netapp:CapacityPool"),
    "azure-native:netapp:Snapshot": Spelling("azure-native:netapp:CapacityPoolSnapshot"),
    "azure-native:netapp:Volume": Spelling("azure-native:netapp:CapacityPoolVolume"),
    **{token: Spelling(f"azure-native:{name}") for token, name in _SAME.items()},
}
"""Type token of the classic package -> how it is written."""
