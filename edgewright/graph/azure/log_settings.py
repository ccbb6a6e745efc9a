"""Whether a resource's own logs go anywhere: its diagnostic settings, and audits of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeAlias

from edgewright.graph.azure.references import spelt
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, is_unreadable, read
from edgewright.graph.resource.view import ResourceView

SETTING = "azure-native:monitor:DiagnosticSetting"
ReadsPart: TypeAlias = Callable[[ResourceView], PropertyValue]
"""What a part of a resource says: yes, no, or a marker."""
_GROUPS = ("alllogs", "audit")


def logged(view: ResourceView, categories: tuple[str, ...] = ()) -> PropertyValue:
    """Whether a diagnostic setting sends logs of a resource somewhere.

    Without one nothing is collected (Microsoft Learn, "Diagnostic settings in Azure Monitor").

    Args:
        view: the resource.
        categories: the log categories that count; none for any.
    """
    return is_on(view, SETTING, "resourceUri", partial(_sends, categories=categories))


def logs(view: ResourceView) -> Properties:
    """What joins `logs` alone, of any category."""
    return {"logs": logged(view)}


def is_on(
    view: ResourceView,
    type: str,
    property: str,
    says: ReadsPart,
    targets: tuple[str, ...] = (),
) -> PropertyValue:
    """Whether a part of a resource says yes; of one that may be another's, nobody knows.

    Args:
        view: the resource.
        type: the type of the part.
        property: what refers from the part to the resource.
        says: what the part says.
        targets: the types that the part may refer to, if there are others than this one's.
    """
    found = [says(part) for part in view.parts(type, property, targets)]
    perhaps = [says(part) for part in view.perhaps(type, property, targets)]
    doubt = [dict(UNKNOWN) for one in perhaps if one is not False]
    return any_says([*found, *doubt])


def any_says(answers: Iterable[PropertyValue]) -> PropertyValue:
    """Whether one of several says yes; where none does and one cannot be read, nobody knows."""
    found = [*answers]
    if any(one is True for one in found):
        return True
    return dict(UNKNOWN) if any(map(is_marker, found)) else False


def enabled(part: ResourceView) -> PropertyValue:
    """Whether an audit, a policy or the like has the state Enabled."""
    state = part.declared("state")
    return dict(UNKNOWN) if is_unreadable(state, str) else spelt(state) == "enabled"


def _sends(setting: ResourceView, categories: tuple[str, ...]) -> PropertyValue:
    """Whether a setting has a log, not metrics alone, that is on.

    In the classic package what is listed is on.
    """
    wanted = [one.casefold() for one in categories]
    native = [_collects(one, wanted, unset=False) for one in entries(setting.declared("logs"))]
    classic = [
        _collects(one, wanted, unset=True) for one in entries(setting.declared("enabledLogs"))
    ]
    return any_says([*native, *classic])


def _collects(entry: PropertyValue, wanted: list[str], *, unset: bool) -> PropertyValue:
    """Whether an entry of a setting collects what is wanted, or anything."""
    on = read(entry, "enabled")
    if is_unreadable(on, bool):
        return dict(UNKNOWN)
    group, category = read(entry, "categoryGroup"), read(entry, "category")
    if not (unset if on is None else on):
        return False
    if not wanted or spelt(group) in _GROUPS or spelt(category) in wanted:
        return True
    return dict(UNKNOWN) if is_marker(group) or is_marker(category) else False
