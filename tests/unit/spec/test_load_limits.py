"""Estates with very many problems, and the strictness of values."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from edgewright.base.errors import EdgewrightError, ErrorGroup
from edgewright.spec.load import MOST_PROBLEMS, load_estate

QUICK = 3.0 if sys.gettrace() is None else 30.0
"""Seconds of processor time for as large an estate as is read; more when lines are counted."""
HEAD = "estate: big\nowner: me\npolicies: {packs: baseline}\n"
LABELS = "{categories: user, origin: DE, classification: public}"


def refusal(path: Path, text: str) -> EdgewrightError:
    file = path / "estate.yaml"
    file.write_text(text)
    started = time.process_time()
    with pytest.raises(EdgewrightError) as caught:
        load_estate(file)
    assert time.process_time() - started < QUICK
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "data: {}\n" + "".join(f"key-{n}: 1\n" for n in range(8000)),
        HEAD + "data:\n" + "".join(f"  asset-{n}: {{}}\n" for n in range(8000)),
        HEAD
        + "data:\n"
        + "".join(f"  asset-{n}: {LABELS}\n" for n in range(1000))
        + "workloads:\n  watch: {kind: inference, on: [], reads: ["
        + ", ".join(f"aset-{n}" for n in range(8000))
        + "]}\n",
    ],
    ids=["unknown keys", "assets without labels", "dangling names"],
)
def test_only_the_first_of_very_many_problems_are_listed(tmp_path: Path, text: str) -> None:
    found = refusal(tmp_path, text)
    assert isinstance(found, ErrorGroup)
    assert len(found.errors) == MOST_PROBLEMS + 1
    last = found.errors[-1]
    assert last.code == "EST-012"
    assert last.message == "it has more than 100 problems; these are the first"
    assert "EST-012" not in {error.code for error in found.errors[:-1]}


def test_exactly_as_many_problems_as_are_listed(tmp_path: Path) -> None:
    text = HEAD + "data: {}\n" + "".join(f"key-{n}: 1\n" for n in range(MOST_PROBLEMS))
    found = refusal(tmp_path, text)
    assert isinstance(found, ErrorGroup)
    assert {error.code for error in found.errors} == {"EST-004"}
    assert len(found.errors) == MOST_PROBLEMS


def test_a_long_line_of_descent_is_no_circle(tmp_path: Path) -> None:
    chain = "".join(
        f"  w{n}: {{derived_from: {f'w{n - 1}' if n else 'source'}, by: train}}\n"
        for n in range(2000)
    )
    file = tmp_path / "estate.yaml"
    file.write_text(
        HEAD
        + f"data:\n  source: {LABELS}\n{chain}"
        + "clouds: {aws: {regions: [eu-central-1]}}\n"
        + "workloads: {train: {kind: training, on: aws, writes: ["
        + ", ".join(f"w{n}" for n in range(2000))
        + "]}}\n"
    )
    assert len(load_estate(file).data) == 2001


def test_one_name_or_a_list_of_one_are_the_same(tmp_path: Path) -> None:
    file = tmp_path / "estate.yaml"
    loaded = []
    for packs in ("baseline", "[baseline]"):
        file.write_text(f"estate: e\nowner: me\ndata: {{}}\npolicies: {{packs: {packs}}}\n")
        loaded.append(load_estate(file).policies.packs)
    assert loaded == [("baseline",), ("baseline",)]


def test_places_of_a_loaded_estate(tmp_path: Path) -> None:
    file = tmp_path / "estate.yaml"
    file.write_text(HEAD + f"data:\n  frames: {LABELS}\n")
    estate = load_estate(file)
    assert str(estate.place_of("data", "frames")) == f"{file}:5:3"
    assert str(estate.value_place_of("data", "frames")) == f"{file}:5:11"
    assert str(estate.place_of("data", "frames", "origin", 3)) == f"{file}:5:30"
    assert str(estate.place_of("nowhere")) == f"{file}:1:1"
