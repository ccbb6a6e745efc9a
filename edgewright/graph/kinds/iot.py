"""The clouds' side of devices: the hubs they talk to, and what they may do there."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from edgewright.graph.kinds.values import (
    Always,
    Known,
    Label,
    Place,
    Statement,
    TlsVersion,
    closed,
)

ResidencyOffer = Literal["refused", "undocumented"]


@closed
class Hub(TypedDict):
    """A hub that devices talk to, or the service that enrols them."""

    location: Annotated[Always[Place], Field(description="where it is")]
    data: Annotated[Always[list[Label]], Field(description="labels of the messages that pass it")]
    tls_min: Annotated[Known[TlsVersion], Field(description="lowest TLS version devices may use")]
    local_auth: Annotated[
        Known[bool], Field(description="whether shared keys are accepted for its API")
    ]
    residency_offer: Annotated[
        Known[ResidencyOffer],
        Field(
            description="why a setting that would keep it in its region shows nothing there: the "
            "vendor refuses it, or nobody documents it; not set where there is no such doubt"
        ),
    ]
    failover_region: Annotated[
        Known[str],
        Field(description="region that would take over, None when there is none"),
    ]
    public_network: Annotated[
        Known[bool], Field(description="whether it can be reached from the Internet")
    ]


@closed
class DevicePolicy(TypedDict):
    """What devices may do at a hub."""

    statements: Annotated[
        Known[list[Statement]],
        Field(
            description="each {effect, actions[], resources[], principals, conditions, inverted}"
        ),
    ]


@closed
class Role(TypedDict):
    """A role that somebody may take."""

    for_everybody: Annotated[Known[bool], Field(description="whether anybody may take it")]
    allows_everything: Annotated[
        Known[bool], Field(description="whether it may do everything, or all but some")
    ]


KINDS = {"iot.hub": Hub, "iot.policy": DevicePolicy, "identity.role": Role}
