"""Backup vaults and their locks, and for how long plans keep backups.

Source: AWS Backup Developer Guide, "AWS Backup Vault Lock": in governance mode those who may can
still delete; in compliance mode, which has a number of days until it begins, nobody can.
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.references import is_set
from edgewright.graph.aws.replication import PLAN, VAULT
from edgewright.graph.model import CONTESTED, UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import agreed, read
from edgewright.graph.resource.retention import longest
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration"


def vault(view: ResourceView) -> Properties:
    """A vault."""
    sure = [_locks(one.declared("changeableForDays")) for one in _locks_of(view)]
    if is_set(view, "lockConfiguration"):
        sure.append(_locks(view.declared("lockConfiguration", "changeableForDays")))
    found = agreed(sure or [False])
    doubt = [_locks(one.declared("changeableForDays")) for one in view.perhaps(LOCK, _NAME)]
    return {"immutable": found if all(one == found for one in doubt) else CONTESTED}


_NAME = "backupVaultName"


def _locks_of(view: ResourceView) -> list[ResourceView]:
    return view.parts(LOCK, _NAME)


def _locks(days: PropertyValue) -> PropertyValue:
    if is_marker(days):
        return dict(UNKNOWN)
    if days in (None, 0):  # recorded states have 0 where nothing is set
        return False
    return True if isinstance(days, int | float) else dict(UNKNOWN)


def plan(view: ResourceView) -> Properties:
    """A plan: the longest of its rules; a rule without an end keeps for ever."""
    rules = view.declared("rules")
    if not isinstance(rules, list) or not rules:
        return {"retention_days": dict(UNKNOWN)}
    return {"retention_days": longest(*map(_kept, rules))}


def _kept(rule: PropertyValue) -> PropertyValue:
    found = [read(rule, "lifecycle", name) for name in ("deleteAfter", "deleteAfterDays")]
    return next((one for one in found if one not in (None, 0)), None)


JOINERS: Mapping[str, Joiner] = {VAULT: vault, PLAN: plan}
