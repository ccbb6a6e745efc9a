from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from types import ModuleType

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.base.vocabulary import Outcome
from edgewright.policy.evaluation import Evaluation, Result
from edgewright.report.changes import compare, render_changes_json, render_changes_text


def _judged(samples: ModuleType, *results: Result) -> Evaluation:
    evaluation: Evaluation = replace(
        samples.VIOLATED, results=results, transfers=(), places=(), flows=(), complete=False
    )
    return evaluation


def test_the_same_evaluation_has_no_changes(samples: ModuleType) -> None:
    mixed = random.Random(3).sample(samples.RESULTS, len(samples.RESULTS))
    assert compare(samples.VIOLATED, replace(samples.VIOLATED, results=tuple(mixed))) == ()
    assert render_changes_text(()) == "No outcome changes.\n"
    document = json.loads(render_changes_json((), "held", "held"))
    assert document.pop("disclaimer")
    assert document == {
        "schema": "edgewright/changes",
        "version": 1,
        "before": "held",
        "after": "held",
        "changes": [],
    }


@pytest.mark.parametrize("before", [Outcome.PASSED, Outcome.CONDITIONAL, Outcome.UNDETERMINED])
def test_a_changed_outcome(samples: ModuleType, before: Outcome) -> None:
    old = samples.result("TRF-01", "flow:a", before, message="was")
    new = samples.result("TRF-01", "flow:a", Outcome.FAILED, message="is")
    (change,) = compare(_judged(samples, old), _judged(samples, new))
    assert (change.kind, change.policy, change.node) == ("changed", "TRF-01", "flow:a")
    assert change.before is not None and change.before.outcome is before
    assert change.after is not None and change.after.word == "violated"
    assert (change.before.blocking, change.after.blocking) == (False, True)
    assert (change.before.message, change.after.message) == ("was", "is")
    (back,) = compare(_judged(samples, new), _judged(samples, old))
    assert (back.before, back.after) == (change.after, change.before)


def test_appeared_and_vanished(samples: ModuleType) -> None:
    old = samples.result("RES-05", "urn:a", Outcome.PASSED)
    new = samples.result("RES-05", "urn:b", Outcome.FAILED)
    appeared, vanished = compare(_judged(samples, old), _judged(samples, new))
    assert (appeared.kind, appeared.node, appeared.before) == ("appeared", "urn:b", None)
    assert (vanished.kind, vanished.node, vanished.after) == ("vanished", "urn:a", None)


def test_a_rule_with_nothing_to_judge_is_no_result(samples: ModuleType) -> None:
    nothing = samples.result("RES-05", "", Outcome.NOT_APPLICABLE)
    found = samples.result("RES-05", "urn:a", Outcome.PASSED)
    (change,) = compare(_judged(samples, nothing), _judged(samples, found))
    assert (change.kind, change.node) == ("appeared", "urn:a")
    assert compare(_judged(samples, nothing), _judged(samples)) == ()


def test_another_violation_of_the_same_node_is_a_change(samples: ModuleType) -> None:
    one = samples.result("RES-05", "urn:a", Outcome.FAILED, message="b", fingerprint="1")
    two = samples.result("RES-05", "urn:a", Outcome.FAILED, message="a", fingerprint="2")
    (change,) = compare(_judged(samples, one), _judged(samples, one, two))
    assert change.before is not None and change.after is not None
    assert (change.before.results, change.after.results) == (1, 2)
    assert change.after.message == "a"
    assert "violated, 2 results, blocks: a" in render_changes_text((change,))


def test_a_failure_that_begins_to_block_is_a_change(samples: ModuleType) -> None:
    old = samples.result("RES-05", "urn:a", Outcome.FAILED, blocking=False)
    new = samples.result("RES-05", "urn:a", Outcome.FAILED, blocking=True)
    (change,) = compare(_judged(samples, old), _judged(samples, new))
    assert change.kind == "changed"


def test_what_blocks_now_comes_first(samples: ModuleType) -> None:
    found = (
        samples.result("RES-05", "urn:held", Outcome.PASSED),
        samples.result("LAT-01", "urn:unknown", Outcome.UNDETERMINED),
        samples.result("ENC-07", "urn:advisory", Outcome.FAILED, blocking=False),
        samples.result("RES-05", "urn:high", Outcome.FAILED),
        samples.result("TRF-01", "urn:critical", Outcome.FAILED),
    )
    gone = samples.result("TRF-01", "urn:gone", Outcome.FAILED)
    changes = compare(_judged(samples, gone), _judged(samples, *found))
    assert [it.node.removeprefix("urn:") for it in changes] == [
        *("critical", "high", "advisory", "unknown", "held", "gone")
    ]


def test_text_counts_what_only_came_or_went_and_held(samples: ModuleType) -> None:
    old = [samples.result("RES-05", f"urn:old{it}", Outcome.PASSED) for it in range(3)]
    new = [samples.result("RES-05", "urn:new", Outcome.PASSED)]
    new.append(samples.result("TRF-01", "flow:a", Outcome.FAILED, message="no basis"))
    text = render_changes_text(compare(_judged(samples, *old), _judged(samples, *new)))
    assert text == (
        "TRF-01  critical  Personal data leaves its zone only on a valid basis\n"
        "  node     flow:a\n"
        "  before   no result\n"
        "  after    violated, blocks: no basis\n"
        "\n"
        "1 result that held appeared.\n"
        "3 results that held vanished.\n"
    )


def test_json_holds_every_change(samples: ModuleType) -> None:
    changes = compare(_judged(samples), samples.VIOLATED)
    document = json.loads(render_changes_json(changes, "held", "violated"))
    judged = [it for it in samples.RESULTS if it.outcome is not Outcome.NOT_APPLICABLE]
    assert len(document["changes"]) == len(judged)
    first = document["changes"][0]
    assert first["kind"] == "appeared" and first["before"] is None
    assert first["after"]["outcome"] == "failed" and first["after"]["blocking"] is True


def test_a_contradiction_is_refused(samples: ModuleType) -> None:
    stray = _judged(samples, samples.result("XXX-99", "n", Outcome.PASSED))
    for pair in ((stray, samples.VIOLATED), (samples.VIOLATED, stray)):
        with pytest.raises(EdgewrightError, match="XXX-99"):
            compare(*pair)


def test_hostile_strings_cannot_fake_a_line(samples: ModuleType) -> None:
    for text in samples.HOSTILE_TEXTS:
        shown = render_changes_text(compare(_judged(samples), samples.hostile(text)))
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
        assert not [line for line in shown.splitlines() if line.startswith("HELD")]
        changes = compare(_judged(samples), samples.hostile(text))
        assert json.loads(render_changes_json(changes, "held", "violated"))


def test_a_rule_that_waits_for_resources_is_no_result(samples: ModuleType) -> None:
    waiting = samples.result("ENC-02", "", Outcome.NOT_JUDGED, node_name="", message="")
    judged = samples.result("ENC-02", samples.BUCKET, Outcome.FAILED)
    (change,) = compare(_judged(samples, waiting), _judged(samples, judged))
    assert (change.kind, change.node) == ("appeared", samples.BUCKET)
