"""What rows say by themselves and makes a verdict better is in a document that was read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from edgewright.graph import registry

FOLDER = Path(registry.__file__).parent
CLOUDS = ("azure",)
"""The clouds whose documents were gone through."""
BETTER_CLOSED = ("public", "public_network", "local_auth")


def values(spec: dict[str, Any]) -> list[Any]:
    """What a property is where nobody sets it; each, where that changed on a day."""
    found = spec.get("always", spec.get("default"))
    return [*found.values()] if isinstance(found, dict) else [found]


def better(name: str, spec: dict[str, Any]) -> bool:
    """Whether a value that nobody set is one that rules ask for."""
    if name == "tls_min":
        return any(isinstance(one, str) and one >= "1.2" for one in values(spec))
    if name == "tls_only":
        return True in values(spec)
    return name in BETTER_CLOSED and False in values(spec)


def encrypts(spec: dict[str, Any]) -> bool:
    said = [spec.get(name) for name in ("always", "unset", "off")]
    kept = [one for each in said for one in (each.values() if isinstance(each, dict) else [each])]
    return any(one not in (None, "none") for one in kept)


def believed(cloud: str) -> Iterator[Any]:
    for path in sorted((FOLDER / cloud / "rows").glob("*.json")):
        file = json.loads(path.read_text(encoding="utf-8"))
        for row in file["rows"]:
            said = [spec for name, spec in row.get("props", {}).items() if better(name, spec)]
            kept = row.get("encrypted", {})
            said += [kept] if encrypts(kept) else []
            if said:
                used = {spec["source"]: file["sources"][spec["source"]] for spec in said}
                yield pytest.param(used, id=row["type"])


@pytest.mark.parametrize("used", [one for cloud in CLOUDS for one in believed(cloud)])
def test_what_is_good_without_being_set_was_read(used: dict[str, Any]) -> None:
    assert {name for name, source in used.items() if source["confidence"] != "read"} == set()


@pytest.mark.parametrize("cloud", CLOUDS)
def test_every_source_says_whether_it_was_read_and_is_used(cloud: str) -> None:
    for path in sorted((FOLDER / cloud / "rows").glob("*.json")):
        file = json.loads(path.read_text(encoding="utf-8"))
        assert all("confidence" in source for source in file["sources"].values()), path.name
        text = json.dumps(file["rows"])
        assert [name for name in file["sources"] if f'"source": "{name}"' not in text] == []
