"""Facts decide by fields: the words in them may be any, and every verdict stays."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from golden_estates import ESTATES, GoldenEstate, judge
from scrambled_facts import facts_in_other_words

from edgewright.facts import catalogue, law, reader
from edgewright.facts.assumption import assumed, parse_assumption


def verdicts(estate: GoldenEstate) -> Counter[tuple[str, str, str]]:
    """Rule, node and outcome of every result. The id of facts is a mark of their source's words."""
    return Counter(
        (one.policy, "a fact" if "fact/" in one.node else one.node, one.outcome)
        for one in judge(estate).evaluation.results
    )


@pytest.mark.parametrize("estate", ESTATES.values(), ids=ESTATES)
def test_other_words_in_the_facts_change_no_verdict(estate: GoldenEstate, tmp_path: Path) -> None:
    shipped = verdicts(estate)
    with facts_in_other_words(tmp_path):
        assert verdicts(estate) == shipped


def test_the_words_are_other_ones(tmp_path: Path) -> None:
    """Of what people read nothing is left, and of what is decided by nothing is lost."""
    shipped, rows = catalogue.as_data(), law.adequacy()
    with facts_in_other_words(tmp_path):
        data, changed = catalogue.as_data(), law.adequacy()
    text = json.dumps(data) + (tmp_path / "adequacy.json").read_text(encoding="utf-8")
    for word in ("Data Privacy Framework", "security assessment", "GDPR", "PIPEDA", "Commission"):
        assert word in json.dumps(shipped) + (reader.FOLDER / "adequacy.json").read_text()
        assert word not in text
    assert [(one.regime, one.to, one.framework) for one in changed] == [
        (one.regime, one.to, one.framework) for one in rows
    ]
    assert data["zones"] == shipped["zones"]


def test_what_would_be_without_the_framework_follows_its_field(tmp_path: Path) -> None:
    def left() -> dict[str, Any]:
        data = assumed(catalogue.as_data(), [parse_assumption("dpf=invalid")])
        return {regime: sorted(found) for regime, found in data["adequacy"].items()}

    shipped = left()
    assert "US" not in shipped["EEA"] and "CA" in shipped["EEA"]
    with facts_in_other_words(tmp_path):
        assert left() == shipped
