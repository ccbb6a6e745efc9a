"""Where a resource of AWS is: its own region, its provider's, the one in its ARN."""

from __future__ import annotations

import re

from edgewright.graph.aws.addresses import region_of_arn
from edgewright.graph.model import Properties, RawResource, is_unknown
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.location import first_region, in_cloud
from edgewright.graph.resource.locator import Locator
from edgewright.graph.resource.reading import as_list, as_text

ZONES = ("availabilityZone", "availabilityZoneId")
OUTPOSTS = ("outpostArn", "preferredOutpostArn")
SUBNET = "aws:ec2/subnet:Subnet"
_OUTSIDE = re.compile(r"[a-z]+(-[a-z]+)+-\d+-.+|[a-z]+\d+-(?!az\d+$).+")
"""The name or id of a Local Zone ("us-west-2-lax-1a", "usw2-lax1-az1") or of a Wavelength Zone
("us-east-1-wl1-bos-wlz-1"); that of an Availability Zone is "us-west-2a", or "usw2-az1"."""


def region_of(resource: RawResource, index: ResourceIndex) -> str | None:
    """The region a resource is in; None where it cannot be known, or is somewhere else.

    A Local Zone, a Wavelength Zone and an Outpost belong to a region and are in another place,
    maybe in another country (Warsaw is of Frankfurt, Buenos Aires of Virginia):
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html
    """
    if _is_outside(resource, index):
        return None
    arn = as_text(resource.props.get("arn"))
    # What nobody gave is the provider's; one that foretells nothing has it unknown in a preview.
    is_given = "region" in resource.inputs or not is_unknown(resource.props.get("region"))
    return first_region(
        resource.props.get("region") if is_given else None,
        resource.provider_props.get("region"),
        region_of_arn(arn) if arn else None,
    )


def _is_outside(resource: RawResource, index: ResourceIndex) -> bool:
    """Whether a resource, or a subnet it may be in, is in a place outside its region."""
    subnets = index.candidates(resource, "subnetId", (SUBNET,))
    return any(_names_outside(one.props) for one in (resource, *subnets))


def _names_outside(props: Properties) -> bool:
    zones = [*(props.get(name) for name in ZONES), *as_list(props.get("availabilityZones"))]
    if any(zone and _OUTSIDE.fullmatch(zone) for zone in map(as_text, zones)):
        return True
    return any(as_text(props.get(name)) for name in OUTPOSTS)


LOCATOR = Locator(
    prefixes=("aws:", "aws-native:", "edgewright:aws:"),
    cloud="aws",
    locate=in_cloud("aws", region_of),
    region_of_address=region_of_arn,
)
