"""Where every label gets, and every border it crosses on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edgewright.topology.closure import close, holdings
from edgewright.topology.model import (
    Asset,
    Crossing,
    Derivation,
    Holding,
    Link,
    Location,
    Topology,
)
from edgewright.topology.witness_paths import Arc, Reach, Spot


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
    arcs = [*(_move(link) for link in links), *_makes(derivations)]
    countries = {location.id: location.country for location in locations}
    borders = [link for link in links if crosses(link, countries)]
    reaches = close(at_start, arcs, frozenset(link.id for link in borders))
    return Propagation(
        spots=frozenset(
            (label, *spot) for label, reach in reaches.items() for spot in reach.distances
        ),
        holdings=holdings(reaches),
        crossings=tuple(_crossings(reaches, borders)),
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


def _move(link: Link) -> Arc:
    return Arc((link.data, link.source), (link.data, link.target), "link", link.id)


def _makes(derivations: Iterable[Derivation]) -> Iterator[Arc]:
    for made in derivations:
        here, there = (made.parent, made.location), (made.data, made.location)
        yield Arc(here, there, "derives", made.workload)


def _crossings(reaches: Mapping[str, Reach], borders: Iterable[Link]) -> Iterator[Crossing]:
    """Every label on every link that crosses a border, in the order of the links."""
    reached = sorted(reaches.items())
    for link in borders:
        arc = _move(link)
        for label, reach in reached:
            if arc.source in reach.distances:
                yield Crossing(label, arc, reach)
