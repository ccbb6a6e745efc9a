"""Entry modules: what every rule of a scope says, in one answer.

Rules read their parameters and facts from `data.params` and `data.facts`. A child of ours holds
those alone. On a server that several stacks share, each puts its own under a name of its own, and
asks through entries that redirect the two paths there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from edgewright.base.vocabulary import Scope
from edgewright.policy.evaluation import PolicyInfo
from edgewright.policy.policy_set import PolicySet

OWN_PACKAGE = "edgewright_entries"
"""Where the entries of a child are: no rule's package, shipped or a project's, begins so."""
ANSWERS = "answers"
"""The rule of an entry module to ask for."""
SHARED = "shared"
"""The entry of the rules whose answers nodes that are alike share; those by scope have the rest."""

_ENTRY = """findings["{id}"] := found if found := data.{package}.deny{redirect}

notes["{id}"] := {{note | some note in data.{package}.qualified{redirect}}}"""
"""One rule in an entry module: what it denies, and what it notes if it has `qualified`."""
_BOTH = """package {package}.all

answers := {name: object.union(resource[name], graph[name]) | some name in ["findings", "notes"]}

resource := data.{package}.resource.answers

graph := data.{package}.graph.answers
"""
_GIVEN = """answers := {"findings": findings, "notes": notes}"""
_NOTHING = """answers := {"findings": {}, "notes": {}}"""


def data_of(policies: PolicySet, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What rules read below `data`."""
    return {"params": policies.params, "facts": facts}


def entry_modules(package: str, policies: PolicySet, data_at: str | None = None) -> dict[str, str]:
    """Name of an entry -> its module, in a package of that name below `package`."""
    shared = [rule for rule in policies.policies if policies.is_shared(rule)]
    others = [rule for rule in policies.policies if not policies.is_shared(rule)]
    by_scope = {
        str(scope): [rule for rule in others if rule.scope == scope]
        for scope in (Scope.RESOURCE, Scope.GRAPH)
    }
    entries = {SHARED: shared, **by_scope}
    modules = {
        name: entry_module(f"{package}.{name}", rules, data_at) for name, rules in entries.items()
    }
    return {**modules, Scope.ALL: _BOTH.replace("{package}", package)}


def entry_module(package: str, rules: Iterable[PolicyInfo], data_at: str | None = None) -> str:
    """An entry module for some rules.

    Args:
        package: the package to ask.
        rules: whose findings and notes it gives.
        data_at: the name below `data` that holds what the rules read; None for `data` itself.
    """
    at = f"data.{data_at}"
    redirect = f" with data.params as {at}.params with data.facts as {at}.facts" if data_at else ""
    entries = [_ENTRY.format(id=one.id, package=one.package, redirect=redirect) for one in rules]
    head = [f"package {package}", _GIVEN if entries else _NOTHING]
    return "\n\n".join([*head, *entries]) + "\n"


def findings_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Policy id -> findings, with its notes behind them, of what an entry module answered."""
    notes = dict(answers.get("notes", {}))
    denied = dict(answers.get("findings", {}))
    return {id: _with(found, notes.get(id)) for id, found in denied.items()}


def silent(rules: Sequence[PolicyInfo], found: Mapping[str, Any]) -> PolicyInfo | None:
    """The first rule that gave no answer at all."""
    return next((rule for rule in rules if rule.id not in found), None)


def _with(findings: Any, notes: Any) -> Any:
    """Findings and notes as one list; findings of another shape as they are, to be refused."""
    return [*findings, *notes] if isinstance(findings, list) and notes else findings
