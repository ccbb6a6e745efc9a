"""Where a resource really is: its own region, else its provider's, else where its parent is."""

from __future__ import annotations

from collections.abc import Callable

from edgewright.facts import catalogue, services
from edgewright.graph.model import (
    UNKNOWN,
    Properties,
    PropertyValue,
    RawResource,
    ResourceLocation,
)
from edgewright.graph.resource.index import ResourceIndex, canonical_type
from edgewright.graph.resource.locator import Finder, Locator
from edgewright.graph.resource.reading import as_text, read

GLOBAL = "global"
"""The region of what is in a service without regions; its country is its control plane's."""
OWN_PACKAGE = "edgewright"
"""The package of our own components and resources."""
RegionReader = Callable[[RawResource, ResourceIndex], str | None]


def package_of(type: str) -> str:
    """The provider package of a type token ("aws" of "aws:s3/bucket:Bucket")."""
    return type.partition(":")[0]


def locate(resource: RawResource, index: ResourceIndex) -> ResourceLocation:
    """The cloud, region and country of a resource; parts that cannot be known are None."""
    return index.locator(resource.type).locate(resource, index)


def in_cloud(cloud: str | None, region: RegionReader) -> Finder:
    """Where the resources of a cloud with regions are.

    Args:
        cloud: its name in the facts; None for what is in no cloud the facts know.
        region: reads the region of a resource that is in one, None where it cannot be known.
    """

    def find(resource: RawResource, index: ResourceIndex) -> ResourceLocation:
        service = global_service(resource)
        if service is not None:
            return ResourceLocation(cloud, GLOBAL, _steered_from(resource, service))
        if package_of(resource.type) == OWN_PACKAGE and not resource.provider:
            name = intended(resource, index, "region")
        else:
            name = region(resource, index)
        return ResourceLocation(cloud, name, country_of(cloud, name))

    return find


def at_site(resource: RawResource, index: ResourceIndex) -> ResourceLocation:
    """Where content for a site is: in no cloud, in the country its component wants."""
    return ResourceLocation(None, None, intended(resource, index, "country"))


def own_region(resource: RawResource, index: ResourceIndex) -> str | None:
    """The region of a resource by its own property, else by its provider's."""
    return first_region(resource.props.get("region"), resource.provider_props.get("region"))


def first_region(*candidates: PropertyValue) -> str | None:
    """The first region that is given; None once one is given and cannot be read."""
    for value in candidates:
        if value is not None and not isinstance(value, str):
            return None
        if value:
            return value
    return None


ELSEWHERE = Locator(("",), None, in_cloud(None, own_region))
"""How anything else says where it is: a region if it names one, in no country the facts know."""


def global_service(resource: RawResource) -> services.GlobalService | None:
    """The service without regions that a resource is in, if it is in one.

    A type that is global by a setting only is taken for regional while that is not known.
    """
    service = services.global_service(canonical_type(resource.type))
    if service is None:
        return None
    fits = all(
        read(resource.props, *path.split(".")) == value for path, value in service.only_if.items()
    )
    return service if fits else None


def _steered_from(resource: RawResource, service: services.GlobalService) -> str | None:
    """The country of a global service's control plane; each partition has its own."""
    near = as_text(resource.provider_props.get("region"))
    fact = catalogue.region(service.cloud, near) if near else None
    # A cloud's first partition, the one a service's home is in, has the cloud's own name.
    if fact is None or fact.partition == service.cloud:
        return country_of(service.cloud, service.control_plane_region)
    country: str | None = (
        services.control_planes().get(service.cloud, {}).get(fact.partition, {}).get("country")
    )
    return country


def region_named(locator: Locator, name: PropertyValue) -> str | None:
    """A region as the facts have it ("westeurope" of "West Europe"); None for no name."""
    known = as_text(name)
    return locator.region_name(known) if known else None


def country_of(cloud: str | None, region: str | None) -> str | None:
    """The country of a cloud region, None where it is not known."""
    if cloud is None or region is None:
        return None
    fact = catalogue.region(cloud, region)
    return fact.country if fact else None


def as_property(place: ResourceLocation) -> Properties:
    """A location as rules read it: what is not known is unknown, never absent.

    A place with a country and no cloud is a site, which is in no region.
    """
    at_site = place.cloud is None and place.country is not None
    region = place.region if place.region is not None or at_site else dict(UNKNOWN)
    country = place.country if place.country is not None else dict(UNKNOWN)
    return {"cloud": place.cloud, "region": region, "country": country}


def intended(resource: RawResource, index: ResourceIndex, name: str) -> str | None:
    """A text that the nearest component with one says it wants; None when none does."""
    for intent in index.intents(resource):
        found = read(intent, name)
        if isinstance(found, str):
            return found
    return None
