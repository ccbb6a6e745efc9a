"""Role assignments of Azure: which role, and how much it is about."""

from __future__ import annotations

import re
from typing import cast

from edgewright.graph.azure.built_in_roles import NAMES
from edgewright.graph.azure.references import spelt
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.reading import as_text, entries, is_unreadable, read
from edgewright.graph.resource.view import ResourceView

ASSIGNMENT = "azure-native:authorization:RoleAssignment"
ELIGIBLE = "azure-native:authorization:PimRoleEligibilitySchedule"
DEFINITION = "azure-native:authorization:RoleDefinition"
RESOURCE_GROUP = "azure-native:resources:ResourceGroup"
MANAGEMENT_GROUP = "azure-native:management:ManagementGroup"
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$", re.IGNORECASE)
_ANYTHING = re.compile(r"\*(?:/\*)*")
_VERBS = ("*/read", "*/write", "*/delete", "*/action")
"""What actions end with; with all of them nothing is left out (Microsoft Learn, "Understand Azure
role definitions")."""
_OUTSIDE = re.compile(r"/?$|/?providers/microsoft\.management/managementgroups/", re.IGNORECASE)
_SCOPES = (
    (re.compile(r"/subscriptions/[^/]+/?", re.IGNORECASE), "subscription"),
    (re.compile(r"/subscriptions/[^/]+/resourcegroups/[^/]+/?", re.IGNORECASE), "group"),
    (re.compile(r"/subscriptions/[^/]+/.+/providers/.+", re.IGNORECASE), "resource"),
)


def assignment(view: ResourceView) -> Properties:
    """A role assignment.

    Microsoft Learn, "Azure built-in roles" and "Understand scope for Azure RBAC".
    """
    return {"role": _role(view), "reach": _reach(view)}


def _role(view: ResourceView) -> PropertyValue:
    """The name of a role where it is built in or of the program, else its id."""
    named = as_text(view.declared("roleDefinitionName"))
    if named is not None:
        return named
    given = view.declared("roleDefinitionId")
    guid = _GUID.search(given) if isinstance(given, str) else None
    if guid is not None and guid[0].lower() in NAMES:
        return NAMES[guid[0].lower()]
    found = view.index.follow(view.resource, "roleDefinitionId", DEFINITION)
    own = None if found is None else found.props.get("roleName", found.props.get("name"))
    if isinstance(own, str):
        return own
    return given if isinstance(given, str) and given else dict(UNKNOWN)


def _reach(view: ResourceView) -> PropertyValue:
    scope = view.declared("scope")
    if isinstance(scope, str) and scope:
        if _OUTSIDE.match(scope):
            return "organisation"
        found = (word for pattern, word in _SCOPES if pattern.fullmatch(scope))
        return next(found, dict(UNKNOWN))
    behind = {canonical_type(one.type) for one in view.index.behind(view.resource, "scope")}
    if behind == {RESOURCE_GROUP}:
        return "group"
    if behind == {MANAGEMENT_GROUP}:
        return "organisation"
    groups = behind & {RESOURCE_GROUP, MANAGEMENT_GROUP}
    return "resource" if behind and not groups else dict(UNKNOWN)


def definition(view: ResourceView) -> Properties:
    """A role of the user's own: everything where an action is `*`, whatever it leaves out."""
    permissions = view.declared("permissions")
    if permissions is None or is_unreadable(permissions, list):
        return {"allows_everything": dict(UNKNOWN)}
    lists = [read(one, "actions") for one in cast("list[PropertyValue]", permissions)]
    actions = [action for some in lists for action in entries(some)]
    if any(isinstance(one, str) and _ANYTHING.fullmatch(one) for one in actions):
        return {"allows_everything": True}
    if {*_VERBS} <= {spelt(one) for one in actions}:
        return {"allows_everything": True}
    hidden = any(map(is_marker, [*entries(permissions), *actions]))
    return {"allows_everything": dict(UNKNOWN) if hidden else False}
