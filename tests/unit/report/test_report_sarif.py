from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft4Validator, ValidationError

from edgewright.base.vocabulary import Level, Outcome
from edgewright.policy.evaluation import Evaluation
from edgewright.report.sarif import render_sarif

SCHEMA_FILE = Path(__file__).with_name("sarif-schema-2.1.0.json")
SCHEMA_DIGEST = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    content = SCHEMA_FILE.read_bytes()
    assert hashlib.sha256(content).hexdigest() == SCHEMA_DIGEST
    return Draft4Validator(json.loads(content))


def _run(evaluation: Evaluation) -> dict[str, Any]:
    (run,) = json.loads(render_sarif(evaluation))["runs"]
    assert isinstance(run, dict)
    return run


def _of(run: dict[str, Any], rule: str, node: str = "") -> dict[str, Any]:
    """The one result of a rule on a node (any node by default)."""
    (found,) = [
        it
        for it in run["results"]
        if it["ruleId"] == rule
        and (not node or it["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == node)
    ]
    assert isinstance(found, dict)
    return found


def _evaluations(samples: ModuleType) -> list[Evaluation]:
    plain = [samples.VIOLATED, samples.HELD, samples.INCOMPLETE, samples.large(3)]
    return plain + [samples.hostile(text) for text in samples.HOSTILE_TEXTS]


def test_every_log_is_valid(samples: ModuleType, schema: Draft4Validator) -> None:
    for evaluation in _evaluations(samples):
        schema.validate(json.loads(render_sarif(evaluation)))


def test_the_schema_can_refuse(samples: ModuleType, schema: Draft4Validator) -> None:
    log = json.loads(render_sarif(samples.VIOLATED))
    log["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(ValidationError, match="fatal"):
        schema.validate(log)


def test_a_result_that_is_no_failure_has_no_level(samples: ModuleType) -> None:
    """SARIF 2.1.0, 3.27.10: level is "none" unless kind is "fail"."""
    for evaluation in _evaluations(samples):
        for result in _run(evaluation)["results"]:
            assert (result["kind"] == "fail") == (result["level"] != "none")


def test_rules_carry_help_and_severity(samples: ModuleType) -> None:
    rules = {it["id"]: it for it in _run(samples.VIOLATED)["tool"]["driver"]["rules"]}
    assert set(rules) == {policy.id for policy in samples.RULES}
    replica = rules["RES-05"]
    assert replica["shortDescription"]["text"].startswith("Storage replicas stay")
    assert (
        replica["help"]["text"] == "Fix: Use zone redundancy, or a pair inside the allowed zones."
    )
    assert replica["defaultConfiguration"] == {"enabled": True, "level": "error"}
    assert "security" in replica["properties"]["tags"]
    assert "nist-800-53r5:SA-9(5)" in replica["properties"]["tags"]
    assert rules["SUP-09"]["defaultConfiguration"] == {"enabled": False, "level": "note"}
    assert rules["ENC-07"]["defaultConfiguration"]["level"] == "warning"


@pytest.mark.parametrize(
    ("severity", "low", "high"),
    # GitHub, "SARIF support for code scanning", property security-severity.
    [("critical", 9.1, 10), ("high", 7, 8.9), ("medium", 4, 6.9), ("low", 0.1, 3.9)],
)
def test_security_severity_is_in_the_range_of_its_word(
    samples: ModuleType, severity: str, low: float, high: float
) -> None:
    evaluation = replace(samples.VIOLATED, policies=(samples.rule("R-1", severity),))
    evaluation = replace(evaluation, complete=False, results=())
    (rule,) = _run(evaluation)["tool"]["driver"]["rules"]
    assert low <= float(rule["properties"]["security-severity"]) <= high


def test_rule_index_points_at_the_rule(samples: ModuleType) -> None:
    run = _run(samples.VIOLATED)
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]


def test_kinds_and_levels(samples: ModuleType) -> None:
    run = _run(samples.VIOLATED)
    seen = [(it["ruleId"], it["kind"], it["level"]) for it in run["results"]]
    assert sorted(seen) == [
        ("ENC-02", "fail", "error"),  # waived, of a mandatory rule
        ("ENC-07", "fail", "warning"),  # advisory, medium
        ("LAT-01", "open", "none"),
        ("RES-05", "fail", "error"),
        ("RES-05", "open", "none"),
        ("TRF-01", "fail", "error"),
        ("TRF-01", "fail", "error"),  # undetermined, and it blocks
        ("TRF-02", "review", "none"),  # conditional
    ]
    review = _of(run, "TRF-02")
    assert review["message"]["text"] == "Conditional: on scc DOC-114, valid to 2028-01-31"
    assert review["properties"]["outcome"] == "conditional"
    unknown = _of(run, "TRF-01", "flow:lake->logs")
    assert unknown["message"]["text"] == "Undetermined: location.country is unknown"
    assert unknown["properties"]["outcome"] == "undetermined"


def test_an_advisory_finding_of_low_severity_is_a_note(samples: ModuleType) -> None:
    rule = samples.rule("R-1", "low", level=Level.ADVISORY)
    found = samples.result("R-1", "n", Outcome.FAILED, blocking=False)
    run = _run(replace(samples.VIOLATED, policies=(rule,), results=(found,)))
    assert _of(run, "R-1")["level"] == "note"


def test_a_waiver_is_an_accepted_external_suppression(samples: ModuleType) -> None:
    run = _run(samples.VIOLATED)
    (suppression,) = _of(run, "ENC-02")["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    for part in ("February", "SEC-114", "keys@example.com", "2027-02-28"):
        assert part in suppression["justification"]
    others = [it for it in run["results"] if it["ruleId"] != "ENC-02"]
    assert all("suppressions" not in it for it in others)


def test_fingerprints_are_those_of_the_evaluation(samples: ModuleType) -> None:
    run = _run(samples.VIOLATED)
    listed = {it["partialFingerprints"]["edgewright/v1"] for it in run["results"]}
    shown = [it for it in samples.RESULTS if it.outcome not in (Outcome.PASSED, "not applicable")]
    assert listed == {it.fingerprint for it in shown}


def test_locations(samples: ModuleType) -> None:
    (location,) = _of(_run(samples.VIOLATED), "RES-05", samples.REPLICA)["locations"]
    assert location["logicalLocations"] == [
        {"name": "lake-copy", "fullyQualifiedName": samples.REPLICA, "kind": "resource"}
    ]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "stacks/components/data_lake.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 41, "startColumn": 9},
    }


@pytest.mark.parametrize(
    ("place", "uri", "region"),
    [
        ("a/b.py", "a/b.py", {"startLine": 1}),
        ("a/b.py:7", "a/b.py", {"startLine": 7}),
        ("a/b.py:7:3", "a/b.py", {"startLine": 7, "startColumn": 3}),
        ("./a b/ü.py:7", "a%20b/%C3%BC.py", {"startLine": 7}),
        ("a:b/c.py:1", "a%3Ab/c.py", {"startLine": 1}),
        ("/srv/a.py:1", "file:///srv/a.py", {"startLine": 1}),
        ("a.py:0", "a.py", {"startLine": 1}),
        ("7", "7", {"startLine": 1}),
    ],
)
def test_places(samples: ModuleType, place: str, uri: str, region: dict[str, int]) -> None:
    found = replace(samples.RESULTS[0], place=place)
    run = _run(replace(samples.VIOLATED, results=(found,)))
    physical = _of(run, "RES-05")["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == uri
    assert physical.get("region") == region


def test_uris_hold_only_what_a_uri_may_hold(samples: ModuleType) -> None:
    for text in samples.HOSTILE_TEXTS:
        for result in _run(samples.hostile(text))["results"]:
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"(?:[A-Za-z0-9._~/:-]|%[0-9A-F]{2})+", uri)


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("stacks/dev/estate.yaml", "stacks/dev/estate.yaml"),
        (None, "Pulumi.yaml"),
        ("", "Pulumi.yaml"),
    ],
)
def test_without_a_place_a_result_is_in_the_file_that_was_judged(
    samples: ModuleType, source: str | None, uri: str
) -> None:
    """Code scanning refuses a file with a result that has no place: codeql-action#2459."""
    found = replace(samples.RESULTS[0], node="", node_name="", place=None)
    run = _run(replace(samples.VIOLATED, results=(found,), source=source))
    assert _of(run, "RES-05")["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 1},
            }
        }
    ]


def _physical(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Every physical location of a result, those of its path among them."""
    steps = [
        step["location"]
        for flow in result.get("codeFlows", [])
        for thread in flow["threadFlows"]
        for step in thread["locations"]
    ]
    return [location["physicalLocation"] for location in (*result["locations"], *steps)]


def test_every_result_is_in_a_file_at_a_line(samples: ModuleType) -> None:
    for evaluation in _evaluations(samples):
        for result in _run(evaluation)["results"]:
            for physical in _physical(result):
                assert physical["artifactLocation"]["uri"]
                assert physical["region"]["startLine"] >= 1


def test_the_witness_path_is_a_code_flow(samples: ModuleType) -> None:
    result = _of(_run(samples.VIOLATED), "RES-05", samples.REPLICA)
    (flow,) = result["codeFlows"]
    (thread,) = flow["threadFlows"]
    steps = [it["location"]["message"]["text"] for it in thread["locations"]]
    assert tuple(steps) == samples.RESULTS[0].witness


def test_an_incomplete_run_did_not_succeed(samples: ModuleType) -> None:
    (invocation,) = _run(samples.INCOMPLETE)["invocations"]
    assert invocation["executionSuccessful"] is False
    first = invocation["toolExecutionNotifications"][0]
    assert first["level"] == "error"
    assert "ended before every rule was judged" in first["message"]["text"]
    (invocation,) = _run(samples.HELD)["invocations"]
    assert invocation == {"executionSuccessful": True}


def test_notes_are_notifications(samples: ModuleType) -> None:
    (invocation,) = _run(samples.VIOLATED)["invocations"]
    (note,) = invocation["toolExecutionNotifications"]
    assert note["message"]["text"] == samples.VIOLATED.notes[0]


def test_what_is_not_listed_is_counted(samples: ModuleType) -> None:
    properties = _run(samples.VIOLATED)["properties"]
    assert properties["verdict"] == "violated"
    assert properties["counts"]["passed"] == 4
    coverage = properties["coverage"]
    most = {"type": "random:index/randomPet:RandomPet", "count": 11, "domains": []}
    assert coverage["unassessed"][0] == most
    assert (coverage["judged"], coverage["resources"]) == (7, 20)
    assert properties["judged"] == "7 of 20 resources judged (35 %), 13 not assessed"
    assert (properties["headline"], properties["tone"]) == ("violated", "violated")


def test_placeholders_and_links_are_literal_text(samples: ModuleType) -> None:
    """SARIF 2.1.0, 3.11.5 (braces doubled) and 3.11.6 (link brackets escaped)."""
    found = replace(samples.RESULTS[0], message="{0} [click](https://example.com/) [plain]")
    run = _run(replace(samples.VIOLATED, results=(found,)))
    shown = _of(run, "RES-05")["message"]["text"]
    assert shown == r"{{0}} \[click\](https://example.com/) [plain]"
