"""Cycles in what is derived from what."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

import rustworkx


def cycles(parents: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """One shortest cycle through each group of names that derive from each other.

    Args:
        parents: name -> the names it derives from; those that do not exist are passed over.

    Returns:
        cycles of names, each derived from the next and the last from the first; a cycle starts
        with the first of its group in `parents`, and the cycles are in that order too.
    """
    names = list(parents)
    graph = rustworkx.PyDiGraph()
    numbers = dict(zip(names, graph.add_nodes_from(names), strict=True))
    known = {name: [one for one in parents[name] if one in numbers] for name in names}
    graph.add_edges_from_no_data(
        [(numbers[name], numbers[parent]) for name in names for parent in known[name]]
    )
    groups = [sorted(group) for group in rustworkx.strongly_connected_components(graph)]
    found = [_cycle(names[group[0]], {names[one] for one in group}, known) for group in groups]
    return sorted((cycle for cycle in found if cycle), key=lambda cycle: numbers[cycle[0]])


def _cycle(start: str, group: set[str], parents: Mapping[str, Sequence[str]]) -> list[str]:
    """The shortest path from `start` back to it inside its group; none for a name on its own."""
    came_from: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        name = waiting.popleft()
        for parent in parents[name]:
            if parent == start:
                return _path(name, came_from)
            if parent in group and parent not in came_from:
                came_from[parent] = name
                waiting.append(parent)
    return []


def _path(last: str, came_from: Mapping[str, str]) -> list[str]:
    path = [last]
    while path[-1] in came_from:
        path.append(came_from[path[-1]])
    return path[::-1]
