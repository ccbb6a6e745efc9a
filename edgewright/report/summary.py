"""What every report says, in one order: the verdict, the findings by group, the rules' outcomes.

The order is total (group, severity, rule, outcome, node, fingerprint,
message), so that the same evaluation gives the same bytes however its results were ordered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from edgewright.base.vocabulary import Outcome, Severity, TransferVerdict, Verdict, WaiverStatus
from edgewright.policy.evaluation import (
    Conflict,
    Evaluation,
    MapFlow,
    MapPlace,
    PolicyInfo,
    Result,
    StillThere,
    Transfer,
    Unassessed,
    WaiverState,
)
from edgewright.report.consistency import SEVERITIES, require_consistent
from edgewright.report.standing import Standing, standing_of
from edgewright.report.verdicts import VERDICTS, shown_verdict, verdict_rank

WAIVER_STATES = tuple(WaiverStatus)
GROUPS = (
    "blocking",
    "advisory",
    "waived",
    "undetermined",
    "conditional",
    "passed",
    "not judged",
    "not applicable",
)


@dataclass(frozen=True)
class Finding:
    """A result with the rule it belongs to and, when it is waived, the waiver."""

    result: Result
    policy: PolicyInfo
    waiver: WaiverState | None

    @property
    def group(self) -> str:
        """One of GROUPS. A result that blocks is in "blocking" whatever its outcome."""
        if self.result.blocking:
            return "blocking"
        return "advisory" if self.result.outcome is Outcome.FAILED else self.result.outcome.value


@dataclass(frozen=True)
class RuleRow:
    """A rule and how many results of each outcome it had in this run (only those above 0)."""

    policy: PolicyInfo
    counts: dict[Outcome, int]


@dataclass(frozen=True)
class Summary:
    """An evaluation arranged for reading.

    Attributes:
        standing: what came of the run, in words and a tone.
        findings: every result, in report order.
        rules: every rule, most severe first, then by id.
        waivers: every waiver; those that need attention first.
        unassessed: what rules did not look at, the most frequent type first.
        need_resources: rules that need resources while there are none, most severe first; empty
            for a run that ended early, where every rule waits.
        still_there: what exists and is no longer in the program.
        transfers: the transfer register, the rows that need a reader first.
        places, flows: the map; flows that need a reader last, where they are drawn on top.
    """

    evaluation: Evaluation
    standing: Standing
    findings: tuple[Finding, ...]
    rules: tuple[RuleRow, ...]
    waivers: tuple[WaiverState, ...]
    unassessed: tuple[Unassessed, ...]
    need_resources: tuple[PolicyInfo, ...]
    still_there: tuple[StillThere, ...]
    transfers: tuple[Transfer, ...]
    places: tuple[MapPlace, ...]
    flows: tuple[MapFlow, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def verdict(self) -> Verdict:
        """What came of the run."""
        return self.evaluation.verdict

    def group(self, name: str) -> tuple[Finding, ...]:
        """The findings of one of GROUPS, in report order."""
        return tuple(finding for finding in self.findings if finding.group == name)

    def counts(self) -> dict[str, int]:
        """How many results each group has; every group is present."""
        counted = Counter(finding.group for finding in self.findings)
        return {name: counted[name] for name in GROUPS}


def summarise(evaluation: Evaluation) -> Summary:
    """Arrange an evaluation for reading.

    Raises:
        EdgewrightError: RPT-004 when the evaluation contradicts itself, from `require_consistent`.
    """
    require_consistent(evaluation)
    policies = {policy.id: policy for policy in evaluation.policies}
    findings = sorted(
        (_finding(result, policies, evaluation.waivers) for result in evaluation.results),
        key=_finding_order,
    )
    return Summary(
        evaluation=evaluation,
        standing=standing_of(evaluation),
        findings=tuple(findings),
        rules=_rule_rows(evaluation),
        waivers=tuple(sorted(evaluation.waivers, key=_waiver_order)),
        unassessed=tuple(
            sorted(evaluation.coverage.unassessed, key=lambda it: (-it.count, it.type, it.domains))
        ),
        need_resources=_need_resources(evaluation),
        still_there=tuple(
            sorted(evaluation.coverage.still_there, key=lambda it: (it.node, it.why, repr(it)))
        ),
        transfers=_transfers(evaluation),
        places=tuple(sorted(evaluation.places, key=lambda place: place.id)),
        flows=_flows(evaluation),
        conflicts=tuple(sorted(evaluation.conflicts, key=repr)),
    )


def by_severity(findings: Iterable[Finding]) -> list[tuple[Severity, list[Finding]]]:
    """Findings under their severity, most severe first; severities without a finding left out."""
    listed = list(findings)
    grouped = [(name, [it for it in listed if it.policy.severity == name]) for name in SEVERITIES]
    return [(name, members) for name, members in grouped if members]


def by_verdict(transfers: Iterable[Transfer]) -> list[tuple[TransferVerdict, list[Transfer]]]:
    """Rows of the register under their verdict; verdicts without a row left out."""
    listed = list(transfers)
    grouped = [(word, [it for it in listed if it.verdict == word]) for word in VERDICTS]
    return [(word, members) for word, members in grouped if members]


def by_rule(findings: Iterable[Finding]) -> list[tuple[PolicyInfo, list[Finding]]]:
    """Findings under their rule, in the order in which the rules first occur."""
    rules: dict[str, tuple[PolicyInfo, list[Finding]]] = {}
    for finding in findings:
        rules.setdefault(finding.policy.id, (finding.policy, []))[1].append(finding)
    return list(rules.values())


def _finding(
    result: Result, policies: dict[str, PolicyInfo], waivers: Sequence[WaiverState]
) -> Finding:
    return Finding(result, policies[result.policy], _waiver_of(result, waivers))


def _waiver_of(result: Result, waivers: Sequence[WaiverState]) -> WaiverState | None:
    """The waiver whose ticket the result names; one of the same rule first.

    A waiver may be written for a rule pattern, so the ticket is what counts.
    """
    if result.waiver is None:
        return None
    named = [waiver for waiver in waivers if waiver.ticket == result.waiver]
    return min(named, key=lambda waiver: waiver.policy != result.policy, default=None)


def _rule_rows(evaluation: Evaluation) -> tuple[RuleRow, ...]:
    counted: dict[str, Counter[Outcome]] = {policy.id: Counter() for policy in evaluation.policies}
    for result in evaluation.results:
        counted[result.policy][result.outcome] += 1
    rows = [
        RuleRow(policy, {it: counted[policy.id][it] for it in Outcome if counted[policy.id][it]})
        for policy in evaluation.policies
    ]
    return tuple(sorted(rows, key=lambda row: _policy_order(row.policy)))


def _need_resources(evaluation: Evaluation) -> tuple[PolicyInfo, ...]:
    if not evaluation.complete:
        return ()
    waiting = set(evaluation.coverage.need_resources)
    waiting |= {it.policy for it in evaluation.results if it.outcome is Outcome.NOT_JUDGED}
    found = (policy for policy in evaluation.policies if policy.id in waiting)
    return tuple(sorted(found, key=_policy_order))


def _policy_order(policy: PolicyInfo) -> tuple[int, str]:
    return SEVERITIES.index(policy.severity), policy.id


def _finding_order(finding: Finding) -> tuple[int, int, str, int, str, str, str]:
    result = finding.result
    severity, rule = _policy_order(finding.policy)
    group, outcome = GROUPS.index(finding.group), list(Outcome).index(result.outcome)
    return group, severity, rule, outcome, result.node, result.fingerprint, result.message


def _waiver_order(waiver: WaiverState) -> tuple[int, str, str, str, str]:
    rank = WAIVER_STATES.index(waiver.state)
    return rank, waiver.expires, waiver.policy, waiver.resource, waiver.ticket


def _transfers(evaluation: Evaluation) -> tuple[Transfer, ...]:
    """The register with the verdicts in the words of the reports."""
    rows = (
        replace(it, verdict=shown_verdict(it.verdict, evaluation.complete))
        for it in evaluation.transfers
    )
    return tuple(sorted(rows, key=_transfer_order))


def _transfer_order(row: Transfer) -> tuple[int, str, str, str, str]:
    return verdict_rank(row.verdict), row.data, row.source, row.target, repr(row)


def _flows(evaluation: Evaluation) -> tuple[MapFlow, ...]:
    flows = (
        replace(it, verdict=shown_verdict(it.verdict, evaluation.complete))
        for it in evaluation.flows
    )
    return tuple(sorted(flows, key=lambda it: (-verdict_rank(it.verdict), repr(it))))
