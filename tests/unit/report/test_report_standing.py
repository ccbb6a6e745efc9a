"""What came of a run, in words and a tone: only a verdict that leaves nothing open is green."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from edgewright.base.vocabulary import Outcome, TransferVerdict
from edgewright.policy.evaluation import Coverage, Evaluation, StillThere, Unassessed
from edgewright.report.html import render_html
from edgewright.report.json_document import render_json
from edgewright.report.standing import Tone, judged_text, parts_text, standing_of
from edgewright.report.text import render_text

OLD = StillThere("urn:old", "old", "aws:s3/bucket:Bucket", "US", ("patients",), "retained")
GREEN = "\x1b[32m"  # ECMA-48, SGR 32


def _with_result(samples: ModuleType, outcome: Outcome, **changes: Any) -> Evaluation:
    found = samples.result("ENC-02", "n", outcome, blocking=False, **changes)
    return replace(samples.HELD, results=(*samples.HELD.results, found))


def _with_row(samples: ModuleType, verdict: str, **changes: Any) -> Evaluation:
    row = samples.transfer(verdict, "aws/eu-central-1", "aws/us-east-1", **changes)
    return replace(samples.HELD, transfers=(row,))


def test_nothing_open_is_clear(samples: ModuleType) -> None:
    standing = standing_of(samples.HELD)
    assert (standing.headline, standing.tone, standing.rider) == ("held", Tone.CLEAR, "")
    assert standing.line == "held; 7 of 7 resources judged (100 %)"


@pytest.mark.parametrize(
    ("outcome", "reservation"),
    [
        (Outcome.FAILED, "1 advisory"),
        (Outcome.UNDETERMINED, "1 open question"),
        (Outcome.CONDITIONAL, "1 open question"),
    ],
)
def test_an_open_result_is_a_reservation(
    samples: ModuleType, outcome: Outcome, reservation: str
) -> None:
    standing = standing_of(_with_result(samples, outcome))
    assert (standing.headline, standing.tone) == (f"held, with {reservation}", Tone.OPEN)


@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.WAIVED, Outcome.NOT_APPLICABLE])
def test_a_settled_result_is_none(samples: ModuleType, outcome: Outcome) -> None:
    assert standing_of(_with_result(samples, outcome)).tone is Tone.CLEAR


@pytest.mark.parametrize(
    ("verdict", "reservation"),
    [
        ("violated", "1 violated transfer"),
        ("undetermined", "1 open question"),
        ("conditional", "1 open question"),
        ("not judged", "1 open question"),
    ],
)
def test_an_open_row_of_the_register_is_a_reservation(
    samples: ModuleType, verdict: str, reservation: str
) -> None:
    standing = standing_of(_with_row(samples, verdict))
    assert (standing.headline, standing.tone) == (f"held, with {reservation}", Tone.OPEN)


@pytest.mark.parametrize("verdict", ["held", "waived"])
def test_a_settled_row_is_none(samples: ModuleType, verdict: str) -> None:
    assert standing_of(_with_row(samples, verdict)).tone is Tone.CLEAR


def test_a_row_that_is_open_for_a_result_is_counted_with_it(samples: ModuleType) -> None:
    open_result = _with_result(samples, Outcome.CONDITIONAL, message="on scc")
    row = samples.transfer("conditional", "a", "b", reasons=("ENC-02: on scc",))
    standing = standing_of(replace(open_result, transfers=(row,)))
    assert standing.reservations == ("1 open question",)


@pytest.mark.parametrize(
    ("coverage", "reservation"),
    [
        (
            Coverage(judged=1, not_assessed=2, unassessed=(Unassessed("t", 2),)),
            "2 resources not judged",
        ),
        (Coverage(judged=1, not_judged_yet=1), "1 resource not judged"),
        (Coverage(judged=1, still_there=(OLD,)), "1 resource still there"),
    ],
)
def test_what_was_not_judged_is_a_reservation(
    samples: ModuleType, coverage: Coverage, reservation: str
) -> None:
    standing = standing_of(replace(samples.HELD, coverage=coverage))
    assert (standing.headline, standing.tone) == (f"held, with {reservation}", Tone.OPEN)


def test_all_that_is_open_is_said(samples: ModuleType) -> None:
    """Failed and not blocking: 3; undetermined 3 and conditional 1; one row that none explains."""
    standing = standing_of(samples.HELD_OPEN)
    assert standing.headline == (
        "held, with 1 violated transfer, 3 advisories, 5 open questions, "
        "13 resources not judged and 1 resource still there"
    )


def test_other_verdicts_claim_nothing_and_so_reserve_nothing(samples: ModuleType) -> None:
    for name in ("VIOLATED", "INCOMPLETE"):
        standing = standing_of(getattr(samples, name))
        assert (standing.headline, standing.tone) == (name.lower(), name.lower())


def test_nothing_judged_has_a_word_and_a_tone_of_its_own(samples: ModuleType) -> None:
    standing = standing_of(samples.SO_FAR)
    assert (standing.headline, standing.tone) == ("held so far", Tone.SO_FAR)
    assert standing.line == "held so far; no resource looked at"
    shown = " ".join(render_text(samples.SO_FAR).split())
    sentence = "Nothing speaks against the estate; no resource has been judged."
    assert f"{sentence} 2 rules need resources." in shown
    assert re.search(r"NOT JUDGED \(2 RULES\) These rules need resources.*ENC-02, RES-05", shown)
    assert "NOT APPLICABLE (1 RULE) DEV-04" in shown


def test_the_share_that_was_judged() -> None:
    covered = Coverage(judged=31, not_assessed=5, not_judged_yet=8, parts=6)
    assert judged_text(covered) == (
        "31 of 44 resources judged (70 %), 5 not assessed, 8 not judged yet"
    )
    assert parts_text(covered) == "6 more only configure or group others."
    assert parts_text(Coverage(parts=1)) == "1 more only configures or groups others."
    assert judged_text(Coverage(judged=1)) == "1 of 1 resource judged (100 %)"
    assert judged_text(Coverage(parts=3)) == "no resource looked at"


def _verdict_box(evaluation: Evaluation) -> str:
    source = render_html(evaluation)
    start = source.index('<div class="verdict')
    return source[start : source.index("</div>", start)]


def test_only_a_clear_verdict_is_green_in_any_format(samples: ModuleType) -> None:
    for name in ("HELD", "HELD_OPEN", "SO_FAR", "VIOLATED", "INCOMPLETE", "CUT_SHORT"):
        evaluation = getattr(samples, name)
        is_clear = name == "HELD"
        assert ("tone-clear" in _verdict_box(evaluation)) == is_clear
        first = render_text(evaluation, colour=True).partition("\n")[0]
        assert (GREEN in first) == is_clear
        assert (json.loads(render_json(evaluation))["tone"] == "clear") == is_clear


def test_the_head_of_each_format_counts_the_users_resources(samples: ModuleType) -> None:
    evaluation = samples.HELD_OPEN
    share = "31 of 44 resources judged (70 %), 13 not assessed"
    parts = "6 more only configure or group others."
    assert share in " ".join(render_text(evaluation).split())
    assert parts in " ".join(render_text(evaluation).split())
    assert share in _verdict_box(evaluation) and parts in _verdict_box(evaluation)
    document = json.loads(render_json(evaluation))
    assert document["judged"] == share
    assert document["headline"].startswith("held, with 1 violated transfer")
    assert document["reservations"][1] == "3 advisories"
    assert document["coverage"]["resources"] == 44


def test_what_was_not_assessed_names_the_domains_that_did_not_look(samples: ModuleType) -> None:
    text = " ".join(render_text(samples.HELD_OPEN).split())
    assert "2 aws:sns/topic:Topic no rule of encryption, residency looked" in text
    assert "11 random:index/randomPet:RandomPet no rule of any domain looked" in text
    page = render_html(samples.HELD_OPEN)
    assert "No rule of encryption, residency looked" in page
    assert "No rule of any domain looked" in page


def test_what_is_still_there_is_a_section(samples: ModuleType) -> None:
    text = render_text(samples.HELD_OPEN)
    section = " ".join(text[text.index("STILL THERE (1 RESOURCE)") :].split())
    for part in ("lake-old", "country US", "holds camera-frames", "why retained"):
        assert part in section
    page = render_html(samples.HELD_OPEN)
    section = page[page.index('id="still-there"') : page.index('id="not-applicable"')]
    assert all(part in section for part in ("lake-old", "US", "camera-frames", "retained"))
    assert 'id="still-there"' not in render_html(samples.HELD)


def test_a_transfer_that_is_violated_is_red_on_the_map_of_a_held_run(samples: ModuleType) -> None:
    assert TransferVerdict.VIOLATED in {it.verdict for it in samples.HELD_OPEN.flows}
    assert "flow flow-violated" in render_html(samples.HELD_OPEN)


def test_recorded_resources_without_a_stack_have_a_name(samples: ModuleType) -> None:
    recorded = replace(samples.HELD, estate="", stack="")
    assert render_text(recorded).startswith("HELD  recorded resources\n")
    assert "<bdi>Recorded resources</bdi>" in render_html(recorded)
    assert render_text(replace(recorded, stack="dev")).startswith("HELD  stack dev\n")
