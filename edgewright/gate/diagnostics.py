"""Verdicts as the engine shows them to the person at the terminal."""

from __future__ import annotations

from edgewright import __version__
from edgewright.base.vocabulary import Outcome, Severity
from edgewright.gate.protocol import analyzer_pb2
from edgewright.graph.model import PART
from edgewright.policy.evaluation import PolicyInfo, Result

PACK_NAME = "edgewright"
SHOWN = frozenset({Outcome.FAILED, Outcome.UNDETERMINED})
SEVERITIES = {
    Severity.LOW: analyzer_pb2.POLICY_SEVERITY_LOW,
    Severity.MEDIUM: analyzer_pb2.POLICY_SEVERITY_MEDIUM,
    Severity.HIGH: analyzer_pb2.POLICY_SEVERITY_HIGH,
    Severity.CRITICAL: analyzer_pb2.POLICY_SEVERITY_CRITICAL,
}


def explain(policy: PolicyInfo, result: Result) -> str:
    """A finding in full: what is wrong with which resource, how it came about, what to do."""
    lines = [result.message]
    if result.place:
        lines.append(f"at:      {result.place}")
    lines += [f"{'witness: ' if first else '         '}{step}" for first, step in _steps(result)]
    lines.append(f"fix:     {policy.fix}")
    return "\n".join(lines)


def _steps(result: Result) -> list[tuple[bool, str]]:
    return [(position == 0, step) for position, step in enumerate(result.witness)]


def diagnostic(
    policy: PolicyInfo, result: Result, root: str, *, is_binding: bool = True
) -> analyzer_pb2.AnalyzeDiagnostic:
    """A result for the engine.

    Args:
        policy: the rule.
        result: what came of it.
        root: URN of the stack, which stands in for parts of the estate: they have no URN.
        is_binding: whether the engine is to stop for it.
    """
    stops = result.blocking and is_binding
    is_resource = result.node.startswith("urn:")
    text = explain(policy, result)
    return analyzer_pb2.AnalyzeDiagnostic(
        policyName=policy.id,
        policyPackName=PACK_NAME,
        policyPackVersion=__version__,
        description=policy.title,
        message=text if is_resource else f"[{result.node_name or result.node}] {text}",
        enforcementLevel=analyzer_pb2.MANDATORY if stops else analyzer_pb2.ADVISORY,
        urn=result.node.partition(PART)[0] if is_resource else root,
        severity=SEVERITIES[policy.severity],
    )


def diagnostics(
    policies: dict[str, PolicyInfo],
    results: tuple[Result, ...],
    root: str,
    *,
    is_binding: bool = True,
) -> list[analyzer_pb2.AnalyzeDiagnostic]:
    """What the engine should show of `results`: failures and what could not be determined."""
    return [
        diagnostic(policies[result.policy], result, root, is_binding=is_binding)
        for result in results
        if result.outcome in SHOWN
    ]
