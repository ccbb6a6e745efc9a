"""Where a resource really is: its own region, else its provider's, else where its parent is."""

from __future__ import annotations

import re
from typing import Any

from edgewright.facts import catalogue, services
from edgewright.graph.index import ResourceIndex, canonical_type
from edgewright.graph.model import UNKNOWN, RawResource, Whereabouts

CLOUD_OF_PACKAGE = {
    "aws": "aws",
    "aws-native": "aws",
    "azure": "azure",
    "azure-native": "azure",
}
GLOBAL = "global"
"""The region of what is in a service without regions; its country is its control plane's."""
SITE_PREFIX = "edgewright:k3s:"
"""Content for a site: it is in no cloud, and in the country its component says."""
RESOURCE_GROUP = "azure-native:resources:ResourceGroup"
_ARN = re.compile(r"^arn:[a-z-]+:[a-z0-9-]+:([a-z0-9-]+):")


def package_of(type: str) -> str:
    """The provider package of a type token ("aws" of "aws:s3/bucket:Bucket")."""
    return type.partition(":")[0]


def whereabouts(resource: RawResource, index: ResourceIndex) -> Whereabouts:
    """The cloud, region and country of a resource; parts that cannot be known are None."""
    if resource.type.startswith(SITE_PREFIX):
        return Whereabouts(None, None, _intended(resource, index, "country"))
    cloud = _cloud_of(resource.type)
    service = global_service(resource)
    if service is not None:
        return Whereabouts(cloud, GLOBAL, _steered_from(resource, service))
    region = _region(resource, cloud, index)
    return Whereabouts(cloud, region, country_of(cloud, region))


def global_service(resource: RawResource) -> services.GlobalService | None:
    """The service without regions that a resource is in, if it is in one.

    A type that is global by a setting only is taken for regional while that is not known.
    """
    service = services.global_service(canonical_type(resource.type))
    if service is None:
        return None
    fits = all(_at(resource.props, path) == value for path, value in service.only_if.items())
    return service if fits else None


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _steered_from(resource: RawResource, service: services.GlobalService) -> str | None:
    """The country of a global service's control plane; each partition has its own."""
    home = country_of(service.cloud, service.control_plane_region)
    near = resource.provider_props.get("region")
    fact = catalogue.region(service.cloud, near) if isinstance(near, str) else None
    planes = services.control_planes().get(service.cloud, {})
    if fact is None or service.cloud != "aws" or fact.partition == "aws":
        return home
    country: str | None = planes.get(fact.partition, {}).get("country")
    return country


def region_name(cloud: str | None, name: Any) -> str | None:
    """A region's name as the facts have it ("westeurope" of "West Europe"); None for no name."""
    if not isinstance(name, str) or not name:
        return None
    return name.replace(" ", "").lower() if cloud == "azure" else name


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
    """A location as rules read it: what is not known is unknown, never absent.

    A place with a country and no cloud is a site, which is in no region.
    """
    at_site = place.cloud is None and place.country is not None
    region: Any = place.region if place.region is not None or at_site else dict(UNKNOWN)
    country: Any = place.country if place.country is not None else dict(UNKNOWN)
    return {"cloud": place.cloud, "region": region, "country": country}


def _region(resource: RawResource, cloud: str | None, index: ResourceIndex) -> str | None:
    if package_of(resource.type) == "edgewright" and not resource.provider:
        return _intended_region(resource, index)
    if cloud == "azure":
        return _azure_region(resource, index)
    for value in (resource.props.get("region"), resource.provider_props.get("region")):
        if value is not None and not isinstance(value, str):
            return None
        if value:
            return value
    arn = resource.props.get("arn")
    return region_of_arn(arn) if isinstance(arn, str) else None


def _azure_region(resource: RawResource, index: ResourceIndex) -> str | None:
    value = resource.props.get("location")
    if isinstance(value, str) and value:
        return region_name("azure", value)
    if value is not None and not isinstance(value, str):
        return None
    if canonical_type(resource.type) != RESOURCE_GROUP:
        group = index.follow(resource, "resourceGroupName", RESOURCE_GROUP)
        if group is not None:
            return _azure_region(group, index)
    return _intended_region(resource, index)


def _intended_region(resource: RawResource, index: ResourceIndex) -> str | None:
    """The region the nearest component says it wants: all there is for data-plane resources."""
    return _intended(resource, index, "region")


def _intended(resource: RawResource, index: ResourceIndex, name: str) -> str | None:
    """A text that the nearest component with one says it wants; None when none does."""
    for ancestor in index.ancestors(resource):
        intent = ancestor.inputs.get("intent")
        if isinstance(intent, dict) and isinstance(intent.get(name), str):
            found: str = intent[name]
            return found
    return None
