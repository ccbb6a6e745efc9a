"""The report as JSON: everything the evaluation holds, arranged and counted.

Top level: schema, version, verdict, meaning (the verdict in a sentence), disclaimer, estate, stack,
phase, at, complete, offline, notes, counts (group -> number), nodes, transfers (the register),
places and flows (the map), findings (every result in report order, with its group and, when waived,
its waiver), conflicts, rules (with their outcomes), waivers, coverage (which resources were looked
at, and the share), digests, versions. Verdicts of transfers and flows are words of
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
    evaluation = summary.evaluation
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "verdict": summary.verdict,
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
        "coverage": _coverage(summary),
        "digests": dict(sorted(evaluation.digests.items())),
        "versions": dict(sorted(evaluation.versions.items())),
    }


def _coverage(summary: Summary) -> dict[str, Any]:
    coverage = summary.evaluation.coverage
    unassessed = [asdict(entry) for entry in summary.unassessed]
    counted = {"resources": coverage.resources, "share": coverage.share}
    return {**counted, **asdict(coverage), "unassessed": unassessed}


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
