"""A machine learning workspace in a network of its own, with private endpoints."""

import pulumi
from pulumi_azure_native import (
    applicationinsights,
    containerregistry,
    keyvault,
    machinelearningservices,
    network,
    privatedns,
    resources,
    storage,
)
from pulumi_azure_native.authorization import get_client_config

tenant = get_client_config().tenant_id
group = resources.ResourceGroup("learning", location="swedencentral")
given = {"resource_group_name": group.name}
net = network.VirtualNetwork(
    "learning-net", address_space={"address_prefixes": ["10.30.0.0/16"]}, **given
)
subnet = network.Subnet(
    "endpoints", virtual_network_name=net.name, address_prefix="10.30.1.0/24", **given
)
account = storage.StorageAccount(
    "learning",
    kind="StorageV2",
    sku={"name": "Standard_LRS"},
    public_network_access="Disabled",
    tags={"edgewright:data": "mri-scans"},
    **given,
)
vault = keyvault.Vault(
    "learning-vault",
    properties={"tenant_id": tenant, "sku": {"family": "A", "name": "premium"}},
    **given,
)
insights = applicationinsights.Component(
    "learning-insights", application_type="web", kind="web", ingestion_mode="LogAnalytics", **given
)
registry = containerregistry.Registry("learningimages", sku={"name": "Premium"}, **given)
workspace = machinelearningservices.Workspace(
    "workspace",
    identity={"type": "SystemAssigned"},
    storage_account=account.id,
    key_vault=vault.id,
    application_insights=insights.id,
    container_registry=registry.id,
    public_network_access="Disabled",
    tags={"edgewright:data": "mri-scans"},
    **given,
)
machinelearningservices.Compute(
    "trainers",
    workspace_name=workspace.name,
    compute_name="trainers",
    properties={
        "compute_type": "AmlCompute",
        "properties": {"vm_size": "Standard_NC6s_v3"},
    },
    **given,
)
endpoint = machinelearningservices.OnlineEndpoint(
    "scoring",
    workspace_name=workspace.name,
    endpoint_name="scoring",
    identity={"type": "SystemAssigned"},
    properties={"auth_mode": "AMLToken", "public_network_access": "Disabled"},
    **given,
)
zone = privatedns.PrivateZone(
    "ml-zone", private_zone_name="privatelink.api.azureml.ms", location="Global", **given
)
privatedns.VirtualNetworkLink(
    "ml-zone-link",
    private_zone_name=zone.name,
    virtual_network={"id": net.id},
    registration_enabled=False,
    location="Global",
    **given,
)
for name, target, what in (
    ("to-workspace", workspace.id, "amlworkspace"),
    ("to-storage", account.id, "blob"),
):
    private = network.PrivateEndpoint(
        name,
        subnet={"id": subnet.id},
        private_link_service_connections=[
            {"name": name, "private_link_service_id": target, "group_ids": [what]}
        ],
        **given,
    )
network.PrivateDnsZoneGroup(
    "zone-of-storage",
    private_endpoint_name=private.name,
    private_dns_zone_configs=[{"name": "ml", "private_dns_zone_id": zone.id}],
    **given,
)
pulumi.export("workspace", workspace.id)
