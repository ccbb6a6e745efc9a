"""Regal, the linter of the OPA project, finds nothing in the rules.

`tools/regal/go.mod` pins it; Go builds it once and keeps it in its own cache.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from shipped_rules import POLICIES, ROOT

CONFIG = ROOT / ".regal" / "config.yaml"
BUILD_SECONDS = 900
pytestmark = pytest.mark.timeout(BUILD_SECONDS)


@pytest.fixture(scope="module")
def go() -> str:
    """Go, without which nothing is linted: no pass where every check has to run."""
    found = shutil.which("go")
    if found is None and "CI" not in os.environ:
        pytest.skip("Go is not on PATH, and Regal is built with it")
    assert found is not None, "Go is not on PATH, and Regal is built with it"
    return found


def lint(go: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [go, "-C", str(ROOT / "tools" / "regal"), "tool", "regal", "lint"]
    return subprocess.run(
        [*command, "--config-file", str(CONFIG), str(folder)],
        env={**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly", "GOWORK": "off"},
        capture_output=True,
        text=True,
        timeout=BUILD_SECONDS,
        check=False,
    )


def test_nothing_is_found_in_the_rules(go: str) -> None:
    done = lint(go, POLICIES)
    assert done.returncode == 0, done.stdout + done.stderr
    looked_at = re.search(r"(\d+) files linted", done.stdout)
    assert looked_at and int(looked_at[1]) == len(list(POLICIES.rglob("*.rego")))


def test_a_fault_is_found(go: str, tmp_path: Path) -> None:
    (tmp_path / "known.rego").write_text("package known\n\nfound := 1\n")
    (tmp_path / "fault.rego").write_text(
        "package fault\n\nimport data.known\n\nsum := known.found + known.nothing + data.params.x\n"
    )
    done = lint(go, tmp_path)
    assert done.returncode == 3
    words = done.stdout.split()
    assert (words.count("rule-shadows-builtin"), words.count("unresolved-reference")) == (1, 1)


def test_every_exception_has_its_reason() -> None:
    lines = CONFIG.read_text().splitlines()
    rules = [number for number, line in enumerate(lines) if re.fullmatch(r" {4}[a-z-]+:", line)]
    assert rules and all(lines[number + 1].lstrip().startswith("# ") for number in rules)
