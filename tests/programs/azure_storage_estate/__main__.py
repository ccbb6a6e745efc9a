"""Storage accounts with lifecycles, services, shares; one through an old module of its service."""

import pulumi
from pulumi_azure_native import recoveryservices, resources, storage

group = resources.ResourceGroup("estate", location="uksouth")
of = {"resource_group_name": group.name}
hot = storage.StorageAccount(
    "hot",
    kind="StorageV2",
    sku={"name": "Standard_ZRS"},
    access_tier="Hot",
    minimum_tls_version="TLS1_2",
    tags={"edgewright:data": "invoices"},
    **of,
)
storage.BlobServiceProperties(
    "hot-blobs",
    account_name=hot.name,
    blob_services_name="default",
    is_versioning_enabled=True,
    delete_retention_policy={"enabled": True, "days": 14},
    **of,
)
storage.ManagementPolicy(
    "hot-lifecycle",
    account_name=hot.name,
    management_policy_name="default",
    policy={
        "rules": [
            {
                "name": "old",
                "type": "Lifecycle",
                "definition": {
                    "filters": {"blob_types": ["blockBlob"]},
                    "actions": {
                        "base_blob": {"delete": {"days_after_modification_greater_than": 3650}}
                    },
                },
            }
        ]
    },
    **of,
)
for name in ("incoming", "booked"):
    storage.BlobContainer(name, account_name=hot.name, container_name=name, **of)
storage.Queue("to-book", account_name=hot.name, queue_name="to-book", **of)
storage.Table("index", account_name=hot.name, table_name="index", **of)
old = pulumi.CustomResource(
    "azure-native:storage/v20230101:StorageAccount",
    "old",
    {
        "resourceGroupName": group.name,
        "accountName": "acmeold",
        "location": "UK West",
        "kind": "StorageV2",
        "sku": {"name": "Standard_RAGRS"},
        "tags": {"edgewright:data": "invoices"},
    },
)
pulumi.CustomResource(
    "azure-native_storage_v20240101:storage:StorageAccount",
    "newer",
    {
        "resourceGroupName": group.name,
        "accountName": "acmenewer",
        "kind": "StorageV2",
        "sku": {"name": "Standard_LRS"},
        "tags": {"edgewright:data": "receipts"},
    },
)
share = storage.FileShare("office", account_name=hot.name, share_quota=100, **of)
vault = recoveryservices.Vault(
    "vault",
    sku={"name": "RS0", "tier": "Standard"},
    properties={"public_network_access": "Disabled"},
    tags={"edgewright:data": "invoices"},
    **of,
)
recoveryservices.ProtectionPolicy(
    "daily",
    vault_name=vault.name,
    properties={
        "backup_management_type": "AzureStorage",
        "work_load_type": "AzureFileShare",
        "time_zone": "UTC",
    },
    **of,
)
