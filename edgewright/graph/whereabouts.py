"""Where a resource really is: its own region, else its provider's, else where its parent is."""

from __future__ import annotations

import re
from typing import Any

from edgewright.facts import catalogue
from edgewright.graph.index import ResourceIndex, canonical_type
from edgewright.graph.model import UNKNOWN, RawResource, Whereabouts, is_unknown

CLOUD_OF_PACKAGE = {
    "aws": "aws",
    "aws-native": "aws",
    "azure": "azure",
    "azure-native": "azure",
}
GLOBAL_PREFIXES = ("aws:iam/", "aws:cloudfront/", "aws:route53/", "aws-native:iam:")
"""AWS services without a region of their own. Where their control plane lives is a later matter;
until then their region is "global" and their country is not known."""
RESOURCE_GROUP = "azure-native:resources:ResourceGroup"
_ARN = re.compile(r"^arn:[a-z-]+:[a-z0-9-]+:([a-z0-9-]+):")


def package_of(type: str) -> str:
    """The provider package of a type token ("aws" of "aws:s3/bucket:Bucket")."""
    return type.partition(":")[0]


def whereabouts(resource: RawResource, index: ResourceIndex) -> Whereabouts:
    """The cloud, region and country of a resource; parts that cannot be known are None."""
    cloud = _cloud_of(resource.type)
    region = _region(resource, cloud, index)
    return Whereabouts(cloud, region, country_of(cloud, region))


def _cloud_of(type: str) -> str | None:
    """The cloud a type belongs to; our own say it in their second part."""
    package, *rest = type.split(":")
    if package == "edgewright":
        return rest[0] if rest[0] in ("aws", "azure") else None
    return CLOUD_OF_PACKAGE.get(package)


def country_of(cloud: str | None, region: str | None) -> str | None:
    """The country of a cloud region, None where it is not known."""
    if cloud is None or region is None:
        return None
    fact = catalogue.region(cloud, region)
    return fact.country if fact else None


def region_of_arn(arn: str) -> str | None:
    """The region an ARN names, None where it names none."""
    found = _ARN.match(arn)
    return found.group(1) if found else None


def as_property(place: Whereabouts) -> dict[str, Any]:
    """A location as rules read it: what is not known is unknown, never absent."""
    region: Any = place.region if place.region is not None else dict(UNKNOWN)
    country: Any = place.country if place.country is not None else dict(UNKNOWN)
    return {"cloud": place.cloud, "region": region, "country": country}


def _region(resource: RawResource, cloud: str | None, index: ResourceIndex) -> str | None:
    if package_of(resource.type) == "edgewright" and not resource.provider:
        return _intended_region(resource, index)
    if cloud == "azure":
        return _azure_region(resource, index)
    if resource.type.startswith(GLOBAL_PREFIXES):
        return "global"
    for value in (resource.props.get("region"), resource.provider_props.get("region")):
        if is_unknown(value):
            return None
        if isinstance(value, str) and value:
            return value
    arn = resource.props.get("arn")
    return region_of_arn(arn) if isinstance(arn, str) else None


def _azure_region(resource: RawResource, index: ResourceIndex) -> str | None:
    value = resource.props.get("location")
    if isinstance(value, str) and value:
        return value.replace(" ", "").lower()
    if is_unknown(value):
        return None
    if canonical_type(resource.type) != RESOURCE_GROUP:
        group = index.follow(resource, "resourceGroupName", RESOURCE_GROUP)
        if group is not None:
            return _azure_region(group, index)
    return _intended_region(resource, index)


def _intended_region(resource: RawResource, index: ResourceIndex) -> str | None:
    """The region the nearest component says it wants: all there is for data-plane resources."""
    for ancestor in index.ancestors(resource):
        intent = ancestor.inputs.get("intent")
        if isinstance(intent, dict) and isinstance(intent.get("region"), str):
            region: str = intent["region"]
            return region
    return None
