"""Lists of objects of Kubernetes: each item is an object of its own."""

from __future__ import annotations

from edgewright.graph.resource.spellings import Part, Row, Spelling, Spellings

LIST = "kubernetes:core:List"
"""What every list is: it holds nothing but its items."""
FIELDS = (
    *("metadata", "spec", "data", "stringData", "binaryData", "type", "rules", "roleRef"),
    *("subjects", "aggregationRule", "provisioner", "parameters", "template", "secrets"),
)
"""The fields of objects that anything reads."""
LISTED = {
    "apps": ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"),
    "batch": ("Job", "CronJob"),
    "core": (
        *("Pod", "PodTemplate", "ReplicationController", "Secret", "ConfigMap", "Service"),
        *("PersistentVolume", "PersistentVolumeClaim", "ServiceAccount", "Namespace"),
    ),
    "extensions": ("Deployment", "DaemonSet", "ReplicaSet", "Ingress", "NetworkPolicy"),
    "networking.k8s.io": ("Ingress", "NetworkPolicy"),
    "rbac.authorization.k8s.io": (*("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"),),
    "storage.k8s.io": ("StorageClass",),
}
"""API group -> the kinds of which it has lists."""
MOVED = {
    **dict.fromkeys(("Deployment", "DaemonSet", "ReplicaSet"), "apps"),
    **dict.fromkeys(("Ingress", "NetworkPolicy"), "networking.k8s.io"),
}
"""What has left the group `extensions` -> where it is now."""


def _list(group: str, kind: str) -> tuple[str, Spelling]:
    own = MOVED[kind] if group == "extensions" else group
    item = Part(
        "items", f"kubernetes:{own}:{kind}", "items", tuple(Row(one, one) for one in FIELDS)
    )
    return f"kubernetes:{group}:{kind}List", Spelling(LIST, parts=(item,))


LISTS = Spellings(dict(_list(group, kind) for group, kinds in LISTED.items() for kind in kinds), {})
"""Type token of a list -> the objects that it stands for."""
