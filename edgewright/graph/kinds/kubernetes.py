"""Objects of a Kubernetes cluster."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from edgewright.graph.kinds.traits import Encrypted, Holder, Placed
from edgewright.graph.kinds.values import Always, Known, closed


@closed
class ClusterWorkload(Holder):
    """What runs containers in a cluster."""

    images: Annotated[
        Known[list[Always[str]]], Field(description="references of its container images")
    ]
    privileged: Annotated[
        Known[bool], Field(description="whether a container has the rights of its node")
    ]
    host_access: Annotated[
        Known[bool],
        Field(description="whether a container sees its node's network, processes or files"),
    ]
    runs_as_root: Annotated[
        Known[bool], Field(description="whether a container may run as the root user")
    ]
    read_only_root: Annotated[
        Known[bool], Field(description="whether containers cannot write to their root file system")
    ]
    limited: Annotated[
        Known[bool], Field(description="whether every container has a limit of memory")
    ]


@closed
class ClusterSecret(Holder, Encrypted):
    """A secret or settings in a cluster."""

    plain_text: Annotated[
        Known[bool], Field(description="whether its values stand in the program in plain text")
    ]


@closed
class Volume(Holder, Encrypted):
    """A volume, a claim to one, or a class of them."""


@closed
class Service(Placed):
    """What makes workloads reachable."""

    public_network: Annotated[
        Known[bool], Field(description="whether it can be reached from outside the cluster")
    ]
    tls_only: Annotated[
        Known[bool],
        Field(description="whether it serves names with TLS alone; None where it does not know"),
    ]


@closed
class NetworkPolicy(Placed):
    """Which traffic a cluster lets reach workloads, or leave them."""

    ingress_limited: Annotated[
        Known[bool], Field(description="whether it keeps anything from coming in")
    ]
    egress_limited: Annotated[
        Known[bool], Field(description="whether it keeps anything from going out")
    ]


@closed
class ClusterRole(TypedDict):
    """Rights in a cluster, or who has them."""

    for_everybody: Annotated[Known[bool], Field(description="whether anybody has them")]
    allows_everything: Annotated[
        Known[bool], Field(description="whether they are about everything in the cluster")
    ]


@closed
class Release(Holder):
    """A chart or manifest that a program installs without saying what is in it: opaque."""

    chart: Annotated[Known[str], Field(description="its name or address")]
    version: Annotated[Known[str], Field(description="its version, None for whichever is newest")]


KINDS = {
    "kubernetes.workload": ClusterWorkload,
    "kubernetes.secret": ClusterSecret,
    "kubernetes.settings": ClusterSecret,
    "kubernetes.volume": Volume,
    "kubernetes.service": Service,
    "kubernetes.ingress": Service,
    "kubernetes.network_policy": NetworkPolicy,
    "kubernetes.role": ClusterRole,
    "kubernetes.release": Release,
}
