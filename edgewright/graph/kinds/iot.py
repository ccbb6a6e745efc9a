"""The clouds' side of devices: the hubs they talk to, and what they may do there."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from edgewright.graph.kinds.traits import Encrypted, Holder, Placed
from edgewright.graph.kinds.values import Known, Statement, TlsVersion, closed

ResidencyOffer = Literal["refused", "undocumented"]


@closed
class Hub(Holder):
    """A hub that devices talk to, or the service that enrols them."""

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
    retention_days: Annotated[Known[float], Field(description="days after which messages are gone")]


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
class TopicRule(Holder):
    """What takes devices' messages on to other services."""

    enabled: Annotated[Known[bool], Field(description="whether it takes messages on")]
    error_action: Annotated[
        Known[bool], Field(description="whether what fails is kept or reported")
    ]


@closed
class Twins(Holder, Encrypted):
    """Twins of devices or of a plant, or a registry of devices."""

    public_network: Annotated[
        Known[bool], Field(description="whether it can be reached from the Internet")
    ]
    local_auth: Annotated[
        Known[bool], Field(description="whether shared keys are accepted for its API")
    ]


@closed
class DeviceAudit(Placed):
    """What watches devices and their settings for what is unusual."""

    enabled: Annotated[Known[bool], Field(description="whether it watches")]


@closed
class DeviceIdentity(TypedDict):
    """A device's certificate, or what lets devices enrol."""

    active: Annotated[Known[bool], Field(description="whether it is accepted")]


KINDS = {
    "iot.hub": Hub,
    "iot.policy": DevicePolicy,
    "iot.rule": TopicRule,
    "iot.twin": Twins,
    "iot.audit": DeviceAudit,
    "iot.identity": DeviceIdentity,
}
