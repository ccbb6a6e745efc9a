from __future__ import annotations

import re
from dataclasses import replace
from types import ModuleType

import pytest

from edgewright.base.vocabulary import Level, Outcome
from edgewright.policy.evaluation import Evaluation
from edgewright.report.text import render_text
from edgewright.report.verdicts import VERDICTS


def _section(text: str, title: str) -> str:
    """The lines under a heading such as "BLOCKING (3)", up to the next heading."""
    after = text.split(f"\n{title}\n", 1)[1]
    return re.split(r"\n\n[A-Z][A-Z ]+(?: \(|\n)", after, maxsplit=1)[0]


def test_the_verdict_comes_first(samples: ModuleType) -> None:
    assert render_text(samples.VIOLATED).startswith("VIOLATED  harbour-vision, stack prod\n")
    assert render_text(samples.HELD).startswith("HELD  harbour-vision, stack prod\n")
    assert render_text(samples.INCOMPLETE).startswith("INCOMPLETE  harbour-vision, stack prod\n")
    assert "This is not a verdict" in render_text(samples.INCOMPLETE)


def test_a_blocking_finding_has_all_its_parts_in_order(samples: ModuleType) -> None:
    blocking = _section(render_text(samples.VIOLATED), "BLOCKING (3)")
    parts = [
        "RES-05  high  Storage replicas stay in the zones their data may enter",
        "resource   lake-copy",
        samples.REPLICA,
        "message    lake-copy replicates camera-frames to us-east-1 (US), outside EEA",
        "path       1. camera-frames: user.biometric, origin DE",
        "2. lake-frames in eu-central-1 (DE) stores camera-frames",
        "3. lake-frames replicates to lake-copy",
        "4. lake-copy in us-east-1 (US)",
        "fix        Use zone redundancy, or a pair inside the allowed zones.",
        "place      stacks/components/data_lake.py:41:9",
        "rule       mandatory, pack baseline, effective 2026-01-01",
        "controls   gdpr:44, nist-800-53r5:SA-9(5)",
    ]
    transfer, replica = blocking.split("\n\nRES-05")
    positions = [f"RES-05{replica}".index(part) for part in parts]
    assert positions == sorted(positions)
    assert transfer.count("TRF-01  critical") == 2
    assert "outcome    undetermined, which blocks here" in blocking


def test_the_other_sections(samples: ModuleType) -> None:
    text = render_text(samples.VIOLATED)
    assert "pier-hub accepts TLS 1.0" in _section(text, "ADVISORY (1)")
    waived = " ".join(_section(text, "WAIVED (1)").split())
    assert "SEC-114, expires 2027-02-28, owner keys@example.com: The external" in waived
    unknown = _section(text, "UNDETERMINED (2)")
    assert "location.region is unknown" in unknown and "rtt.p95 is unknown" in unknown
    assert "DEV-04" in _section(text, "NOT APPLICABLE (1 RULE)")
    not_assessed = _section(text, "NOT ASSESSED (13 RESOURCES)")  # 11 + 2
    assert "11 random:index/randomPet:RandomPet" in not_assessed
    assert "expired   ENC-02  SEC-090  until 2026-10-01" in _section(text, "WAIVERS (4)")
    basis = text.split("WHAT THE VERDICT RESTS ON\n", 1)[1]
    assert re.search(r"policies +sha256:(b2){32}\n", basis)
    assert re.search(r"edgewright +0\.1\.0\n", basis) and re.search(r"opa +1\.22\.2\n", basis)
    assert "the clouds were stood in for" in " ".join(text.split())
    assert re.search(r"note +The gate's off switch", text)


def test_sections_without_content_are_left_out(samples: ModuleType) -> None:
    text = render_text(samples.HELD)
    for title in ("BLOCKING", "ADVISORY", "WAIVED", "UNDETERMINED", "NOT ASSESSED", "WAIVERS"):
        assert f"\n{title}" not in text
    assert "0 blocking" in text and "2 passed" in text


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_prose_fits_the_width(samples: ModuleType, width: int) -> None:
    long = "word " * 60
    finding = replace(samples.RESULTS[0], message=long, witness=(long, long), place=None)
    evaluation = replace(samples.VIOLATED, results=(finding,), notes=(long,), waivers=())
    for line in render_text(evaluation, width=width).splitlines():
        kept = re.search(r"urn:|sha256:|^[A-Z]+-\d+  |^   +\d+ ", line)  # ids, and their titles
        assert kept or len(line) <= width


def test_ids_are_never_broken(samples: ModuleType) -> None:
    text = render_text(samples.VIOLATED, width=40)
    for node in (samples.REPLICA, samples.HUB, samples.KEY, "sha256:" + "a1" * 32):
        assert node in text


def test_colour_only_when_asked_for(samples: ModuleType) -> None:
    plain = render_text(samples.VIOLATED)
    coloured = render_text(samples.VIOLATED, colour=True)
    assert "\x1b" not in plain
    assert coloured.startswith("\x1b[31m\x1b[1mVIOLATED\x1b[0m")  # SGR 31 red, 1 bold, 0 reset
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


def test_a_hostile_string_cannot_move_the_cursor_or_fake_a_line(samples: ModuleType) -> None:
    for text in samples.HOSTILE_TEXTS:
        shown = render_text(samples.hostile(text))
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
        assert [line for line in shown.splitlines() if line.startswith("HELD")] == []


def test_waived_without_its_waiver_still_names_the_ticket(samples: ModuleType) -> None:
    evaluation: Evaluation = replace(samples.VIOLATED, waivers=())
    assert "waiver     SEC-114\n" in render_text(evaluation)


def test_the_register_is_a_short_list_with_violations_first(samples: ModuleType) -> None:
    register = _section(render_text(samples.VIOLATED), "TRANSFER REGISTER (6)")
    words = [line.split("  ")[0] for line in register.splitlines() if not line.startswith(" ")]
    assert words == list(VERDICTS)
    first = " ".join(register.split("\nwaived")[0].split())
    assert first == (
        "violated camera-frames, DE to BR flow site/hamburg-quay -> azure/brazilsouth, declared "
        "carried by detections (derived) ground none found mechanism none declared why TRF-01: "
        "detections, derived from camera-frames, go from DE to BR without a basis"
    )
    assert "mechanism  scc, evidence DOC-114, valid to 2028-01-31" in register
    assert "TRANSFER REGISTER" not in render_text(samples.HELD)


def test_conditional_results_and_conflicts_have_their_sections(samples: ModuleType) -> None:
    text = render_text(samples.VIOLATED)
    assert "on scc DOC-114, valid to 2028-01-31" in _section(text, "CONDITIONAL (1)")
    conflicts = _section(text, "FRAMEWORKS IN CONTRADICTION (2)") + text
    assert "settled by pack eu-personal-data" in conflicts
    assert "settled by no pack in force: nobody has said which demand gives way" in conflicts


def test_a_held_run_says_what_it_leaves_open(samples: ModuleType) -> None:
    rule = replace(samples.RULES[1], level=Level.MANDATORY)
    found = tuple(
        samples.result("TRF-02", f"n{number}", outcome, blocking=False)
        for number, outcome in enumerate((Outcome.CONDITIONAL, *[Outcome.UNDETERMINED] * 2))
    )
    text = render_text(replace(samples.HELD, policies=(rule,), results=found))
    sentence = (
        "No mandatory rule failed on what was judged. 1 result rests on evidence named here. "
        "2 results could not be determined."
    )
    assert sentence in " ".join(text.split())
