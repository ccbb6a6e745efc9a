"""Synapse, Data Factory and Databricks on one lake; a transform that adds tags."""

import pulumi
from pulumi_azure_native import databricks, datafactory, resources, storage, synapse


def tagged(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
    """Everything of storage and of Synapse holds sales."""
    if not args.custom or args.type_ not in (
        "azure-native:storage:StorageAccount",
        "azure-native:synapse:Workspace",
    ):
        return None
    return pulumi.ResourceTransformResult(
        {**args.props, "tags": {"edgewright:data": "sales"}}, args.opts
    )


pulumi.runtime.register_resource_transform(tagged)
group = resources.ResourceGroup("analytics", location="switzerlandnorth")
of = {"resource_group_name": group.name}
lake = storage.StorageAccount(
    "lake", kind="StorageV2", is_hns_enabled=True, sku={"name": "Standard_LRS"}, **of
)
files = storage.BlobContainer("files", account_name=lake.name, **of)
workspace = synapse.Workspace(
    "workspace",
    identity={"type": "SystemAssigned"},
    default_data_lake_storage={
        "account_url": lake.name.apply(lambda name: f"https://{name}.dfs.core.windows.net"),
        "filesystem": files.name,
    },
    sql_administrator_login="sales",
    sql_administrator_login_password=pulumi.Output.secret("a-b-c-d"),
    **of,
)
synapse.SqlPool("warehouse", workspace_name=workspace.name, sku={"name": "DW100c"}, **of)
synapse.BigDataPool(
    "spark",
    workspace_name=workspace.name,
    node_size="Small",
    node_size_family="MemoryOptimized",
    node_count=3,
    spark_version="3.4",
    **of,
)
synapse.IpFirewallRule(
    "office",
    workspace_name=workspace.name,
    start_ip_address="203.0.113.4",
    end_ip_address="203.0.113.4",
    **of,
)
factory = datafactory.Factory(
    "factory",
    identity={"type": "SystemAssigned"},
    public_network_access="Disabled",
    tags={"edgewright:data": "sales"},
    **of,
)
link = datafactory.LinkedService(
    "to-lake",
    factory_name=factory.name,
    properties={
        "type": "AzureBlobFS",
        "url": lake.name.apply(lambda name: f"https://{name}.dfs.core.windows.net"),
    },
    **of,
)
datafactory.Pipeline("copy", factory_name=factory.name, activities=[], **of)
databricks.Workspace(
    "notebooks",
    compute_mode="Hybrid",
    managed_resource_group_id="/subscriptions/00000000-0000-0000-0000-000000000000"
    "/resourceGroups/notebooks-managed",
    sku={"name": "premium"},
    tags={"EDGEWRIGHT:DATA": "sales"},
    **of,
)
