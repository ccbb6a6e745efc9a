"""Azure resource types in neutral kinds: storage, keys, registries, machine learning, IoT."""

from __future__ import annotations

from typing import Any

from edgewright.graph.azure_pairs import GEO_SKUS, pair_property
from edgewright.graph.model import UNKNOWN, RawResource, is_unknown
from edgewright.graph.view import View, is_unreadable, read
from edgewright.graph.whereabouts import country_of

VAULT = "azure-native:keyvault:Vault"
KEY = "azure-native:keyvault:Key"
MANAGEMENT_POLICY = "azure-native:storage:ManagementPolicy"
BLOB_SERVICE = "azure-native:storage:BlobServiceProperties"
REPLICATION = "azure-native:containerregistry:Replication"
MANAGED_HSM = "azure-native:keyvault:ManagedHsm"
REDUNDANCY = {"LRS": "local", "ZRS": "zone", **dict.fromkeys(GEO_SKUS, "geo")}
TLS_NAMES = {"TLS1_0": "1.0", "TLS1_1": "1.1", "TLS1_2": "1.2", "TLS1_3": "1.3"}
NO_KEY: dict[str, Any] = {"encryption": "provider", "key": None, "key_country": None}


def vault_key(view: View, property: str) -> dict[str, Any]:
    """{encryption, key, key_country} for a Key Vault key that `property` refers to.

    The country is the vault's: keys never leave their vault's geography. A key whose vault is not
    part of the program has an unknown country.
    """
    for type in (KEY, VAULT, MANAGED_HSM):
        found = _referred(view, property, type)
        if found is not None:
            vault = view.index.follow(found, "vaultName", VAULT) if type == KEY else found
            country = view.located(vault) if vault else dict(UNKNOWN)
            return {"encryption": "customer", "key": found.urn, "key_country": country}
    return {"encryption": "customer", "key": dict(UNKNOWN), "key_country": dict(UNKNOWN)}


def _referred(view: View, property: str, type: str) -> RawResource | None:
    urns = view.resource.property_dependencies.get(property, ())
    wanted = [view.index.by_urn[urn] for urn in urns if urn in view.index.by_urn]
    return next((found for found in wanted if found in view.index.of_type(type)), None)


def storage_account(view: View) -> dict[str, Any]:
    """A storage account.

    An account that sets no TLS floor is judged as TLS 1.0, which is how the service reads it;
    HTTPS-only is the service's default since API 2019-04-01.
    """
    floor = view.get("minimumTlsVersion")
    return {
        **_account_key(view),
        "public": view.flag("allowBlobPublicAccess", default=False),
        "tls_only": view.flag("enableHttpsTrafficOnly", default=True),
        "tls_min": dict(UNKNOWN) if is_unreadable(floor, str) else TLS_NAMES.get(str(floor), "1.0"),
        "versioned": _versioned(view),
        **_copies(view),
        "retention_days": _retention(view),
    }


def _account_key(view: View) -> dict[str, Any]:
    source = view.get("encryption", "keySource")
    if is_unreadable(source, str):
        return {name: dict(UNKNOWN) for name in NO_KEY}
    return vault_key(view, "encryption") if source == "Microsoft.Keyvault" else dict(NO_KEY)


def _versioned(view: View) -> Any:
    part = view.part(BLOB_SERVICE, "accountName")
    status = read(part.props, "isVersioningEnabled") if part else None
    return dict(UNKNOWN) if is_unreadable(status, bool) else status is True


def _copies(view: View) -> dict[str, Any]:
    """Redundancy by SKU; a geo SKU writes to the region's pair, wherever that is."""
    sku = view.get("sku", "name")
    if not isinstance(sku, str):
        return {"redundancy": dict(UNKNOWN), "replicas": dict(UNKNOWN)}
    redundancy = REDUNDANCY.get(sku.rpartition("_")[2])
    if redundancy is None:
        return {"redundancy": dict(UNKNOWN), "replicas": dict(UNKNOWN)}
    pair = pair_property(view.place.region) if redundancy == "geo" else None
    return {"redundancy": redundancy, "replicas": [pair] if pair else []}


def _retention(view: View) -> Any:
    """Days after which every blob is deleted: only enabled rules without a filter."""
    part = view.part(MANAGEMENT_POLICY, "accountName")
    rules = read(part.props, "policy", "rules") if part else None
    if is_unreadable(rules, list):
        return dict(UNKNOWN)
    days = [_expiry_days(rule) for rule in rules or []]
    numbers = [value for value in days if not isinstance(value, bool)]
    known = [int(value) for value in numbers if isinstance(value, int | float)]
    unreadable = any(value is not None for value in days)
    return min(known, default=dict(UNKNOWN) if unreadable else None)


def _expiry_days(rule: Any) -> Any:
    enabled = read(rule, "enabled")
    if is_unreadable(enabled, bool):
        return dict(UNKNOWN)
    if enabled is False or read(rule, "definition", "filters", "prefixMatch"):
        return None
    actions = read(rule, "definition", "actions", "baseBlob", "delete")
    after_change = read(actions, "daysAfterModificationGreaterThan")
    return after_change or read(actions, "daysAfterCreationGreaterThan")


def vault_key_itself(view: View) -> dict[str, Any]:
    """A Key Vault key with its vault's protection. Soft delete keeps it 90 days by default."""
    vault = view.index.follow(view.resource, "vaultName", VAULT)
    properties = read(vault.props, "properties") if vault else dict(UNKNOWN)
    protected = read(properties, "enablePurgeProtection")
    rotation = view.get("properties", "rotationPolicy")
    return {
        "rotation": rotation if is_unknown(rotation) else bool(rotation),
        "multi_region": False,
        "deletion_window_days": read(properties, "softDeleteRetentionInDays") or 90,
        "purge_protection": dict(UNKNOWN) if is_unreadable(protected, bool) else protected is True,
    }


def registry(view: View) -> dict[str, Any]:
    """An Azure container registry with its geo-replications."""
    status = view.get("encryption", "status")
    key = vault_key(view, "encryption") if status == "enabled" else dict(NO_KEY)
    key.pop("key_country")
    return {
        **key,
        "immutable_tags": False,
        "scan_on_push": False,
        "public": view.flag("anonymousPullEnabled", default=False),
        "replicas": [
            _replica(part.props.get("location")) for part in view.parts(REPLICATION, "registryName")
        ],
    }


def _replica(location: Any) -> dict[str, Any]:
    region = location.replace(" ", "").lower() if isinstance(location, str) else None
    country = country_of("azure", region)
    return {"region": region or dict(UNKNOWN), "country": country or dict(UNKNOWN)}


def workspace(view: View) -> dict[str, Any]:
    """A machine learning workspace, which holds the models registered in it."""
    status = view.get("encryption", "status")
    key = vault_key(view, "encryption") if status == "Enabled" else NO_KEY
    access = view.get("publicNetworkAccess")
    return {
        "encryption": dict(UNKNOWN) if is_unreadable(status, str) else key["encryption"],
        "public_network": dict(UNKNOWN) if is_unreadable(access, str) else access != "Disabled",
    }


def iot_hub(view: View) -> dict[str, Any]:
    """An IoT hub.

    Without a floor it accepts TLS 1.0, without `enableDataResidency` it fails over to its
    region's pair, without `disableLocalAuth` it accepts shared keys: the service's defaults.
    """
    floor = view.get("properties", "minTlsVersion")
    return {
        "tls_min": floor if is_unknown(floor) else floor or "1.0",
        "public_network": _reachable(view),
        "local_auth": _local_auth(view),
        **_failover(view),
    }


def provisioning_service(view: View) -> dict[str, Any]:
    """A device provisioning service: TLS 1.2 is the service's own floor, it has no setting."""
    return {
        "tls_min": "1.2",
        "public_network": _reachable(view),
        "local_auth": False,
        **_failover(view),
    }


def _reachable(view: View) -> Any:
    access = view.get("properties", "publicNetworkAccess")
    return dict(UNKNOWN) if is_unreadable(access, str) else access != "Disabled"


def _local_auth(view: View) -> Any:
    disabled = view.get("properties", "disableLocalAuth")
    return dict(UNKNOWN) if is_unreadable(disabled, bool) else disabled is not True


def _failover(view: View) -> dict[str, Any]:
    resident = view.get("properties", "enableDataResidency")
    if is_unreadable(resident, bool):
        names = ("data_residency", "failover_region", "failover_country")
        return {name: dict(UNKNOWN) for name in names}
    if resident is True:
        return {"data_residency": True, "failover_region": None, "failover_country": None}
    pair = pair_property(view.place.region) or {"region": None, "country": None}
    return {
        "data_residency": False,
        "failover_region": pair["region"],
        "failover_country": pair["country"],
    }


NORMALISERS = {
    "azure-native:storage:StorageAccount": ("storage.account", storage_account),
    KEY: ("key.key", vault_key_itself),
    "azure-native:containerregistry:Registry": ("registry.images", registry),
    "azure-native:machinelearningservices:Workspace": ("ml.registry", workspace),
    "azure-native:iothub:IotHubResource": ("iot.hub", iot_hub),
    "azure-native:deviceprovisioningservices:IotDpsResource": ("iot.hub", provisioning_service),
}
PARTS = frozenset(
    {
        VAULT,
        MANAGEMENT_POLICY,
        BLOB_SERVICE,
        REPLICATION,
        "azure-native:resources:ResourceGroup",
        "azure-native:storage:BlobContainer",
    }
)
"""Types that only configure or contain another one: assessed as part of it."""
