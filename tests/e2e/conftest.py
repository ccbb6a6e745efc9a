"""Projects for end-to-end tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from sandboxes import Sandbox, make_sandbox


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return make_sandbox(tmp_path / "project")


@pytest.fixture(scope="module")
def shared_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """One project for tests that only read, or that follow each other."""
    return make_sandbox(tmp_path_factory.mktemp("shared") / "project")
