"""A storage account for one data asset."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import storage

from edgewright.components.azure.storage_account import WANTED, account_name, keep, storage_account
from edgewright.components.contract import DataLakeArgs, DataLakeOutputs
from edgewright.components.intent import intent, whole_days


class DataLake(pulumi.ComponentResource):
    """An account with one private container, named after the asset."""

    def __init__(
        self, name: str, args: DataLakeArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        kept = None if args.retention_days is None else whole_days(args.retention_days)
        wanted = intent(args.home, args.data, carrier=args.asset, **WANTED, retention_days=kept)
        super().__init__("edgewright:azure:DataLake", name, wanted, opts)
        child = pulumi.ResourceOptions(parent=self)
        account = storage_account(
            f"{name}-account", args.home, args.asset, args.data, args.keys, child
        )
        keep(name, args.home, account, args.retention_days, child)
        storage.BlobContainer(
            f"{name}-container",
            container_name=args.asset,
            account_name=account.name,
            resource_group_name=args.home.group,
            public_access=storage.PublicAccess.NONE,
            opts=child,
        )
        host = f"{account_name(args.home, args.asset)}.blob.core.windows.net"
        self.outputs = DataLakeOutputs(args.asset, account.id, f"https://{host}/{args.asset}")
        self.register_outputs({"id": account.id, "address": self.outputs.address})
