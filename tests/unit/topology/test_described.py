"""Data that a project describes without an estate, or beside one."""

from __future__ import annotations

from pathlib import Path

import pytest
from estates import AT, WARD, judged, ward

from edgewright.base.project import Project
from edgewright.gate.context import GateContext, load_context
from edgewright.graph.model import RawResource
from edgewright.topology.described import NO_ESTATE, with_described

PROJECT_FILE = """
packs: [baseline, eu-personal-data]
data:
  visits:
    categories: [user.health_and_medical]
    subjects: [patient]
    origin: FR
    classification: internal
"""
QUEUE = "aws:sqs/queue:Queue"


def queue(region: str, label: str) -> RawResource:
    inputs = {"tags": {"edgewright:data": label}}
    return RawResource(
        f"urn:pulumi:dev::ward::{QUEUE}::{region}",
        QUEUE,
        region,
        dict(inputs),
        dict(inputs),
        provider="urn:pulumi:dev::ward::pulumi:providers:aws::it",
        provider_props={"region": region},
    )


@pytest.fixture
def stranger(tmp_path: Path) -> GateContext:
    """What judges a project that has an edgewright.yaml and no estate."""
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (tmp_path / "edgewright.yaml").write_text(PROJECT_FILE)
    return load_context(Project(tmp_path), "dev", AT)


def test_a_label_starts_somewhere_in_its_country(stranger: GateContext) -> None:
    topology = with_described(NO_ESTATE, stranger.project.assets)
    assert topology.starts == (("visits", "visits", "origin/FR"),)
    assert [(one.id, one.country) for one in topology.locations] == [("origin/FR", "FR")]


def test_a_project_without_an_estate_has_a_transfer_register(stranger: GateContext) -> None:
    evaluation = judged(stranger, [queue("us-east-1", "visits"), queue("eu-west-3", "visits")])
    [row] = evaluation.transfers
    assert (row.origin, row.source, row.target) == ("FR", "origin/FR", "aws/us-east-1")
    assert row.verdict == "violated"


def test_what_the_estate_says_counts_and_the_project_adds_to_it(tmp_path: Path) -> None:
    context = ward(tmp_path, WARD)
    assert context.estate is not None
    (tmp_path / "edgewright.yaml").write_text(PROJECT_FILE)
    both = load_context(Project(tmp_path), "dev", AT)
    sources = {
        row.source for row in judged(both, [queue("us-east-1", "visits patients")]).transfers
    }
    assert sources == {"origin/FR", "site/clinic"}
