"""Where a resource of Azure is: its own location, its resource group's, its component's."""

from __future__ import annotations

from edgewright.graph.azure.resource_ids import resolve
from edgewright.graph.model import RawResource
from edgewright.graph.resource.index import Locator, ResourceIndex, canonical_type
from edgewright.graph.resource.location import in_cloud, intended
from edgewright.graph.resource.reading import as_text, read

RESOURCE_GROUP = "azure-native:resources:ResourceGroup"


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
    if read(resource.props, "extendedLocation", "name") is not None:
        return None
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
)
