"""Kubernetes objects of a release: a ring's namespace, a wall around it, a DaemonSet per workload.

A ring has a namespace of its own, so that no object is in the releases of two rings: K3s removes
what a release no longer has, and two that share an object would each take it for theirs.
"""

from __future__ import annotations

from typing import Any

from edgewright.components.contract import EdgeModule
from edgewright.components.k3s.labels import PREFIX

MODELS = "/var/lib/edgewright/models"
"""The folder on a node that models are carried to, one folder each."""
MOUNTED = "/models"
USER = 65532
"""Nobody in particular, as distroless images number it; never root."""
MIB = 1_048_576
INSIDE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
"""Addresses no Internet router knows (RFC 1918, RFC 4193): machines, and the cluster itself."""

Object = dict[str, Any]


def model_path(asset: str) -> str:
    """The folder on a node that a model is carried to."""
    return f"{MODELS}/{asset}"


def objects(
    namespace: str, modules: tuple[EdgeModule, ...], nodes: dict[str, str], *, leaves: bool
) -> list[Object]:
    """The objects of one ring.

    Args:
        namespace: its name.
        modules: its workloads.
        nodes: labels of the ring's nodes.
        leaves: whether the estate lets anything leave the site by network.
    """
    return [
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace}},
        _wall(namespace, leaves=leaves),
        *(_daemon_set(namespace, module, nodes) for module in modules),
    ]


def _wall(namespace: str, *, leaves: bool) -> Object:
    """Nobody may call the workloads; unless the estate says so, they may call nobody outside."""
    egress = [{}] if leaves else [{"to": [{"ipBlock": {"cidr": block}} for block in INSIDE]}]
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": "wall", "namespace": namespace},
        "spec": {
            "podSelector": {},
            "policyTypes": ["Ingress", "Egress"],
            "ingress": [],
            "egress": egress,
        },
    }


def _daemon_set(namespace: str, module: EdgeModule, nodes: dict[str, str]) -> Object:
    """One pod of a workload on each of the ring's nodes; node after node when it changes."""
    own = {f"{PREFIX}/workload": module.name}
    return {
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": {"name": module.name, "namespace": namespace, "labels": own},
        "spec": {
            "selector": {"matchLabels": own},
            "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1}},
            "template": {"metadata": {"labels": own}, "spec": _pod(module, nodes)},
        },
    }


def _pod(module: EdgeModule, nodes: dict[str, str]) -> Object:
    """A pod without rights: it is nobody, has no token of the cluster and no ports."""
    return {
        "nodeSelector": dict(nodes),
        "automountServiceAccountToken": False,
        "enableServiceLinks": False,
        "securityContext": {
            "runAsNonRoot": True,
            "runAsUser": USER,
            "runAsGroup": USER,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        "containers": [_container(module)],
        "volumes": _volumes(module),
    }


def _container(module: EdgeModule) -> Object:
    """The image is there or the pod does not start: nothing is ever pulled."""
    container: Object = {
        "name": module.name,
        "image": module.image,
        "imagePullPolicy": "Never",
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
        },
        "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}],  # the pod's own, in memory
    }
    if module.memory_bytes is not None:
        memory = {"memory": f"{int(module.memory_bytes // MIB)}Mi"}
        container["resources"] = {"requests": memory, "limits": memory}
    if module.model_asset is not None:
        path = f"{MOUNTED}/{module.model_asset}"
        container["env"] = [{"name": "EDGEWRIGHT_MODEL", "value": path}]
        container["volumeMounts"].append({"name": "model", "mountPath": path, "readOnly": True})
    return container


def _volumes(module: EdgeModule) -> list[Object]:
    """A model's folder must be there before the pod starts: it is carried in, never fetched."""
    volumes: list[Object] = [{"name": "tmp", "emptyDir": {"medium": "Memory"}}]
    if module.model_asset is not None:
        folder = {"path": model_path(module.model_asset), "type": "Directory"}
        volumes.append({"name": "model", "hostPath": folder})
    return volumes
