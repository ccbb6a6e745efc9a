"""From nodes to results: OPA finds, this module turns findings into the five outcomes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from edgewright.base.clock import format_instant
from edgewright.base.errors import EdgewrightError, shortened
from edgewright.base.ids import digest
from edgewright.base.vocabulary import Level, OnUndetermined, Outcome, Phase, Scope
from edgewright.graph.kinds import shown_with
from edgewright.graph.kinds.fit import misfit
from edgewright.graph.model import Node, is_secret, is_unknown
from edgewright.graph.resource.index import canonical_type
from edgewright.policy.acceptance import as_accepted
from edgewright.policy.alike import Likes, one_of_each
from edgewright.policy.answer import (
    Answer,
    Finding,
    conditional,
    doubtful,
    failed,
    misshapen,
    passed,
)
from edgewright.policy.coverage import needs_resources, of_resources
from edgewright.policy.evaluation import PolicyInfo, Result
from edgewright.policy.needs import (
    Subject,
    Subjects,
    is_about,
    never_read,
    raw_type,
    subjects_of,
    that_hold,
    unread_needs,
)
from edgewright.policy.opa.engine import Engine
from edgewright.policy.opa.entries import SHARED
from edgewright.policy.policy_set import PolicySet

INPUT_SCHEMA = "edgewright/policy-input"
INPUT_VERSION = 4
NOTED = (Outcome.UNDETERMINED, Outcome.CONDITIONAL, Outcome.PASSED)
"""The outcomes that a note may have."""


def evaluate(
    nodes: Sequence[Node],
    policies: PolicySet,
    engine: Engine,
    at: datetime,
    phase: Phase,
    scope: Scope,
) -> tuple[Result, ...]:
    """Judge nodes by the rules of a scope.

    Args:
        nodes: resources and parts of the estate.
        policies: the rules and what goes with them.
        engine: an OPA that holds them.
        at: the instant the verdicts hold for.
        phase: when they are judged; "undetermined" blocks in an update whatever the pack says.
        scope: which rules.

    Returns:
        For every rule one result per node it judges, or one that says why there is none: "not
        judged" while there are no resources to judge, "not applicable" where none of them is such
        a node; sorted by rule and node.

    Raises:
        EdgewrightError: EVA-001 when there is nothing to evaluate, EVA-002 for a finding that is
            not of the agreed shape, EVA-006 for a node that does not fit its kind, and what the
            engine raises.
    """
    chosen = policies.of_scope(scope)
    if scope != Scope.RESOURCE and not (chosen and nodes):
        raise EdgewrightError(
            "EVA-001",
            f"nothing was evaluated: {len(chosen)} rules, {len(nodes)} nodes",
            hint="Select a pack with policies, and give it an estate or resources to judge.",
        )
    subjects = subjects_of(chosen, nodes)
    likes, found = _ask(policies, chosen, subjects, nodes, engine, at, phase)
    has_resources = any(True for _ in of_resources(nodes))
    return tuple(
        result
        for policy in chosen
        for result in _results(
            policy,
            subjects[policy.id],
            found[policy.id],
            likes if policies.is_shared(policy) else {},
            policies,
            at,
            phase,
        )
        or [_nothing_to_judge(policy, has_resources=has_resources)]
    )


def _ask(
    policies: PolicySet,
    chosen: Sequence[PolicyInfo],
    subjects: Mapping[str, Subjects],
    nodes: Sequence[Node],
    engine: Engine,
    at: datetime,
    phase: Phase,
) -> tuple[Likes, dict[str, Any]]:
    """What OPA says of each rule, and which nodes the shared ones were not asked about.

    Rules that share are asked once, and so are the others. What no rule judges is not asked about.
    """
    shared = [policy for policy in chosen if policies.is_shared(policy)]
    others = [policy for policy in chosen if not policies.is_shared(policy)]
    found: dict[str, Any] = {policy.id: [] for policy in chosen}
    likes: Likes = {}
    if any(subjects[policy.id] for policy in shared):
        names = _shown(shared)
        few, likes = one_of_each(node for node in nodes if node.kind in names)
        found |= engine.ask(SHARED, shared, policy_input(few, at, phase, names))
    if asked := {policy.scope for policy in others if subjects[policy.id]}:
        scope = asked.pop() if len(asked) == 1 else Scope.ALL
        whole = [policy for policy in others if scope in (Scope.ALL, policy.scope)]
        found |= engine.ask(scope, whole, policy_input(nodes, at, phase, _shown(whole)))
    return likes, found


def _shown(policies: Iterable[PolicyInfo]) -> set[str]:
    """The kinds and types that rules see."""
    return shown_with({name for policy in policies for name in policy.needs})


def policy_input(
    nodes: Iterable[Node], at: datetime, phase: Phase, needed: Collection[str] | None = None
) -> dict[str, Any]:
    """The document rules see: nodes by kind and resources by type, each sorted by id.

    Args:
        nodes: resources and parts of the estate.
        at: the instant the verdicts hold for.
        phase: when they are judged.
        needed: the kinds and types that rules see; None for every kind and no type.

    Raises:
        EdgewrightError: EVA-006 for a node whose properties are not those of its kind. A rule that
            reads a property which is not there finds nothing to deny.
    """
    by_kind: dict[str, list[dict[str, Any]]] = {}
    by_type: dict[str, list[dict[str, Any]]] = {}
    for node in sorted(nodes, key=lambda node: node.id):
        if needed and raw_type(node) in needed:
            by_type.setdefault(canonical_type(node.type), []).append(_raw(node))
        if needed is not None and node.kind not in needed:
            continue
        _hold_to_kind(node)
        by_kind.setdefault(str(node.kind), []).append(
            {
                "id": node.id,
                "type": node.type,
                "kind": node.kind,
                "name": node.name,
                "labels": list(node.labels),
                "parent": node.parent,
                "props": node.props,
            }
        )
    return {
        "schema": INPUT_SCHEMA,
        "version": INPUT_VERSION,
        "at": format_instant(at),
        "phase": phase,
        "nodes": by_kind,
        "resources": by_type,
    }


def _raw(node: Node) -> dict[str, Any]:
    """A resource as a rule sees it that asks for its type."""
    return {
        "id": node.id,
        "type": node.type,
        "name": node.name,
        "labels": list(node.labels),
        "location": asdict(node.location),
        "parent": node.parent,
        "inputs": node.inputs,
    }


def _hold_to_kind(node: Node) -> None:
    if why := misfit(str(node.kind), node.props):
        raise EdgewrightError(
            "EVA-006",
            f"{node.id} does not fit its kind {node.kind}: {why}",
            hint="This is a mistake in edgewright, not in your program: please report it.",
        )


def _results(
    policy: PolicyInfo,
    subjects: Subjects,
    findings: Any,
    likes: Likes,
    policies: PolicySet,
    at: datetime,
    phase: Phase,
) -> list[Result]:
    missing = policies.missing[policy.id]
    if missing:
        return [_missing_parameter(policy, missing)]
    by_node = _by_node(policy, subjects, findings)
    answers: dict[str, list[Answer]] = {}
    results = []
    for id, subject in subjects.items():
        like = likes.get(id, id)
        if like not in answers:
            answers[like] = _on_node(policy, subject, by_node.get(like, []), phase)
        node = subject.nodes[0]
        results += [as_accepted(one.on(node), node, policies, at) for one in answers[like]]
    return results


def _on_node(
    policy: PolicyInfo, subject: Subject, found: Sequence[Finding], phase: Phase
) -> list[Answer]:
    """What a rule says of the nodes that have one id."""
    node = subject.nodes[0]
    if not any(is_about(policy, one) for one in subject.nodes):
        return []
    unread = unread_needs(policy, subject)
    unknown = that_hold(unread, is_unknown)
    if unknown:
        return [_doubtful(policy, f"{', '.join(unknown)} cannot be known yet", phase, {})]
    if names := never_read(policy, subject):
        # Where labelled data hangs on it, it is in doubt; else nothing is said of it at all.
        because = f"edgewright does not read {', '.join(dict.fromkeys(names))} of {node.type}"
        return [_doubtful(policy, because, phase, {})] if found and node.labels else []
    denials = [one for one in found if "outcome" not in one]
    if denials:
        is_mandatory = policy.level is Level.MANDATORY
        return [failed(policy, one, blocking=is_mandatory) for one in denials]
    return _not_denied(policy, found, that_hold(unread, is_secret), phase)


def _nothing_to_judge(policy: PolicyInfo, *, has_resources: bool) -> Result:
    """Why a rule has no result: no node is its business, or the resources are still to come."""
    waits = needs_resources(policy) and not has_resources
    outcome = Outcome.NOT_JUDGED if waits else Outcome.NOT_APPLICABLE
    return Result(policy.id, "", "", outcome, "", False)


def _not_denied(
    policy: PolicyInfo, notes: Sequence[Finding], secret: Sequence[str], phase: Phase
) -> list[Answer]:
    """What came of a node that the rule does not deny: doubt outweighs conditions.

    A note on what passes says on what ground it does.

    A rule that needs what is secret has not seen it, so there is doubt even if it notes none.
    """
    doubts = [one for one in notes if one["outcome"] == Outcome.UNDETERMINED]
    if doubts:
        return [_doubtful(policy, one["because"], phase, one) for one in doubts]
    if secret:
        because = f"{', '.join(secret)} is secret, so nobody can judge it"
        return [_doubtful(policy, because, phase, {})]
    conditions = [one for one in notes if one["outcome"] == Outcome.CONDITIONAL]
    if conditions:
        return [conditional(policy, one) for one in conditions]
    return [passed(policy, "; ".join(one["because"] for one in notes))]


def _by_node(policy: PolicyInfo, subjects: Subjects, findings: Any) -> dict[str, list[Finding]]:
    """Findings by the node they are about, in a fixed order."""
    if not isinstance(findings, list):
        raise misshapen(policy, f"{shortened(str(findings))} and not a set of findings")
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        if why := _misfit(finding, subjects):
            raise misshapen(policy, why)
        grouped.setdefault(finding["node"], []).append(finding)
    for found in grouped.values():
        found.sort(key=_what_it_says)
    return grouped


def _what_it_says(finding: Finding) -> str:
    """The digest of a finding without the node it is about: of nodes that are alike, the same."""
    return digest({name: value for name, value in finding.items() if name != "node"})


def _misfit(finding: Any, subjects: Subjects) -> str | None:
    """What is wrong with the shape of a finding, if anything."""
    node = finding.get("node") if isinstance(finding, dict) else None
    if not isinstance(node, str) or node not in subjects:
        return f"a finding about {shortened(str(node))}, which it does not judge"
    if not isinstance(finding.get("vars", {}), dict):
        return f"a finding about {node} whose vars are no object"
    if "outcome" in finding and (why := _misfit_note(finding)):
        return f"a note about {node} {why}"
    steps = finding.get("witness", [])
    if not isinstance(steps, list) or not all(isinstance(step, str) for step in steps):
        return f"a finding about {node} whose witness is no list of texts"
    return None


def _misfit_note(note: Finding) -> str | None:
    if note["outcome"] not in NOTED:
        return f"whose outcome is {shortened(str(note['outcome']))}"
    because = note.get("because")
    if not isinstance(because, str) or not because:
        return "that does not say because of what"
    return None


def _doubtful(policy: PolicyInfo, because: str, phase: Phase, note: Finding) -> Answer:
    is_strict = phase == Phase.UP or policy.undetermined == OnUndetermined.FAIL
    blocking = policy.level is Level.MANDATORY and is_strict
    return doubtful(policy, because, note, blocking=blocking)


def _missing_parameter(policy: PolicyInfo, missing: Sequence[str]) -> Result:
    message = f"parameter {', '.join(missing)} is not set, so {policy.id} cannot be judged"
    blocking = policy.level is Level.MANDATORY
    mark = digest([policy.id, list(missing)])
    return Result(policy.id, "", "", Outcome.FAILED, message, blocking, fingerprint=mark)
