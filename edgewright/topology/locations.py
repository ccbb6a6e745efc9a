"""The places of an estate: its sites and every cloud region it names, with what is known."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.base.errors import EdgewrightError, raise_all
from edgewright.facts import catalogue
from edgewright.facts.rows import RegionFact
from edgewright.spec.models import CloudEndpoint, Estate, RemoteAccess, Site
from edgewright.topology.model import Location

Mention = tuple[str, str, tuple[str | int, ...]]
"""A region an estate names: cloud, region, and the path of the value in the file."""


def region_id(cloud: str, region: str) -> str:
    """The id of a region's location."""
    return f"{cloud}/{region}"


def site_id(site: str) -> str:
    """The id of a site's location."""
    return f"site/{site}"


def remote_access_id(access: str) -> str:
    """The id of the place from which remote access happens."""
    return f"remote-access/{access}"


def endpoint_id(estate: Estate, endpoint: str | CloudEndpoint) -> str:
    """The location a flow starts or ends at; a fleet stands for its site."""
    if isinstance(endpoint, CloudEndpoint):
        return region_id(endpoint.cloud, endpoint.region)
    fleet = estate.fleets.get(endpoint)
    return site_id(fleet.site if fleet else endpoint)


def build_locations(estate: Estate) -> tuple[Location, ...]:
    """Every place of the estate, sorted by id.

    Raises:
        EdgewrightError: TOP-001 for each region that its cloud does not have.
    """
    found: dict[str, Location] = {}
    errors: list[EdgewrightError] = []
    for cloud, name, path in _mentions(estate):
        fact = catalogue.region(cloud, name)
        if fact is None:
            errors.append(_unknown_region(estate, cloud, name, path))
        else:
            found[region_id(cloud, name)] = region_location(fact)
    raise_all(errors)
    for name, site in estate.sites.items():
        found[site_id(name)] = _site(name, site)
    for name, access in estate.support.items():
        found[remote_access_id(name)] = _remote_access(name, access)
    return tuple(found[id] for id in sorted(found))


def _mentions(estate: Estate) -> Iterator[Mention]:
    for used, entry in estate.clouds.used.items():
        for number, region in enumerate(entry.regions):
            yield used, region, ("clouds", used, "regions", number)
    for name, workload in estate.workloads.items():
        if workload.region is not None:
            for cloud in workload.on:
                yield cloud, workload.region, ("workloads", name, "region")
    for endpoint, path in _endpoints(estate):
        if isinstance(endpoint, CloudEndpoint):
            yield endpoint.cloud, endpoint.region, (*path, "region")


def _endpoints(estate: Estate) -> Iterator[tuple[str | CloudEndpoint, tuple[str | int, ...]]]:
    for name, access in estate.support.items():
        for number, endpoint in enumerate(access.where):
            yield endpoint, ("support", name, "where", number)
    for number, flow in enumerate(estate.flows):
        yield flow.source, ("flows", number, "from")
        yield flow.target, ("flows", number, "to")


def region_location(fact: RegionFact) -> Location:
    """A region as a place of the estate."""
    return Location(
        id=region_id(fact.cloud, fact.name),
        kind="region",
        name=fact.name,
        cloud=fact.cloud,
        country=fact.country,
        at=fact.at,
        operator=fact.operator,
        operator_parent=fact.operator_parent,
        partition=fact.partition,
    )


def _remote_access(name: str, access: RemoteAccess) -> Location:
    return Location(
        id=remote_access_id(name),
        kind="remote-access",
        name=name,
        cloud=None,
        country=access.country,
        at=access.at,
        operator=access.operator,
        operator_parent=access.operator_parent,
    )


def _site(name: str, site: Site) -> Location:
    return Location(
        id=site_id(name), kind="site", name=name, cloud=None, country=site.country, at=site.at
    )


def _unknown_region(
    estate: Estate, cloud: str, name: str, path: tuple[str | int, ...]
) -> EdgewrightError:
    return EdgewrightError(
        "TOP-001",
        f"{cloud} has no region {name!r}",
        hint=catalogue.meant(cloud, name),
        place=estate.place_of(*path),
    )
