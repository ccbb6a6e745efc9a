"""What rules about the rules themselves judge: waivers, facts, and frameworks at odds."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from edgewright.base.ids import digest
from edgewright.facts import catalogue
from edgewright.facts.reader import Table
from edgewright.facts.rows import Row
from edgewright.graph.kinds import governance
from edgewright.graph.model import PART, Node, ResourceLocation
from edgewright.policy.evaluation import Conflict, PolicyInfo
from edgewright.policy.policy_set import PolicySet
from edgewright.policy.waivers import Waiver, covering, is_pattern

NOWHERE = ResourceLocation(None, None, None)
SOURCE_MARK = slice(len("sha256:"), len("sha256:") + 12)
"""The part of a source's digest that stands in the id of its facts."""


def policy_nodes(policies: PolicySet, at: datetime) -> tuple[Node, ...]:
    """The nodes of kinds policy.waiver, policy.fact and policy.conflict, sorted by id.

    Args:
        policies: the rules of a stack with its waivers and what its packs resolve.
        at: the instant the verdicts hold for: a rule that is not effective yet contradicts none.
    """
    nodes = (
        *_waivers(policies.waivers),
        *(node for table in catalogue.tables() for node in _facts(table)),
        *_conflicts(catalogue.as_data()["conflicts"], policies, at),
    )
    return tuple(sorted(nodes, key=lambda node: node.id))


def conflicts(nodes: Iterable[Node]) -> tuple[Conflict, ...]:
    """The frameworks that contradict each other, as a report has them."""
    found: list[dict[str, Any]] = [
        dict(node.props) for node in nodes if node.kind == "policy.conflict"
    ]
    return tuple(
        Conflict(
            subject=props["subject"],
            demanded_by=tuple(props["demanded_by"]),
            forbidden_by=tuple(props["forbidden_by"]),
            resolution=props["resolution"],
            resolved_by=tuple(props["resolved_by"]),
        )
        for props in found
    )


def _waivers(waivers: Sequence[Waiver]) -> Iterator[Node]:
    """One node per waiver; a ticket that stands for several gets a number behind it."""
    seen: dict[str, int] = {}
    for waiver in waivers:
        id = f"waiver/{waiver.policy}/{waiver.ticket}"
        seen[id] = seen.get(id, 0) + 1
        number = f"/{seen[id]}" if seen[id] > 1 else ""
        name = f"waiver {waiver.ticket} of {waiver.policy}"
        yield _node(
            f"{id}{number}", name, {**waiver.model_dump(mode="json"), "covers_stack": False}
        )


def with_reach(nodes: Iterable[Node], resources: Iterable[Node]) -> tuple[Node, ...]:
    """The same nodes, waivers with whether they leave any resource of the stack to be judged.

    Args:
        nodes: what the rules themselves rest on.
        resources: the stack's; parts of one (with "#" in their ids) do not count.
    """
    given = tuple(nodes)
    waivers = [node for node in given if node.kind == "policy.waiver"]
    patterns = [(str(one.props["policy"]), str(one.props["resource"])) for one in waivers]
    whole = [(node.id, node.type) for node in resources if PART not in node.id]
    policies = covering(patterns, whole)
    return tuple(
        replace(node, props={**node.props, "covers_stack": True})
        if node.kind == "policy.waiver" and _is_in(node, policies)
        else node
        for node in given
    )


def _is_in(waiver: Node, policies: Container[str]) -> bool:
    """Whether it is one of the waivers by pattern of some policies."""
    return waiver.props["policy"] in policies and is_pattern(str(waiver.props["resource"]))


def _facts(table: Table[Any]) -> Iterator[Node]:
    """One node per source of a table, with the earliest day any of its rows was known to hold."""
    by_source: dict[str, list[Row]] = {}
    for row in table.rows:
        by_source.setdefault(row.source, []).append(row)
    for source, rows in by_source.items():
        props = governance.Fact(
            table=table.name,
            source=source,
            as_of=min(row.as_of for row in rows).isoformat(),
            max_age_days=table.max_age_days,
            rows=len(rows),
        )
        mark = digest(source)[SOURCE_MARK]
        yield _node(f"fact/{table.name}/{mark}", f"facts of {table.name} ({source})", props)


def _conflicts(
    rows: Iterable[Mapping[str, Any]], policies: PolicySet, at: datetime
) -> Iterator[Node]:
    """One node per contradiction of which rules in force serve both sides."""
    today = at.date().isoformat()
    in_force = [one for one in policies.policies if (one.effective_on or today) <= today]
    for row in rows:
        demanded_by = _citing(in_force, row["demanding"])
        forbidden_by = _citing(in_force, row["forbidding"])
        if demanded_by and forbidden_by:
            props = governance.Conflict(
                subject=row["subject"],
                demanded_by=demanded_by,
                forbidden_by=forbidden_by,
                resolution=row["resolution"],
                resolved_by=list(policies.resolutions.get(row["subject"], ())),
            )
            mark = row["subject"].replace(" ", "-")
            yield _node(f"conflict/{mark}", row["subject"], props)


def _citing(policies: Iterable[PolicyInfo], controls: Sequence[str]) -> list[str]:
    """Rules that serve one of some controls, each "RULE (control)"."""
    return [
        f"{policy.id} ({control})"
        for policy in policies
        for control in controls
        if control in policy.controls
    ]


def _node(id: str, name: str, props: Mapping[str, Any]) -> Node:
    what = id.partition("/")[0]
    return Node(
        id=f"policy:{id}",
        type=f"policy:{what}",
        kind=f"policy.{what}",
        name=name,
        provider="",
        location=NOWHERE,
        props=dict(props),
    )
