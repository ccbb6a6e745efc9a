from __future__ import annotations

import random
from dataclasses import replace
from types import ModuleType

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.base.vocabulary import Outcome, TransferVerdict
from edgewright.policy.evaluation import Coverage
from edgewright.report.numbers import counted, percent
from edgewright.report.summary import GROUPS, by_rule, by_severity, summarise
from edgewright.report.verdicts import VERDICTS
from edgewright.report.wording import readable, visible


def test_blocking_comes_first_then_severity_then_rule(samples: ModuleType) -> None:
    rules = (
        samples.rule("B-1", "high"),
        samples.rule("A-1", "high"),
        samples.rule("Z-1", "critical"),
        samples.rule("C-1", "low"),
    )
    failed = Outcome.FAILED
    results = (
        samples.result("Z-1", "n", failed, blocking=False),
        samples.result("C-1", "n", failed),
        samples.result("B-1", "n", failed),
        samples.result("A-1", "n", failed),
        samples.result("A-1", "m", failed),
    )
    summary = summarise(replace(samples.VIOLATED, policies=rules, results=results))
    order = [(it.result.policy, it.result.node) for it in summary.findings]
    assert order == [("A-1", "m"), ("A-1", "n"), ("B-1", "n"), ("C-1", "n"), ("Z-1", "n")]
    assert [row.policy.id for row in summary.rules] == ["Z-1", "A-1", "B-1", "C-1"]


def test_every_result_is_in_one_group(samples: ModuleType) -> None:
    summary = summarise(samples.VIOLATED)
    # Read off sample_evaluations.RESULTS: 2 failures and 1 undetermined block; ENC-07 is advisory;
    # ENC-02 on the key is waived; RES-05 on the hub and LAT-01 are undetermined; TRF-02 is
    # conditional; 4 passed.
    assert summary.counts() == {
        "blocking": 3,
        "advisory": 1,
        "waived": 1,
        "undetermined": 2,
        "conditional": 1,
        "passed": 4,
        "not judged": 0,
        "not applicable": 1,
    }
    assert sum(len(summary.group(name)) for name in GROUPS) == len(samples.RESULTS)


def test_the_order_of_results_changes_nothing(samples: ModuleType) -> None:
    evaluation = samples.VIOLATED
    expected = summarise(evaluation)
    for seed in range(10):
        shuffle = random.Random(seed)
        mixed = replace(
            evaluation,
            results=tuple(shuffle.sample(evaluation.results, len(evaluation.results))),
            policies=tuple(shuffle.sample(evaluation.policies, len(evaluation.policies))),
            waivers=tuple(shuffle.sample(evaluation.waivers, len(evaluation.waivers))),
            coverage=replace(evaluation.coverage, unassessed=evaluation.coverage.unassessed[::-1]),
        )
        summary = summarise(mixed)
        assert summary.findings == expected.findings
        assert (summary.rules, summary.waivers) == (expected.rules, expected.waivers)
        assert summary.unassessed == expected.unassessed


def test_waivers_that_need_attention_come_first(samples: ModuleType) -> None:
    states = [waiver.state for waiver in summarise(samples.VIOLATED).waivers]
    assert states == ["expired", "expiring", "applied", "unused"]


def test_a_waived_result_has_the_waiver_of_its_ticket_and_rule(samples: ModuleType) -> None:
    others = (
        samples.waiver("SEC-114", "applied", policy="RES-05", owner="other"),
        samples.waiver("SEC-114", "applied", owner="right"),
    )
    (waived,) = summarise(replace(samples.VIOLATED, waivers=others)).group("waived")
    assert waived.waiver is not None and waived.waiver.owner == "right"
    (waived,) = summarise(replace(samples.VIOLATED, waivers=())).group("waived")
    assert waived.waiver is None


def test_rule_rows_count_the_outcomes(samples: ModuleType) -> None:
    rows = {row.policy.id: row.counts for row in summarise(samples.VIOLATED).rules}
    assert rows["ENC-02"] == {Outcome.WAIVED: 1, Outcome.PASSED: 2}
    assert rows["SUP-09"] == {}


def test_grouping_by_severity_and_rule(samples: ModuleType) -> None:
    blocking = summarise(samples.VIOLATED).group("blocking")
    assert [(name, len(found)) for name, found in by_severity(blocking)] == [
        ("critical", 2),
        ("high", 1),
    ]
    assert [(rule.id, len(found)) for rule, found in by_rule(blocking)] == [
        ("TRF-01", 2),
        ("RES-05", 1),
    ]


def test_contradictions_are_refused(samples: ModuleType) -> None:
    held = samples.HELD
    cases = {
        "a result of rule 'XXX-99'": {
            "results": (samples.result("XXX-99", "n", Outcome.PASSED),),
        },
        "rule DEV-04 is listed twice": {"policies": (held.policies[2],) * 2 + held.policies},
        "RES-05 was never judged": {"results": held.results[:1] + held.results[2:]},
        "no rule was judged": {"policies": (), "results": ()},
        "1 resources were not assessed, and 0": {"coverage": Coverage(judged=1, not_assessed=1)},
        "'XXX-98' needs resources": {"coverage": Coverage(need_resources=("XXX-98",))},
    }
    for expected, changes in cases.items():
        with pytest.raises(EdgewrightError, match=expected) as caught:
            summarise(replace(held, **changes))
        assert caught.value.code == "RPT-004"
        assert caught.value.exit_status == 2


def test_a_register_or_a_map_that_contradicts_itself_is_refused(samples: ModuleType) -> None:
    row, spot, line = samples.TRANSFERS[1], samples.PLACES[0], samples.FLOWS[0]
    conditional = replace(row, verdict=TransferVerdict.CONDITIONAL)
    cases = {
        "shows as 'held'": {"transfers": (replace(row, verdict=TransferVerdict.HELD),)},
        "shows as 'conditional'": {"transfers": (conditional,)},
        "names the place 'site/x'": {"flows": (replace(line, source="site/x"),)},
        "names the place 'site/y'": {"flows": (replace(line, target="site/y"),)},
        "'site/hamburg-quay' is listed twice": {"places": (*samples.PLACES, spot)},
        "of the kind 'moon'": {"places": (*samples.PLACES[1:], replace(spot, kind="moon"))},
    }
    for at in ((90.1, 0.0), (0.0, -180.5), (float("nan"), 0.0), (0.0, float("inf"))):
        cases[f"is at \\({at[0]}"] = {"places": (*samples.PLACES[1:], replace(spot, at=at))}
    for expected, changes in cases.items():
        with pytest.raises(EdgewrightError, match=expected) as caught:
            summarise(replace(samples.VIOLATED, **changes))
        assert caught.value.code == "RPT-004"


def test_a_transfer_that_no_result_knows_is_no_contradiction(samples: ModuleType) -> None:
    row = samples.transfer("held", "aws/eu-central-1", "aws/eu-west-2", node="nobody knows it")
    summary = summarise(replace(samples.VIOLATED, transfers=(row,), places=(), flows=()))
    assert [it.verdict for it in summary.transfers] == ["held"]


def test_violations_come_first_and_every_verdict_has_its_place(samples: ModuleType) -> None:
    rows = tuple(samples.transfer(word, "aws/a", f"aws/{word}") for word in sorted(TransferVerdict))
    summary = summarise(replace(samples.VIOLATED, transfers=rows))
    shown = [it.verdict for it in summary.transfers]
    assert shown == list(VERDICTS) and set(shown) == set(TransferVerdict)
    assert shown[0] == "violated" and shown[-1] == "held"


def test_in_an_incomplete_run_no_transfer_is_held(samples: ModuleType) -> None:
    summary = summarise(samples.INCOMPLETE)
    shown = {it.verdict for it in (*summary.transfers, *summary.flows)}
    assert "not judged" in shown and "held" not in shown


def test_a_rule_without_results_is_no_contradiction_unless_the_run_held(
    samples: ModuleType,
) -> None:
    assert summarise(replace(samples.HELD, complete=False, results=())).verdict == "incomplete"
    assert summarise(replace(samples.VIOLATED, results=samples.RESULTS[:1])).verdict == "violated"


def test_control_characters_are_shown_not_obeyed() -> None:
    assert visible("a\x1b[2Jb") == "a\\x1b[2Jb"
    assert visible("one\r\n two\u2028three\tfour") == "one two three four"
    assert visible("\u202eevil\u2069") == "\\u202eevil\\u2069"
    assert visible("\ud800") == "\\ud800"
    assert visible("Größe 🚢 شحنة") == "Größe 🚢 شحنة"


def test_every_string_of_an_evaluation_is_made_readable(samples: ModuleType) -> None:
    assert "\x1b" not in repr(readable(samples.hostile("\x1b"))).replace("\\x1b", "")
    cleaned = readable(samples.hostile("a\x00b"))
    assert cleaned.results[0].vars == {"text": "a\\x00b"}
    assert cleaned.results[0].outcome is Outcome.FAILED
    assert readable(samples.VIOLATED) == samples.VIOLATED


def test_numbers_in_words() -> None:
    assert counted(1, "finding") == "1 finding"
    assert counted(0, "finding") == "0 findings"
    assert counted(1204, "entry", "entries") == "1,204 entries"


def test_only_all_is_100_percent_and_only_none_is_0() -> None:
    assert [percent(it) for it in (0, 0.004, 0.5, 31 / 44, 0.9999, 1)] == [
        *("0 %", "less than 1 %", "50 %", "70 %", "99 %", "100 %"),
    ]
