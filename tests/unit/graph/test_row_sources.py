"""What makes a verdict greener by itself rests on a document that somebody has read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from edgewright.graph import registry

GRAPH = Path(registry.__file__).parent
GREEN = {
    "tls_only": lambda value: value is True,
    "tls_min": lambda value: isinstance(value, str) and value >= "1.2",
    "public": lambda value: value is False,
    "public_network": lambda value: value is False,
    "local_auth": lambda value: value is False,
}
FILES = sorted(GRAPH.glob("*/rows/*.json"))


def values(said: Any) -> list[Any]:
    """What a row says by itself: one value, or one for each day that it counts from."""
    return list(said.values()) if isinstance(said, dict) else [said]


def green(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(property, source) of what a row says by itself to the good of whoever wrote nothing."""
    for name, spec in row.get("props", {}).items():
        said = [*values(spec.get("default")), *values(spec.get("always"))]
        if name in GREEN and any(GREEN[name](value) for value in said):
            yield name, spec["source"]
    spec = row.get("encrypted", {})
    said = [one for key in ("always", "unset", "off") for one in values(spec.get(key))]
    if any(value not in (None, "none") for value in said):
        yield "encryption", spec["source"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_a_green_default_rests_on_a_document_that_was_read(path: Path) -> None:
    file = json.loads(path.read_text(encoding="utf-8"))
    confidence = {name: source["confidence"] for name, source in file["sources"].items()}
    recalled = [
        (row["type"], name, source)
        for row in file["rows"]
        for name, source in green(row)
        if confidence[source] != "read"
    ]
    assert recalled == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_every_source_is_used(path: Path) -> None:
    file = json.loads(path.read_text(encoding="utf-8"))
    text = json.dumps(file["rows"])
    assert [name for name in file["sources"] if f'"source": "{name}"' not in text] == []
