"""The one way edgewright declares a storage account, whoever needs one."""

from __future__ import annotations

from typing import Any

import pulumi
from pulumi_azure_native import storage

from edgewright.components.contract import DataLabel, Home, KeysOutputs
from edgewright.components.intent import tags, whole_days
from edgewright.components.naming import unique_compact

ACCOUNT_LIMIT = 24
REDUNDANCY = "Standard_ZRS"
"""Three copies in one region. A geo-redundant account would also write to the region's pair, and
that can be another country: brazilsouth's pair is in the United States."""
WANTED: dict[str, Any] = {
    "encryption": "customer",
    "public": False,
    "tls_only": True,
    "tls_min": "1.2",
    "versioned": True,
}


def account_name(home: Home, purpose: str) -> str:
    """The account's name, 3 to 24 lower-case letters and digits."""
    return unique_compact(home, purpose, limit=ACCOUNT_LIMIT)


def storage_account(
    name: str,
    home: Home,
    purpose: str,
    data: tuple[DataLabel, ...],
    keys: KeysOutputs,
    opts: pulumi.ResourceOptions,
) -> storage.StorageAccount:
    """A private account: our key, TLS 1.2, identities instead of shared keys, one region.

    It can be reached from the Internet, because sites have no private line to the cloud; every
    request needs an identity with a role on it.
    """
    return storage.StorageAccount(
        name,
        account_name=account_name(home, purpose),
        resource_group_name=home.group,
        location=home.region,
        kind="StorageV2",
        sku=storage.SkuArgs(name=REDUNDANCY),
        identity=storage.IdentityArgs(type="UserAssigned", user_assigned_identities=[keys.user]),
        encryption=_encryption(keys),
        minimum_tls_version="TLS1_2",
        enable_https_traffic_only=True,
        allow_blob_public_access=False,
        allow_shared_key_access=False,
        allow_cross_tenant_replication=False,
        default_to_o_auth_authentication=True,
        is_local_user_enabled=False,
        tags=tags(home, data),
        opts=opts,
    )


def _encryption(keys: KeysOutputs) -> storage.EncryptionArgs:
    """Our key without a version, so that the account follows its rotations."""
    return storage.EncryptionArgs(
        key_source="Microsoft.Keyvault",
        require_infrastructure_encryption=True,
        encryption_identity=storage.EncryptionIdentityArgs(
            encryption_user_assigned_identity=keys.user
        ),
        key_vault_properties=storage.KeyVaultPropertiesArgs(
            key_vault_uri=keys.key.apply(vault_of), key_name=keys.key.apply(key_name_of)
        ),
    )


def vault_of(key_uri: str) -> str:
    """The vault's address in a key's URI, "https://VAULT.vault.azure.net"."""
    return key_uri.partition("/keys/")[0]


def key_name_of(key_uri: str) -> str:
    """The key's name in its URI."""
    return key_uri.partition("/keys/")[2].partition("/")[0]


def keep(
    name: str,
    home: Home,
    account: storage.StorageAccount,
    retention_days: float | None,
    opts: pulumi.ResourceOptions,
) -> None:
    """Versions for every blob, and deletion after the retention if there is one."""
    storage.BlobServiceProperties(
        f"{name}-versions",
        blob_services_name="default",
        account_name=account.name,
        resource_group_name=home.group,
        is_versioning_enabled=True,
        opts=opts,
    )
    if retention_days is not None:
        storage.ManagementPolicy(
            f"{name}-retention",
            management_policy_name="default",
            account_name=account.name,
            resource_group_name=home.group,
            policy=storage.ManagementPolicySchemaArgs(rules=[_expiry(whole_days(retention_days))]),
            opts=opts,
        )


def _expiry(days: int) -> storage.ManagementPolicyRuleArgs:
    """Delete blobs `days` after they were written, and what became an old version a day later."""
    blob = storage.ManagementPolicyBaseBlobArgs(
        delete=storage.DateAfterModificationArgs(days_after_modification_greater_than=days)
    )
    version = storage.ManagementPolicyVersionArgs(
        delete=storage.DateAfterCreationArgs(days_after_creation_greater_than=days)
    )
    return storage.ManagementPolicyRuleArgs(
        name="retention",
        type="Lifecycle",
        enabled=True,
        definition=storage.ManagementPolicyDefinitionArgs(
            actions=storage.ManagementPolicyActionArgs(base_blob=blob, version=version),
            filters=storage.ManagementPolicyFilterArgs(blob_types=["blockBlob"]),
        ),
    )
