"""Where every label is: the least fixpoint of labels over links and derivations, with witnesses.

A *spot* is an asset at a location. A label starts at spots, and an *arc* leads from a spot to
another: a link moves an asset, a derivation makes another asset in the same place. Every arc hands
on every label, so the least fixpoint is plain reachability: one breadth-first search per label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import rustworkx

from edgewright.topology.model import Holding, Step

Spot = tuple[str, str]
"""An asset and the location it is at."""


@dataclass(frozen=True, order=True)
class Arc:
    """A way for labels from one spot to another.

    Attributes:
        via: the link's id or the workload's name.
    """

    source: Spot
    target: Spot
    kind: Literal["link", "derives"]
    via: str


class ArcGraph:
    """Arcs, made ready for searches."""

    def __init__(self, arcs: Sequence[Arc]) -> None:
        self._arcs = sorted(set(arcs))
        self._spots = sorted({spot for arc in self._arcs for spot in (arc.source, arc.target)})
        self._index = {spot: number for number, spot in enumerate(self._spots)}
        self._graph: rustworkx.PyDiGraph[None, None] = rustworkx.PyDiGraph(multigraph=False)
        self._graph.add_nodes_from([None] * len(self._spots))
        self._graph.add_edges_from_no_data(
            [(self._index[arc.source], self._index[arc.target]) for arc in self._arcs]
        )
        self._into: dict[Spot, list[Arc]] = {}
        for arc in self._arcs:
            self._into.setdefault(arc.target, []).append(arc)

    def search(self, starts: Sequence[Spot]) -> Reach:
        """Everything that can be reached from `starts`, each spot with its distance in arcs."""
        distances = dict.fromkeys(sorted(starts), 0)
        sources = [self._index[spot] for spot in distances if spot in self._index]
        layers = rustworkx.bfs_layers(self._graph, sources) if sources else []
        for distance, layer in enumerate(layers):
            for number in layer:
                distances.setdefault(self._spots[number], distance)
        return Reach(distances, self._into)


@dataclass(frozen=True)
class Reach:
    """What one search reached.

    Attributes:
        distances: spot -> arcs on a shortest path from a start.
        into: spot -> the arcs that lead to it, sorted.
    """

    distances: Mapping[Spot, int]
    into: Mapping[Spot, Sequence[Arc]]

    def path(self, spot: Spot) -> tuple[Step, ...]:
        """A shortest path to `spot`. Of several, at each step back the arc that sorts first."""
        steps: list[Step] = []
        while (distance := self.distances[spot]) > 0:
            arc = next(
                arc for arc in self.into[spot] if self.distances.get(arc.source) == distance - 1
            )
            steps.append(Step(arc.kind, *spot, arc.via))
            spot = arc.source
        steps.append(Step("origin", *spot, ""))
        return tuple(reversed(steps))


def close(starts: Mapping[str, Sequence[Spot]], arcs: Sequence[Arc]) -> dict[str, Reach]:
    """What each label reaches.

    Args:
        starts: label -> the spots it starts at.
        arcs: every way labels can go. Cycles are allowed.
    """
    graph = ArcGraph(arcs)
    return {label: graph.search(spots) for label, spots in starts.items()}


def holdings(reaches: Mapping[str, Reach]) -> tuple[Holding, ...]:
    """One holding per label and location, sorted by both.

    Of several carriers of a label in one place, the holding names the one with the shortest path,
    and of several such the one that sorts first.
    """
    found: list[Holding] = []
    for label, reach in sorted(reaches.items()):
        nearest: dict[str, tuple[int, str]] = {}
        for (carrier, location), distance in reach.distances.items():
            best = nearest.get(location)
            nearest[location] = min(best, (distance, carrier)) if best else (distance, carrier)
        for location, (_, carrier) in sorted(nearest.items()):
            found.append(Holding(label, carrier, location, reach.path((carrier, location))))
    return tuple(found)
