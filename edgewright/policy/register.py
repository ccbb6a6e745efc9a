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

from edgewright.base.vocabulary import VERDICT_OF, TransferVerdict
from edgewright.graph.kinds import KINDS
from edgewright.graph.model import Node
from edgewright.policy.evaluation import MapFlow, MapPlace, Result, Transfer
from edgewright.topology.model import Link, Topology
from edgewright.topology.propagation import crosses

WORST_FIRST = tuple(TransferVerdict)
AS_JUDGED = frozenset(field.name for field in fields(Transfer)) & frozenset(
    KINDS["topology.transfer"]
) - {"data", "transfer_mechanism"}
"""Fields of a row that are properties of the node; what is left has parts of its own."""


def transfers(
    topology: Topology, nodes: Iterable[Node], results: Iterable[Result]
) -> tuple[Transfer, ...]:
    """The register: one row per node of kind topology.transfer, in the order of their ids."""
    by_node: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_node[result.node].append(result)
    derived = {link.id: link.node for link in topology.links}
    return tuple(
        _row(node, [*by_node[node.id], *by_node[derived[str(node.props["link"])] or ""]])
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
    worst: dict[tuple[str, str], list[TransferVerdict]] = defaultdict(list)
    for row in rows:
        worst[row.source, row.target].append(row.verdict)
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
            verdict=_worst(worst[source, target], TransferVerdict.HELD),
        )
        for (source, target), links in sorted(between.items())
    )


def _row(node: Node, results: Sequence[Result]) -> Transfer:
    props: dict[str, Any] = dict(node.props)
    label, declared = props["data"], props["transfer_mechanism"] or {}
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
        verdict=_worst((VERDICT_OF[one.outcome] for one in results), TransferVerdict.NOT_JUDGED),
        reasons=tuple(sorted({f"{one.policy}: {one.message}" for one in results if one.message})),
        place=node.declared_at,
    )


def _worst(verdicts: Iterable[TransferVerdict], otherwise: TransferVerdict) -> TransferVerdict:
    return min(verdicts, key=WORST_FIRST.index, default=otherwise)


def _plain(value: Any) -> Any:
    """A property as a field of a row: None for a marker, a tuple for a list."""
    if isinstance(value, Mapping):
        return None
    return tuple(value) if isinstance(value, list) else value
