"""What K3s offers: capability -> None, or the reason it is refused."""

from __future__ import annotations

_CLUSTER_ONLY = "a K3s cluster runs workloads; it has no service of its own for this"

CAPABILITIES: dict[str, str | None] = {
    "Keys": _CLUSTER_ONLY,
    "DataLake": _CLUSTER_ONLY,
    "ImageRegistry": _CLUSTER_ONLY,
    "Training": _CLUSTER_ONLY,
    "ModelRegistry": _CLUSTER_ONLY,
    "EdgeFleet": None,
    "EdgeRelease": None,
}
