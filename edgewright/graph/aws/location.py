"""Where a resource of AWS is: its own region, its provider's, the one in its ARN."""

from __future__ import annotations

from edgewright.graph.aws.addresses import region_of_arn
from edgewright.graph.model import RawResource
from edgewright.graph.resource.index import Locator, ResourceIndex
from edgewright.graph.resource.location import first_region, in_cloud
from edgewright.graph.resource.reading import as_text


def region_of(resource: RawResource, index: ResourceIndex) -> str | None:
    """The region a resource is in; None where it cannot be known."""
    arn = as_text(resource.props.get("arn"))
    return first_region(
        resource.props.get("region"),
        resource.provider_props.get("region"),
        region_of_arn(arn) if arn else None,
    )


LOCATOR = Locator(
    prefixes=("aws:", "aws-native:", "edgewright:aws:"),
    cloud="aws",
    locate=in_cloud("aws", region_of),
    region_of_address=region_of_arn,
)
