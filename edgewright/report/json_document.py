"""The report as JSON: everything the evaluation holds, arranged and counted.

Top level: schema, version, verdict, headline (the verdict with what it leaves open), reservations
(what it leaves open, part by part), tone (a word of `edgewright.report.standing.Tone`), judged (the
share of resources judged, in words), meaning (the verdict in a sentence), disclaimer, estate,
stack, phase, at, complete, offline, notes, counts (group -> number), nodes, transfers (the
register), places and flows (the map), findings (every result in report order, with its group and,
when waived, its waiver), conflicts, rules (with their outcomes), waivers, coverage (how many of the
user's resources there are, were judged, not assessed, not judged yet and are only parts of others;
the share judged, 0 to 1; what was not assessed by type; rules that need resources; what is still
there and no longer in the program), digests, versions. Verdicts of transfers and flows are words of
`edgewright.report.verdicts.VERDICTS`.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from edgewright.policy.evaluation import Evaluation
from edgewright.report.summary import Finding, RuleRow, Summary, summarise
from edgewright.report.wording import DISCLAIMER, verdict_sentence

SCHEMA = "edgewright/report"
VERSION = 4


def render_json(evaluation: Evaluation) -> str:
    """The report as indented JSON with a final line end.

    Raises:
        EdgewrightError: RPT-004, from `summarise`.
    """
    return json_text(_document(summarise(evaluation)))


def json_text(document: dict[str, Any]) -> str:
    """A document as indented JSON with a final line end; NaN, which JSON lacks, is an error."""
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _document(summary: Summary) -> dict[str, Any]:
    evaluation, standing = summary.evaluation, summary.standing
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "verdict": summary.verdict,
        "headline": standing.headline,
        "reservations": list(standing.reservations),
        "tone": standing.tone,
        "judged": standing.judged,
        "meaning": verdict_sentence(summary),
        "disclaimer": DISCLAIMER,
        "estate": evaluation.estate,
        "stack": evaluation.stack,
        "phase": evaluation.phase,
        "at": evaluation.at,
        "complete": evaluation.complete,
        "offline": evaluation.offline,
        "notes": list(evaluation.notes),
        "counts": summary.counts(),
        "nodes": evaluation.nodes,
        "transfers": [asdict(row) for row in summary.transfers],
        "places": [asdict(place) for place in summary.places],
        "flows": [asdict(flow) for flow in summary.flows],
        "findings": [_finding(finding) for finding in summary.findings],
        "conflicts": [asdict(conflict) for conflict in summary.conflicts],
        "rules": [_rule(row) for row in summary.rules],
        "waivers": [asdict(waiver) for waiver in summary.waivers],
        "coverage": coverage_document(summary),
        "digests": dict(sorted(evaluation.digests.items())),
        "versions": dict(sorted(evaluation.versions.items())),
    }


def coverage_document(summary: Summary) -> dict[str, Any]:
    """Which of the user's resources were looked at, in numbers and lists."""
    coverage = summary.evaluation.coverage
    return {
        "resources": coverage.resources,
        "share": coverage.share,
        **asdict(coverage),
        "unassessed": [asdict(entry) for entry in summary.unassessed],
        "need_resources": [policy.id for policy in summary.need_resources],
        "still_there": [asdict(one) for one in summary.still_there],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "group": finding.group,
        "severity": finding.policy.severity,
        **asdict(finding.result),
        "waiver": asdict(finding.waiver) if finding.waiver else finding.result.waiver,
    }


def _rule(row: RuleRow) -> dict[str, Any]:
    counts = {outcome.value: number for outcome, number in row.counts.items()}
    return {**asdict(row.policy), "outcomes": counts}
