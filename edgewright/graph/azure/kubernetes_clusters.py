"""AKS clusters and their node pools."""

from __future__ import annotations

from edgewright.graph.azure.disk_keys import through_set
from edgewright.graph.azure.log_settings import logged
from edgewright.graph.azure.network_access import lets_many_in
from edgewright.graph.azure.switched_keys import switched
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import unknown_encryption
from edgewright.graph.resource.reading import entries, is_unreadable, read
from edgewright.graph.resource.view import ResourceView

CLUSTER = "azure-native:containerservice:ManagedCluster"
POOL = "azure-native:containerservice:AgentPool"
_CALLS = ("kube-audit", "kube-audit-admin")


def cluster(view: ResourceView) -> Properties:
    """An AKS cluster (Microsoft Learn, "Create a private AKS cluster" and "Monitor AKS")."""
    return {"public_network": _reachable(view), "logs": logged(view, _CALLS), **switched(view)}


def _reachable(view: ResourceView) -> PropertyValue:
    """Whether a control plane is open to the Internet, by itself or to as good as all of it."""
    profile = view.declared("apiServerAccessProfile")
    private = read(profile, "enablePrivateCluster")
    ranges = read(profile, "authorizedIPRanges")
    ranges = read(profile, "authorizedIpRanges") if ranges is None else ranges
    if is_unreadable(private, bool) or is_marker(profile):
        return dict(UNKNOWN)
    if private is True:
        return False
    return lets_many_in(entries(ranges)) if entries(ranges) else True


def pool(view: ResourceView) -> Properties:
    """A node pool, whose disks have the key of its cluster."""
    near = view.index.follow(view.resource, "resourceName", CLUSTER)
    if near is None:
        return unknown_encryption()
    found = view.of(near)
    return through_set(found, "diskEncryptionSetID", found.declared("diskEncryptionSetID"))
