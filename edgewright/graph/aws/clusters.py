"""Amazon EKS: who reaches the control plane of a cluster, and who has which rights in it.

Amazon EKS User Guide, "Cluster API server endpoint" and "Review access policy permissions".
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_network

from edgewright.graph.aws.iam_policy import any_of
from edgewright.graph.aws.public_access import answered
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.reading import entries, is_unreadable, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

FEWEST_BITS = {4: 8, 6: 16}
"""Bits of its prefix that a range has at least which is somebody's: the largest ever allocated to
one holder are /8 (https://www.iana.org/assignments/ipv4-address-space)."""


def control_plane(view: ResourceView) -> Properties:
    """Whether a control plane answers the Internet: its public endpoint is on, and not for few."""
    answers = view.flag("vpcConfig", "endpointPublicAccess", default=True)
    if is_unreadable(answers, bool):
        return {"public_network": dict(UNKNOWN)}
    if answers is False:
        return {"public_network": False}
    given = view.declared("vpcConfig", "publicAccessCidrs")
    blocks = entries(given)
    if not blocks:
        return {"public_network": True}
    known = [_is_somebody(one) for one in blocks]
    if False in known:
        return {"public_network": True}
    return {"public_network": dict(UNKNOWN) if None in known else False}


def _is_somebody(block: PropertyValue) -> bool | None:
    """Whether a CIDR block is a part of the Internet that somebody may hold alone."""
    if not isinstance(block, str):
        return None
    try:
        network = ip_network(block, strict=False)
    except ValueError:
        return None
    return network.prefixlen >= FEWEST_BITS[network.version]


def access_policy(view: ResourceView) -> Properties:
    """A policy of EKS that a principal has, in all of a cluster or in namespaces of it."""
    given = {name: view.observed(name) for name in ("policyArn", "accessScope")}
    return {"allows_everything": answered(_is_admin(given))}


def access_entry(view: ResourceView) -> Properties:
    """A principal that a cluster lets in: by its own policies; what its groups may is not here."""
    own = [_is_admin(one) for one in entries(view.declared("accessPolicies"))]
    groups = view.declared("kubernetesGroups") or []
    return {"allows_everything": answered(any_of((*own, None if groups else False)))}


def _is_admin(given: PropertyValue) -> bool | None:
    """Whether a policy is that of cluster administrators, and is about all of the cluster."""
    policy, reach = read(given, "policyArn"), read(given, "accessScope", "type")
    if not isinstance(policy, str):
        return None
    if policy.rpartition("/")[2] != "AmazonEKSClusterAdminPolicy":
        return False
    return reach.lower() != "namespace" if isinstance(reach, str) else None


JOINERS: Mapping[str, Joiner] = {
    "aws:eks/cluster:Cluster": control_plane,
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": access_policy,
    "aws:eks/accessEntry:AccessEntry": access_entry,
}
"""Types of Amazon EKS -> what reads what takes more than a path."""
