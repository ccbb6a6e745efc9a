"""Patterns that no data can match restrict nothing, so they are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from edgewright.gate.category_patterns import stray_patterns
from edgewright.policy.library import library_root
from edgewright.spec.load import load_estate

ESTATE = """\
estate: yard
owner: team@example.com
taxonomy: {{categories: {{gait: {{parent: user.biometrics}}, lot: {{personal: false}}}}}}
data: {{}}
policies: {{packs: [{packs}], params: params.yaml}}
"""


def found(folder: Path, pattern: str, packs: str = "baseline") -> list[tuple[str, str]]:
    (folder / "estate.yaml").write_text(ESTATE.format(packs=packs))
    text = f'params:\n  residency: {{allowed: [{{origin: DE, categories: ["{pattern}"]}}]}}\n'
    (folder / "params.yaml").write_text(text)
    problems = stray_patterns(load_estate(folder / "estate.yaml"), folder)
    return [(f"{one.code} {one.place and one.place.line}", one.hint) for one in problems]


@pytest.mark.parametrize(
    "pattern",
    ["*", "user.*", "user", "user.health.*", "user.health_and_medical.*", "system.lot",
     "user.biometrics.gait"],
)  # fmt: skip
def test_what_data_can_be_about(tmp_path: Path, pattern: str) -> None:
    assert found(tmp_path, pattern) == []


@pytest.mark.parametrize(
    ("pattern", "meant"),
    [
        ("usr.biometric", "user.biometric"),
        ("user.biometrc.*", "user.biometric"),
        ("lot", "Use one of the Fides taxonomy."),
    ],
)
def test_what_no_data_can_be_about(tmp_path: Path, pattern: str, meant: str) -> None:
    [(what, hint)] = found(tmp_path, pattern)
    assert what == "PRM-002 2"
    assert meant in hint


def test_shipped_packs_name_what_data_can_be_about(tmp_path: Path) -> None:
    names = []
    for path in sorted((library_root() / "packs").glob("*.yaml")):
        (tmp_path / path.name).write_text(path.read_text())
        names.append(path.name)
    assert len(names) > 5
    assert found(tmp_path, "*", ", ".join(names)) == []
