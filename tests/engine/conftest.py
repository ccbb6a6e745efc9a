"""Projects on the real engine."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def project_dir(tmp_path: Path) -> Path:
    """Where a test's project goes; the space is on purpose."""
    return tmp_path / "a project"


@pytest.fixture(scope="module")
def shared_project_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One project for tests that follow each other."""
    return tmp_path_factory.mktemp("shared") / "a project"
