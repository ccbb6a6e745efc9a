"""How labels come to where they are: arcs, steps over them, and paths that share their beginnings.

A *spot* is an asset at a location, and an *arc* leads from a spot to another: a link moves an
asset, a derivation makes another asset in the same place. Of all shortest paths to the spots that
one label reaches, those that are kept make a tree: a path is its last step and the path before it.
So the paths to n spots take n steps, however long they are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

Spot = tuple[str, str]
"""An asset and the location it is at."""
ENDS = 10
"""How many steps of a long path are told at each of its ends: one that is longer is not read."""


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


@dataclass(frozen=True)
class Step:
    """One step of a witness path.

    Attributes:
        kind: "origin" (it is made here), "link" (it moves), "derives" (a workload makes another
            asset from it, in the same place).
        carrier: the asset after the step. location: where it is after the step.
        via: the link's id for "link", the workload's name for "derives", "" for "origin".
    """

    kind: Literal["origin", "link", "derives"]
    carrier: str
    location: str
    via: str


@dataclass(frozen=True, eq=False, slots=True)
class WitnessPath:
    """A witness path: its last step and, shared with all that went on from there, what came before.

    Attributes:
        before: None where the label was made.
        length: how many steps it has.
        first: its first steps, ENDS at most.
        crossed: id of the last link on it that crosses a border, or may; None where none does.
    """

    step: Step
    before: WitnessPath | None
    length: int
    first: tuple[Step, ...]
    crossed: str | None

    @property
    def earlier_crossed(self) -> str | None:
        """What `crossed` was before the last step."""
        return self.before.crossed if self.before else None

    @property
    def went_on(self) -> bool:
        """Whether anything comes after the last border that it crosses."""
        return self.crossed is not None and not (
            self.step.kind == "link" and self.step.via == self.crossed
        )

    def steps(self) -> tuple[Step, ...]:
        """Every step, from where the label was made: as many as the estate is large, at worst."""
        return self._last(self.length)

    def in_words(self, words: Callable[[Step], str]) -> tuple[str, ...]:
        """The steps in words; of a long path both ends, and how many steps lie between."""
        if self.length <= 2 * ENDS + 1:
            return tuple(map(words, self.steps()))
        between = f"({self.length - 2 * ENDS:,} more steps)"
        return (*map(words, self.first), between, *map(words, self._last(ENDS)))

    def back(self) -> Iterator[Step]:
        """Its steps, the last one first."""
        path: WitnessPath | None = self
        while path is not None:
            yield path.step
            path = path.before

    def _last(self, count: int) -> tuple[Step, ...]:
        return tuple(islice(self.back(), count))[::-1]


@dataclass(frozen=True)
class Reach:
    """What one label reached.

    Attributes:
        distances: spot -> arcs on a shortest path from a start.
        into: spot -> the arcs that lead to it, sorted.
        borders: ids of the links that cross a border, or may.
    """

    distances: Mapping[Spot, int]
    into: Mapping[Spot, Sequence[Arc]]
    borders: Collection[str] = frozenset()
    _paths: dict[Spot, WitnessPath] = field(default_factory=dict, repr=False, compare=False)

    def path(self, spot: Spot) -> WitnessPath:
        """A shortest path to `spot`. Of several, at each step back the arc that sorts first.

        Found when it is asked for, once for each spot on it.
        """
        arcs: list[Arc] = []
        while spot not in self._paths and self.distances[spot] > 0:
            arcs.append(self._last_arc(spot))
            spot = arcs[-1].source
        if spot not in self._paths:
            self._paths[spot] = _beginning(spot)
        path = self._paths[spot]
        for arc in reversed(arcs):
            path = self._paths[arc.target] = self._further(path, arc)
        return path

    def over(self, arc: Arc) -> WitnessPath:
        """A shortest path to where an arc leaves from, and the arc."""
        return self._further(self.path(arc.source), arc)

    def _last_arc(self, spot: Spot) -> Arc:
        before = self.distances[spot] - 1
        return next(arc for arc in self.into[spot] if self.distances.get(arc.source) == before)

    def _further(self, path: WitnessPath, arc: Arc) -> WitnessPath:
        step = Step(arc.kind, *arc.target, arc.via)
        is_border = arc.kind == "link" and arc.via in self.borders
        return WitnessPath(
            step=step,
            before=path,
            length=path.length + 1,
            first=path.first if path.length >= ENDS else (*path.first, step),
            crossed=arc.via if is_border else path.crossed,
        )


def _beginning(spot: Spot) -> WitnessPath:
    step = Step("origin", *spot, "")
    return WitnessPath(step, None, 1, (step,), None)
