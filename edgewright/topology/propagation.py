"""Where every label gets, and every border it crosses on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edgewright.topology.closure import Arc, Reach, Spot, close, holdings
from edgewright.topology.model import (
    Asset,
    Crossing,
    Derivation,
    Holding,
    Link,
    Location,
    Step,
    Topology,
)


@dataclass(frozen=True)
class Propagation:
    """What labels reach.

    Attributes:
        spots: (label, carrier, location): every asset each label is in, wherever that is.
    """

    spots: frozenset[tuple[str, str, str]]
    holdings: tuple[Holding, ...]
    crossings: tuple[Crossing, ...]


def propagate(
    locations: Sequence[Location],
    assets: Sequence[Asset],
    links: Sequence[Link],
    starts: Sequence[tuple[str, str, str]],
    derivations: Sequence[Derivation],
) -> Propagation:
    """Follow every label from where it starts over links and derivations."""
    at_start: dict[str, list[Spot]] = {a.id: [] for a in assets if a.labels == (a.id,)}
    for label, carrier, place in starts:
        at_start[label].append((carrier, place))
    arcs = [*_moves(links), *_makes(derivations)]
    reaches = close(at_start, arcs)
    countries = {location.id: location.country for location in locations}
    return Propagation(
        spots=frozenset(
            (label, *spot) for label, reach in reaches.items() for spot in reach.distances
        ),
        holdings=holdings(reaches),
        crossings=tuple(_crossings(reaches, links, countries)),
    )


def with_derived_flows(
    topology: Topology,
    links: Iterable[Link],
    locations: Iterable[Location],
    starts: Iterable[tuple[str, str, str]],
) -> Topology:
    """The topology with flows derived from resources, and all that follows from them.

    Args:
        topology: the estate's own.
        links: the derived flows.
        locations: the places among their ends that the estate does not name.
        starts: (label, carrier, location): what resources hold although nothing brings it there.
    """
    known = {location.id: location for location in (*locations, *topology.locations)}
    places = tuple(known[id] for id in sorted(known))
    every = (*topology.links, *sorted(links, key=lambda link: link.id))
    started = tuple(sorted({*topology.starts, *starts}))
    reached = propagate(places, topology.assets, every, started, topology.derivations)
    return replace(
        topology,
        locations=places,
        links=every,
        starts=started,
        spots=reached.spots,
        holdings=reached.holdings,
        crossings=reached.crossings,
    )


def crosses(link: Link, countries: Mapping[str, str | None]) -> bool:
    """Whether a link crosses a border, or may because a country is not known."""
    source, target = countries[link.source], countries[link.target]
    return link.source != link.target and (source is None or source != target)


def _moves(links: Iterable[Link]) -> Iterator[Arc]:
    for link in links:
        yield Arc((link.data, link.source), (link.data, link.target), "link", link.id)


def _makes(derivations: Iterable[Derivation]) -> Iterator[Arc]:
    for made in derivations:
        here, there = (made.parent, made.location), (made.data, made.location)
        yield Arc(here, there, "derives", made.workload)


def _crossings(
    reaches: Mapping[str, Reach], links: Sequence[Link], countries: Mapping[str, str | None]
) -> Iterator[Crossing]:
    """Every label on every link that crosses a border, in the order of the links."""
    for link in links:
        if not crosses(link, countries):
            continue
        leaves: Spot = (link.data, link.source)
        for label in sorted(reaches):
            reach = reaches[label]
            if leaves in reach.distances:
                last = Step("link", link.data, link.target, link.id)
                yield Crossing(label, link.id, (*reach.path(leaves), last))
