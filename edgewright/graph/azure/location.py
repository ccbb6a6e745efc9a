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
FREE = ("resourceGroupName", "friendlyName", "displayName")
"""Names that are neither a resource's own nor of what it is part of."""


def region_name(name: str) -> str:
    """A region's name as the facts have it: "westeurope" of "West Europe"."""
    return name.replace(" ", "").lower()


def region_of(
    resource: RawResource, index: ResourceIndex, seen: tuple[str, ...] = ()
) -> str | None:
    """The region a resource is in; None where it cannot be known, or is somewhere else.

    What has an extended location (an edge zone, a site of one's own) belongs to its region and is
    in another place, maybe in another country:
    https://learn.microsoft.com/azure/extended-zones/overview
    A resource group without one is where its provider is set to (pulumi-azure-native,
    provider/pkg/resources: `location` is by default "the location of its resource group or the
    configured value").

    Args:
        resource: the resource.
        index: what is around it.
        seen: URNs of its parts that are being asked for, so that none is asked in circles.
    """
    asked = resource.inputs.get("extendedLocation")
    if as_text(read(resource.props, "extendedLocation", "name")) or is_marker(asked):
        return None
    location = resource.props.get("location")
    if name := as_text(location):
        return region_name(name)
    if location is not None and not isinstance(location, str):
        return None
    if canonical_type(resource.type) == RESOURCE_GROUP:
        configured = as_text(resource.provider_props.get("location"))
        return region_name(configured) if configured else intended(resource, index, "region")
    wholes = _names_of_wholes(resource, index)
    where = _region_of_whole(resource, wholes, index, (*seen, resource.urn))
    if where is None and not wholes:
        where = _region_of_group(resource, index)
    return where or intended(resource, index, "region")


def _region_of_group(resource: RawResource, index: ResourceIndex) -> str | None:
    """The region of the resource group of a resource; None where there are several, or none."""
    groups = index.candidates(resource, "resourceGroupName", (RESOURCE_GROUP,))
    regions = {region_of(one, index) for one in groups}
    return regions.pop() if len(regions) == 1 else None


def _names_of_wholes(resource: RawResource, index: ResourceIndex) -> list[str]:
    """The inputs that name what a resource without a location is part of.

    Of several names one is its own; a single one is, unless it is the name of what it came from. A
    setting of something names that by its address.
    """
    given = resource.inputs or resource.props
    own = OWN_NAMES.get(canonical_type(resource.type))
    names = [
        name
        for name, value in given.items()
        if name.endswith("Name") and name not in (own, *FREE) and isinstance(value, str | dict)
    ]
    if own in given or len(names) > 1:
        return names
    if names:
        return names if _is_of_whole(resource, names[0], index) else []
    return ["resourceUri"] if "resourceUri" in given else []


def _is_of_whole(resource: RawResource, name: str, index: ResourceIndex) -> bool:
    """Whether the only name that is given is that of a whole, not the resource's own.

    So it is where it came from what is called so, or, where that is not known, from something of
    the service and is not called after the resource's type.
    """
    value, type = resource.props.get(name), canonical_type(resource.type)
    behind = [one for one in index.behind(resource, name) if _can_be_whole(one, resource)]
    if is_marker(value):
        return bool(behind) and name.removesuffix("Name").lower() not in type.lower()
    called = index.named(lower(value) or "")
    return any(one in called for one in behind)


def _region_of_whole(
    resource: RawResource, names: list[str], index: ResourceIndex, seen: tuple[str, ...]
) -> str | None:
    """The region of the account, server or network that a resource without a location is part of.

    It need not be that of the resource group they are in. What it is part of may be where its own
    group is, or its own whole. None where it is not recorded.
    """
    group = lower(resource.props.get("resourceGroupName"))
    found = {
        region_of(one, index, seen)
        for name in names
        for one in (
            *index.behind(resource, name),
            *index.named(lower(resource.props.get(name)) or ""),
        )
        if one.urn not in seen
        and _can_be_whole(one, resource)
        and (group is None or lower(one.props.get("resourceGroupName")) in (None, group))
    }
    return found.pop() if len(found) == 1 else None


def _can_be_whole(one: RawResource, part: RawResource) -> bool:
    """Whether a resource may be what another is part of: it says where it is, or is of its service.

    Names are often alike between services ("default", the name of a product).
    """
    if canonical_type(one.type) == RESOURCE_GROUP:
        return False
    service = canonical_type(part.type).rpartition(":")[0]
    return bool(as_text(one.props.get("location"))) or one.type.startswith(f"{service}:")


LOCATOR = Locator(
    prefixes=("azure:", "azure-native:", "azuread:", "edgewright:azure:"),
    cloud="azure",
    locate=in_cloud("azure", region_of),
    region_name=region_name,
    provider_region="location",
    resolve=resolve,
    own_names=OWN_NAMES,
)
