"""The sample estate, fresh for each test, as a document that a test may change."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

GOLDEN = Path(__file__).parents[2] / "golden" / "harbour-vision" / "estate.yaml"


@pytest.fixture
def harbour():
    return YAML(typ="safe").load(GOLDEN)
