"""Whether what a resource does is logged: its diagnostic settings, and audits of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.index import lower
from edgewright.graph.resource.reading import entries, is_unreadable, read
from edgewright.graph.resource.view import ResourceView

SETTING = "azure-native:monitor:DiagnosticSetting"
ReadsPart: TypeAlias = Callable[[ResourceView], PropertyValue]
"""What a part of a resource says: yes, no, or a marker."""


def logged(view: ResourceView) -> Properties:
    """{logs}: nothing is, unless somebody sets it up.

    Microsoft Learn, "Diagnostic settings in Azure Monitor": logs are not collected until they are
    sent to a destination.
    """
    return {"logs": _any([is_on(view, SETTING, "resourceUri", _has_logs)])}


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
    return _any([*found, *doubt])


def _any(answers: list[PropertyValue]) -> PropertyValue:
    if any(one is True for one in answers):
        return True
    return dict(UNKNOWN) if any(map(is_marker, answers)) else False


def _has_logs(setting: ResourceView) -> PropertyValue:
    """Whether a setting has a log, not metrics alone, that is on.

    In the classic package what is listed is on.
    """
    given = setting.declared("logs")
    logs = [read(one, "enabled") for one in entries(given)]
    classic = [True for _ in entries(setting.declared("enabledLogs"))]
    return _any([dict(UNKNOWN) if is_unreadable(one, bool) else one for one in [*logs, *classic]])


def enabled(part: ResourceView) -> PropertyValue:
    """Whether an audit, a policy or the like has the state Enabled."""
    state = part.declared("state")
    return dict(UNKNOWN) if is_unreadable(state, str) else lower(state) == "enabled"
