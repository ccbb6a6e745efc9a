from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    """The module sample_evaluations.py, which stands beside this file."""
    path = Path(__file__).with_name("sample_evaluations.py")
    spec = importlib.util.spec_from_file_location("sample_evaluations", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
