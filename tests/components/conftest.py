"""The sample estate, declared on a recording engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from recording import Recorder, record

from edgewright.components.build import build_stack
from edgewright.placement.place import place
from edgewright.placement.plan import PlacementPlan
from edgewright.spec.load import load_estate
from edgewright.topology.build import build_topology
from edgewright.topology.model import Topology

DAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def recording() -> Callable[[Callable[[], Any]], Recorder]:
    """`record`, for tests that declare something of their own."""
    return record


@pytest.fixture(scope="session")
def sample() -> tuple[Topology, PlacementPlan]:
    """The sample estate, resolved and placed."""
    topology = build_topology(load_estate(ROOT / "stacks/harbour-vision/estate.yaml"), DAY)
    return topology, place(topology)


@pytest.fixture(scope="session")
def declared(sample: tuple[Topology, PlacementPlan]) -> Recorder:
    """The sample estate, declared once."""
    exports: dict[str, Any] = {}

    def program() -> None:
        exports.update(build_stack(*sample))

    recorder = record(program)
    recorder.exports.update(exports)
    return recorder
