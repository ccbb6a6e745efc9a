"""AKS with a registry, logs and workloads; modules of one version of their service."""

import pulumi
from pulumi_azure_native import (
    authorization,
    containerregistry,
    containerservice,
    network,
    resources,
)
from pulumi_azure_native import operationalinsights as logs


class Object(pulumi.CustomResource):
    """An object of Kubernetes."""

    def __init__(self, type: str, name: str, spec: dict, opts: pulumi.ResourceOptions) -> None:
        super().__init__(f"kubernetes:{type}", name, {"metadata": {"name": name}, **spec}, opts)


group = resources.ResourceGroup("platform", location="germanywestcentral")
net = network.VirtualNetwork(
    "platform-net",
    resource_group_name=group.name,
    address_space={"address_prefixes": ["10.10.0.0/16"]},
    subnets=[{"name": "nodes", "address_prefix": "10.10.1.0/24"}],
)
workspace = logs.Workspace(
    "platform-logs",
    resource_group_name=group.name,
    sku={"name": "PerGB2018"},
    retention_in_days=30,
)
registry = containerregistry.Registry(
    "images",
    resource_group_name=group.name,
    sku={"name": "Premium"},
    admin_user_enabled=False,
    opts=pulumi.ResourceOptions(
        aliases=[pulumi.Alias(type_="azure-native:containerregistry/v20230701:Registry")]
    ),
)
cluster = containerservice.ManagedCluster(
    "cluster",
    resource_group_name=group.name,
    dns_prefix="platform",
    enable_rbac=True,
    disable_local_accounts=True,
    identity={"type": "SystemAssigned"},
    agent_pool_profiles=[
        {
            "name": "system",
            "mode": "System",
            "count": 3,
            "vm_size": "Standard_D4s_v5",
            "vnet_subnet_id": net.subnets.apply(lambda found: found[0].id if found else None),
        }
    ],
    addon_profiles={
        "omsagent": {"enabled": True, "config": {"logAnalyticsWorkspaceResourceID": workspace.id}}
    },
    tags={"edgewright:data": "tickets"},
)
pool = containerservice.AgentPool(
    "gpu",
    resource_group_name=group.name,
    resource_name_=cluster.name,
    agent_pool_name="gpu",
    count=1,
    vm_size="Standard_NC6s_v3",
    mode="User",
)
authorization.RoleAssignment(
    "pulls",
    principal_id=cluster.identity_profile.apply(
        lambda found: found["kubeletidentity"].object_id if found else "unknown"
    ),
    role_definition_id="/providers/Microsoft.Authorization/roleDefinitions/"
    "7f951dda-4ed3-4680-a7ca-43fe172d538d",
    scope=registry.id,
)
credentials = containerservice.list_managed_cluster_user_credentials_output(
    resource_group_name=group.name, resource_name=cluster.name
)
kubernetes = pulumi.ResourceOptions(depends_on=[pool])
Object("core/v1:Namespace", "tickets", {}, kubernetes)
Object(
    "core/v1:Secret",
    "tickets-login",
    {"stringData": {"password": pulumi.Output.secret("abc")}},
    kubernetes,
)
Object(
    "core/v1:PersistentVolumeClaim",
    "tickets-files",
    {"spec": {"storageClassName": "managed-csi", "accessModes": ["ReadWriteOnce"]}},
    kubernetes,
)
pulumi.export("kubeconfig", pulumi.Output.secret(credentials.kubeconfigs))
