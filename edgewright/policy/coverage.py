"""Which of the user's resources rules looked at: what a verdict of "held" speaks of.

A resource is judged when a rule of each domain that it needs has settled it. Which domains those
are follows from what it is: what holds labelled data needs rules on where that data may be, a store
needs rules on its encryption, and so on. Which rules there are follows from the packs, so a pack
without a rule of such a domain leaves the resource not assessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from edgewright.base.vocabulary import Outcome
from edgewright.graph.kinds import having
from edgewright.graph.model import Node
from edgewright.policy.evaluation import Coverage, PolicyInfo, Result, Unassessed

STRUCTURAL = "structural"
ESTATE_KINDS = ("topology.", "policy.", "device.")
"""Beginnings of the kinds of nodes that are no resources."""
OF_LABELLED = frozenset({"residency"})
"""Domains whose rules must look at whatever holds a label."""
_OF_STORES = frozenset({"encryption", "identity"})
DOMAINS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(having(["data", "encryption"]), _OF_STORES),
    **dict.fromkeys(("compute.container", "compute.app"), frozenset({"supply_chain"})),
    "kubernetes.workload": frozenset({"supply_chain"}),
    **dict.fromkeys(("identity.policy", "identity.assignment"), frozenset({"identity"})),
    "key.key": frozenset({"encryption"}),
    "registry.images": frozenset({"encryption"}),
    "ml.training": frozenset({"encryption"}),
    "ml.registry": frozenset({"encryption"}),
    "iot.hub": frozenset({"encryption"}),
    "iot.policy": frozenset({"identity"}),
    "identity.role": frozenset({"identity"}),
    "edge.component": frozenset({"supply_chain"}),
    "edge.deployment": frozenset({"fleet", "supply_chain"}),
}
"""Kind -> the domains whose rules must look at a resource of it."""
OPEN = frozenset({Outcome.UNDETERMINED})
SILENT = frozenset({Outcome.NOT_APPLICABLE, Outcome.NOT_JUDGED})
"""Outcomes of a rule that looked at nothing."""


def coverage_of(
    nodes: Iterable[Node],
    results: Iterable[Result],
    policies: Sequence[PolicyInfo],
    *,
    complete: bool,
) -> Coverage:
    """What of the user's resources was judged.

    Args:
        nodes: everything that was recorded.
        results: what rules found.
        policies: the rules in force.
        complete: whether the run got to its end: nothing is judged before that.
    """
    recorded = list(of_resources(nodes))
    listed = [node for node in recorded if not _is_part(node)]
    looked_at = _domains(results, policies, {node.id: _resource_of(node) for node in recorded})
    counted: Counter[str] = Counter()
    unassessed: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for node in listed:
        if node.kind == STRUCTURAL:
            counted["parts"] += 1
            continue
        state, missing = _state(node, looked_at.get(node.id, {}), complete=complete)
        counted[state] += 1
        if state == "not_assessed":
            unassessed[node.type, missing] += 1
    return Coverage(
        judged=counted["judged"],
        not_assessed=counted["not_assessed"],
        not_judged_yet=counted["not_judged_yet"],
        parts=counted["parts"],
        unassessed=tuple(
            Unassessed(type, count, missing)
            for (type, missing), count in sorted(unassessed.items())
        ),
        need_resources=() if listed else tuple(one.id for one in policies if needs_resources(one)),
    )


def of_resources(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes of resources and of their parts: not the estate's, and not edgewright's own."""
    return (node for node in nodes if not str(node.kind).startswith(ESTATE_KINDS))


def needs_resources(policy: PolicyInfo) -> bool:
    """Whether a rule judges resources, or what follows from them."""
    return any(not kind.startswith(ESTATE_KINDS) for kind in policy.needs)


def _is_part(node: Node) -> bool:
    """Whether a node is what a resource does or says by the way."""
    return node.parent is not None and node.id.startswith(f"{node.parent}#")


def _resource_of(node: Node) -> str:
    return node.parent or node.id if _is_part(node) else node.id


def _domains(
    results: Iterable[Result], policies: Sequence[PolicyInfo], resources: Mapping[str, str]
) -> Mapping[str, Mapping[str, bool]]:
    """Resource -> domain -> whether a rule of it settled the resource, or a part of it.

    A domain whose rules said only "undetermined" looked, and settled nothing.
    """
    domain_of = {policy.id: policy.domain for policy in policies}
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for result in results:
        if result.outcome in SILENT or result.node not in resources:
            continue
        domains = found[resources[result.node]]
        domain = domain_of[result.policy]
        domains[domain] = domains.get(domain, False) or result.outcome not in OPEN
    return found


def _state(
    node: Node, looked_at: Mapping[str, bool], *, complete: bool
) -> tuple[str, tuple[str, ...]]:
    """What became of a resource, and the domains whose rules did not look at it."""
    required = DOMAINS.get(str(node.kind), frozenset())
    if node.labels:
        required |= OF_LABELLED
    if not required:
        # Only what it keeps without saying so is asked of it, by rules on residency.
        required = frozenset(looked_at) - OF_LABELLED
    if not required:
        return "not_assessed", ()
    if not complete:
        return "not_judged_yet", ()
    missing = required - set(looked_at)
    if missing:
        return "not_assessed", tuple(sorted(missing)) if looked_at else ()
    settled = all(looked_at[domain] for domain in required)
    return ("judged" if settled else "not_judged_yet"), ()
