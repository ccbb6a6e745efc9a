"""What rules about the rules judge: waivers, facts, and frameworks at odds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from edgewright.graph.kinds.values import Always, Day, Known, closed


@closed
class Waiver(TypedDict):
    """An accepted deviation."""

    policy: Annotated[Always[str], Field(description="rule it is for")]
    resource: Annotated[Always[str], Field(description="pattern of ids it is for")]
    category: Annotated[
        Always[Literal["waiver", "mitigated"]], Field(description="waiver or mitigated")
    ]
    reason: Annotated[Always[str], Field(description="why")]
    owner: Annotated[Always[str], Field(description="who answers for it")]
    ticket: Annotated[Always[str], Field(description="where it was decided")]
    expires: Annotated[Always[Day], Field(description="its last day")]
    covers_stack: Annotated[
        Always[bool],
        Field(
            description="whether it covers every resource of the stack, alone or with others of "
            "its rule"
        ),
    ]


@closed
class Fact(TypedDict):
    """The rows of a facts file that have one source."""

    table: Annotated[Always[str], Field(description="facts file it is in")]
    source: Annotated[Always[str], Field(description="where it comes from")]
    as_of: Annotated[
        Known[Day],
        Field(description="the earliest day one of these rows was last known to hold"),
    ]
    max_age_days: Annotated[
        Always[int],
        Field(description="days after which rows of this table must be looked at again"),
    ]
    rows: Annotated[Always[int], Field(description="how many rows of the table have this source")]


@closed
class Conflict(TypedDict):
    """Frameworks in force that contradict each other."""

    subject: Annotated[Always[str], Field(description="what frameworks disagree about")]
    demanded_by: Annotated[
        Always[list[str]],
        Field(description="rules in force whose controls demand it, each POLICY (CONTROL)"),
    ]
    forbidden_by: Annotated[
        Always[list[str]],
        Field(description="rules in force whose controls forbid it, likewise"),
    ]
    resolution: Annotated[Always[str], Field(description="how to obey both, as the facts say")]
    resolved_by: Annotated[
        Always[list[str]],
        Field(description="packs in force that say how they resolve it"),
    ]


KINDS = {"policy.waiver": Waiver, "policy.fact": Fact, "policy.conflict": Conflict}
