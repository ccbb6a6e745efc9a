"""The transfer register and the map: what was judged, row by row and place by place.

A row per label that crosses a border by one flow: what GDPR article 30(1)(e) and 30(2)(c) ask of a
record of processing, and what 28 CFR 202.1001(b)(1) asks to be logged (types and volumes of data,
the parties and who owns them, the use, the method of transfer).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from edgewright.base.vocabulary import VERDICT_OF, Outcome, TransferVerdict
from edgewright.graph.kinds import KINDS
from edgewright.graph.model import Node
from edgewright.policy.evaluation import MapFlow, MapPlace, PolicyInfo, Result, Transfer
from edgewright.topology.model import Link, Topology
from edgewright.topology.propagation import crosses

WORST_FIRST = tuple(TransferVerdict)
GROUND_RULE = "TRF-01"
"""The rule that says of every transfer that something allows on what ground it stands."""
TRANSFER_DOMAINS = frozenset({"residency", "transfer", "sovereignty"})
"""Domains whose rules judge where data goes; others judge what makes it go there."""
DESTINATION_DOMAIN = "residency"
"""The domain of the rules on where data may be."""
NO_GROUND = "none found"
FORBIDDING = frozenset({Outcome.FAILED, Outcome.WAIVED})
AS_JUDGED = frozenset(field.name for field in fields(Transfer)) & frozenset(
    KINDS["topology.transfer"]
) - {"data", "transfer_mechanism"}
"""Fields of a row that are properties of the node; what is left has parts of its own."""


def transfers(
    topology: Topology,
    nodes: Sequence[Node],
    results: Iterable[Result],
    policies: Sequence[PolicyInfo],
) -> tuple[Transfer, ...]:
    """The register: one row per node of kind topology.transfer, in the order of their ids.

    Args:
        topology: the estate's, with what its resources copy.
        nodes: everything that was judged.
        results: what came of it.
        policies: the rules in force.
    """
    by_node: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_node[result.node].append(result)
    derived = {link.id: link.node for link in topology.links}
    at_destination = _against_destinations(nodes, by_node, policies)
    of_transfers = {policy.id for policy in policies if policy.domain in TRANSFER_DOMAINS}
    return tuple(
        _row(
            node,
            by_node[node.id],
            [
                *(
                    result
                    for result in by_node[derived[str(node.props["link"])] or ""]
                    if result.policy in of_transfers
                ),
                *(at_destination[node.labels[0], str(node.props["to_place"])]),
            ],
        )
        for node in sorted(nodes, key=lambda node: node.id)
        if node.kind == "topology.transfer"
    )


def places(topology: Topology) -> tuple[MapPlace, ...]:
    """Every place of the estate with the labels held there, sorted by id."""
    held: dict[str, set[str]] = defaultdict(set)
    for holding in topology.holdings:
        held[holding.location].add(holding.label)
    return tuple(
        MapPlace(item.id, item.kind, item.country, item.at, tuple(sorted(held[item.id])))
        for item in topology.locations
    )


def flows(topology: Topology, rows: Sequence[Transfer]) -> tuple[MapFlow, ...]:
    """What goes from each place to each other one, sorted by both."""
    rows_between: dict[tuple[str, str], list[TransferVerdict]] = defaultdict(list)
    for row in rows:
        rows_between[row.source, row.target].append(row.verdict)
    between: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in topology.links:
        if link.source != link.target:
            between[link.source, link.target].append(link)
    countries = {item.id: item.country for item in topology.locations}
    return tuple(
        MapFlow(
            source=source,
            target=target,
            data=tuple(sorted({link.data for link in links})),
            flow_kinds=tuple(sorted({link.flow_kind for link in links})),
            crosses=any(crosses(link, countries) for link in links),
            verdict=_of_rows(rows_between[source, target]),
        )
        for (source, target), links in sorted(between.items())
    )


def _against_destinations(
    nodes: Iterable[Node], by_node: Mapping[str, Sequence[Result]], policies: Iterable[PolicyInfo]
) -> Mapping[tuple[str, str], Sequence[Result]]:
    """(label, place) -> what the rules on where data may be have against the label being there.

    A rule says so of the holding, of a resource that has the label, or of what copies it there.
    """
    rules = {policy.id for policy in policies if policy.domain == DESTINATION_DOMAIN}
    found: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for node in nodes:
        for result in by_node.get(node.id, ()):
            if result.policy in rules and result.outcome in FORBIDDING:
                for label in _labels_of(result, node):
                    found[label, _place_of(result, node)].append(result)
    return found


def _labels_of(result: Result, node: Node) -> Sequence[str]:
    named = result.vars.get("data")
    return named.split(", ") if isinstance(named, str) else node.labels


def _place_of(result: Result, node: Node) -> str:
    """The id of the place that a result on where data may be speaks of."""
    if node.kind == "topology.holding":
        return node.id.partition("@")[2]
    return f"{node.location.cloud}/{result.vars.get('region', node.location.region)}"


def _row(node: Node, judged: Sequence[Result], related: Sequence[Result]) -> Transfer:
    """A row.

    Args:
        node: the transfer.
        judged: the results on it.
        related: those on the resource that makes it, and on where it leads.
    """
    props: dict[str, Any] = dict(node.props)
    label, declared = props["data"], props["transfer_mechanism"] or {}
    results = (*judged, *related)
    return Transfer(
        **{name: _plain(props[name]) for name in AS_JUDGED},
        node=node.id,
        data=label["id"],
        origin=label["origin"],
        categories=tuple(label["categories"]),
        source=props["from_place"],
        target=props["to_place"],
        transfer_mechanism=declared.get("type"),
        evidence=declared.get("evidence"),
        valid_to=declared.get("valid_to"),
        ground=_ground(judged) or NO_GROUND,
        path=node.witness,
        verdict=_verdict(results, has_ground=_has_ground(judged)),
        reasons=tuple(sorted({f"{one.policy}: {one.message}" for one in results if _speaks(one)})),
        place=node.declared_at,
    )


def _ground(judged: Iterable[Result]) -> str | None:
    """What allows a transfer, as the rule on that says; None where it finds nothing."""
    found = next((one for one in judged if one.policy == GROUND_RULE), None)
    if found is None:
        return f"not looked for: {GROUND_RULE} is not in force"
    if found.outcome in FORBIDDING:
        return None
    if found.outcome is Outcome.PASSED:
        return found.message or None
    return f"not known: {found.message}"


def _has_ground(judged: Iterable[Result]) -> bool:
    """Whether the rule on grounds has found one that allows a transfer."""
    return any(
        one.policy == GROUND_RULE and one.outcome is Outcome.PASSED and bool(one.message)
        for one in judged
    )


def _verdict(results: Iterable[Result], *, has_ground: bool) -> TransferVerdict:
    """The worst that was said. What stands on nothing is not held because no rule is against it."""
    worst = _worst((VERDICT_OF[one.outcome] for one in results), TransferVerdict.NOT_JUDGED)
    is_bare = worst is TransferVerdict.HELD and not has_ground
    return TransferVerdict.NOT_JUDGED if is_bare else worst


def _speaks(result: Result) -> bool:
    return bool(result.message) and result.outcome is not Outcome.PASSED


def _worst(verdicts: Iterable[TransferVerdict], otherwise: TransferVerdict) -> TransferVerdict:
    return min(verdicts, key=WORST_FIRST.index, default=otherwise)


def _of_rows(verdicts: Sequence[TransferVerdict]) -> TransferVerdict:
    """The worst of some rows: held only if each of them is."""
    is_open = TransferVerdict.NOT_JUDGED in verdicts
    worst = _worst(verdicts, TransferVerdict.HELD)
    return TransferVerdict.NOT_JUDGED if is_open and worst is TransferVerdict.HELD else worst


def _plain(value: Any) -> Any:
    """A property as a field of a row: None for a marker, a tuple for a list."""
    if isinstance(value, Mapping):
        return None
    return tuple(value) if isinstance(value, list) else value
