"""Rights in a cluster: what roles allow, and who has them.

Kubernetes documentation, "Using RBAC Authorization". Everything is said of where a right applies:
a role of a namespace that has it all may do everything there.
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.kubernetes.objects import any_of, is_hidden, named
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

RBAC = "kubernetes:rbac.authorization.k8s.io"
ROLES = {"Role": True, "ClusterRole": False}
"""Kind of a role -> whether it is in a namespace."""
EVERYBODY = ("system:anonymous", "system:unauthenticated", "system:authenticated")
BUILT_IN = {"cluster-admin": True, "admin": False, "edit": False, "view": False}
"""Roles that every cluster has -> whether they allow everything where they are bound."""
ALL = "*"


def role(view: ResourceView) -> Properties:
    """Whether a role allows every verb on every resource of every group."""
    rules = view.declared("rules")
    if view.declared("aggregationRule") is not None or is_hidden(rules, list):
        return {"allows_everything": dict(UNKNOWN)}
    return {"allows_everything": any_of([False, *(_is_everything(one) for one in entries(rules))])}


def _is_everything(rule: PropertyValue) -> PropertyValue:
    parts = [read(rule, name) for name in ("verbs", "resources", "apiGroups")]
    answers = [_has_all(one) for one in parts]
    if any(one is False for one in answers):
        return False
    return True if all(one is True for one in answers) else dict(UNKNOWN)


def _has_all(listed: PropertyValue) -> PropertyValue:
    every = entries(listed)
    if ALL in every:
        return True
    return dict(UNKNOWN) if any(not isinstance(one, str) for one in every) else False


def binding(view: ResourceView) -> Properties:
    """Who has a role, and what that allows."""
    subjects = [_is_everybody(one) for one in entries(view.declared("subjects"))]
    return {"for_everybody": any_of([False, *subjects]), "allows_everything": _bound(view)}


def _is_everybody(subject: PropertyValue) -> PropertyValue:
    name = read(subject, "name")
    if is_marker(subject) or is_hidden(name, str):
        return dict(UNKNOWN)
    return name in EVERYBODY and read(subject, "kind") != "ServiceAccount"


def _bound(view: ResourceView) -> PropertyValue:
    """Whether the role of a binding allows everything."""
    kind, name = view.declared("roleRef", "kind"), view.declared("roleRef", "name")
    if not isinstance(kind, str) or kind not in ROLES:
        return dict(UNKNOWN)
    found = named(view, f"{RBAC}:{kind}", name, "roleRef", namespaced=ROLES[kind])
    if found is not None:
        return role(found)["allows_everything"]
    is_built_in = kind == "ClusterRole" and isinstance(name, str) and name in BUILT_IN
    return BUILT_IN[str(name)] if is_built_in else dict(UNKNOWN)


JOINERS: Mapping[str, Joiner] = {
    f"{RBAC}:Role": role,
    f"{RBAC}:ClusterRole": role,
    f"{RBAC}:RoleBinding": binding,
    f"{RBAC}:ClusterRoleBinding": binding,
}
"""Type -> what reads its rights."""
