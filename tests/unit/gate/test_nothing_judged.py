"""Where nothing was judged there is no verdict, and what to do next."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from estates import WARD

COMMAND = [sys.executable, "-c", "from edgewright.cli.main import main; main()"]
SUBNET = {"urn": "urn:pulumi:dev::p::aws:ec2/subnet:Subnet::s", "type": "aws:ec2/subnet:Subnet"}


def check(folder: Path, document: Any, *words: str) -> subprocess.CompletedProcess[str]:
    (folder / "Pulumi.yaml").write_text("name: ward\nruntime: python\n")
    file = folder / "state.json"
    file.write_text(json.dumps(document))
    command = [*COMMAND, "check", "--file", str(file), *words]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("deployment", [{"resources": []}, {"manifest": {}}, {"resources": None}])
def test_a_stack_without_resources(tmp_path: Path, deployment: Any) -> None:
    done = check(tmp_path, {"version": 3, "deployment": deployment})
    assert done.returncode == 2
    assert "EVA-001" in done.stderr and "nothing to judge" in done.stderr
    assert "Preview or deploy the stack" in done.stderr


def test_resources_that_no_rule_looks_at(tmp_path: Path) -> None:
    done = check(tmp_path, {"version": 3, "deployment": {"resources": [SUBNET]}})
    assert done.returncode == 2
    assert "aws:ec2/subnet:Subnet" in done.stderr


def test_with_an_estate_it_is_held_so_far_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "stacks" / "dev").mkdir(parents=True)
    (tmp_path / "stacks" / "dev" / "estate.yaml").write_text(WARD)
    done = check(tmp_path, {"version": 3, "deployment": {"resources": []}}, "--stack", "dev")
    assert done.returncode == 0
    assert "HELD SO FAR" in done.stdout
    assert "Nothing to judge: the recording has no resources." in " ".join(done.stdout.split())
