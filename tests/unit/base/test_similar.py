"""Suggestions for misspelt names."""

from __future__ import annotations

import time

import pytest

from edgewright.base.similar import did_you_mean, nearest

KNOWN = ["origin", "retention", "derived_from", "hamburg-quay"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("orgin", "origin"),
        ("roigin", "origin"),
        ("ORIGIN", "origin"),
        ("derived-from", "derived_from"),
        ("Hamburg Quay", "hamburg-quay"),
        ("hamburg", "hamburg-quay"),
        ("zzz", None),
        ("", None),
        ("origin" * 1000, None),
    ],
)
def test_nearest(word: str, expected: str | None) -> None:
    assert nearest(word, KNOWN) == expected


def test_the_nearest_of_several_wins() -> None:
    assert nearest("eu-central-3", ["eu-west-1", "eu-central-1", "us-east-1"]) == "eu-central-1"


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("orgin", KNOWN, "Did you mean origin?"),
        ("zzz", [], "Declare it."),
        ("zzz", ["a", "b"], "Declare it. Known: a, b."),
        ("zzz", list("abcdefghij"), "Declare it. Known: a, b, c, d, e, f, g, h and 2 more."),
    ],
)
def test_hints(word: str, known: list[str], hint: str) -> None:
    assert did_you_mean(word, known, "Declare it.") == hint


def test_many_names_cost_little() -> None:
    names = [f"asset-{number}" for number in range(5000)]
    started = time.process_time()
    assert nearest("aset-4999", names) == "asset-4999"
    assert time.process_time() - started < 0.5
