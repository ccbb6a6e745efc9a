"""Whether a resource's own logs go anywhere: the diagnostic settings for it."""

from __future__ import annotations

from edgewright.graph.azure.references import spelt
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

SETTING = "azure-native:monitor:DiagnosticSetting"
_GROUPS = ("alllogs", "audit")
_LISTS = ("logs", "enabledLogs")


def logged(view: ResourceView, categories: tuple[str, ...] = ()) -> PropertyValue:
    """Whether a diagnostic setting sends logs of a resource somewhere.

    Without one nothing is collected (Microsoft Learn, "Diagnostic settings in Azure Monitor").

    Args:
        view: the resource.
        categories: the log categories that count; none for any.
    """
    sure = [_sends(one, categories) for one in view.parts(SETTING, "resourceUri")]
    if any(one is True for one in sure):
        return True
    perhaps = [_sends(one, categories) for one in view.perhaps(SETTING, "resourceUri")]
    doubt = any(map(is_marker, sure)) or any(one is not False for one in perhaps)
    return dict(UNKNOWN) if doubt else False


def logs_of(*categories: str) -> Joiner:
    """What joins `logs` alone, of some log categories."""

    def joined(view: ResourceView) -> Properties:
        return {"logs": logged(view, categories)}

    return joined


def _sends(setting: ResourceView, categories: tuple[str, ...]) -> PropertyValue:
    wanted = [one.casefold() for one in categories]
    found = [_is_on(entry, wanted) for name in _LISTS for entry in entries(setting.declared(name))]
    if any(one is True for one in found):
        return True
    return dict(UNKNOWN) if any(map(is_marker, found)) else False


def _is_on(entry: PropertyValue, wanted: list[str]) -> PropertyValue:
    """Whether an entry of a setting collects what is wanted."""
    if is_marker(entry):
        return entry
    group, category, on = (read(entry, name) for name in ("categoryGroup", "category", "enabled"))
    if any(is_marker(one) for one in (group, category, on)):
        return dict(UNKNOWN)
    if on is False:
        return False
    if spelt(group) in _GROUPS or (not wanted and spelt(category)):
        return True
    return spelt(category) in wanted
