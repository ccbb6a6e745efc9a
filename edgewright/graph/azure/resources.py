"""Azure resource types in neutral kinds: storage, registries, machine learning, IoT."""

from __future__ import annotations

from edgewright.graph.azure.keys import ENCRYPTION, KEY, PROVIDER_KEY, VAULT, encryption, vault_key
from edgewright.graph.azure.pairs import pair_of
from edgewright.graph.azure.replication import (
    ACCOUNT,
    PROVISIONING,
    REGISTRY,
    REPLICATION,
)
from edgewright.graph.azure.residency import DATA_RESIDENCY, offer, stays_in_region
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.provider import Normaliser
from edgewright.graph.resource.reading import as_list, is_unreadable, read
from edgewright.graph.resource.view import ResourceView

MANAGEMENT_POLICY = "azure-native:storage:ManagementPolicy"
BLOB_SERVICE = "azure-native:storage:BlobServiceProperties"
TLS_NAMES = {"TLS1_0": "1.0", "TLS1_1": "1.1", "TLS1_2": "1.2", "TLS1_3": "1.3"}


def storage_account(view: ResourceView) -> Properties:
    """A storage account.

    An account that sets no TLS floor is judged as TLS 1.0, which is how the service reads it;
    HTTPS-only is the service's default since API 2019-04-01.
    """
    floor = view.observed("minimumTlsVersion")
    return {
        **_account_key(view),
        "public": view.flag("allowBlobPublicAccess", default=False),
        "tls_only": view.flag("enableHttpsTrafficOnly", default=True),
        "tls_min": dict(UNKNOWN) if is_unreadable(floor, str) else TLS_NAMES.get(str(floor), "1.0"),
        "versioned": _versioned(view),
        "retention_days": _retention(view),
    }


def _account_key(view: ResourceView) -> Properties:
    kept = view.observed("encryption", "keySource")
    if is_unreadable(kept, str):
        return {name: dict(UNKNOWN) for name in ENCRYPTION}
    return encryption(view, "encryption") if kept == "Microsoft.Keyvault" else dict(PROVIDER_KEY)


def _versioned(view: ResourceView) -> PropertyValue:
    part = view.part(BLOB_SERVICE, "accountName")
    status = part.observed("isVersioningEnabled") if part else None
    return dict(UNKNOWN) if is_unreadable(status, bool) else status is True


def _retention(view: ResourceView) -> PropertyValue:
    """Days after which every blob is deleted: only enabled rules without a filter."""
    part = view.part(MANAGEMENT_POLICY, "accountName")
    rules = part.observed("policy", "rules") if part else None
    if is_unreadable(rules, list):
        return dict(UNKNOWN)
    days = [_expiry_days(rule) for rule in as_list(rules)]
    numbers = [value for value in days if not isinstance(value, bool)]
    known = [int(value) for value in numbers if isinstance(value, int | float)]
    unreadable = any(value is not None for value in days)
    return min(known, default=dict(UNKNOWN) if unreadable else None)


def _expiry_days(rule: PropertyValue) -> PropertyValue:
    enabled = read(rule, "enabled")
    if is_unreadable(enabled, bool):
        return dict(UNKNOWN)
    if enabled is False or read(rule, "definition", "filters", "prefixMatch"):
        return None
    actions = read(rule, "definition", "actions", "baseBlob", "delete")
    after_change = read(actions, "daysAfterModificationGreaterThan")
    return after_change or read(actions, "daysAfterCreationGreaterThan")


def registry(view: ResourceView) -> Properties:
    """An Azure container registry."""
    status = view.observed("encryption", "status")
    key = encryption(view, "encryption") if status == "enabled" else PROVIDER_KEY
    return {
        "encryption": key["encryption"],
        "immutable_tags": False,
        "scan_on_push": False,
        "public": view.flag("anonymousPullEnabled", default=False),
    }


def workspace(view: ResourceView) -> Properties:
    """A machine learning workspace, which holds the models registered in it."""
    status = view.observed("encryption", "status")
    key = encryption(view, "encryption") if status == "Enabled" else PROVIDER_KEY
    access = view.observed("publicNetworkAccess")
    return {
        "encryption": dict(UNKNOWN) if is_unreadable(status, str) else key["encryption"],
        "public_network": dict(UNKNOWN) if is_unreadable(access, str) else access != "Disabled",
    }


def iot_hub(view: ResourceView) -> Properties:
    """An IoT hub.

    Without a floor it accepts TLS 1.0, without `enableDataResidency` (or where that is not
    offered) it fails over to its region's pair, without `disableLocalAuth` it accepts shared keys:
    the service's defaults.
    """
    floor = view.observed("properties", "minTlsVersion")
    return {
        "tls_min": floor or "1.0",
        "public_network": _reachable(view),
        "local_auth": _local_auth(view),
        **_failover(view),
    }


def provisioning_service(view: ResourceView) -> Properties:
    """A device provisioning service: TLS 1.2 is the service's own floor, it has no setting."""
    return {
        "tls_min": "1.2",
        "public_network": _reachable(view),
        "local_auth": False,
        **_failover(view),
    }


def _reachable(view: ResourceView) -> PropertyValue:
    access = view.observed("properties", "publicNetworkAccess")
    return dict(UNKNOWN) if is_unreadable(access, str) else access != "Disabled"


def _local_auth(view: ResourceView) -> PropertyValue:
    disabled = view.observed("properties", "disableLocalAuth")
    return dict(UNKNOWN) if is_unreadable(disabled, bool) else disabled is not True


def _failover(view: ResourceView) -> Properties:
    given = view.observed(*DATA_RESIDENCY)
    stays = stays_in_region(view, given)
    pair = pair_of(view.place.region)
    if stays is not False:
        pair = None if stays is True else dict(UNKNOWN)
    doubted = stays is False and given not in (None, False) and pair is not None
    return {"residency_offer": offer(view) if doubted else None, "failover_region": pair}


NORMALISERS: dict[str, tuple[str, Normaliser]] = {
    ACCOUNT: ("storage.account", storage_account),
    KEY: ("key.key", vault_key),
    REGISTRY: ("registry.images", registry),
    "azure-native:machinelearningservices:Workspace": ("ml.registry", workspace),
    "azure-native:iothub:IotHubResource": ("iot.hub", iot_hub),
    PROVISIONING: ("iot.hub", provisioning_service),
}
STRUCTURAL = frozenset(
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
