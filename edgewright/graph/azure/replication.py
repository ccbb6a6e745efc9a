"""Copies of stored things that Azure resources make: pairs, replicas, backups, images, keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from edgewright.graph.azure.pairs import GEO_SKUS, pair_of, same_geography
from edgewright.graph.flow_model import Copy, Maker, as_target, entries
from edgewright.graph.model import UNKNOWN, RawResource, Whereabouts
from edgewright.graph.resource.view import read

ACCOUNT = "azure-native:storage:StorageAccount"
OBJECT_REPLICATION = "azure-native:storage:ObjectReplicationPolicy"
REGISTRY = "azure-native:containerregistry:Registry"
REPLICATION = "azure-native:containerregistry:Replication"
RECOVERY_VAULT = "azure-native:recoveryservices:Vault"
PROTECTED_ITEM = "azure-native:recoveryservices:ProtectedItem"
BACKUP_VAULT = "azure-native:dataprotection:BackupVault"
BACKUP_INSTANCE = "azure-native:dataprotection:BackupInstance"
SQL_SERVER = "azure-native:sql:Server"
POSTGRES = "azure-native:dbforpostgresql:Server"


def paired(maker: Maker, mechanism: str, sources: tuple[RawResource, ...] = ()) -> Iterator[Copy]:
    """A copy to the pair of the region the maker is in: none for a region without a pair."""
    pair = pair_of(maker.place.region)
    if pair is not None:
        to = maker.region(pair)
        yield Copy(mechanism, to, as_target(pair), sources)


def storage_account(maker: Maker) -> Iterator[Copy]:
    """The second region of a geo-redundant account; of a SKU nobody can read, no known one."""
    sku = maker.get("sku", "name")
    if not isinstance(sku, str):
        yield Copy("pair", maker.nowhere(), dict(UNKNOWN))
    elif sku.rpartition("_")[2].upper() in GEO_SKUS:
        said = maker.get("secondaryLocation")
        if isinstance(said, str) and said:
            yield Copy("pair", maker.region(said), said)
        else:
            yield from paired(maker, "pair")


def object_replication(maker: Maker) -> Iterator[Copy]:
    """Object replication. Both accounts have a policy; the first of them speaks for both."""
    source, goal = maker.get("sourceAccount"), maker.get("destinationAccount")
    twins = [
        one
        for one in maker.index.of_type(OBJECT_REPLICATION)
        if isinstance(source, str)
        and (one.props.get("sourceAccount"), one.props.get("destinationAccount")) == (source, goal)
    ]
    if twins and min(one.urn for one in twins) != maker.resource.urn:
        return
    sources = maker.sources("sourceAccount", [ACCOUNT], source)
    yield maker.sink("replica", "destinationAccount", [ACCOUNT], goal, sources)


def cosmos_account(maker: Maker) -> Iterator[Copy]:
    """Further locations of a Cosmos DB account, and its backups.

    Periodic backups, the default, are kept geo-redundant unless told otherwise (Microsoft Learn,
    "Periodic backup storage redundancy in Azure Cosmos DB").
    """
    start = _write_location(maker)
    for location in maker.each("locations"):
        name = read(location, "locationName")
        to = maker.region(name)
        if to.region is None or to.region != start.region:
            yield Copy("replica", to, as_target(name), start=start)
    policy = maker.get("backupPolicy")
    if read(policy, "type") in (None, "Periodic"):
        kept = read(policy, "periodicModeProperties", "backupStorageRedundancy")
        if kept in (None, "Geo"):
            pair = pair_of(start.region)
            if pair is not None:
                yield Copy("backup", maker.region(pair), as_target(pair), start=start)
        elif not isinstance(kept, str):
            yield Copy("backup", maker.nowhere(), dict(UNKNOWN), start=start)


def _write_location(maker: Maker) -> Whereabouts:
    """The location with the highest priority is written to, wherever the account is said to be."""
    for location in maker.each("locations"):
        if read(location, "failoverPriority") == 0:
            return maker.region(read(location, "locationName"))
    return maker.place


def registry_replication(maker: Maker) -> Iterator[Copy]:
    """A geo-replication of a container registry, which is where this resource is."""
    sources = maker.sources("registryName", [REGISTRY], maker.get("registryName"))
    to = maker.region(maker.get("location"))
    yield Copy("registry", to, as_target(maker.get("location")), sources)


def model_registry(maker: Maker) -> Iterator[Copy]:
    """Every region a machine learning registry serves keeps the models in it."""
    for detail in maker.each("regionDetails"):
        name = read(detail, "location")
        yield Copy("registry", maker.region(name), as_target(name))


def messaging_namespace(maker: Maker) -> Iterator[Copy]:
    """Geo-replication of a namespace's messages."""
    for location in maker.each("geoDataReplication", "locations"):
        name = read(location, "locationName")
        yield Copy("replica", maker.region(name), as_target(name))


def recovery_vault(maker: Maker) -> Iterator[Copy]:
    """A Recovery Services vault, which is geo-redundant unless told otherwise.

    Source: Microsoft Learn, "Create and configure Recovery Services vaults".
    """
    kept = maker.get("properties", "redundancySettings", "standardTierStorageRedundancy")
    restored = maker.get("properties", "redundancySettings", "crossRegionRestore")
    items = maker.index.referring(maker.resource, PROTECTED_ITEM, "vaultName")
    sources = _protected(maker, items, ("sourceResourceId",))
    if kept in (None, "GeoRedundant") or restored == "Enabled":
        yield from paired(maker, "backup", sources)
    elif not isinstance(kept, str):
        yield Copy("backup", maker.nowhere(), dict(UNKNOWN), sources)


def backup_vault(maker: Maker) -> Iterator[Copy]:
    """A Backup vault: its redundancy is said when it is made, and so are further regions."""
    properties = maker.get("properties")
    kept = [read(one, "type") for one in entries(read(properties, "storageSettings"))]
    state = read(properties, "featureSettings", "crossRegionRestoreSettings", "state")
    items = maker.index.referring(maker.resource, BACKUP_INSTANCE, "vaultName")
    sources = _protected(maker, items, ("dataSourceInfo", "resourceID"))
    if "GeoRedundant" in kept or state == "Enabled":
        yield from paired(maker, "backup", sources)
    elif not all(isinstance(one, str) for one in [*kept, state or ""]):
        yield Copy("backup", maker.nowhere(), dict(UNKNOWN), sources)
    for name in entries(read(properties, "replicatedRegions")):
        yield Copy("backup", maker.region(name), as_target(name), sources)


def _protected(
    maker: Maker, items: list[RawResource], path: tuple[str, ...]
) -> tuple[RawResource, ...]:
    """What a vault backs up, as far as the program declares it."""
    found: dict[str, RawResource] = {}
    for item in items:
        address = read(item.props, "properties", *path)
        one = Maker(item, maker.index).refer("properties", None, address)
        if one is not None:
            found[one.urn] = one
    return tuple(found[urn] for urn in sorted(found))


def key_vault(maker: Maker) -> Iterator[Copy]:
    """A key vault is replicated to its region's pair where that is in the same geography.

    Nobody can switch it off. Source: Microsoft Learn, "Reliability in Azure Key Vault".
    """
    pair = pair_of(maker.place.region)
    if isinstance(pair, str) and same_geography(maker.place.region, pair):
        yield Copy("key", maker.region(pair), pair)


def managed_hsm(maker: Maker) -> Iterator[Copy]:
    """Further regions of a Managed HSM: the same keys in each."""
    for region in maker.each("properties", "regions"):
        name = read(region, "name")
        yield Copy("key", maker.region(name), as_target(name))


def failover(maker: Maker) -> Iterator[Copy]:
    """An IoT hub or a provisioning service goes to the pair unless data residency is on."""
    resident = maker.get("properties", "enableDataResidency")
    if resident in (None, False):
        yield from paired(maker, "failover")
    elif resident is not True:
        yield Copy("failover", maker.nowhere(), dict(UNKNOWN))


def sql_failover(maker: Maker) -> Iterator[Copy]:
    """A failover group: its databases are kept on the partner servers as well."""
    sources = maker.sources("serverName", [SQL_SERVER], maker.get("serverName"))
    for partner in maker.each("partnerServers"):
        address = read(partner, "id")
        yield maker.sink("failover", "partnerServers", [SQL_SERVER], address, sources)


def postgres(maker: Maker) -> Iterator[Copy]:
    """A PostgreSQL server: a replica of another one, and its geo-redundant backup."""
    address = maker.get("sourceServerResourceId")
    if address is not None and maker.get("createMode") in ("Replica", "GeoRestore"):
        sources = maker.sources("sourceServerResourceId", [POSTGRES], address)
        start = maker.at(sources[0]) if sources else maker.nowhere()
        urn = maker.resource.urn
        yield Copy("replica", maker.place, urn, sources, start, maker.resource)
    kept = maker.get("backup", "geoRedundantBackup")
    if kept == "Enabled":
        yield from paired(maker, "backup")
    elif kept is not None and not isinstance(kept, str):
        yield Copy("backup", maker.nowhere(), dict(UNKNOWN))


def disk_snapshot(maker: Maker) -> Iterator[Copy]:
    """A snapshot that is copied from one in another region."""
    if maker.get("creationData", "createOption") != "CopyStart":
        return
    address = maker.get("creationData", "sourceResourceId")
    types = ["azure-native:compute:Snapshot", "azure-native:compute:Disk"]
    sources = maker.sources("creationData", types, address)
    start = maker.at(sources[0]) if sources else maker.nowhere()
    yield Copy("snapshot", maker.place, maker.resource.urn, sources, start, maker.resource)


def gallery_image(maker: Maker) -> Iterator[Copy]:
    """Every region a version of an image is published to keeps a copy of it."""
    for region in maker.each("publishingProfile", "targetRegions"):
        name: Any = read(region, "name")
        yield Copy("snapshot", maker.region(name), as_target(name))


COPIES: dict[str, Callable[[Maker], Iterator[Copy]]] = {
    ACCOUNT: storage_account,
    OBJECT_REPLICATION: object_replication,
    "azure-native:cosmosdb:DatabaseAccount": cosmos_account,
    REPLICATION: registry_replication,
    "azure-native:machinelearningservices:Registry": model_registry,
    "azure-native:servicebus:Namespace": messaging_namespace,
    "azure-native:eventhub:Namespace": messaging_namespace,
    RECOVERY_VAULT: recovery_vault,
    BACKUP_VAULT: backup_vault,
    "azure-native:keyvault:Vault": key_vault,
    "azure-native:keyvault:ManagedHsm": managed_hsm,
    "azure-native:deviceprovisioningservices:IotDpsResource": failover,
    "azure-native:sql:FailoverGroup": sql_failover,
    POSTGRES: postgres,
    "azure-native:compute:Snapshot": disk_snapshot,
    "azure-native:compute:GalleryImageVersion": gallery_image,
}
PARTS = frozenset(
    {
        OBJECT_REPLICATION,
        PROTECTED_ITEM,
        BACKUP_INSTANCE,
        "azure-native:sql:FailoverGroup",
    }
)
"""Types that hold nothing themselves and only say what is copied where."""
