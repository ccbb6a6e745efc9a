"""The shipped facts, copied to where a test may edit them by hand."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from edgewright.facts import reader, regions, services, taxonomy

KEPT = (reader._shipped, regions.regions, services.control_planes, taxonomy.other_names)
"""What keeps facts once they are read."""
EditFacts = Callable[[str, Callable[[dict[str, Any]], None]], Path]


@pytest.fixture
def edit_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EditFacts]:
    """`edit_facts(name, change)` hands a file's document to `change` and gives the file's path.

    From then on, and until the test ends, facts are read from the copy.
    """

    def edit(name: str, change: Callable[[dict[str, Any]], None]) -> Path:
        copy = tmp_path / "data"
        if not copy.exists():
            copytree(reader.FOLDER, copy)
        path = copy / f"{name}.json"
        document = json.loads(path.read_text())
        change(document)
        path.write_text(json.dumps(document))
        monkeypatch.setattr(reader, "FOLDER", copy)
        forget()
        return path

    yield edit
    forget()


def forget() -> None:
    for kept in KEPT:
        kept.cache_clear()
