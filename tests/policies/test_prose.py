"""Facts decide by fields: rules judge their cases alike, whatever the words in the facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rule_cases
from rule_cases import case_files, read_cases
from scrambled_facts import facts_in_other_words
from shipped_rules import Opa, package_of

LAWFUL = ("transfer", "residency", "sovereignty", "lifecycle")
"""The domains whose rules read facts of law."""
FILES = [path for path in case_files() if package_of(path).partition(".")[0] in LAWFUL]


@pytest.mark.parametrize("path", FILES, ids=package_of)
def test_other_words_in_the_facts_change_no_case(path: Path, opa: Opa, tmp_path: Path) -> None:
    shipped = [case.document for case in read_cases(path)]
    with facts_in_other_words(tmp_path):
        rule_cases._data.cache_clear()
        reworded = [case.document for case in read_cases(path)]
    rule_cases._data.cache_clear()
    answers = opa.answers(package_of(path), [*shipped, *reworded])
    outcomes = [outcome(answer) for answer in answers]
    assert outcomes[: len(shipped)] == outcomes[len(shipped) :]


def outcome(answer: dict[str, Any]) -> list[tuple[str, str]]:
    notes = [(note["node"], note["outcome"]) for note in answer["notes"]]
    return sorted([(finding["node"], "denied") for finding in answer["denied"]] + notes)
