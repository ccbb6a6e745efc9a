"""Clouds do not know of each other, and looking at a component loads no SDK."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SDKS = ("pulumi_aws", "pulumi_aws_native", "pulumi_azure_native")


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    plain = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    return plain | {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }


@pytest.mark.parametrize(
    ("cloud", "other"),
    [("aws", "azure"), ("azure", "aws"), ("aws", "k3s"), ("k3s", "aws"), ("k3s", "azure")],
)
def test_a_cloud_never_imports_another(cloud: str, other: str) -> None:
    files = list((ROOT / "components" / cloud).glob("*.py"))
    assert files
    for path in files:
        names = imported(path)
        assert not {name for name in names if name.startswith(f"edgewright.components.{other}")}
        assert not {name for name in names if name.startswith(f"pulumi_{other}")}


def test_building_blocks_load_without_any_cloud_sdk() -> None:
    code = (
        "import sys, edgewright.components.build, edgewright.components.aws.capabilities,"
        "edgewright.components.azure.capabilities, edgewright.components.k3s.catalogue;"
        f"print([name for name in {SDKS!r} if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
