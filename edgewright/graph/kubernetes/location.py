"""Where an object of Kubernetes is: on the cluster that its provider talks to."""

from __future__ import annotations

from edgewright.graph.model import RawResource, ResourceLocation
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.location import locate
from edgewright.graph.resource.locator import Locator

CLUSTERS = (
    "aws:eks/cluster:Cluster",
    "aws-native:eks:Cluster",
    "azure-native:containerservice:ManagedCluster",
    "azure:containerservice/kubernetesCluster:KubernetesCluster",
)
"""Clusters that are where their cloud's region is. One that is only connected to a cloud is not."""
ACCESS = ("kubeconfig", "cluster", "context")
"""What a provider of Kubernetes is told of the cluster that it talks to."""
NOWHERE = ResourceLocation(None, None, None)


def where(resource: RawResource, index: ResourceIndex) -> ResourceLocation:
    """The place of the cluster whose credentials the object's provider was made from.

    A provider that no program declares takes whatever cluster is current where Pulumi runs: its
    place cannot be known, nor where the credentials come from several clusters or from a file.
    """
    provider = index.get(resource.provider) if resource.provider else None
    if provider is None:
        return NOWHERE
    found = {one.urn: one for name in ACCESS for one in index.behind(provider, name, CLUSTERS)}
    if len(found) != 1:
        return NOWHERE
    [cluster] = found.values()
    return locate(cluster, index)


LOCATOR = Locator(("kubernetes:",), None, where)
