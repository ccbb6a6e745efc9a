"""What waivers make of results: a deviation, or a doubt that blocks, that somebody answers for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from edgewright.base.vocabulary import Outcome
from edgewright.graph.estate.derived_flows import UNDECLARED
from edgewright.graph.model import Node
from edgewright.policy.evaluation import Result
from edgewright.policy.policy_set import PolicySet
from edgewright.policy.waivers import Waiver

PLACE_RULE = "RES-01"
"""The rule that says of what holds a label whether it may be where it is."""


def as_accepted(result: Result, node: Node, policies: PolicySet, at: datetime) -> Result:
    """A result as the waivers in force leave it.

    What fails is waived, and so is what nobody can tell where that would block: whoever signs the
    waiver answers for what was not seen.

    Args:
        result: what a rule found.
        node: the node it is about.
        policies: the waivers.
        at: the instant the verdict is for.
    """
    is_open = result.outcome is Outcome.UNDETERMINED and result.blocking
    if result.outcome is not Outcome.FAILED and not is_open:
        return result
    covering = (
        one
        for one in policies.waivers
        if one.holds(at) and (one.covers(result.policy, node.id) or _of_place(one, node))
    )
    waiver = next(covering, None)
    if waiver is None:
        return result
    return replace(result, outcome=Outcome.WAIVED, blocking=False, waiver=waiver.ticket)


def _of_place(waiver: Waiver, node: Node) -> bool:
    """Whether a waiver accepts the place of the resource that alone shows an undeclared flow.

    That its label is there and that it came there are one fact.
    """
    came = (node.props.get("flow_kind"), node.props.get("arrived_by"))
    return UNDECLARED in came and node.parent is not None and waiver.covers(PLACE_RULE, node.parent)
