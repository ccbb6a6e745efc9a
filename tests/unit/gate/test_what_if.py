"""What if: the same estate under other facts, on another day, at other places."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.gate.what_if import WhatIf, parse_what_if
from edgewright.spec.load import load_estate

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "stacks" / "harbour-vision" / "estate.yaml"
DAY = date(2026, 11, 23)
COMMAND = [sys.executable, "-c", "from edgewright.cli.main import main; main()"]


def check(*words: str) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, "check", "--stack", "harbour-vision", *words]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


def changes(*words: str) -> tuple[int, list[dict[str, Any]]]:
    done = check(*words, "--format", "json")
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, json.loads(done.stdout)["changes"]


def outcomes(found: list[dict[str, Any]], node: str) -> set[tuple[str, str, str]]:
    """(rule, outcome before, outcome after) of every change on a node."""
    return {
        (one["policy"], one["before"]["outcome"], one["after"]["outcome"])
        for one in found
        if one["node"] == node and one["before"] and one["after"]
    }


WEIGHTS = (
    "estate:transfer/camera-frames/"
    "flow/detector-weights/aws/eu-central-1>azure/brazilsouth:training"
)
"""The weights go from Frankfurt to Brazil under DOC-114, valid to 2028-01-31."""


def test_without_adequacy_the_transfer_rests_on_its_clauses() -> None:
    status, found = changes("--assume", "adequacy.BR=none")
    assert status == 0
    assert outcomes(found, WEIGHTS) == {("TRF-02", "passed", "conditional")}


def test_without_adequacy_and_after_the_clauses_end_it_is_violated() -> None:
    status, found = changes("--assume", "adequacy.BR=none", "--at", "2028-02-01")
    assert status == 1
    assert ("TRF-02", "passed", "failed") in outcomes(found, WEIGHTS)


def test_what_does_not_matter_here_changes_nothing() -> None:
    assert changes("--assume", "adequacy.JP=none") == (0, [])


def test_the_text_says_what_changes_and_both_verdicts() -> None:
    done = check("--assume", "adequacy.BR=none")
    assert "TRF-02" in done.stdout and "DOC-114" in done.stdout
    assert "As things are: held so far. As assumed: held so far.\n" in done.stdout


def test_a_site_that_moves_takes_the_law_of_its_data_along() -> None:
    moved = WhatIf(moves=(("santos-pier", "AR"),)).estate(load_estate(SAMPLE), DAY)
    assert moved.sites["santos-pier"].country == "AR"
    # Pier frames are captured at the pier alone; the camera's are not.
    assert moved.data["pier-frames"].origin == "AR"
    assert moved.data["camera-frames"].origin == "DE"


def test_a_site_moved_across_a_border_makes_its_flows_transfers() -> None:
    status, found = changes("--move", "santos-pier=AR")
    assert status == 1
    appeared = {one["node"] for one in found if one["kind"] == "appeared"}
    # Frames now leave Argentina for the region in Brazil.
    assert (
        "estate:transfer/pier-frames/flow/pier-frames/pier>azure/brazilsouth:training" in appeared
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--assume", "dpf"), "FCT-003"),
        (("--assume", "adequacy.XX=none"), "FCT-003"),
        (("--assume", "adequacy.BR=yes"), "FCT-003"),
        (("--move", "santos-pier"), "CLI-003"),
        (("--move", "santos-pier=XX"), "CLI-003"),
        (("--move", "santos=AR"), "CLI-003"),
        (("--at", "tomorrow"), "CLK-001"),
    ],
)
def test_what_cannot_be_assumed(words: tuple[str, ...], code: str) -> None:
    done = check(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"error[{code}]" in done.stderr and "next:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_nobody_knows_suggests_one_that_is_there() -> None:
    with pytest.raises(EdgewrightError) as failure:
        parse_what_if([], ["santos-peer=AR"]).estate(load_estate(SAMPLE), DAY)
    assert failure.value.hint == "Did you mean santos-pier?"
