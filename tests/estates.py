"""A project with an estate of one's own, judged without the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from edgewright.base.project import Project
from edgewright.gate.context import GateContext, load_context
from edgewright.gate.verdict import judge_recorded
from edgewright.graph.model import RawResource
from edgewright.graph.normalise import record_graph
from edgewright.policy.evaluation import Evaluation

AT = datetime(2026, 11, 25, tzinfo=UTC)
WARD = """
estate: ward
owner: team@example.com
data:
  patients:
    categories: [user.health_and_medical]
    subjects: [patient]
    origin: DE
    classification: confidential
    retention: 30 days
sites:
  clinic: {country: DE, at: [52.5, 13.4]}
policies: {packs: [baseline, eu-personal-data]}
"""
"""German health data that a clinic in Berlin captures."""


def ward(folder: Path, estate: str | None = WARD, files: Mapping[str, str] = {}) -> GateContext:
    """What judges the stack "dev" of a project with this estate, or none, and these files."""
    (folder / "stacks" / "dev").mkdir(parents=True)
    (folder / "Pulumi.yaml").write_text("name: ward\nruntime: python\n")
    if estate is not None:
        (folder / "stacks" / "dev" / "estate.yaml").write_text(estate)
    for name, text in files.items():
        (folder / name).write_text(text)
    return load_context(Project(folder), "dev", AT)


def judged(context: GateContext, resources: Iterable[RawResource]) -> Evaluation:
    """The evaluation of resources that were recorded."""
    return judge_recorded(context, record_graph(resources, context.labelling), offline=False)
