"""Where a resource of Azure is: its own location, its resource group's, its component's."""

from __future__ import annotations

from edgewright.graph.azure.resource_ids import resolve
from edgewright.graph.model import RawResource, is_marker
from edgewright.graph.resource.index import ResourceIndex, canonical_type, lower
from edgewright.graph.resource.location import in_cloud, intended
from edgewright.graph.resource.locator import Locator
from edgewright.graph.resource.reading import as_text, read

RESOURCE_GROUP = "azure-native:resources:ResourceGroup"
OWN_NAMES = {
    "azure-native:app:ManagedEnvironment": "environmentName",
    "azure-native:appconfiguration:ConfigurationStore": "configStoreName",
    "azure-native:applicationinsights:Component": "resourceName",
    "azure-native:authorization:RoleDefinition": "roleDefinitionId",
    "azure-native:cdn:AFDCustomDomain": "customDomainName",
    "azure-native:cdn:AFDEndpoint": "endpointName",
    "azure-native:cdn:Policy": "policyName",
    "azure-native:cdn:Profile": "profileName",
    "azure-native:cognitiveservices:Account": "accountName",
    "azure-native:compute:Disk": "diskName",
    "azure-native:compute:DiskEncryptionSet": "diskEncryptionSetName",
    "azure-native:compute:Snapshot": "snapshotName",
    "azure-native:compute:VirtualMachine": "vmName",
    "azure-native:compute:VirtualMachineScaleSet": "vmScaleSetName",
    "azure-native:containerregistry:Registry": "registryName",
    "azure-native:containerservice:ManagedCluster": "resourceName",
    "azure-native:cosmosdb:DatabaseAccount": "accountName",
    "azure-native:cosmosdb:MongoCluster": "mongoClusterName",
    "azure-native:datafactory:Factory": "factoryName",
    "azure-native:dataprotection:BackupVault": "vaultName",
    "azure-native:datashare:Account": "accountName",
    "azure-native:dbformariadb:Server": "serverName",
    "azure-native:dbformysql:Server": "serverName",
    "azure-native:dbformysql:SingleServer": "serverName",
    "azure-native:dbforpostgresql:Server": "serverName",
    "azure-native:dbforpostgresql:ServerGroupCluster": "clusterName",
    "azure-native:dbforpostgresql:SingleServer": "serverName",
    "azure-native:deviceprovisioningservices:IotDpsResource": "provisioningServiceName",
    "azure-native:digitaltwins:DigitalTwin": "resourceName",
    "azure-native:dns:Zone": "zoneName",
    "azure-native:elasticsan:ElasticSan": "elasticSanName",
    "azure-native:elasticsan:VolumeGroup": "volumeGroupName",
    "azure-native:eventgrid:Domain": "domainName",
    "azure-native:eventgrid:Namespace": "namespaceName",
    "azure-native:eventgrid:SystemTopic": "systemTopicName",
    "azure-native:eventgrid:Topic": "topicName",
    "azure-native:eventhub:EventHub": "eventHubName",
    "azure-native:eventhub:Namespace": "namespaceName",
    "azure-native:frontdoor:Policy": "policyName",
    "azure-native:iothub:IotHubResource": "resourceName",
    "azure-native:iotoperations:Instance": "instanceName",
    "azure-native:keyvault:Vault": "vaultName",
    "azure-native:kusto:Cluster": "clusterName",
    "azure-native:machinelearningservices:Workspace": "workspaceName",
    "azure-native:mongocluster:MongoCluster": "mongoClusterName",
    "azure-native:netapp:Account": "accountName",
    "azure-native:netapp:CapacityPoolVolume": "volumeName",
    "azure-native:network:AdminRuleCollection": "ruleCollectionName",
    "azure-native:network:FirewallPolicy": "firewallPolicyName",
    "azure-native:network:NetworkInterface": "networkInterfaceName",
    "azure-native:network:NetworkSecurityGroup": "networkSecurityGroupName",
    "azure-native:network:PublicIPAddress": "publicIpAddressName",
    "azure-native:network:VirtualNetwork": "virtualNetworkName",
    "azure-native:network:WebApplicationFirewallPolicy": "policyName",
    "azure-native:notificationhubs:Namespace": "namespaceName",
    "azure-native:operationalinsights:Cluster": "clusterName",
    "azure-native:operationalinsights:Workspace": "workspaceName",
    "azure-native:recoveryservices:Vault": "vaultName",
    "azure-native:redisenterprise:RedisEnterprise": "clusterName",
    "azure-native:relay:Namespace": "namespaceName",
    RESOURCE_GROUP: "resourceGroupName",
    "azure-native:servicebus:Namespace": "namespaceName",
    "azure-native:servicebus:Queue": "queueName",
    "azure-native:servicebus:Topic": "topicName",
    "azure-native:sql:Database": "databaseName",
    "azure-native:sql:ManagedDatabase": "databaseName",
    "azure-native:sql:ManagedInstance": "managedInstanceName",
    "azure-native:sql:Server": "serverName",
    "azure-native:sql:ServerKey": "keyName",
    "azure-native:storage:StorageAccount": "accountName",
    "azure-native:streamanalytics:StreamingJob": "jobName",
    "azure-native:synapse:SqlPool": "sqlPoolName",
    "azure-native:synapse:Workspace": "workspaceName",
}
"""What the package azure-native calls the name of a resource that others refer to."""


def region_name(name: str) -> str:
    """A region's name as the facts have it: "westeurope" of "West Europe"."""
    return name.replace(" ", "").lower()


def region_of(resource: RawResource, index: ResourceIndex) -> str | None:
    """The region a resource is in; None where it cannot be known, or is somewhere else.

    What has an extended location (an edge zone, a site of one's own) belongs to its region and is
    in another place, maybe in another country:
    https://learn.microsoft.com/azure/extended-zones/overview
    A resource group without one is where its provider is set to (pulumi-azure-native,
    provider/pkg/resources: `location` is by default "the location of its resource group or the
    configured value").
    """
    asked = resource.inputs.get("extendedLocation")
    if as_text(read(resource.props, "extendedLocation", "name")) or is_marker(asked):
        return None
    location = resource.props.get("location")
    if name := as_text(location):
        return region_name(name)
    if location is not None and not isinstance(location, str):
        return None
    if canonical_type(resource.type) != RESOURCE_GROUP:
        names = _other_names(resource)
        if len(names) > 1:
            return _region_of_whole(resource, names, index) or intended(resource, index, "region")
        groups = index.candidates(resource, "resourceGroupName", (RESOURCE_GROUP,))
        if groups:
            regions = {region_of(one, index) for one in groups}
            return regions.pop() if len(regions) == 1 else None
    elif configured := as_text(resource.provider_props.get("location")):
        return region_name(configured)
    return intended(resource, index, "region")


def _other_names(resource: RawResource) -> list[str]:
    """The inputs that name a resource and what it is part of, besides its resource group."""
    return [
        name
        for name, value in (resource.inputs or resource.props).items()
        if name.endswith("Name") and name != "resourceGroupName" and isinstance(value, str | dict)
    ]


def _region_of_whole(resource: RawResource, names: list[str], index: ResourceIndex) -> str | None:
    """The region of the account, server or network that a resource without a location is part of.

    It need not be that of the resource group they are in. None where it is not recorded.
    """
    group = lower(resource.props.get("resourceGroupName"))
    found = {
        region_of(one, index)
        for name in names
        for one in (
            *index.behind(resource, name),
            *index.named(lower(resource.props.get(name)) or ""),
        )
        if as_text(one.props.get("location"))
        and lower(one.props.get("resourceGroupName")) in (None, group)
    }
    return found.pop() if len(found) == 1 else None


LOCATOR = Locator(
    prefixes=("azure:", "azure-native:", "azuread:", "edgewright:azure:"),
    cloud="azure",
    locate=in_cloud("azure", region_of),
    region_name=region_name,
    provider_region="location",
    resolve=resolve,
    own_names=OWN_NAMES,
)
