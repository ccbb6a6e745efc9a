"""A waiver that names a flow by its number is refused by whoever reads the stack's files."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.base.project import Project
from edgewright.gate.context import load_context
from edgewright.gate.inputs import input_problems
from edgewright.spec.load import load_estate

DESIGN = Path(__file__).parents[2] / "golden" / "harbour-vision-design"
ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WAIVERS = """waivers:
  - policy: TRF-02
    resource: estate:transfer/camera-frames/flow/1
    category: waiver
    reason: The clauses are being signed.
    owner: legal@example.com
    ticket: RISK-7
    expires: 2026-12-31
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copy(ROOT / "Pulumi.yaml", tmp_path)
    shutil.copytree(ROOT / "edge_images", tmp_path / "edge_images")
    stack = tmp_path / "stacks" / "harbour-vision"
    shutil.copytree(DESIGN, stack)
    (stack / "waivers.yaml").write_text(WAIVERS)
    return Project(tmp_path)


def told(error: EdgewrightError) -> tuple[str, bool]:
    new = "flow/1 is flow/detector-weights/aws/eu-central-1>pier:ota"
    return error.code, new in str(error.hint)


def test_whoever_judges_is_told_the_new_id(project: Project) -> None:
    with pytest.raises(EdgewrightError) as caught:
        load_context(project, "harbour-vision", NOON)
    assert told(caught.value) == ("WVR-005", True)


def test_whoever_validates_is_told_it_too(project: Project) -> None:
    folder = project.stack_folder("harbour-vision")
    estate = load_estate(folder / "estate.yaml")
    found = input_problems(estate, folder, project.root, NOON)
    assert ("WVR-005", True) in [told(error) for error in found]
