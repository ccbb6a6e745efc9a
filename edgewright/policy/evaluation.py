"""The evaluation: every verdict of one run and what it was based on. Every report reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

SCHEMA = "edgewright/evaluation"
VERSION = 1


class Outcome(StrEnum):
    """What came of one rule on one node."""

    FAILED = "failed"
    WAIVED = "waived"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not applicable"
    PASSED = "passed"


class Level(StrEnum):
    """What a failure does to a run."""

    MANDATORY = "mandatory"
    ADVISORY = "advisory"
    DISABLED = "disabled"


@dataclass(frozen=True)
class PolicyInfo:
    """A rule as judged in this run: its METADATA with the level and the pack that set it.

    Attributes:
        package: Rego package, "residency.copies_in_allowed_countries".
        scope: "resource" (judged per resource, in any order) or "graph" (needs all of them).
        message: template over the finding's vars and `node`.
        controls: ids such as "gdpr:44" or "nist-800-53r5:SA-9(5)".
        needs: kind -> properties that must be known.
        effective_on: ISO date from which a failure blocks; before it the rule is advisory.
        undetermined: "fail" or "warn", from the pack: what an unknown value does in a preview.
    """

    id: str
    domain: str
    package: str
    title: str
    description: str
    severity: str
    message: str
    fix: str
    controls: tuple[str, ...]
    needs: dict[str, tuple[str, ...]]
    scope: str
    effective_on: str | None
    level: Level
    pack: str
    undetermined: str


@dataclass(frozen=True)
class Result:
    """One rule on one node (node "" for a rule with no such node: not applicable).

    Attributes:
        message: the filled-in message (failed, waived) or which values are unknown (undetermined).
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
        state: applied, unused, expired, or expiring (applied, and ends within 30 days).
        results: how many failures it covers.
    """

    policy: str
    resource: str
    category: str
    reason: str
    owner: str
    ticket: str
    expires: str
    state: str
    results: int


@dataclass(frozen=True)
class Evaluation:
    """The verdicts of one run.

    Attributes:
        phase: "check", "preview" or "up".
        at: the instant the verdicts hold for, RFC 3339.
        complete: False from the start of a run until every rule has been judged. An incomplete
            evaluation is never shown as held.
        offline: whether the offline provider stood in for the clouds.
        notes: what a reviewer must know about the run itself (gate switched off by a config key,
            rules not judged because the topology already failed).
        digests: what the verdict was based on: name -> "sha256:..." (estate, params, waivers,
            policies, facts, resources).
        versions: edgewright, opa, pulumi.
        not_assessed: resource type without a normaliser -> count.
    """

    estate: str
    stack: str
    phase: str
    at: str
    complete: bool
    offline: bool
    policies: tuple[PolicyInfo, ...]
    results: tuple[Result, ...]
    waivers: tuple[WaiverState, ...]
    not_assessed: dict[str, int]
    nodes: int
    digests: dict[str, str]
    versions: dict[str, str]
    notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """One of "violated", "incomplete" and "held".

        A violation counts even where the run did not get to its end: what was found is there.
        """
        if any(result.blocking for result in self.results):
            return "violated"
        return "held" if self.complete else "incomplete"

    def counts(self) -> dict[str, int]:
        """How many results have each outcome."""
        return {
            outcome.value: sum(result.outcome is outcome for result in self.results)
            for outcome in Outcome
        }
