"""Who may do what: identities, policies, roles, and who has them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from edgewright.graph.kinds.values import Known, Statement, closed

Reach = Literal["organisation", "subscription", "group", "resource"]


@closed
class Identity(TypedDict):
    """A user, a service's identity, or a key of one."""

    long_lived_key: Annotated[
        Known[bool], Field(description="whether it is opened by a key that does not expire")
    ]


@closed
class Policy(TypedDict):
    """A document that says who may do what."""

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


@closed
class Assignment(TypedDict):
    """A role that an identity has, and on what."""

    role: Annotated[Known[str], Field(description="the role: its name where known, else its id")]
    reach: Annotated[
        Known[Reach],
        Field(
            description="what it is about: organisation, subscription (an account as a whole), "
            "group (of resources), or one resource"
        ),
    ]


KINDS = {
    "identity.identity": Identity,
    "identity.policy": Policy,
    "identity.role": Role,
    "identity.assignment": Assignment,
}
