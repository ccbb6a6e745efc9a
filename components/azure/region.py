"""One Azure region: the resource group all else is in."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import authorization, resources

from edgewright.components.contract import Home, RegionArgs
from edgewright.components.intent import intent, tags
from edgewright.components.naming import bounded

GROUP_LIMIT = 90


class Region(pulumi.ComponentResource):
    """A resource group in the region, so that even its metadata stays there."""

    def __init__(
        self, name: str, args: RegionArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        client = authorization.get_client_config()
        account = args.account or client.subscription_id
        bare = Home(args.estate, "azure", args.region, account, client.tenant_id)
        super().__init__("edgewright:azure:Region", name, intent(bare, args.data), opts)
        group = resources.ResourceGroup(
            f"{name}-group",
            resource_group_name=bounded(f"{args.estate}-{args.region}", GROUP_LIMIT),
            location=args.region,
            tags=tags(bare),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.outputs = Home(
            bare.estate, bare.cloud, bare.region, account, client.tenant_id, group.name
        )
        self.register_outputs({"region": args.region, "group": group.name})
