"""Copies that Azure's databases make: replicas, geo-redundant backups, failover groups."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.graph.azure.replication import paired
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import UNKNOWN, PropertyValue, RawResource
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import read
from edgewright.graph.resource.source import SourceResource, as_target

SQL_DATABASE = "azure-native:sql:Database"
SQL_INSTANCE = "azure-native:sql:ManagedInstance"
INSTANCE_DATABASE = "azure-native:sql:ManagedDatabase"
MYSQL = "azure-native:dbformysql:Server"
REDIS = "azure-native:redis:Redis"
REDIS_CLUSTER = "azure-native:redisenterprise:RedisEnterprise"
REDIS_DATABASE = "azure-native:redisenterprise:Database"
MONGO = "azure-native:mongocluster:MongoCluster"
CITUS = "azure-native:dbforpostgresql:ServerGroupCluster"
_STAYS = frozenset({"local", "zone", "lrs", "zrs", "disabled"})
_LEAVES = frozenset({"geo", "geozone", "grs", "gzrs", "enabled"})
_UNSET = frozenset({"default", "create", "update"})
"""Ways to make a server that take nothing from another one."""


def _backup(source: SourceResource, kept: PropertyValue, default: str) -> Iterator[DerivedFlow]:
    """Backups by the word for their redundancy; of one nobody can read, to no known place."""
    word = default if kept in (None, "") else lower(kept)
    if word in _LEAVES:
        yield from paired(source, "backup")
    elif word not in _STAYS:
        yield DerivedFlow("backup", source.nowhere(), dict(UNKNOWN))


def _replica(
    source: SourceResource, mode: PropertyValue, path: tuple[str, ...], types: list[str]
) -> Iterator[DerivedFlow]:
    """What was made from another one, which may be elsewhere, is a copy of that."""
    address = source.declared(*path)
    if address in (None, "") or lower(mode) in _UNSET:
        return
    holders = source.holders(path[0], types, address)
    start = None if holders else source.nowhere()
    urn = source.resource.urn
    yield DerivedFlow("replica", source.place, urn, holders, start, source.resource)


def sql_database(source: SourceResource) -> Iterator[DerivedFlow]:
    """A database: its backups, and what it is a copy of.

    Backups are geo-redundant unless told otherwise (Microsoft Learn, "Automated backups in Azure
    SQL Database").
    """
    yield from _backup(source, source.declared("requestedBackupStorageRedundancy"), "geo")
    mode = source.declared("createMode")
    for name in ("sourceDatabaseId", "sourceResourceId", "recoverableDatabaseId"):
        yield from _replica(source, mode, (name,), [SQL_DATABASE])


def sql_instance(source: SourceResource) -> Iterator[DerivedFlow]:
    """A managed instance, whose backups are geo-redundant unless told otherwise.

    Microsoft Learn, "Automated backups in Azure SQL Managed Instance".
    """
    yield from _backup(source, source.declared("requestedBackupStorageRedundancy"), "geo")
    mode = source.declared("managedInstanceCreateMode")
    yield from _replica(source, mode, ("sourceManagedInstanceId",), [SQL_INSTANCE])


def instance_database(source: SourceResource) -> Iterator[DerivedFlow]:
    """A database of an instance, whose backups are as that says."""
    whole = source.refer(
        "managedInstanceName", [SQL_INSTANCE], source.declared("managedInstanceName")
    )
    if whole is None:
        yield DerivedFlow("backup", source.nowhere(), dict(UNKNOWN))
    else:
        kept = source.of(whole).declared("requestedBackupStorageRedundancy")
        yield from _backup(source, kept, "geo")
    mode = source.declared("createMode")
    for path in ("sourceDatabaseId", "recoverableDatabaseId", "crossSubscriptionSourceDatabaseId"):
        yield from _replica(source, mode, (path,), [INSTANCE_DATABASE])


def instance_failover(source: SourceResource) -> Iterator[DerivedFlow]:
    """A failover group: the databases of an instance are kept on its partner as well."""
    pairs = source.each("managedInstancePairs")
    primary = [read(one, "primaryManagedInstanceId") for one in pairs]
    held = source.declared("managedInstanceId")  # as the classic package has it
    named = [*primary, *([] if held is None else [held])]
    holders: tuple[RawResource, ...] = tuple(
        found
        for address in named
        for found in source.holders("managedInstancePairs", [SQL_INSTANCE], address)
    )
    for region in source.each("partnerRegions"):
        name = read(region, "location")
        yield DerivedFlow("failover", source.region(name), as_target(name), holders)
    partner = source.declared("partnerManagedInstanceId")
    if partner is not None:
        yield source.sink("failover", "partnerManagedInstanceId", [SQL_INSTANCE], partner, holders)


def mysql(source: SourceResource) -> Iterator[DerivedFlow]:
    """A flexible MySQL server, whose backups are locally redundant unless told otherwise.

    Microsoft Learn, "Backup and restore in Azure Database for MySQL".
    """
    yield from _backup(source, source.declared("backup", "geoRedundantBackup"), "disabled")
    mode = source.declared("createMode")
    yield from _replica(source, mode, ("sourceServerResourceId",), [MYSQL])


def single_server(source: SourceResource) -> Iterator[DerivedFlow]:
    """A single server of PostgreSQL, MySQL or MariaDB."""
    kept = source.declared("properties", "storageProfile", "geoRedundantBackup")
    yield from _backup(source, kept, "disabled")
    mode = source.declared("properties", "createMode")
    types = [source.resource.type]
    yield from _replica(source, mode, ("properties", "sourceServerId"), types)


def citus(source: SourceResource) -> Iterator[DerivedFlow]:
    """A cluster of PostgreSQL servers, whose backups are in its region unless told otherwise.

    Microsoft Learn, "Backup and restore in Azure Cosmos DB for PostgreSQL"; which other region
    that is, it does not say.
    """
    if source.declared("enableGeoBackup") not in (None, False):
        yield DerivedFlow("backup", source.nowhere(), dict(UNKNOWN))
    yield from _replica(source, None, ("sourceResourceId",), [CITUS])


def mongo(source: SourceResource) -> Iterator[DerivedFlow]:
    """A Mongo cluster: a replica of another one. Where its backups are, no document says."""
    properties = source.declared("properties")
    mode = read(properties, "createMode")
    yield from _replica(
        source, mode, ("properties", "replicaParameters", "sourceResourceId"), [MONGO]
    )
    yield from _replica(
        source, mode, ("properties", "restoreParameters", "sourceResourceId"), [MONGO]
    )
    yield DerivedFlow("backup", source.nowhere(), dict(UNKNOWN))


def redis_link(source: SourceResource) -> Iterator[DerivedFlow]:
    """A link between two caches: the primary's content is kept in the secondary as well.

    Microsoft Learn, "Configure geo-replication for Premium Azure Cache for Redis". `serverRole` is
    the role of the one that is linked to.
    """
    own, linked = ("name", source.declared("name")), source.declared("linkedRedisCacheId")
    there = source.region(source.declared("linkedRedisCacheLocation"))
    if lower(source.declared("serverRole")) == "primary":
        holders = source.holders("linkedRedisCacheId", [REDIS], linked)
        start = None if holders else there
        caches = source.holders(*_of(own), own[1])
        to = source.at(caches[0]) if len(caches) == 1 else source.place
        yield DerivedFlow("replica", to, as_target(own[1]), holders, start)
        return
    holders = source.holders(*_of(own), own[1])
    yield DerivedFlow("replica", there, as_target(linked), holders)


def _of(own: tuple[str, PropertyValue]) -> tuple[str, list[str]]:
    return own[0], [REDIS]


def redis_database(source: SourceResource) -> Iterator[DerivedFlow]:
    """A database of several clusters, each of which has all of it and names all.

    Microsoft Learn, "Configure active geo-replication for Azure Managed Redis instances".
    """
    holders = source.holders("clusterName", [REDIS_CLUSTER], source.declared("clusterName"))
    for one in source.each("geoReplication", "linkedDatabases"):
        address = read(one, "id")
        yield source.sink("replica", "geoReplication", [REDIS_CLUSTER], address, holders)


def synapse_pool(source: SourceResource) -> Iterator[DerivedFlow]:
    """A dedicated SQL pool: a geo-backup every day unless told otherwise.

    Microsoft Learn, "Backup and restore in Azure Synapse Dedicated SQL pool".
    """
    yield from _backup(source, source.declared("storageAccountType"), "grs")


def databricks(source: SourceResource) -> Iterator[DerivedFlow]:
    """A workspace, whose own account is geo-redundant unless told otherwise.

    Its SKU is Standard_GRS by default: Microsoft.Databricks workspaces,
    https://learn.microsoft.com/azure/templates/microsoft.databricks/workspaces
    """
    sku = source.declared("parameters", "storageAccountSkuName", "value")
    kept = "GRS" if sku in (None, "") else lower(sku)
    word = str(kept).rpartition("_")[2].lower() if isinstance(kept, str) else None
    if word in ("grs", "ragrs", "gzrs", "ragzrs"):
        yield from paired(source, "pair")
    elif word not in ("lrs", "zrs"):
        yield DerivedFlow("pair", source.nowhere(), dict(UNKNOWN))


SINGLE = (
    "azure-native:dbforpostgresql:SingleServer",
    "azure-native:dbformysql:SingleServer",
    "azure-native:dbformariadb:Server",
)
FLOWS: dict[str, FlowRule] = {
    SQL_DATABASE: sql_database,
    SQL_INSTANCE: sql_instance,
    INSTANCE_DATABASE: instance_database,
    "azure-native:sql:InstanceFailoverGroup": instance_failover,
    MYSQL: mysql,
    CITUS: citus,
    MONGO: mongo,
    "azure-native:redis:LinkedServer": redis_link,
    "azure-native:redis:RedisLinkedServer": redis_link,
    REDIS_DATABASE: redis_database,
    "azure-native:synapse:SqlPool": synapse_pool,
    "azure-native:databricks:Workspace": databricks,
    **dict.fromkeys(SINGLE, single_server),
}
