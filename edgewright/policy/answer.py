"""What a rule says of a node, in words, and the result that makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.base.ids import canonical_json, digest_bytes
from edgewright.base.vocabulary import Outcome
from edgewright.graph.model import Node
from edgewright.policy.evaluation import PolicyInfo, Result

Finding = Mapping[str, Any]
"""What a rule says of a node: a denial, or a note when it has an `outcome`."""
NO_VARS = canonical_json({})


@dataclass(frozen=True)
class Answer:
    """What a rule says of a node, whatever that is called: of nodes that are alike, the same.

    Attributes:
        says: its message on a node.
        vars: what a finding shows. mark: these as canonical JSON.
        witness: how it came about, as the rule says; empty where it does not.
    """

    policy: str
    outcome: Outcome
    blocking: bool
    says: Callable[[Node], str]
    vars: dict[str, Any]
    mark: str
    witness: tuple[str, ...]

    def on(self, node: Node) -> Result:
        """The result, with how it came about: as the rule says, else how its label came there."""
        mark = f'["{self.policy}",{canonical_json(node.id)},{self.mark}]'
        return Result(
            policy=self.policy,
            node=node.id,
            node_name=node.name,
            outcome=self.outcome,
            message=self.says(node),
            blocking=self.blocking,
            vars=self.vars,
            witness=() if self.outcome is Outcome.PASSED else self.witness or node.witness,
            place=node.declared_at,
            fingerprint=digest_bytes(mark.encode()),
        )


def passed(policy: PolicyInfo, ground: str) -> Answer:
    """Nothing speaks against it, on a ground that the rule may have named."""
    return _noted(policy, Outcome.PASSED, lambda _: ground, {}, blocking=False)


def conditional(policy: PolicyInfo, note: Finding) -> Answer:
    """It holds if something does that nobody here can see."""
    return _noted(policy, Outcome.CONDITIONAL, _named(note["because"]), note, blocking=False)


def doubtful(policy: PolicyInfo, because: str, note: Finding, *, blocking: bool) -> Answer:
    """Nobody can tell."""
    return _noted(policy, Outcome.UNDETERMINED, _named(because), note, blocking=blocking)


def failed(policy: PolicyInfo, finding: Finding, *, blocking: bool) -> Answer:
    """It is denied.

    Raises:
        EdgewrightError: EVA-002, when its message is asked for, for a finding without a name that
            the message uses.
    """
    found = dict(finding.get("vars", {}))
    values = {name: _readable(value) for name, value in found.items()}

    def says(node: Node) -> str:
        try:
            return policy.message.format_map({"node": node.name, **values})
        except KeyError as problem:
            raise misshapen(
                policy, f"a finding about {node.id} without {problem}, which its message uses"
            ) from problem

    mark = canonical_json(found)
    witness = tuple(finding.get("witness", ()))
    return Answer(policy.id, Outcome.FAILED, blocking, says, found, mark, witness)


def misshapen(policy: PolicyInfo, what: str) -> EdgewrightError:
    """EVA-002: a rule returned what is no finding."""
    return EdgewrightError(
        "EVA-002",
        f"policy {policy.id} ({policy.package}) returned {what}",
        hint='Return {"node": node.id, "vars": {...}} for nodes of the kinds in needs, with every '
        "name that its message uses.",
    )


def _noted(
    policy: PolicyInfo,
    outcome: Outcome,
    says: Callable[[Node], str],
    note: Finding,
    *,
    blocking: bool,
) -> Answer:
    witness = tuple(note.get("witness", ()))
    return Answer(policy.id, outcome, blocking, says, {}, NO_VARS, witness)


def _named(because: str) -> Callable[[Node], str]:
    return lambda node: f"{node.name}: {because}"


def _readable(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_readable(item) for item in value) or "none"
    if isinstance(value, Mapping):
        marker = next((name for name in ("$unknown", "$secret") if value.get(name)), None)
        return f"({marker[1:]})" if marker else ", ".join(f"{k}: {v}" for k, v in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    return "not set" if value is None else str(value)
