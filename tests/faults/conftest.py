"""Stacks on the real engine with the gate on."""

from __future__ import annotations

from pathlib import Path

import pytest
from gated_stacks import Stack, make_stack


@pytest.fixture
def stack(tmp_path: Path) -> Stack:
    """A stack of its own for a test."""
    return make_stack(tmp_path)
