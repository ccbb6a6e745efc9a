"""Where a model may answer: one flow for each country a request may be sent to."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.facts import catalogue, services
from edgewright.facts.rows import RegionFact
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import PropertyValue, RawResource, ResourceLocation
from edgewright.graph.resource.source import SourceResource, as_target


def inferred(
    source: SourceResource, name: PropertyValue, holders: tuple[RawResource, ...] = ()
) -> Iterator[DerivedFlow]:
    """The flows of requests to a model, which is called by an id or deployed with a SKU: `name`.

    A zone of several countries gives a flow for each of them in which its cloud has a region of
    the same partition: whoever answers is in one of these.
    """
    if name is None:
        return
    cloud, goal = source.place.cloud or "", as_target(name)
    zone = services.inference_zone(cloud, name) if isinstance(name, str) else None
    if zone is None:
        yield DerivedFlow("inference", source.nowhere(), goal, holders)
    elif zone.scope == "worldwide":
        yield DerivedFlow("inference", source.anywhere(), goal, holders)
    else:
        starts = {source.at(one) for one in holders} or {source.place}
        found = {country for one in starts for country in _countries(cloud, str(name), one)}
        for country in sorted(found, key=str):
            yield DerivedFlow(
                "inference", ResourceLocation(cloud, zone.name, country), goal, holders
            )


def _countries(cloud: str, name: str, start: ResourceLocation) -> tuple[str | None, ...]:
    """The countries besides its own; one that is not known where no list can be given."""
    possible = services.inference_countries(cloud, name, start.region or "")
    fact = catalogue.region(cloud, start.region or "")
    if possible is None or fact is None:
        return (None,)
    near = {one.country for one in catalogue.regions().values() if _beside(one, fact)}
    return tuple(country for country in possible if country in near and country != start.country)


def _beside(one: RegionFact, other: RegionFact) -> bool:
    return (one.cloud, one.partition) == (other.cloud, other.partition)
