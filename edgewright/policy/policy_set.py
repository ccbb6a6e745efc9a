"""Everything that decides a verdict but the facts: rules, levels, parameters, waivers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from edgewright.base.ids import digest
from edgewright.base.vocabulary import Level, Scope
from edgewright.base.yaml_source import Document
from edgewright.policy.evaluation import PolicyInfo
from edgewright.policy.library import Library, Rule, library_root
from edgewright.policy.packs import Pack, Selected, load_packs, own_pack, select
from edgewright.policy.params import load_params
from edgewright.policy.waivers import Waiver, load_waivers
from edgewright.spec.project_file import ProjectFile

SHIPPED = library_root()
READS_IDS = {"RES-19": ("residency", "may_be_unlabelled")}
"""Rule -> the parameter that holds the patterns it compares ids to; no other shipped rule that
judges nodes one by one reads their ids or names."""


@dataclass(frozen=True)
class Choice:
    """What a stack chooses to be judged by.

    Attributes:
        packs: names, or paths of pack files in `folder`.
        folder: the stack's folder; None where packs are named alone.
        params: the stack's parameters, in a file or as read; None for the packs' defaults alone.
        waivers: the file of its waivers; None for none.
        listed: the project file, whose rules count besides the packs; None where they do not.
        flows: ids of the flows that the stack's estate declares, in its order.
    """

    packs: Sequence[str]
    folder: Path | None = None
    params: Path | Document | None = None
    waivers: Path | None = None
    listed: ProjectFile | None = None
    flows: Sequence[str] = ()


@dataclass(frozen=True)
class PolicySet:
    """The selected rules of one stack.

    Attributes:
        policies: rules that are judged, sorted by id; disabled ones are left out.
        params: domain -> name -> value; of several packs' defaults the strictest count.
        missing: rule id -> parameters it reads that are not set.
        resolutions: subject on which frameworks disagree -> packs that say how they resolve it,
            each "PACK (text)".
    """

    library: Library
    policies: tuple[PolicyInfo, ...]
    params: Mapping[str, Mapping[str, Any]]
    waivers: tuple[Waiver, ...]
    missing: Mapping[str, tuple[str, ...]]
    digests: Mapping[str, str]
    resolutions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of_scope(self, scope: Scope) -> tuple[PolicyInfo, ...]:
        """The rules of a scope."""
        return tuple(rule for rule in self.policies if scope in (Scope.ALL, rule.scope))

    def is_shared(self, policy: PolicyInfo) -> bool:
        """Whether what a rule says of one node it says of all that are alike (`policy.alike`).

        That those which edgewright ships do is tested.
        """
        is_shipped = self.library.root == SHIPPED and not self.library.rules[policy.id].is_own
        if not is_shipped or policy.scope != Scope.RESOURCE:
            return False
        reads_inputs = any(":" in name for name in policy.needs)
        return not reads_inputs and not self._compares_ids(policy)

    def _compares_ids(self, policy: PolicyInfo) -> bool:
        """Whether a rule has patterns to compare ids to."""
        domain, name = READS_IDS.get(policy.id, ("", ""))
        return bool(self.params.get(domain, {}).get(name))

    def idle(self) -> tuple[Rule, ...]:
        """The project's own rules that are not judged."""
        judged = {policy.id for policy in self.policies}
        return tuple(
            rule for rule in self.library.rules.values() if rule.is_own and rule.id not in judged
        )


def load_policy_set(library: Library, choice: Choice, at: datetime) -> PolicySet:
    """Select rules by packs, with a stack's parameters and waivers.

    Args:
        library: the rules there are.
        choice: what judges the stack.
        at: the instant: a rule that is not effective yet is advisory.
    """
    loaded = chosen_packs(library, choice)
    chosen = [one for one in select(loaded).values() if one.level is not Level.DISABLED]
    values = load_params(choice.params, library, [pack.params for pack in loaded])
    accepted = load_waivers(choice.waivers, library, choice.flows)
    policies = tuple(_info(library.rules[one.id], one, at) for one in chosen)
    return PolicySet(
        library=library,
        policies=policies,
        params=values,
        waivers=accepted,
        missing={one.id: _missing(library.rules[one.id], values) for one in chosen},
        digests={
            "policies": library.digest,
            "packs": digest([pack.model_dump(mode="json") for pack in loaded]),
            "params": digest(values),
            "waivers": digest([waiver.model_dump(mode="json") for waiver in accepted]),
        },
        resolutions=_resolutions(loaded),
    )


def chosen_packs(library: Library, choice: Choice) -> list[Pack]:
    """The packs of a choice; the rules that the project lists besides them as one more."""
    packs = load_packs(library, choice.packs, choice.folder)
    besides = own_pack(library, choice.listed) if choice.listed else None
    return [*packs, besides] if besides else packs


def _resolutions(packs: Sequence[Pack]) -> dict[str, tuple[str, ...]]:
    resolved: dict[str, tuple[str, ...]] = {}
    for pack in packs:
        for subject, text in pack.resolves.items():
            resolved[subject] = (*resolved.get(subject, ()), f"{pack.pack} ({text})")
    return resolved


def _missing(rule: Rule, values: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    named = (name.partition(".") for name in rule.custom.params)
    return tuple(f"{a}.{b}" for a, _, b in named if values.get(a, {}).get(b) is None)


def _info(rule: Rule, selected: Selected, at: datetime) -> PolicyInfo:
    custom = rule.custom
    starts = custom.effective_on
    is_future = starts is not None and at.date() < starts
    return PolicyInfo(
        id=rule.id,
        domain=rule.domain,
        package=rule.package,
        title=rule.title,
        description=rule.description,
        severity=custom.severity,
        message=custom.message,
        fix=custom.fix,
        controls=custom.controls,
        needs=dict(custom.needs),
        scope=custom.scope,
        effective_on=starts.isoformat() if starts else None,
        level=Level.ADVISORY if is_future else selected.level,
        pack=selected.pack,
        undetermined=selected.undetermined,
    )
