"""What K3s offers: capability -> None, or the reason it is refused."""

from __future__ import annotations

_CLUSTER_ONLY = "a K3s cluster runs workloads; it has no service of its own for this"

CAPABILITIES: dict[str, str | None] = {
    "Keys": _CLUSTER_ONLY,
    "DataLake": _CLUSTER_ONLY,
    "ImageRegistry": _CLUSTER_ONLY,
    "Training": _CLUSTER_ONLY,
    "ModelRegistry": _CLUSTER_ONLY,
    "EdgeFleet": (
        "K3s nodes join with a token when they are installed; no cloud API declares them, "
        "and edgewright does not reach into a site yet"
    ),
    "EdgeRelease": (
        "a release to K3s is a set of Kubernetes manifests, which edgewright does not write yet"
    ),
}
