"""Networks: what lets traffic in and out, and what answers at their edge."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from edgewright.graph.kinds.traits import Holder, Placed, Served
from edgewright.graph.kinds.values import Always, Known, closed


@closed
class FirewallRule(TypedDict):
    """Traffic that a firewall lets through or refuses."""

    direction: Annotated[Always[Literal["in", "out"]], Field(description="in or out")]
    allow: Annotated[Always[bool], Field(description="whether it lets the traffic through")]
    protocol: Annotated[
        Always[str], Field(description="tcp, udp, icmp, ... in lower case; * for all of them")
    ]
    from_port: Annotated[Always[int], Field(description="first port, 0 for all ports")]
    to_port: Annotated[Always[int], Field(description="last port, 65535 for all ports")]
    sources: Annotated[
        Always[list[Always[str]]],
        Field(
            description="the other ends: CIDR blocks, groups or service tags; 0.0.0.0/0 for "
            "everybody"
        ),
    ]


@closed
class Firewall(Placed):
    """What says which traffic reaches machines, networks or services."""

    rules: Annotated[
        Known[list[Always[FirewallRule]]], Field(description="its rules, wherever they are written")
    ]


@closed
class Network(Placed):
    """A network, or a part of one."""

    flow_logs: Annotated[Known[bool], Field(description="whether its traffic is logged")]


@closed
class PrivateEndpoint(Placed):
    """A service's address inside a network."""

    target: Annotated[
        Known[str], Field(description="URN of what it leads to, else its address or name")
    ]


@closed
class Endpoint(Holder, Served):
    """What answers clients at the edge: an API, a load balancer, a content delivery network."""

    authenticated: Annotated[
        Known[bool],
        Field(description="whether it asks who calls; None where what is behind it must"),
    ]
    filtered: Annotated[
        Known[bool], Field(description="whether a web application firewall is in front of it")
    ]
    logs: Annotated[Known[bool], Field(description="whether requests are logged")]


@closed
class NameZone(TypedDict):
    """A zone of names, or a name in one."""

    public: Annotated[Known[bool], Field(description="whether the Internet can ask for its names")]
    signed: Annotated[Known[bool], Field(description="whether its answers are signed (DNSSEC)")]


KINDS = {
    "network.firewall": Firewall,
    "network.network": Network,
    "network.private_endpoint": PrivateEndpoint,
    "network.api": Endpoint,
    "network.balancer": Endpoint,
    "network.cdn": Endpoint,
    "network.dns": NameZone,
}
