"""The report for a terminal: verdict, transfers, what blocks, then everything else."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

import click

from edgewright.base.vocabulary import Outcome, Severity, TransferVerdict
from edgewright.policy.evaluation import Conflict, Evaluation, StillThere, Transfer, WaiverState
from edgewright.report.numbers import counted
from edgewright.report.standing import Tone, parts_text
from edgewright.report.summary import (
    GROUPS,
    Finding,
    Summary,
    by_rule,
    by_verdict,
    summarise,
)
from edgewright.report.wording import (
    DISCLAIMER,
    NEED_RESOURCES,
    NOT_ASSESSED,
    STILL_THERE,
    domains_text,
    phase_text,
    readable,
    resolution_text,
    rule_terms,
    subject_text,
    transfer_mechanism,
    transfer_route,
    verdict_sentence,
)

WIDTH = 80
LABEL = 13
NBSP = "\u00a0"
"""Keeps a figure and its word on one line while lines are broken."""

TONE_COLOURS = {
    Tone.CLEAR: "green",
    Tone.OPEN: "yellow",
    Tone.SO_FAR: "cyan",
    Tone.INCOMPLETE: "yellow",
    Tone.VIOLATED: "red",
}
SEVERITY_COLOURS = {
    Severity.CRITICAL: "red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
}

TRANSFER_COLOURS = {
    TransferVerdict.VIOLATED: "red",
    TransferVerdict.WAIVED: "blue",
    TransferVerdict.UNDETERMINED: "magenta",
    TransferVerdict.CONDITIONAL: "cyan",
    TransferVerdict.NOT_JUDGED: None,
    TransferVerdict.HELD: "green",
}


def render_text(evaluation: Evaluation, *, width: int = WIDTH, colour: bool = False) -> str:
    """The report as text with a final line end.

    Args:
        evaluation: what to show.
        width: columns to wrap prose at (at least 40). Ids and digests are never broken.
        colour: whether to use ANSI styles.

    Raises:
        EdgewrightError: RPT-004, from `summarise`.
    """
    page = _Page(max(width, 40), colour)
    summary = summarise(readable(evaluation))
    return "\n".join(page.lines(summary)).rstrip("\n") + "\n"


class _Page:
    """Lays a summary out for one width, with or without styles."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = width
        self.colour = colour

    def lines(self, summary: Summary) -> Iterator[str]:
        yield from self.head(summary)
        yield from self.register(summary.transfers)
        yield from self.findings("blocking", summary.group("blocking"))
        yield from self.findings("advisory", summary.group("advisory"))
        yield from self.findings("waived", summary.group("waived"))
        yield from self.waivers(summary.waivers)
        yield from self.under_rules("conditional", summary.group("conditional"))
        yield from self.under_rules("undetermined", summary.group("undetermined"))
        yield from self.conflicts(summary.conflicts)
        yield from self.not_assessed(summary)
        yield from self.not_judged(summary)
        yield from self.still_there(summary.still_there)
        yield from self.not_applicable(summary.group("not applicable"))
        yield from self.based_on(summary.evaluation)

    def head(self, summary: Summary) -> Iterator[str]:
        evaluation = summary.evaluation
        standing = summary.standing
        word = self.style(summary.verdict.upper(), TONE_COLOURS[standing.tone], bold=True)
        yield f"{word}  {subject_text(evaluation)}"
        yield from self.wrap(standing.rider)
        yield from self.wrap(verdict_sentence(summary))
        yield ""
        offline = "; offline, the clouds were stood in for" if evaluation.offline else ""
        yield from self.field("judged", phase_text(evaluation) + offline)
        yield from self.field("holds for", evaluation.at)
        judged = f"{standing.judged}. {parts_text(evaluation.coverage)}".rstrip(" .") + "."
        yield from self.field("looked at", f"{counted(len(summary.rules), 'rule')}; {judged}")
        for note in evaluation.notes:
            yield from self.field("note", note)
        yield ""
        counts = summary.counts()
        figures = " · ".join(f"{counts[name]} {name}".replace(" ", NBSP) for name in GROUPS)
        yield from (line.replace(NBSP, " ") for line in self.wrap(figures))

    def findings(self, group: str, findings: tuple[Finding, ...]) -> Iterator[str]:
        if not findings:
            return
        yield from self.title(f"{group} ({len(findings)})")
        for finding in findings:
            yield ""
            yield from self.finding(finding)

    def finding(self, finding: Finding) -> Iterator[str]:
        policy, result = finding.policy, finding.result
        severity = self.style(policy.severity, SEVERITY_COLOURS[policy.severity])
        yield f"{self.style(policy.id, bold=True)}  {severity}  {policy.title}"
        if result.outcome is Outcome.UNDETERMINED:
            yield from self.field("outcome", "undetermined, which blocks here")
        yield from self.resource(finding)
        yield from self.field("message", result.message)
        yield from self.steps(result.witness)
        yield from self.field("fix", policy.fix)
        yield from self.field("waiver", _waiver_text(finding))
        yield from self.field("place", result.place or "", keep=True)
        yield from self.field("rule", rule_terms(policy))
        yield from self.field("controls", ", ".join(policy.controls))

    def resource(self, finding: Finding) -> Iterator[str]:
        result = finding.result
        yield from self.field("resource", result.node_name or result.node, keep=True)
        if result.node_name and result.node != result.node_name:
            yield from self.field("", result.node, keep=True)

    def steps(self, witness: tuple[str, ...]) -> Iterator[str]:
        for number, step in enumerate(witness, start=1):
            yield from self.field("path" if number == 1 else "", f"{number}. {step}", extra=3)

    def register(self, transfers: tuple[Transfer, ...]) -> Iterator[str]:
        if not transfers:
            return
        yield from self.title(f"transfer register ({len(transfers)})")
        for verdict, rows in by_verdict(transfers):
            word = self.style(verdict, TRANSFER_COLOURS[verdict])
            for row in rows:
                yield from self.transfer(word, row)

    def transfer(self, word: str, row: Transfer) -> Iterator[str]:
        yield f"{word}  {self.style(row.data, bold=True)}, {transfer_route(row)}"
        yield from self.field("flow", f"{row.source} -> {row.target}, {row.flow_kind}")
        if row.carrier != row.data:
            yield from self.field("carried by", f"{row.carrier} ({row.form})")
        yield from self.field("ground", row.ground)
        if row.transfer_mechanism or row.verdict != TransferVerdict.HELD:
            yield from self.field("mechanism", transfer_mechanism(row))
        for number, reason in enumerate(row.reasons):
            yield from self.field("" if number else "why", reason)

    def conflicts(self, conflicts: tuple[Conflict, ...]) -> Iterator[str]:
        if not conflicts:
            return
        yield from self.title(f"frameworks in contradiction ({len(conflicts)})")
        for conflict in conflicts:
            yield ""
            yield from self.wrap(conflict.subject)
            yield from self.field("demanded", ", ".join(conflict.demanded_by))
            yield from self.field("forbidden", ", ".join(conflict.forbidden_by))
            yield from self.field("resolution", conflict.resolution)
            yield from self.field("settled by", resolution_text(conflict))

    def under_rules(self, group: str, findings: tuple[Finding, ...]) -> Iterator[str]:
        if not findings:
            return
        yield from self.title(f"{group} ({len(findings)})")
        for policy, members in by_rule(findings):
            yield ""
            yield f"{self.style(policy.id, bold=True)}  {policy.severity}  {policy.title}"
            for finding in members:
                yield from self.resource(finding)
                yield from self.field("", finding.result.message)

    def not_applicable(self, findings: tuple[Finding, ...]) -> Iterator[str]:
        if not findings:
            return
        yield from self.title(f"not applicable ({counted(len(findings), 'rule')})")
        yield from self.wrap(", ".join(finding.policy.id for finding in findings), indent=2)

    def not_assessed(self, summary: Summary) -> Iterator[str]:
        if not summary.unassessed:
            return
        number = sum(entry.count for entry in summary.unassessed)
        yield from self.title(f"not assessed ({counted(number, 'resource')})")
        yield from self.wrap(NOT_ASSESSED)
        for entry in summary.unassessed:
            yield f"  {entry.count:>5} {entry.type}"
            yield from self.wrap(domains_text(entry), indent=8)

    def not_judged(self, summary: Summary) -> Iterator[str]:
        if not summary.need_resources:
            return
        number = len(summary.need_resources)
        yield from self.title(f"not judged ({counted(number, 'rule')})")
        yield from self.wrap(NEED_RESOURCES)
        yield from self.wrap(", ".join(it.id for it in summary.need_resources), indent=2)

    def still_there(self, found: tuple[StillThere, ...]) -> Iterator[str]:
        if not found:
            return
        yield from self.title(f"still there ({counted(len(found), 'resource')})")
        yield from self.wrap(STILL_THERE)
        for one in found:
            yield ""
            yield from self.field("resource", one.name, keep=True)
            yield from self.field("", one.node, keep=True)
            yield from self.field("type", one.type, keep=True)
            yield from self.field("country", one.country or "not known")
            yield from self.field("holds", ", ".join(one.labels) or "nothing known")
            yield from self.field("why", one.why)

    def waivers(self, waivers: tuple[WaiverState, ...]) -> Iterator[str]:
        if not waivers:
            return
        yield from self.title(f"waivers ({len(waivers)})")
        for waiver in waivers:
            yield f"  {waiver.state:<9} {waiver.policy}  {waiver.ticket}  until {waiver.expires}"
            yield from self.field("", f"{waiver.resource} ({counted(waiver.results, 'result')})")

    def based_on(self, evaluation: Evaluation) -> Iterator[str]:
        yield from self.title("what the verdict rests on")
        for name, value in sorted(evaluation.digests.items()):
            yield from self.field(name, value, keep=True)
        for name, value in sorted(evaluation.versions.items()):
            yield from self.field(name, value, keep=True)
        yield ""
        yield from self.wrap(DISCLAIMER)

    def title(self, text: str) -> Iterator[str]:
        yield ""
        yield self.style(text.upper(), bold=True)

    def field(self, label: str, text: str, *, keep: bool = False, extra: int = 0) -> Iterator[str]:
        """A labelled paragraph with a hanging indent; `keep` for ids, which are not wrapped."""
        if not text:
            return
        gap = "" if len(label) < LABEL - 2 else " "
        start = f"  {label:<{LABEL - 2}}{gap}"
        if keep:
            yield start + text
            return
        yield from self.wrap(text, start=start, indent=LABEL + extra)

    def wrap(self, text: str, *, start: str | None = None, indent: int = 0) -> Iterable[str]:
        return textwrap.wrap(
            text,
            width=self.width,
            initial_indent=" " * indent if start is None else start,
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def style(self, text: str, colour: str | None = None, *, bold: bool = False) -> str:
        return click.style(text, fg=colour, bold=bold) if self.colour else text


def _waiver_text(finding: Finding) -> str:
    waiver = finding.waiver
    if waiver is None:
        return finding.result.waiver or ""
    return f"{waiver.ticket}, expires {waiver.expires}, owner {waiver.owner}: {waiver.reason}"
