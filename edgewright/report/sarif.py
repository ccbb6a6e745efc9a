"""The report as SARIF 2.1.0, for code scanning services and viewers.

Sources: OASIS SARIF 2.1.0 with errata 01 (section numbers below); for `security-severity` and the
tag "security", GitHub's page "SARIF support for code scanning".

Outcomes: failed -> kind "fail"; waived -> the same with an accepted external suppression (3.35);
undetermined -> kind "open" (3.27.9), or "fail" where it blocks, so that no reader takes the run for
held; conditional -> kind "review" (3.27.9: a user must decide), as its evidence is for a person to
check. Every result has an artifact and a line, as code scanning services refuse a whole file for
one result without (github/codeql-action#2459 and #1738, microsoft/sarif-sdk#2694: rule GH1001).
Passed and not-applicable results are counted in the run's properties and not listed: code
scanning services do not read `kind` and would show each of them as an alert.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from edgewright.base.vocabulary import Level, Outcome, Severity
from edgewright.policy.evaluation import Evaluation, PolicyInfo, WaiverState
from edgewright.report.json_document import coverage_document, json_text
from edgewright.report.summary import Finding, Summary, summarise
from edgewright.report.wording import DISCLAIMER, verdict_sentence

SCHEMA_URI = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LISTED = ("blocking", "advisory", "waived", "undetermined", "conditional")
PROJECT_FILE = "Pulumi.yaml"
"""Where a finding is when nobody knows of a nearer file: every project has it."""
KINDS = {"undetermined": "open", "conditional": "review"}
"""Kinds of the groups that are no failure."""

# The middle of the ranges that GitHub gives for each word: critical over 9.0, high 7.0 to 8.9,
# medium 4.0 to 6.9, low 0.1 to 3.9.
SECURITY_SEVERITY = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.0",
}

_PLACE = re.compile(r"(?P<file>.+?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?")


def render_sarif(evaluation: Evaluation) -> str:
    """The report as a SARIF log with one run, indented JSON with a final line end.

    Raises:
        EdgewrightError: RPT-004, from `summarise`.
    """
    log = {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [_run(summarise(evaluation))]}
    return json_text(log)


def _run(summary: Summary) -> dict[str, Any]:
    evaluation = summary.evaluation
    index = {row.policy.id: number for number, row in enumerate(summary.rules)}
    listed = [finding for finding in summary.findings if finding.group in LISTED]
    return {
        "tool": {"driver": _driver(summary)},
        "automationDetails": {"id": f"edgewright/{evaluation.stack}/{evaluation.phase}"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The project folder."}}},
        "invocations": [_invocation(summary)],
        "results": [
            _result(finding, index[finding.policy.id], evaluation.source or PROJECT_FILE)
            for finding in listed
        ],
        "properties": {
            "verdict": summary.verdict,
            "headline": summary.standing.headline,
            "tone": summary.standing.tone,
            "judged": summary.standing.judged,
            "disclaimer": DISCLAIMER,
            "estate": evaluation.estate,
            "stack": evaluation.stack,
            "phase": evaluation.phase,
            "at": evaluation.at,
            "offline": evaluation.offline,
            "nodes": evaluation.nodes,
            "counts": summary.counts(),
            "coverage": coverage_document(summary),
            "digests": dict(sorted(evaluation.digests.items())),
            "versions": dict(sorted(evaluation.versions.items())),
        },
    }


def _driver(summary: Summary) -> dict[str, Any]:
    version = summary.evaluation.versions.get("edgewright")
    return {
        "name": "edgewright",
        **({"version": version} if version else {}),
        "rules": [_rule(row.policy) for row in summary.rules],
    }


def _rule(policy: PolicyInfo) -> dict[str, Any]:
    return {
        "id": policy.id,
        "name": policy.package,
        "shortDescription": _message(policy.title),
        "fullDescription": _message(policy.description),
        "help": {"text": _escaped(f"Fix: {policy.fix}"), "markdown": f"**Fix:** {policy.fix}"},
        "defaultConfiguration": {
            "enabled": policy.level is not Level.DISABLED,
            "level": _policy_level(policy),
        },
        "properties": {
            "security-severity": SECURITY_SEVERITY[policy.severity],
            "tags": list(dict.fromkeys(("security", policy.domain, *policy.controls))),
            "severity": policy.severity,
            "pack": policy.pack,
            "enforcement": policy.level.value,
        },
    }


def _policy_level(policy: PolicyInfo) -> str:
    if policy.level is Level.MANDATORY:
        return "error"
    return "note" if policy.severity == Severity.LOW else "warning"


def _invocation(summary: Summary) -> dict[str, Any]:
    """3.20: an incomplete evaluation is a run that did not succeed, and says so in words."""
    notes = [{"level": "warning", "message": _message(note)} for note in summary.evaluation.notes]
    if not summary.evaluation.complete:
        notes.insert(0, {"level": "error", "message": _message(verdict_sentence(summary))})
    return {
        "executionSuccessful": summary.evaluation.complete,
        **({"toolExecutionNotifications": notes} if notes else {}),
    }


def _result(finding: Finding, rule_index: int, source: str) -> dict[str, Any]:
    result = finding.result
    kind = KINDS.get(finding.group, "fail")
    document: dict[str, Any] = {
        "ruleId": result.policy,
        "ruleIndex": rule_index,
        "kind": kind,
        "level": _level(finding) if kind == "fail" else "none",
        "message": _message(_result_text(finding)),
        "locations": [_location(finding, source)],
        "partialFingerprints": {"edgewright/v1": result.fingerprint},
        "properties": {
            "outcome": result.outcome.value,
            "blocking": result.blocking,
            "severity": finding.policy.severity,
        },
    }
    if result.witness:
        document["codeFlows"] = [_code_flow(result.witness, result.place or source)]
    if result.outcome is Outcome.WAIVED:
        document["suppressions"] = [_suppression(finding)]
    return document


def _result_text(finding: Finding) -> str:
    """The message; what is neither a failure nor waived says so first."""
    outcome = finding.result.outcome
    if outcome in (Outcome.UNDETERMINED, Outcome.CONDITIONAL):
        return f"{outcome.value.capitalize()}: {finding.result.message}"
    return finding.result.message


def _level(finding: Finding) -> str:
    """A failure that blocks is an error; one that is waived keeps the level of its rule."""
    if finding.result.blocking:
        return "error"
    if finding.group == "waived":
        return _policy_level(finding.policy)
    return "note" if finding.policy.severity == Severity.LOW else "warning"


def _location(finding: Finding, source: str) -> dict[str, Any]:
    """Where it was declared, else at the top of the file that says what was judged."""
    result = finding.result
    place = {"physicalLocation": _physical_location(result.place or source)}
    if not result.node:
        return place
    name = result.node_name or result.node
    logical = {"name": name, "fullyQualifiedName": result.node, "kind": "resource"}
    return {**place, "logicalLocations": [logical]}


def _physical_location(place: str) -> dict[str, Any]:
    matched = _PLACE.fullmatch(place)
    path, line, column = matched.group("file", "line", "column") if matched else (place, "", "")
    region = {
        name: int(number)
        for name, number in (("startLine", line), ("startColumn", column))
        if number and int(number) > 0
    }
    return {"artifactLocation": _artifact(path), "region": {"startLine": 1, **region}}


def _artifact(path: str) -> dict[str, Any]:
    """3.4: a path inside the project is relative to its folder; any other is a file URI."""
    pure = PurePosixPath(path)
    if pure.is_absolute():
        return {"uri": "file://" + quote(str(pure), errors="backslashreplace")}
    return {"uri": quote(str(pure), errors="backslashreplace"), "uriBaseId": "%SRCROOT%"}


def _code_flow(witness: tuple[str, ...], place: str) -> dict[str, Any]:
    """3.36: the witness path as the one thread of a code flow, a message per step."""
    where = {"physicalLocation": _physical_location(place)}
    steps = [{"location": {**where, "message": _message(step)}} for step in witness]
    return {"threadFlows": [{"locations": steps}]}


def _suppression(finding: Finding) -> dict[str, Any]:
    """3.35: kept outside the source ("external"), with the reason, owner, ticket and end."""
    waiver = finding.waiver
    justification = _justification(waiver) if waiver else f"Waiver {finding.result.waiver}."
    return {"kind": "external", "status": "accepted", "justification": justification}


def _justification(waiver: WaiverState) -> str:
    return (
        f"{waiver.reason} ({waiver.category}; {waiver.ticket}; owner {waiver.owner}; "
        f"expires {waiver.expires})"
    )


def _message(text: str) -> dict[str, str]:
    return {"text": _escaped(text)}


def _escaped(text: str) -> str:
    """3.11.5 and 3.11.6: braces doubled, and brackets that would make a link escaped."""
    braces = text.replace("{", "{{").replace("}", "}}")
    return re.sub(r"\[([^\]]*)\](?=\()", r"\\[\1\\]", braces)
