"""The sample estates as golden tests look at them: resolved, placed, declared and counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from recording import Recorder, record

from edgewright.components.build import build_stack
from edgewright.graph.registry import NORMALISERS
from edgewright.graph.resource.index import canonical_type
from edgewright.placement.place import place
from edgewright.placement.plan import PlacementPlan
from edgewright.spec.load import load_estate
from edgewright.topology.build import build_topology
from edgewright.topology.model import Topology

DAY = date(2026, 11, 23)
STACKS = Path(__file__).resolve().parents[1] / "stacks"


@dataclass(frozen=True)
class Sample:
    """A sample estate on a day."""

    topology: Topology
    plan: PlacementPlan

    def reach(self) -> dict[str, set[str]]:
        """Label -> the places it gets to, as itself or in something made of it."""
        found: dict[str, set[str]] = {}
        for holding in self.topology.holdings:
            found.setdefault(holding.label, set()).add(holding.location)
        return found

    def as_itself(self) -> dict[str, set[str]]:
        """Label -> the places it gets to as itself."""
        found: dict[str, set[str]] = {}
        for label, carrier, location in self.topology.spots:
            if label == carrier:
                found.setdefault(label, set()).add(location)
        return found

    def undeclared(self) -> dict[str, tuple[str, str]]:
        """Links that no flow of the estate is: id -> (data, where to)."""
        flows = [link for link in self.topology.links if not link.id.startswith("flow/")]
        return {link.id: (link.data, link.target) for link in flows}

    def crossings(self) -> set[tuple[str, str | None, str | None]]:
        """Label and the two countries, for every border that a label crosses."""
        country = {item.id: item.country for item in self.topology.locations}
        links = {link.id: link for link in self.topology.links}
        return {
            (one.label, country[links[one.link].source], country[links[one.link].target])
            for one in self.topology.crossings
        }

    def declared(self) -> Recorder:
        """What the program declares for it."""
        return record(lambda: build_stack(self.topology, self.plan))


def sample(stack: str, on: date = DAY) -> Sample:
    """A sample estate, resolved for a day and placed."""
    topology = build_topology(load_estate(STACKS / stack / "estate.yaml"), on)
    return Sample(topology, place(topology))


def kinds(recorder: Recorder) -> dict[str, int]:
    """How many resources of each neutral kind are declared."""
    types = [canonical_type(one.type) for one in recorder.declared]
    return dict(Counter(NORMALISERS[type][0] for type in types if type in NORMALISERS))
