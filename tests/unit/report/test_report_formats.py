"""What holds for every format."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from edgewright.report.render import FORMATS, render
from edgewright.report.wording import DISCLAIMER
from edgewright.report.write import encode

ALL = sorted(FORMATS)
WHOLE = sorted(set(FORMATS) - {"csv"})
"""Formats that hold the whole report; CSV holds the transfer register."""

TEMPLATES = sorted((Path(__file__).parents[3] / "edgewright" / "report").rglob("*.*"))


@pytest.mark.parametrize("format", ALL)
def test_the_order_of_results_does_not_change_a_byte(samples: ModuleType, format: str) -> None:
    evaluation = samples.VIOLATED
    shuffle = random.Random(1)
    mixed = replace(
        evaluation,
        results=tuple(shuffle.sample(evaluation.results, len(evaluation.results))),
        policies=tuple(reversed(evaluation.policies)),
        waivers=tuple(reversed(evaluation.waivers)),
        transfers=tuple(reversed(evaluation.transfers)),
        places=tuple(reversed(evaluation.places)),
        flows=tuple(reversed(evaluation.flows)),
        conflicts=tuple(reversed(evaluation.conflicts)),
        coverage=replace(evaluation.coverage, unassessed=evaluation.coverage.unassessed[::-1]),
        digests=dict(reversed(evaluation.digests.items())),
        versions=dict(reversed(evaluation.versions.items())),
    )
    assert mixed.results != evaluation.results
    assert render(mixed, format) == render(evaluation, format)


PROGRAM = """
import importlib.util, sys
from edgewright.report.render import render, FORMATS
spec = importlib.util.spec_from_file_location("sample_evaluations", sys.argv[1])
samples = importlib.util.module_from_spec(spec)
spec.loader.exec_module(samples)
for format in sorted(FORMATS):
    sys.stdout.buffer.write(render(samples.VIOLATED, format).encode())
"""


def test_process_and_environment_do_not_change_a_byte(samples: ModuleType, tmp_path: Path) -> None:
    """Another hash seed, folder, time zone and environment: the same bytes, and no canary."""
    sample = str(Path(samples.__file__ or "").resolve())
    outputs = []
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland")):
        folder = tmp_path / f"canary-{seed}-folder"
        folder.mkdir()
        changes = {"PYTHONHASHSEED": seed, "TZ": zone, "AWS_SECRET_ACCESS_KEY": "canary-3f9c"}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, sample],
            cwd=folder,
            env={**os.environ, **changes},
            capture_output=True,
            check=True,
        )
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    assert outputs[0] == b"".join(render(samples.VIOLATED, format).encode() for format in ALL)
    assert b"canary" not in outputs[0]


@pytest.mark.parametrize("format", WHOLE)
def test_only_the_verdicts_words_are_used(samples: ModuleType, format: str) -> None:
    for evaluation in (samples.VIOLATED, samples.HELD, samples.INCOMPLETE):
        shown = render(evaluation, format).lower()
        assert evaluation.verdict in shown
        assert "compliant" not in shown and "compliance" not in shown


def test_no_source_of_a_report_says_compliant() -> None:
    read = [path for path in TEMPLATES if path.suffix in (".py", ".j2", ".css")]
    assert len(read) > 15
    assert [path for path in read if "complian" in path.read_text().lower()] == []


@pytest.mark.parametrize("format", ["text", "json", "html"])
def test_a_report_says_once_that_it_is_no_legal_advice(samples: ModuleType, format: str) -> None:
    for evaluation in (samples.VIOLATED, samples.HELD, samples.INCOMPLETE):
        shown = " ".join(render(evaluation, format).split())
        assert shown.count("no legal advice") == 1
        assert shown.count(DISCLAIMER) == 1


@pytest.mark.parametrize("format", WHOLE)
def test_an_incomplete_evaluation_is_never_shown_as_held(samples: ModuleType, format: str) -> None:
    nothing_failed = replace(samples.INCOMPLETE, results=())
    assert "held" in {transfer.verdict for transfer in nothing_failed.transfers}
    shown = re.sub(r"<style>.*</style>", "", render(nothing_failed, format), flags=re.DOTALL)
    assert "The run ended before every rule was judged." in re.sub(r"\s+", " ", shown)
    assert not re.search(r"\bheld\b", shown, re.IGNORECASE)


@pytest.mark.parametrize("format", ALL)
@pytest.mark.parametrize("number", range(10))
def test_hostile_strings_render_in_every_format(
    samples: ModuleType, format: str, number: int
) -> None:
    content = encode(render(samples.hostile(samples.HOSTILE_TEXTS[number]), format))
    text = content.decode("utf-8")
    if format in ("json", "sarif"):
        assert isinstance(json.loads(text), dict)
    assert text.endswith("\n")


def test_the_hostile_cases_are_all_used(samples: ModuleType) -> None:
    assert len(samples.HOSTILE_TEXTS) == 10
