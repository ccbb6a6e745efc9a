"""Where every label is: the least fixpoint of labels over links and derivations, with witnesses.

A label starts at spots, and every arc hands on every label, so the least fixpoint is plain
reachability: one breadth-first search per label.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import rustworkx

from edgewright.topology.model import Holding
from edgewright.topology.witness_paths import Arc, Reach, Spot


class ArcGraph:
    """Arcs, made ready for searches.

    Attributes:
        borders: ids of the links that cross a border, or may.
    """

    def __init__(self, arcs: Sequence[Arc], borders: Collection[str] = frozenset()) -> None:
        self._arcs = sorted(set(arcs))
        self._borders = borders
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
        return Reach(distances, self._into, self._borders)


def close(
    starts: Mapping[str, Sequence[Spot]],
    arcs: Sequence[Arc],
    borders: Collection[str] = frozenset(),
) -> dict[str, Reach]:
    """What each label reaches.

    Args:
        starts: label -> the spots it starts at.
        arcs: every way labels can go. Cycles are allowed.
        borders: ids of the links that cross a border, or may.
    """
    graph = ArcGraph(arcs, borders)
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
        found += [
            Holding(label, carrier, location, reach)
            for location, (_, carrier) in sorted(nearest.items())
        ]
    return tuple(found)
