"""Copies of stored things that Azure resources make: pairs, replicas, backups, images, keys."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.graph.azure.keys import MANAGED_HSM, VAULT
from edgewright.graph.azure.pairs import GEO_SKUS, pair_of, same_geography
from edgewright.graph.azure.residency import DATA_RESIDENCY, stays_in_region
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import UNKNOWN, PropertyValue, RawResource, ResourceLocation
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.source import SourceResource, as_target, in_order

ACCOUNT = "azure-native:storage:StorageAccount"
OBJECT_REPLICATION = "azure-native:storage:ObjectReplicationPolicy"
REGISTRY = "azure-native:containerregistry:Registry"
REPLICATION = "azure-native:containerregistry:Replication"
RECOVERY_VAULT = "azure-native:recoveryservices:Vault"
PROTECTED_ITEM = "azure-native:recoveryservices:ProtectedItem"
BACKUP_VAULT = "azure-native:dataprotection:BackupVault"
BACKUP_INSTANCE = "azure-native:dataprotection:BackupInstance"
SQL_SERVER = "azure-native:sql:Server"
PROVISIONING = "azure-native:deviceprovisioningservices:IotDpsResource"
POSTGRES = "azure-native:dbforpostgresql:Server"
ONE_REGION = ("locallyredundant", "zoneredundant")
"""Redundancies of a vault that keep everything in its region, in lower case."""


def paired(
    source: SourceResource, kind: str, holders: tuple[RawResource, ...] = ()
) -> Iterator[DerivedFlow]:
    """A copy to the pair of the region the source is in: none for a region without a pair."""
    pair = pair_of(source.place.region)
    if pair is not None:
        to = source.region(pair)
        yield DerivedFlow(kind, to, as_target(pair), holders)


def account_pair(source: SourceResource) -> Iterator[DerivedFlow]:
    """The second region of a geo-redundant account; of a SKU nobody can read, no known one."""
    kept = (lower(source.declared("sku", "name")) or "").rpartition("_")[2].upper()
    if kept in GEO_SKUS:
        secondary = source.declared("secondaryLocation")
        if isinstance(secondary, str) and secondary:
            yield DerivedFlow("pair", source.region(secondary), secondary)
        else:
            yield from paired(source, "pair")
    elif kept not in ("LRS", "ZRS"):
        yield DerivedFlow("pair", source.nowhere(), dict(UNKNOWN))


def object_replication(source: SourceResource) -> Iterator[DerivedFlow]:
    """Object replication. Both accounts have a policy; the first of them speaks for both."""
    origin, goal = source.declared("sourceAccount"), source.declared("destinationAccount")
    twins = [
        one
        for one in (
            source.index.having(OBJECT_REPLICATION, "sourceAccount", origin)
            if isinstance(origin, str)
            else ()
        )
        if one.props.get("destinationAccount") == goal
    ]
    if twins and min(one.urn for one in twins) != source.resource.urn:
        return
    holders = source.holders("sourceAccount", [ACCOUNT], origin)
    yield source.sink("replica", "destinationAccount", [ACCOUNT], goal, holders)


def cosmos_account(source: SourceResource) -> Iterator[DerivedFlow]:
    """Further locations of a Cosmos DB account, and its backups.

    Periodic backups, the default, are kept geo-redundant unless told otherwise (Microsoft Learn,
    "Periodic backup storage redundancy in Azure Cosmos DB").
    """
    start = _write_location(source)
    for location in source.each("locations"):
        name = read(location, "locationName")
        to = source.region(name)
        if to.region is None or to.region != start.region:
            yield DerivedFlow("replica", to, as_target(name), start=start)
    policy = source.declared("backupPolicy")
    kept = _kept(read(policy, "periodicModeProperties", "backupStorageRedundancy"), "geo")
    mode = _kept(read(policy, "type"), "periodic")
    if mode == "continuous" or (mode == "periodic" and kept in ("local", "zone")):
        return
    pair = pair_of(start.region)
    if (mode, kept) != ("periodic", "geo"):
        yield DerivedFlow("backup", source.nowhere(), dict(UNKNOWN), start=start)
    elif pair is not None:
        yield DerivedFlow("backup", source.region(pair), as_target(pair), start=start)


def _kept(value: PropertyValue, default: str) -> str | None:
    """A word that says how something is kept, which has no case; None for what is no text."""
    return default if value in (None, "") else lower(value)


def _write_location(source: SourceResource) -> ResourceLocation:
    """The location with the highest priority is written to, wherever the account is said to be."""
    for location in source.each("locations"):
        if read(location, "failoverPriority") == 0:
            return source.region(read(location, "locationName"))
    return source.place


def registry_replication(source: SourceResource) -> Iterator[DerivedFlow]:
    """A geo-replication of a container registry, which is where this resource is."""
    holders = source.holders("registryName", [REGISTRY], source.declared("registryName"))
    to = source.region(source.declared("location"))
    yield DerivedFlow("registry", to, as_target(source.declared("location")), holders)


def model_registry(source: SourceResource) -> Iterator[DerivedFlow]:
    """Every region a machine learning registry serves keeps the models in it."""
    for detail in source.each("regionDetails"):
        name = read(detail, "location")
        yield DerivedFlow("registry", source.region(name), as_target(name))


def messaging_namespace(source: SourceResource) -> Iterator[DerivedFlow]:
    """Geo-replication of a namespace's messages."""
    for location in source.each("geoDataReplication", "locations"):
        name = read(location, "locationName")
        yield DerivedFlow("replica", source.region(name), as_target(name))


def recovery_vault(source: SourceResource) -> Iterator[DerivedFlow]:
    """A Recovery Services vault, which is geo-redundant unless told otherwise.

    Source: Microsoft Learn, "Create and configure Recovery Services vaults".
    """
    settings = source.declared("properties", "redundancySettings")
    kept = _kept(read(settings, "standardTierStorageRedundancy"), "georedundant")
    restored = _kept(read(settings, "crossRegionRestore"), "disabled")
    items = source.users(PROTECTED_ITEM, "vaultName")
    holders = _protected(source, items, ("sourceResourceId",))
    if kept == "georedundant" or restored == "enabled":
        yield from paired(source, "backup", holders)
    elif kept not in ONE_REGION:
        yield DerivedFlow("backup", source.nowhere(), dict(UNKNOWN), holders)


def backup_vault(source: SourceResource) -> Iterator[DerivedFlow]:
    """A Backup vault: its redundancy is said when it is made, and so are further regions."""
    properties = source.declared("properties")
    stores = entries(read(properties, "storageSettings"))
    kept = [_kept(read(one, "type"), "") for one in stores]
    state = read(properties, "featureSettings", "crossRegionRestoreSettings", "state")
    items = source.users(BACKUP_INSTANCE, "vaultName")
    holders = _protected(source, items, ("dataSourceInfo", "resourceID"))
    if "georedundant" in kept or _kept(state, "disabled") == "enabled":
        yield from paired(source, "backup", holders)
    elif not {*kept} <= {*ONE_REGION} or _kept(state, "disabled") != "disabled":
        yield DerivedFlow("backup", source.nowhere(), dict(UNKNOWN), holders)
    for name in entries(read(properties, "replicatedRegions")):
        yield DerivedFlow("backup", source.region(name), as_target(name), holders)


def _protected(
    source: SourceResource, items: list[RawResource], path: tuple[str, ...]
) -> tuple[RawResource, ...]:
    """What a vault backs up, as far as the program declares it."""
    return in_order(
        one
        for item in items
        for one in source.of(item).holders(
            "properties", None, read(item.props, "properties", *path)
        )
    )


def key_vault(source: SourceResource) -> Iterator[DerivedFlow]:
    """A key vault is replicated to its region's pair where that is in the same geography.

    Nobody can switch it off. Source: Microsoft Learn, "Reliability in Azure Key Vault".
    """
    pair = pair_of(source.place.region)
    if isinstance(pair, str) and same_geography(source.place.region, pair):
        yield DerivedFlow("key", source.region(pair), pair)


def managed_hsm(source: SourceResource) -> Iterator[DerivedFlow]:
    """Further regions of a Managed HSM: the same keys in each."""
    for region in source.each("properties", "regions"):
        name = read(region, "name")
        yield DerivedFlow("key", source.region(name), as_target(name))


def failover(source: SourceResource) -> Iterator[DerivedFlow]:
    """An IoT hub or a provisioning service goes to the pair unless data residency is in force."""
    stays = stays_in_region(source, source.declared(*DATA_RESIDENCY))
    if stays is False:
        yield from paired(source, "failover")
    elif stays is not True:
        yield DerivedFlow("failover", source.nowhere(), dict(UNKNOWN))


def sql_failover(source: SourceResource) -> Iterator[DerivedFlow]:
    """A failover group: its databases are kept on the partner servers as well."""
    holders = source.holders("serverName", [SQL_SERVER], source.declared("serverName"))
    for partner in source.each("partnerServers"):
        address = read(partner, "id")
        yield source.sink("failover", "partnerServers", [SQL_SERVER], address, holders)


def postgres(source: SourceResource) -> Iterator[DerivedFlow]:
    """A PostgreSQL server: a replica of another one, and its geo-redundant backup."""
    address = source.declared("sourceServerResourceId")
    made = lower(source.declared("createMode"))
    if address is not None and made in ("replica", "georestore"):
        holders = source.holders("sourceServerResourceId", [POSTGRES], address)
        start = None if holders else source.nowhere()
        urn = source.resource.urn
        yield DerivedFlow("replica", source.place, urn, holders, start, source.resource)
    kept = _kept(source.declared("backup", "geoRedundantBackup"), "disabled")
    if kept == "enabled":
        yield from paired(source, "backup")
    elif kept != "disabled":
        yield DerivedFlow("backup", source.nowhere(), dict(UNKNOWN))


def disk_snapshot(source: SourceResource) -> Iterator[DerivedFlow]:
    """A snapshot that is copied from one in another region."""
    if lower(source.declared("creationData", "createOption")) != "copystart":
        return
    address = source.declared("creationData", "sourceResourceId")
    types = ["azure-native:compute:Snapshot", "azure-native:compute:Disk"]
    holders = source.holders("creationData", types, address)
    start = None if holders else source.nowhere()
    yield DerivedFlow(
        "snapshot", source.place, source.resource.urn, holders, start, source.resource
    )


def gallery_image(source: SourceResource) -> Iterator[DerivedFlow]:
    """Every region a version of an image is published to keeps a copy of it."""
    for region in source.each("publishingProfile", "targetRegions"):
        name = read(region, "name")
        yield DerivedFlow("snapshot", source.region(name), as_target(name))


FLOWS: dict[str, FlowRule] = {
    ACCOUNT: account_pair,
    OBJECT_REPLICATION: object_replication,
    "azure-native:cosmosdb:DatabaseAccount": cosmos_account,
    REPLICATION: registry_replication,
    "azure-native:machinelearningservices:Registry": model_registry,
    "azure-native:servicebus:Namespace": messaging_namespace,
    "azure-native:eventhub:Namespace": messaging_namespace,
    RECOVERY_VAULT: recovery_vault,
    BACKUP_VAULT: backup_vault,
    VAULT: key_vault,
    MANAGED_HSM: managed_hsm,
    PROVISIONING: failover,
    "azure-native:sql:FailoverGroup": sql_failover,
    POSTGRES: postgres,
    "azure-native:compute:Snapshot": disk_snapshot,
    "azure-native:compute:GalleryImageVersion": gallery_image,
}
STRUCTURAL = frozenset(
    {
        OBJECT_REPLICATION,
        PROTECTED_ITEM,
        BACKUP_INSTANCE,
        "azure-native:sql:FailoverGroup",
    }
)
"""Types that hold nothing themselves and only say what is copied where."""
