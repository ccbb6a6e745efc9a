"""Rows of types are of the form that their reader takes, and say where what they say is from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from edgewright.graph import registry
from edgewright.graph.kinds import KINDS, OF_RESOURCES
from edgewright.graph.kinds.fit import misfit
from edgewright.graph.model import RawResource
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.rows import GIVEN, SPECIFIC
from edgewright.graph.resource.shapes import shape_of, spelt_shape

FILES = sorted(Path(registry.__file__).parent.glob("*/rows/*.json"))
WORDS = {"type", "kind", "keeps", "copies", "retention", "encrypted", "props", "also"}
OF_ENCRYPTED = {
    *("key", "alone", "on", "is", "off", "unset", "source"),
    *("always", "none", "unread", "joined"),
}
OF_PROPERTY = {"path", "as", "default", "source", *SPECIFIC}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def rows() -> Iterator[tuple[Path, dict[str, Any], dict[str, Any]]]:
    for path in FILES:
        file = json.loads(path.read_text())
        for row in file["rows"]:
            yield path, file["sources"], row


EVERY = [pytest.param(sources, row, id=row["type"]) for _, sources, row in rows()]


def required(kind: str) -> set[str]:
    return set(KINDS[kind]) - GIVEN


@pytest.mark.parametrize(("sources", "row"), EVERY)
def test_a_row_reads_each_property_of_its_kind(
    sources: dict[str, Any], row: dict[str, Any]
) -> None:
    assert row["kind"] in OF_RESOURCES and row["kind"] != "resource.other"
    assert set(row) <= WORDS
    assert row["type"] == canonical_type(row["type"])
    assert set(row.get("props", {})) == required(row["kind"])
    assert ("encrypted" in row) == ("encryption" in KINDS[row["kind"]])
    assert row.get("keeps") in (None, "nothing")


@pytest.mark.parametrize(("sources", "row"), EVERY)
def test_what_a_row_says_by_itself_has_a_source(
    sources: dict[str, Any], row: dict[str, Any]
) -> None:
    for name, spec in row.get("props", {}).items():
        assert set(spec) <= OF_PROPERTY, name
        assert sum(one in spec for one in SPECIFIC) == 1, name
        shape_of(spec.get("as"))
        if "default" in spec or "always" in spec:
            assert spec["source"] in sources, name
        default = spec.get("default")
        if isinstance(default, dict):
            assert "" in default and all(DAY.fullmatch(day) for day in default if day), name
    encrypted = row.get("encrypted")
    if encrypted is not None:
        assert set(encrypted) <= OF_ENCRYPTED
        unsourced = encrypted.keys() & {"none", "unread", "joined"}
        assert unsourced or encrypted["source"] in sources
        says = sum(one in encrypted for one in ("always", "none", "unread", "joined"))
        assert says == (0 if encrypted.keys() & {"key", "on"} else 1)
        if "key" in encrypted:
            assert "unset" in encrypted


def test_sources_are_documents_with_a_day() -> None:
    for path in FILES:
        for source in json.loads(path.read_text())["sources"].values():
            assert set(source) - {"confidence"} == {"document", "as_of"}
            assert DAY.fullmatch(source["as_of"])
            assert source.get("confidence", "recalled") in ("read", "recalled")


def test_a_type_has_one_row_and_no_other_spelling_is_a_type_of_its_own() -> None:
    types = [row["type"] for *_, row in rows()]
    assert len(types) == len(set(types))
    others = [token for *_, row in rows() for token in row.get("also", {})]
    assert not set(others) & set(types)
    assert len(others) == len(set(others))
    for *_, row in rows():
        for moves in row.get("also", {}).values():
            for move in moves:
                assert 2 <= len(move) <= 3
                spelt_shape(move[2] if len(move) == 3 else None)


def test_what_a_row_calls_joined_a_joiner_reads() -> None:
    joiners = {token for one in registry.PROVIDERS for token in one.joiners}
    joined = {
        row["type"]
        for *_, row in rows()
        if any("joined" in one for one in [*row["props"].values(), row.get("encrypted", {})])
    }
    assert joined <= joiners
    assert joiners <= {row["type"] for *_, row in rows()}


ODD: tuple[Any, ...] = (5, -1, True, "text", "", [5], [None], {"x": 1}, {"$unknown": True})


def put(path: str, value: Any) -> dict[str, Any]:
    """Properties with a value at a path, in a list of one where the path says every entry."""
    found = value
    for step in reversed(path.split(".")):
        found = [found] if step == "*" or step.isdigit() else {step: found}
    return found if isinstance(found, dict) else {}


@pytest.mark.parametrize(("sources", "row"), EVERY)
def test_no_value_breaks_a_row(sources: dict[str, Any], row: dict[str, Any]) -> None:
    paths = [one["path"] for one in row["props"].values() if "path" in one]
    paths += [row.get("encrypted", {}).get(name) for name in ("on", "key")]
    tops = {path.partition(".")[0] for path in paths if path}
    tried = [put(path, value) for path in paths if path for value in ODD]
    tried += [{top: value} for top in tops for value in ODD]
    for number, props in enumerate([{}, *tried]):
        resource = RawResource(f"urn:{number}", row["type"], "it", props, props)
        [node, *_] = record_graph([resource]).nodes
        assert node.kind == row["kind"]
        assert misfit(row["kind"], node.props) is None


SWITCHED = [
    pytest.param(row, id=row["type"])
    for _, _, row in rows()
    if "on" in row.get("encrypted", {}) and "is" not in row["encrypted"]
]


@pytest.mark.parametrize("row", SWITCHED)
@pytest.mark.parametrize("odd", [1, 0, "true", "false", "on"])
def test_what_is_no_yes_or_no_switches_nothing(row: dict[str, Any], odd: Any) -> None:
    """A number equals a yes in Python, and a text is none: nobody knows what becomes of it."""
    spec = row["encrypted"]
    props = put(spec["on"], odd)
    if "key" in spec and "*" not in spec["key"] and "." not in spec["key"]:
        props |= {spec["key"]: "arn:aws:kms:eu-central-1:111122223333:key/1"}
    [node, *_] = record_graph([RawResource("urn:it", row["type"], "it", props, props)]).nodes
    assert node.props["encryption"] == {"$unknown": True}
