"""Where a resource of Azure is: its own location, its resource group's, its component's."""

from __future__ import annotations

from edgewright.graph.azure.resource_ids import resolve
from edgewright.graph.model import RawResource
from edgewright.graph.resource.index import Locator, ResourceIndex, canonical_type
from edgewright.graph.resource.location import in_cloud, intended
from edgewright.graph.resource.reading import as_text

RESOURCE_GROUP = "azure-native:resources:ResourceGroup"
OWN_NAMES = {
    "azure-native:applicationinsights:Component": "resourceName",
    "azure-native:cdn:Profile": "profileName",
    "azure-native:cognitiveservices:Account": "accountName",
    "azure-native:compute:Disk": "diskName",
    "azure-native:compute:Snapshot": "snapshotName",
    "azure-native:containerregistry:Registry": "registryName",
    "azure-native:cosmosdb:DatabaseAccount": "accountName",
    "azure-native:dataprotection:BackupVault": "vaultName",
    "azure-native:dbforpostgresql:Server": "serverName",
    "azure-native:deviceprovisioningservices:IotDpsResource": "provisioningServiceName",
    "azure-native:eventhub:Namespace": "namespaceName",
    "azure-native:iothub:IotHubResource": "resourceName",
    "azure-native:keyvault:Vault": "vaultName",
    "azure-native:machinelearningservices:Workspace": "workspaceName",
    "azure-native:network:VirtualNetwork": "virtualNetworkName",
    "azure-native:operationalinsights:Workspace": "workspaceName",
    "azure-native:recoveryservices:Vault": "vaultName",
    RESOURCE_GROUP: "resourceGroupName",
    "azure-native:servicebus:Namespace": "namespaceName",
    "azure-native:sql:Server": "serverName",
    "azure-native:storage:StorageAccount": "accountName",
}
"""What the package azure-native calls the name of a resource that others refer to."""


def region_name(name: str) -> str:
    """A region's name as the facts have it: "westeurope" of "West Europe"."""
    return name.replace(" ", "").lower()


def region_of(resource: RawResource, index: ResourceIndex) -> str | None:
    """The region a resource is in; None where it cannot be known.

    A resource group without one is where its provider is set to (pulumi-azure-native,
    provider/pkg/resources: `location` is by default "the location of its resource group or the
    configured value").
    """
    location = resource.props.get("location")
    if name := as_text(location):
        return region_name(name)
    if location is not None and not isinstance(location, str):
        return None
    if canonical_type(resource.type) != RESOURCE_GROUP:
        group = index.follow(resource, "resourceGroupName", RESOURCE_GROUP)
        if group is not None:
            return region_of(group, index)
    elif configured := as_text(resource.provider_props.get("location")):
        return region_name(configured)
    return intended(resource, index, "region")


LOCATOR = Locator(
    prefixes=("azure:", "azure-native:", "edgewright:azure:"),
    cloud="azure",
    locate=in_cloud("azure", region_of),
    region_name=region_name,
    provider_region="location",
    resolve=resolve,
    own_names=OWN_NAMES,
)
