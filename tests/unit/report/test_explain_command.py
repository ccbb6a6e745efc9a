"""`edgewright explain`: the chain behind a verdict, each fact with its source."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FLOW = "flow/detector-weights/aws/eu-central-1>azure/brazilsouth:training"
COMMAND = [sys.executable, "-c", "from edgewright.cli.main import main; main()"]


def explain(*words: str) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, "explain", *words, "--stack", "harbour-vision"]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


def text(*words: str) -> str:
    done = explain(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_data_where_it_is_how_it_came_and_under_which_law() -> None:
    shown = text("camera-frames")
    assert "data from DE is under EEA" in shown
    assert "EEA finds BR adequate" in shown and "2026/179" in shown
    path = [
        "camera-frames starts at site/hamburg-quay",
        "detector-weights is made at aws/eu-central-1 by train-detector",
        f"detector-weights moves to azure/brazilsouth by {FLOW}",
    ]
    places = [shown.index(step) for step in path]
    assert places == sorted(places)


def test_a_place_by_its_id_and_by_its_name() -> None:
    by_id, by_name = text("azure/brazilsouth"), text("brazilsouth")
    assert by_id.partition("\n")[2] == by_name.partition("\n")[2]
    # Microsoft's list of paired regions: Brazil South's pair is South Central US.
    assert "geo-redundant copies go to southcentralus (US)" in by_id
    assert "BR is under the regime BR" in by_id
    assert "camera-frames at azure/brazilsouth, as detector-weights" in by_id


def test_a_policy_and_what_came_of_it() -> None:
    shown = text("trf-02")
    assert shown.startswith("TRF-02 (policy)")
    assert "gdpr:46(2)(c)" in shown and "pack eu-personal-data" in shown


def test_a_finding_by_what_it_is_about_and_by_its_fingerprint() -> None:
    node = f"estate:transfer/camera-frames/{FLOW}"
    shown = text(node)
    assert f"moves to azure/brazilsouth (BR) by {FLOW}" in shown
    assert "EEA finds BR adequate" in shown
    report = subprocess.run(
        [*COMMAND, "check", "--stack", "harbour-vision", "--format", "json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found = json.loads(report.stdout)["findings"]
    mark = next(one["fingerprint"] for one in found if one["node"] == node)
    assert text(mark).partition("\n")[2]
    assert text(mark.removeprefix("sha256:")[:12]).partition("\n")[2]


def test_every_fact_has_a_source_a_date_and_how_sure_it_is() -> None:
    document = json.loads(text("camera-frames", "--format", "json"))
    law = [one for one in document["sections"] if one["title"].startswith("The law")]
    assert law
    for section in law:
        for line in section["lines"]:
            assert "as of 20" in line and line.endswith("]"), line


@pytest.mark.parametrize("name", ["camera-framse", "nothing-like-it", "RES-99"])
def test_a_name_that_nothing_has(name: str) -> None:
    done = explain(name)
    assert (done.returncode, done.stdout) == (2, "")
    assert "error[RPT-005]" in done.stderr and "next:" in done.stderr


def test_no_explanation_is_advice() -> None:
    assert "no legal advice" in text("camera-frames")
