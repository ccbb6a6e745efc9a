"""Who holds a key: the provider, the customer in a key service, or the customer alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from edgewright.graph.model import UNKNOWN, RawResource, is_unknown
from edgewright.graph.resource.index import ResourceIndex, canonical_type
from edgewright.graph.resource.view import read

KMS_KEY = "aws:kms/key:Key"
EXTERNAL_KEY = "aws:kms/externalKey:ExternalKey"
KEY_STORE = "aws:kms/customKeyStore:CustomKeyStore"
REPLICA_KEY = "aws:kms/replicaKey:ReplicaKey"
VAULT_KEY = "azure-native:keyvault:Key"
MANAGED_HSM = "azure-native:keyvault:ManagedHsm"
STORES: dict[str, Any] = {"None": "hsm", "AWS_CLOUDHSM": "hsm", "EXTERNAL_KEY_STORE": "external"}
"""Type of a custom key store -> custody of its keys; AWS CloudHSM is the service's default."""
HSM_HOST = ".managedhsm."
"""Part of the address of every key in a Managed HSM, in each of Azure's clouds."""


def key_custody(key: RawResource, index: ResourceIndex) -> Any:
    """Who holds a key of the program: customer, imported, hsm, external, or unknown."""
    holder = HOLDERS.get(canonical_type(key.type))
    return dict(UNKNOWN) if holder is None else holder(key, index)


def store_custody(found: Mapping[str, Any], index: ResourceIndex) -> Any:
    """Who holds the key of a store, by its normalised `encryption` and `key`.

    A key that is not part of the program may be in any custody.
    """
    encryption, key = found.get("encryption"), found.get("key")
    if key is None:
        return "provider" if encryption in ("provider", "none", None) else dict(UNKNOWN)
    if not isinstance(key, str):
        return dict(UNKNOWN)
    if HSM_HOST in key:
        return "hsm"
    resource = index.by_urn.get(key)
    return dict(UNKNOWN) if resource is None else key_custody(resource, index)


def _kms_key(key: RawResource, index: ResourceIndex) -> Any:
    """A key of AWS KMS: one in a custom key store is in a CloudHSM cluster or outside AWS.

    Only a key outside has an id of its own there (`xksKeyId`).
    """
    outside, store = _given(key, "xksKeyId"), _given(key, "customKeyStoreId")
    if isinstance(outside, str):
        return "external"
    if store is None:
        return "customer" if outside is None else dict(UNKNOWN)
    found = index.follow(key, "customKeyStoreId", KEY_STORE)
    if found is None:
        return "hsm" if isinstance(store, str) and outside is None else dict(UNKNOWN)
    return STORES.get(str(_given(found, "customKeyStoreType")), dict(UNKNOWN))


def _given(resource: RawResource, name: str) -> Any:
    """A property; what no program gave and no cloud has answered yet was not asked for."""
    value = resource.props.get(name)
    return None if value == "" or (is_unknown(value) and name not in resource.inputs) else value


def _replica(key: RawResource, index: ResourceIndex) -> Any:
    """A replica is the same key material as its primary."""
    for type in (KMS_KEY, EXTERNAL_KEY):
        primary = index.follow(key, "primaryKeyArn", type)
        if primary is not None:
            return key_custody(primary, index)
    return dict(UNKNOWN)


def _vault_key(key: RawResource, index: ResourceIndex) -> Any:
    """A Key Vault key, by its type; of a type that cannot be read, nobody knows."""
    kind = read(key.props, "properties", "kty")
    if not isinstance(kind, str):
        kind = key.props.get("kty")
    if not isinstance(kind, str):
        return dict(UNKNOWN)
    return "hsm" if kind.upper().endswith("-HSM") else "customer"


def _vault(vault: RawResource, index: ResourceIndex) -> Any:
    """Some key of a vault: only the premium tier has keys in hardware modules."""
    tier = read(vault.props, "properties", "sku", "name")
    return "customer" if isinstance(tier, str) and tier.lower() == "standard" else dict(UNKNOWN)


HOLDERS: dict[str, Callable[[RawResource, ResourceIndex], Any]] = {
    KMS_KEY: _kms_key,
    EXTERNAL_KEY: lambda key, index: "imported",
    REPLICA_KEY: _replica,
    "aws:kms/replicaExternalKey:ReplicaExternalKey": lambda key, index: "imported",
    VAULT_KEY: _vault_key,
    "azure-native:keyvault:Vault": _vault,
    MANAGED_HSM: lambda key, index: "hsm",
}
