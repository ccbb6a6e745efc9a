"""What services say of themselves in several ways: caches, accounts and pools of databases."""

from __future__ import annotations

from edgewright.graph.azure.keys import encryption, key_written_in
from edgewright.graph.azure.log_settings import logs
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import PROVIDER_KEY, unknown_encryption
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import as_text, is_unreadable
from edgewright.graph.resource.view import ResourceView

REDIS_CLUSTER = "azure-native:redisenterprise:RedisEnterprise"
SYNAPSE = "azure-native:synapse:Workspace"
KUSTO = "azure-native:kusto:Cluster"
CONTINUOUS_DAYS = {"continuous7days": 7, "continuous30days": 30}


def cache(view: ResourceView) -> Properties:
    """A Redis cache: one in a subnet of the user's own has no public address.

    Microsoft Learn, "Configure virtual network support for a Premium Azure Cache for Redis". The
    disks of the smallest (C0, C1) are not encrypted ("Configure disk encryption in Azure Cache for
    Redis").
    """
    subnet = view.declared("subnetId")
    access = view.declared("publicNetworkAccess")
    public: PropertyValue = lower(access) != "disabled"
    if as_text(subnet) is not None:
        public = False
    elif is_unreadable(access, str) or is_marker(subnet):
        public = False if lower(access) == "disabled" else dict(UNKNOWN)
    return {"public_network": public, **_disks(view), **logs(view)}


def _disks(view: ResourceView) -> Properties:
    family, size = view.declared("sku", "family"), view.declared("sku", "capacity")
    if lower(family) == "p":
        return dict(PROVIDER_KEY)
    if lower(family) != "c" or isinstance(size, bool) or not isinstance(size, int | float):
        return unknown_encryption()
    return {**PROVIDER_KEY, "encryption": "provider" if size > 1 else "none"}


def cosmos_account(view: ResourceView) -> Properties:
    """A Cosmos DB account: how long its backups are kept.

    Periodic backups are the default, and kept for 8 hours; continuous ones for 30 days unless their
    tier says 7 (Microsoft Learn, "Online backup and on-demand data restore in Azure Cosmos DB",
    "Continuous backup with point-in-time restore").
    """
    return {"backup_days": _kept_days(view), **logs(view)}


def _kept_days(view: ResourceView) -> PropertyValue:
    mode = view.declared("backupPolicy", "type")
    if is_unreadable(mode, str):
        return dict(UNKNOWN)
    kind = lower(mode) or "periodic"
    if kind == "continuous":
        tier = view.declared("backupPolicy", "continuousModeProperties", "tier")
        if tier in (None, ""):
            return CONTINUOUS_DAYS["continuous30days"]
        return CONTINUOUS_DAYS.get(lower(tier) or "", dict(UNKNOWN))
    path = ("backupPolicy", "periodicModeProperties", "backupRetentionIntervalInHours")
    hours = view.declared(*path)
    if kind != "periodic" or isinstance(hours, bool):
        return dict(UNKNOWN)
    hours = 8 if hours is None else hours
    return hours / 24 if isinstance(hours, int | float) else dict(UNKNOWN)


def redis_database(view: ResourceView) -> Properties:
    """A database of a Redis cluster, which is encrypted as that is."""
    path = ("encryption", "customerManagedKeyEncryption")
    return {**_key_of(view, "clusterName", REDIS_CLUSTER, path), **logs(view)}


def synapse_pool(view: ResourceView) -> Properties:
    """A dedicated SQL pool, which is encrypted as its workspace is.

    That is with a key of Azure's unless it has another (Microsoft Learn, "Encryption for Azure
    Synapse Analytics workspaces"); transparent encryption is a further layer.
    """
    return {**_key_of(view, "workspaceName", SYNAPSE, ("encryption", "cmk")), **logs(view)}


def kusto_database(view: ResourceView) -> Properties:
    """A database of a Data Explorer cluster, with a key of its own or that of the cluster."""
    own = view.declared("keyVaultProperties")
    if own not in (None, {}):
        return {**key_written_in(view, "keyVaultProperties", own), **logs(view)}
    return {**_key_of(view, "clusterName", KUSTO, ("keyVaultProperties",)), **logs(view)}


def _key_of(view: ResourceView, property: str, type: str, path: tuple[str, ...]) -> Properties:
    """The key of what something is part of; unknown where that is not in the program."""
    found = view.index.follow(view.resource, property, type)
    if found is None:
        return unknown_encryption()
    whole = view.of(found)
    address = whole.declared(*path)
    if is_marker(address):
        return unknown_encryption()
    return dict(PROVIDER_KEY) if address in (None, "", {}) else encryption(whole, path[0])
