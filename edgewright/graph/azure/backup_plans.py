"""How long backups are kept: the longest of what a policy says of days, weeks, months and years."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.graph.azure.messages import days_of
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.view import ResourceView

DAYS = {"days": 1, "weeks": 7, "months": 31, "years": 366}
"""The days that a unit of time can have."""
CLASSIC = {
    "retentionDaily": "days",
    "retentionWeekly": "weeks",
    "retentionMonthly": "months",
    "retentionYearly": "years",
}
"""What the classic package calls the schedules of a policy -> what they count."""


def vault_policy(view: ResourceView) -> Properties:
    """A policy of a Recovery Services vault."""
    found = [*_durations(view.declared("properties"))]
    for name, unit in CLASSIC.items():
        block = view.declared(name)
        if block is not None:
            found.append(_in_days(read(block, "count"), unit))
    return {"retention_days": _longest(found)}


def _durations(value: PropertyValue) -> Iterator[PropertyValue]:
    """The days of every retention there is somewhere in a policy."""
    if is_marker(value):
        yield dict(UNKNOWN)
    elif isinstance(value, dict):
        duration = value.get("retentionDuration")
        if duration is not None:
            unit = read(duration, "durationType")
            yield _in_days(read(duration, "count"), lower(unit))
        for name, one in value.items():
            if name != "retentionDuration":
                yield from _durations(one)
    elif isinstance(value, list):
        for one in value:
            yield from _durations(one)


def _in_days(count: PropertyValue, unit: str | None) -> PropertyValue:
    is_number = isinstance(count, int | float) and not isinstance(count, bool)
    known = is_number and unit in DAYS
    return count * DAYS[str(unit)] if known else dict(UNKNOWN)  # type: ignore[operator]


def _longest(days: list[PropertyValue]) -> PropertyValue:
    numbers = [one for one in days if isinstance(one, int | float)]
    return max(numbers) if numbers and len(numbers) == len(days) else dict(UNKNOWN)


def backup_policy(view: ResourceView) -> Properties:
    """A policy of a Backup vault: its retention rules, each with a duration per store."""
    rules = entries(view.declared("properties", "policyRules"))
    found: list[PropertyValue] = []
    for rule in rules:
        if is_marker(rule) or lower(read(rule, "objectType")) == "azureretentionrule":
            cycles = entries(read(rule, "lifecycles")) or [dict(UNKNOWN)]
            found += [days_of(read(one, "deleteAfter", "duration")) for one in cycles]
    return {"retention_days": _longest(found)}
