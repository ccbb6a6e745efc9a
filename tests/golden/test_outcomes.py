"""What the rules make of the golden estates, as recorded: what a person reviewed, and no less."""

from __future__ import annotations

from functools import cache

import pytest
from golden_estates import ESTATES, SAMPLES, Judged, judge
from outcome_tables import NODES, OUTCOMES, differences, node_rows, outcome_rows, read

from edgewright.policy.evaluation import Outcome
from edgewright.policy.library import library_root, load_library
from edgewright.report.render import render
from edgewright.tools.locate import locate

CHANGED = "the verdicts are not those that were reviewed; `python tools/record_estates.py --write`"
UNSAID = ("nowhere", "eu-isoe-west-1", "stream", "cache", "azure/", "snapshot", "visitors")
"""Nobody says in which country this region is, where this service keeps what it is sent, where the
origin of this cache is, from where Azure is controlled, whether what this copies is encrypted,
and which version of its engine this database has."""


@cache
def judged(name: str) -> Judged:
    return judge(ESTATES[name])


@pytest.mark.parametrize("name", ESTATES)
def test_outcomes_are_those_that_were_reviewed(name: str) -> None:
    estate, found = ESTATES[name], judged(name)
    rows = outcome_rows(found.nodes, found.evaluation.results)
    changed = [
        *differences(read(estate.nodes.read_text(), NODES), node_rows(found.nodes)),
        *differences(read(estate.outcomes.read_text(), OUTCOMES), rows),
    ]
    assert changed == [], "\n".join([CHANGED, *changed])


@pytest.mark.parametrize("name", ESTATES)
def test_every_rule_in_force_is_in_the_table(name: str) -> None:
    rules = {policy.id for policy in judged(name).evaluation.policies}
    kept = read(ESTATES[name].outcomes.read_text(), OUTCOMES)
    assert {row[0] for row in kept} == rules


@pytest.mark.parametrize("name", SAMPLES)
def test_no_rule_fires_on_a_sample(name: str) -> None:
    outcomes = {result.outcome for result in judged(name).evaluation.results}
    assert outcomes <= {Outcome.PASSED, Outcome.CONDITIONAL, Outcome.NOT_APPLICABLE}
    assert judged(name).evaluation.verdict == "held"


def test_every_rule_fires_on_the_bad_estate() -> None:
    rules = set(load_library(library_root(), locate("opa")).rules)
    results = judged("bad").evaluation.results
    fired = {result.policy for result in results if result.outcome is Outcome.FAILED}
    assert rules - fired == set()


def test_nothing_is_undetermined_for_want_of_a_normaliser() -> None:
    unclear = [
        (result.policy, result.node_name, result.message)
        for result in judged("bad").evaluation.results
        if result.outcome is Outcome.UNDETERMINED and "does not read" not in result.message
    ]
    assert [one for one in unclear if not any(word in one[1] for word in UNSAID)] == []


def test_a_foreign_program_is_labelled_by_tags() -> None:
    results = judged("bad").evaluation.results
    moved = [one for one in results if one.policy == "RES-01" and "US" in one.message]
    assert any("bucket" in result.node.lower() for result in moved)


def test_a_transfer_shows_how_the_label_came_there() -> None:
    results = judged("bad").evaluation.results
    [transfer, *_] = [
        one for one in results if one.policy == "TRF-07" and "site/chennai" in one.node
    ]
    path = " ".join(transfer.witness)
    assert path.index("starts at") < path.index("us-east-1") < path.index("chennai")


def test_the_report_names_every_rule() -> None:
    page = render(judged("bad").evaluation, "html")
    assert [one.id for one in judged("bad").evaluation.policies if one.id not in page] == []
