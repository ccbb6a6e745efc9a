"""Where a model may answer: one copy for each country a request may be sent to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from edgewright.facts import catalogue, services
from edgewright.graph.flow_model import Copy, Maker, as_target
from edgewright.graph.model import RawResource, Whereabouts


def inferred(
    maker: Maker, name: Any, sources: tuple[RawResource, ...] = (), target: str | None = None
) -> Iterator[Copy]:
    """The copies of requests to a model, which is called by an id or deployed with a SKU.

    A zone of several countries gives a copy for each of them in which its cloud has a region of
    the same partition: whoever answers is in one of these. The id or SKU is `name`; what the
    requests go to is the name itself where there is no better `target`.
    """
    if name is None:
        return
    cloud, goal = maker.place.cloud or "", target or as_target(name)
    zone = services.inference_zone(cloud, name) if isinstance(name, str) else None
    if zone is None:
        yield Copy("inference", maker.nowhere(), goal, sources)
    elif zone.scope == "worldwide":
        yield Copy("inference", maker.anywhere(), goal, sources)
    else:
        start = maker.at(sources[0]) if sources else maker.place
        for country in _countries(cloud, str(name), start):
            yield Copy("inference", Whereabouts(cloud, zone.name, country), goal, sources)


def _countries(cloud: str, name: str, start: Whereabouts) -> tuple[str | None, ...]:
    """The countries besides its own; one that is not known where no list can be given."""
    possible = services.inference_countries(cloud, name, start.region or "")
    fact = catalogue.region(cloud, start.region or "")
    if possible is None or fact is None:
        return (None,)
    near = {one.country for one in catalogue.regions().values() if _beside(one, fact)}
    return tuple(country for country in possible if country in near and country != start.country)


def _beside(one: Any, other: Any) -> bool:
    return (one.cloud, one.partition) == (other.cloud, other.partition)
