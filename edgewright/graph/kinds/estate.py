"""Parts of an estate: what is held where, what moves, and what people declared of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from edgewright.facts import law_rows
from edgewright.graph.kinds.values import (
    Always,
    Cloud,
    Country,
    Day,
    Known,
    Label,
    Place,
    TlsVersion,
    closed,
)

Form = Literal["source", "derived", "federated"]
Frequency = Literal["occasional", "repeated", "continuous"]
Use = Literal["bias-detection"]
MechanismType = Literal["adequacy", law_rows.MechanismType]


@closed
class DeclaredMechanism(TypedDict):
    """What somebody declared to allow a transfer."""

    type: Annotated[MechanismType, Field(description="what it is")]
    evidence: Annotated[str | None, Field(description="where the document is found")]
    valid_to: Annotated[Day | None, Field(description="the last day it holds")]
    onward: Annotated[bool, Field(description="whether it allows transfers to a further country")]


@closed
class Evidence(TypedDict):
    """What a document shows of an asset."""

    evidence: Annotated[str, Field(description="where the document is found")]
    assessed: Annotated[Day, Field(description="the day somebody looked")]
    valid_to: Annotated[Day | None, Field(description="the last day it holds")]


@closed
class PrivacyEvidence(TypedDict):
    """What a document shows of the noise in an asset."""

    evidence: Annotated[str, Field(description="where the document is found")]
    assessed: Annotated[Day, Field(description="the day somebody looked")]
    valid_to: Annotated[Day | None, Field(description="the last day it holds")]
    epsilon: Annotated[float | None, Field(description="bound on what one person changes")]
    delta: Annotated[float | None, Field(description="how likely that bound is exceeded")]


@closed
class AssuranceLevel(TypedDict):
    """The level somebody assessed a cloud at for one objective."""

    level: Annotated[int, Field(description="0 to 4")]
    evidence: Annotated[str, Field(description="where the assessment is found")]
    assessed: Annotated[Day, Field(description="the day somebody looked")]


@closed
class ExitPlan(TypedDict):
    """The plan for leaving a cloud."""

    evidence: Annotated[str, Field(description="where it is found")]
    tested: Annotated[Day | None, Field(description="the day it was last tried, None for never")]


@closed
class Holding(TypedDict):
    """A label that is at a place."""

    location: Annotated[Always[Place], Field(description="where the copy is")]
    data: Annotated[
        Always[Label],
        Field(
            description="the label, one {id, origin, classification, categories, retention_days}"
        ),
    ]
    carrier: Annotated[Always[str], Field(description="what the copy physically is")]
    arrived_by: Annotated[
        Always[str],
        Field(
            description="origin, derives, or the flow kind of the last move (see topology.transfer)"
        ),
    ]
    last_crossing: Annotated[
        Known[str],
        Field(
            description="id of the topology.transfer by which the label last crossed a border on "
            "its witness path, None where it crossed none"
        ),
    ]
    went_on: Annotated[
        Always[bool],
        Field(
            description="whether its witness path has a step after that crossing, if there is one"
        ),
    ]


@closed
class Transfer(TypedDict):
    """A label that crosses a border, or may."""

    location: Annotated[Always[Place], Field(description="where it goes: {cloud, region, country}")]
    data: Annotated[
        Always[Label],
        Field(
            description="the label that crosses, one {id, origin, classification, categories, "
            "retention_days}"
        ),
    ]
    carrier: Annotated[Always[str], Field(description="the asset that moves")]
    form: Annotated[
        Always[Form],
        Field(
            description="what the carrier is of the label: source, derived (a model) or federated "
            "(updates of a model)"
        ),
    ]
    flow_kind: Annotated[
        Always[str],
        Field(
            description="declared, implied (a workload needs it), support, undeclared (a resource "
            "holds it where nothing brings it), or the second part of the copy kind that it "
            "follows from (replica, backup, ...)"
        ),
    ]
    link: Annotated[Always[str], Field(description="id of the link")]
    from_place: Annotated[Always[str], Field(description="id of the place it leaves")]
    to_place: Annotated[Always[str], Field(description="id of the place it goes to")]
    from_country: Annotated[Always[Country], Field(description="where from")]
    to_country: Annotated[Always[Country], Field(description="where to")]
    recipient: Annotated[Known[str], Field(description="who receives it, None when nobody said")]
    recipient_parent: Annotated[
        Known[Country],
        Field(description="country of the recipient's ultimate parent, None when nobody said"),
    ]
    purpose: Annotated[Known[str], Field(description="what for, None when nobody said")]
    frequency: Annotated[
        Known[Frequency],
        Field(description="occasional, repeated or continuous; None when nobody said"),
    ]
    transfer_mechanism: Annotated[
        Known[DeclaredMechanism],
        Field(
            description="{type, evidence, valid_to, onward} or None; onward: whether it allows "
            "transfers from there to a further country"
        ),
    ]
    previous_crossing: Annotated[
        Known[str],
        Field(
            description="id of the topology.transfer by which the label last crossed a border "
            "before this one, None where it crossed none"
        ),
    ]
    people: Annotated[
        Known[int],
        Field(description="how many people the data is about, None when nobody said"),
    ]
    subjects: Annotated[Always[list[str]], Field(description="whom it is about")]
    use: Annotated[Known[Use], Field(description="bias-detection, or None")]


@closed
class EstateLabel(TypedDict):
    """A label by itself."""

    data: Annotated[Always[Label], Field(description="the label")]
    people: Annotated[
        Known[int], Field(description="how many people it is about, None when nobody said")
    ]
    subjects: Annotated[Always[list[str]], Field(description="whom it is about")]
    use: Annotated[Known[Use], Field(description="bias-detection, or None")]
    countries: Annotated[
        Always[list[Country]],
        Field(description="countries it is held in, in any form, sorted"),
    ]
    source_countries: Annotated[
        Always[list[Country]],
        Field(description="countries it is held in as itself, sorted"),
    ]


@closed
class Transform(TypedDict):
    """A claim that a derived asset does not carry the labels of what it is made from."""

    asset: Annotated[Always[str], Field(description="the derived asset")]
    data: Annotated[
        Always[list[Label]],
        Field(description="labels of what it is made from, each as above"),
    ]
    claim: Annotated[
        Always[Literal["anonymous", "federated"]],
        Field(description="anonymous (a model from which nobody can be found out) or federated"),
    ]
    anonymity: Annotated[
        Known[Evidence],
        Field(
            description="{evidence, assessed, valid_to} or None; assessed and valid_to are dates"
        ),
    ]
    secure_aggregation: Annotated[
        Known[Evidence], Field(description="{evidence, assessed, valid_to} or None")
    ]
    differential_privacy: Annotated[
        Known[PrivacyEvidence],
        Field(description="{evidence, assessed, valid_to, epsilon, delta} or None"),
    ]
    effective: Annotated[
        Always[bool],
        Field(description="whether the labels stop here at the instant of the verdict"),
    ]


@closed
class CloudUse(TypedDict):
    """A cloud of the estate."""

    cloud: Annotated[Always[Cloud], Field(description="aws or azure")]
    data: Annotated[Always[list[Label]], Field(description="labels held in its regions")]
    assurance: Annotated[
        Always[dict[str, AssuranceLevel]],
        Field(
            description="{OBJECTIVE: {level, evidence, assessed}}: assurance levels somebody "
            "assessed (EU Cloud Sovereignty Framework)"
        ),
    ]
    exit: Annotated[
        Known[ExitPlan],
        Field(description="{evidence, tested} of the plan for leaving it, or None"),
    ]


@closed
class Placement(TypedDict):
    """A workload where it runs."""

    location: Annotated[Always[Place], Field(description="where the workload runs")]
    workload: Annotated[Always[str], Field(description="its name")]
    target: Annotated[Always[str], Field(description="fleet or region")]
    budget_ms: Annotated[Known[float], Field(description="latency budget (p95), None without one")]
    rtt_lower_bound_ms: Annotated[
        Known[float],
        Field(description="the round trip no network can beat, None without a budget"),
    ]


@closed
class Operator(TypedDict):
    """Who runs a region."""

    location: Annotated[Always[Place], Field(description="the region")]
    operator: Annotated[Known[str], Field(description="who runs it")]
    operator_parent: Annotated[
        Known[Country], Field(description="country of the operator's ultimate parent")
    ]
    control_plane_region: Annotated[
        Known[str], Field(description="region its partition is controlled from")
    ]
    control_plane_country: Annotated[Known[Country], Field(description="that region's country")]
    data: Annotated[Always[list[Label]], Field(description="labels held there")]


@closed
class Link(TypedDict):
    """Data going from one place to another."""

    data: Annotated[Always[list[Label]], Field(description="labels that move")]
    from_country: Annotated[Always[Country], Field(description="where from")]
    to_country: Annotated[Always[Country], Field(description="where to")]
    flow_kind: Annotated[Always[str], Field(description="as in topology.transfer")]
    tls: Annotated[Known[TlsVersion], Field(description="TLS version declared, None when not")]
    mutual: Annotated[Always[bool], Field(description="whether both ends authenticate")]
    declared: Annotated[Always[bool], Field(description="whether a person declared it")]


NAMED = {"topology.holding": "topology.transfer"}
"""Kind -> the kind of the nodes that its properties name by their ids."""
KINDS = {
    "topology.holding": Holding,
    "topology.transfer": Transfer,
    "topology.label": EstateLabel,
    "topology.transform": Transform,
    "topology.cloud": CloudUse,
    "topology.placement": Placement,
    "topology.operator": Operator,
    "topology.link": Link,
}
