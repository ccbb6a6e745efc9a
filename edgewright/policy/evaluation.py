"""The evaluation: every verdict of one run and what it was based on. Every report reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from edgewright.base.vocabulary import (
    Level,
    OnUndetermined,
    Outcome,
    Phase,
    Scope,
    Severity,
    TransferVerdict,
    Verdict,
    WaiverCategory,
    WaiverStatus,
)

SCHEMA = "edgewright/evaluation"
VERSION = 4


@dataclass(frozen=True)
class PolicyInfo:
    """A rule as judged in this run: its METADATA with the level and the pack that set it.

    Attributes:
        package: Rego package, "residency.copies_in_allowed_countries".
        scope: RESOURCE or GRAPH.
        message: template over the finding's vars and `node`.
        controls: ids such as "gdpr:44" or "nist-800-53r5:SA-9(5)".
        needs: kind -> properties that must be known.
        effective_on: ISO date from which a failure blocks; before it the rule is advisory.
        undetermined: from the pack: what an unknown value does in a preview.
    """

    id: str
    domain: str
    package: str
    title: str
    description: str
    severity: Severity
    message: str
    fix: str
    controls: tuple[str, ...]
    needs: dict[str, tuple[str, ...]]
    scope: Scope
    effective_on: str | None
    level: Level
    pack: str
    undetermined: OnUndetermined


@dataclass(frozen=True)
class Result:
    """One rule on one node (node "" for a rule with no such node: not applicable).

    Attributes:
        message: the filled-in message (failed, waived), which values are unknown or which fact is
            not sure (undetermined), the evidence it rests on, by name (conditional), or the ground
            it stands on, where the rule says it (passed).
        witness: the steps that show how it came about, in order; empty when the node itself shows.
        blocking: whether this result alone makes the run fail.
        waiver: ticket of the waiver that covers it, for waived.
        place: "file:line:column" where the node was declared, when known.
        fingerprint: stable over runs: digest of (policy id, node id, vars that identify).
    """

    policy: str
    node: str
    node_name: str
    outcome: Outcome
    message: str
    blocking: bool
    vars: dict[str, Any] = field(default_factory=dict)
    witness: tuple[str, ...] = ()
    waiver: str | None = None
    place: str | None = None
    fingerprint: str = ""


@dataclass(frozen=True)
class WaiverState:
    """A waiver and what became of it.

    Attributes:
        state: what became of it; EXPIRING within 30 days of its end.
        results: how many failures it covers.
    """

    policy: str
    resource: str
    category: WaiverCategory
    reason: str
    owner: str
    ticket: str
    expires: str
    state: WaiverStatus
    results: int


@dataclass(frozen=True)
class Transfer:
    """A row of the transfer register: a label that crosses a border by one flow.

    Every report of the register has these fields in this order.

    Attributes:
        node: id of the node it was judged as.
        data: the label. carrier: the asset that moves. form: source, derived or federated.
        origin: country the data comes from; None when not known.
        source, target: ids of places. from_country, to_country: None when not known.
        flow_kind: declared, implied, support, undeclared, or what makes the copy (replica, ...).
        transfer_mechanism, evidence, valid_to: as declared for the flow; None without.
        ground: what allows it, in words: the adequacy decision, the zone, the mechanism with its
            evidence, why none is needed, or that none is found.
        people: how many the data is about; None when nobody said.
        path: the witness path in words, from where the data was made.
        verdict: the worst of the rules that judged it, and of those on where its data may be that
            fail where it arrives; NOT_JUDGED when none did.
        reasons: "RULE: message" of every outcome but passed.
        place: "file:line:column" where the flow was declared, when it was.
    """

    node: str
    data: str
    form: str
    carrier: str
    categories: tuple[str, ...]
    subjects: tuple[str, ...]
    people: int | None
    origin: str | None
    source: str
    from_country: str | None
    target: str
    to_country: str | None
    recipient: str | None
    recipient_parent: str | None
    purpose: str | None
    flow_kind: str
    frequency: str | None
    transfer_mechanism: str | None
    evidence: str | None
    valid_to: str | None
    ground: str
    path: tuple[str, ...]
    verdict: TransferVerdict
    reasons: tuple[str, ...]
    place: str | None = None


@dataclass(frozen=True)
class MapPlace:
    """A place on the map of an estate.

    Attributes:
        kind: region, site, remote-access (where people look from), worldwide (served from
            anywhere) or somewhere (nobody knows where).
        at: latitude and longitude in degrees; None when not known.
        data: labels held there, sorted.
    """

    id: str
    kind: str
    country: str | None
    at: tuple[float, float] | None
    data: tuple[str, ...]


@dataclass(frozen=True)
class MapFlow:
    """Everything that goes from one place to another, on the map.

    Attributes:
        data: labels that go, sorted. flow_kinds: how, sorted.
        crosses: whether it crosses a border (or may, where a country is not known).
        verdict: the worst verdict of its rows in the register; HELD for one that stays inside a
            country and that nothing speaks against.
    """

    source: str
    target: str
    data: tuple[str, ...]
    flow_kinds: tuple[str, ...]
    crosses: bool
    verdict: TransferVerdict


@dataclass(frozen=True)
class Conflict:
    """Frameworks that contradict each other, both in force here.

    Attributes:
        demanded_by, forbidden_by: rules in force, each "RULE (control)".
        resolution: how to obey both. resolved_by: packs in force that say they do it so.
    """

    subject: str
    demanded_by: tuple[str, ...]
    forbidden_by: tuple[str, ...]
    resolution: str
    resolved_by: tuple[str, ...]


@dataclass(frozen=True)
class Unassessed:
    """Resources of one type that rules did not look at.

    Attributes:
        type: the Pulumi type token.
        count: how many of them.
        domains: the domains whose rules should look at them and did not, sorted; empty where no
            rule of any domain did.
    """

    type: str
    count: int
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class StillThere:
    """A resource that the program no longer has, and that exists.

    Attributes:
        node: its URN. name: its name. type: its Pulumi type token.
        country: where it is; None when not known.
        labels: ids of the data assets it holds.
        why: "pending deletion", "retained", "deleted by this update" or "not managed any more".
    """

    node: str
    name: str
    type: str
    country: str | None
    labels: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Coverage:
    """Which of the user's resources were looked at: the denominator of a verdict.

    What edgewright brings along (facts, waivers, contradictions, parts of the estate) is no
    resource of the user's.

    Attributes:
        judged: resources that a rule of each domain they need has settled.
        not_assessed: resources that no rule of such a domain looked at.
        not_judged_yet: resources that wait for a value which is not known yet, or for the rest of
            the run.
        parts: resources that only group or configure others, and are looked at as part of these.
        unassessed: those not assessed by type, sorted by type and domains.
        need_resources: ids of rules that need resources, while there are none.
        still_there: what exists and is no longer in the program, sorted by node and reason.
    """

    judged: int = 0
    not_assessed: int = 0
    not_judged_yet: int = 0
    parts: int = 0
    unassessed: tuple[Unassessed, ...] = ()
    need_resources: tuple[str, ...] = ()
    still_there: tuple[StillThere, ...] = ()

    @property
    def resources(self) -> int:
        """The user's resources there are to judge."""
        return self.judged + self.not_assessed + self.not_judged_yet

    @property
    def share(self) -> float | None:
        """The part of them that was judged, 0 to 1; None where there are none."""
        return self.judged / self.resources if self.resources else None


@dataclass(frozen=True)
class Evaluation:
    """The verdicts of one run.

    Attributes:
        phase: when it was judged.
        at: the instant the verdicts hold for, RFC 3339.
        complete: False from the start of a run until every rule has been judged. An incomplete
            evaluation is never shown as held.
        offline: whether the offline provider stood in for the clouds.
        notes: what a reviewer must know about the run itself (gate switched off by a config key,
            rules not judged because the topology already failed).
        digests: what the verdict was based on: name -> "sha256:..." (estate, params, waivers,
            policies, facts, resources).
        versions: edgewright, opa, pulumi.
        coverage: which of the user's resources were looked at.
        nodes: how many nodes rules saw, edgewright's own and the estate's among them.
        transfers: the transfer register. places, flows: the map. Empty without an estate, unless
            resources hold data that the project describes.
        source: the file that says what was judged, relative to the project
            ("stacks/dev/estate.yaml"): where a finding is when nothing nearer is known.
    """

    estate: str
    stack: str
    phase: Phase
    at: str
    complete: bool
    offline: bool
    policies: tuple[PolicyInfo, ...]
    results: tuple[Result, ...]
    waivers: tuple[WaiverState, ...]
    coverage: Coverage
    nodes: int
    digests: dict[str, str]
    versions: dict[str, str]
    notes: tuple[str, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    places: tuple[MapPlace, ...] = ()
    flows: tuple[MapFlow, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    source: str | None = None

    @property
    def verdict(self) -> Verdict:
        """What came of the run.

        A violation counts even where the run did not get to its end: what was found is there.
        Where no resource of the user's was judged, nothing can be held yet.
        """
        if any(result.blocking for result in self.results):
            return Verdict.VIOLATED
        if not self.complete:
            return Verdict.INCOMPLETE
        return Verdict.HELD if self.coverage.judged else Verdict.HELD_SO_FAR
