"""What computes: machines, clusters, functions, containers, and jobs that move or analyse data."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from edgewright.graph.kinds.traits import Encrypted, Holder, KeyedAccess, Served
from edgewright.graph.kinds.values import Always, Known, closed


@closed
class Machine(Holder, Encrypted):
    """A virtual machine, a template of machines, or a group of them; encrypted are its disks."""

    public_address: Annotated[
        Known[bool], Field(description="whether it has an address on the Internet")
    ]
    metadata_tokens: Annotated[
        Known[bool],
        Field(
            description="whether its metadata service answers only who fetched a token (IMDSv2); "
            "None where the cloud has no other"
        ),
    ]
    password_login: Annotated[
        Known[bool], Field(description="whether somebody may log in with a password")
    ]
    image: Annotated[Known[str], Field(description="image it starts from")]


@closed
class Cluster(Holder, Encrypted, KeyedAccess):
    """A cluster that runs containers; encrypted are the secrets it keeps."""

    public_network: Annotated[
        Known[bool], Field(description="whether its control plane can be reached from the Internet")
    ]
    logs: Annotated[Known[bool], Field(description="whether calls of its control plane are logged")]
    version: Annotated[Known[str], Field(description="its version, as written")]


@closed
class Function(Holder, Encrypted, Served):
    """A function that a cloud runs when it is called; encrypted are its settings and its code."""

    public: Annotated[Known[bool], Field(description="whether anyone may call it")]
    in_network: Annotated[
        Known[bool], Field(description="whether it runs in a network of the user's own")
    ]
    runtime: Annotated[Known[str], Field(description="language runtime and version, as written")]
    traced: Annotated[Known[bool], Field(description="whether its calls are traced")]


@closed
class Container(Holder, Served):
    """Containers, an app or a site that a cloud runs."""

    images: Annotated[
        Known[list[Always[str]]], Field(description="references of its container images")
    ]
    privileged: Annotated[
        Known[bool], Field(description="whether a container has the rights of its host")
    ]
    runs_as_root: Annotated[
        Known[bool], Field(description="whether a container may run as the root user")
    ]
    read_only_root: Annotated[
        Known[bool], Field(description="whether containers cannot write to their root file system")
    ]


@closed
class Job(Holder, Encrypted):
    """A job or a pipeline that moves data, or a workspace that analyses it."""

    public_network: Annotated[
        Known[bool], Field(description="whether it can be reached from the Internet")
    ]
    logs: Annotated[Known[bool], Field(description="whether what it does is logged")]


KINDS = {
    "compute.machine": Machine,
    "compute.template": Machine,
    "compute.nodes": Machine,
    "compute.cluster": Cluster,
    "compute.function": Function,
    "compute.container": Container,
    "compute.app": Container,
    "move.job": Job,
    "analytics.workspace": Job,
}
