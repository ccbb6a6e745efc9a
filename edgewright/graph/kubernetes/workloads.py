"""What runs containers in a cluster: what its pods may do.

Kubernetes API reference, PodSpec and SecurityContext; Pod Security Standards,
https://kubernetes.io/docs/concepts/security/pod-security-standards. What a container says of its
security counts before what its pod says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from edgewright.graph.kubernetes.objects import all_of, any_of, flag, is_hidden
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

_TEMPLATE = ("spec", "template", "spec")
PODS: Mapping[str, tuple[str, ...]] = {
    "kubernetes:core:Pod": ("spec",),
    "kubernetes:core:PodTemplate": ("template", "spec"),
    "kubernetes:core:ReplicationController": _TEMPLATE,
    **dict.fromkeys(
        (f"kubernetes:apps:{one}" for one in ("Deployment", "StatefulSet", "DaemonSet")), _TEMPLATE
    ),
    "kubernetes:apps:ReplicaSet": _TEMPLATE,
    "kubernetes:batch:Job": _TEMPLATE,
    "kubernetes:batch:CronJob": ("spec", "jobTemplate", *_TEMPLATE),
}
"""Type -> where the description of its pods is."""
CONTAINERS = ("initContainers", "containers", "ephemeralContainers")
HOST = ("hostNetwork", "hostPID", "hostIPC")
_NO_QUANTITY = re.compile(r"0*(\.0*)?[A-Za-z]{0,2}")
"""A quantity of nothing, which limits nothing: "0", "0Mi"."""
WORKLOAD = (*("images", "privileged", "host_access", "runs_as_root", "read_only_root", "limited"),)


def workload(view: ResourceView) -> Properties:
    """The containers of a workload's pods; one that may do more than the others counts."""
    pod = view.declared(*PODS[view.resource.type])
    containers = [one for name in CONTAINERS for one in entries(read(pod, name))]
    if is_hidden(pod, dict) or not containers:
        return {name: dict(UNKNOWN) for name in WORKLOAD}
    return {
        "images": [_image(one) for one in containers],
        "privileged": any_of([_privileged(pod, one) for one in containers]),
        "host_access": _host_access(pod),
        "runs_as_root": any_of([_may_be_root(pod, one) for one in containers]),
        "read_only_root": all_of(
            [flag(read(one, "securityContext", "readOnlyRootFilesystem")) for one in containers]
        ),
        "limited": _limited(pod, containers),
    }


def _image(container: PropertyValue) -> PropertyValue:
    image = read(container, "image")
    return image if isinstance(image, str) and image else dict(UNKNOWN)


def _privileged(pod: PropertyValue, container: PropertyValue) -> PropertyValue:
    """Whether a container has its node's rights; on Windows, as a HostProcess container."""
    process = ("securityContext", "windowsOptions", "hostProcess")
    own = read(container, *process)
    on_windows = read(pod, *process) if own is None else own
    return any_of([flag(read(container, "securityContext", "privileged")), flag(on_windows)])


def _host_access(pod: PropertyValue) -> PropertyValue:
    volumes = [read(one, "hostPath") for one in entries(read(pod, "volumes"))]
    paths = [False if one is None else not is_hidden(one, dict) or dict(UNKNOWN) for one in volumes]
    return any_of([*(flag(read(pod, name)) for name in HOST), *paths])


def _may_be_root(pod: PropertyValue, container: PropertyValue) -> PropertyValue:
    """Whether a container may run as root: where nothing is said, its image decides."""
    no_root, user = (_setting(pod, container, name) for name in ("runAsNonRoot", "runAsUser"))
    if isinstance(user, int | float) and not isinstance(user, bool):
        return user == 0
    if no_root is True and user is None:
        return False
    settled = user is None and no_root in (None, False)
    return True if settled else dict(UNKNOWN)


def _setting(pod: PropertyValue, container: PropertyValue, name: str) -> PropertyValue:
    own = read(container, "securityContext", name)
    return read(pod, "securityContext", name) if own is None else own


def _limited(pod: PropertyValue, containers: list[PropertyValue]) -> PropertyValue:
    """Whether the memory of all containers is limited, each by itself or all by their pod's."""
    whole = _has_limit(pod)
    if whole is True:
        return True
    each = all_of([_has_limit(one) for one in containers])
    return dict(UNKNOWN) if each is False and whole is not False else each


def _has_limit(of: PropertyValue) -> PropertyValue:
    limit = read(of, "resources", "limits", "memory")
    if limit is None or (isinstance(limit, str) and _NO_QUANTITY.fullmatch(limit)):
        return False
    is_number = isinstance(limit, int | float) and not isinstance(limit, bool)
    return bool(limit) if is_number or isinstance(limit, str) else dict(UNKNOWN)


JOINERS: Mapping[str, Joiner] = dict.fromkeys(PODS, workload)
"""Type -> what reads its pods."""
