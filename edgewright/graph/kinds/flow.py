"""What resources pass on by themselves, and what they say to services all over the world."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from edgewright.graph.kinds.values import Always, Country, Known, Label, Place, closed


@closed
class DerivedFlow(TypedDict):
    """A copy that a resource makes by itself."""

    location: Annotated[
        Always[Place], Field(description="where the copy goes: {cloud, region, country}")
    ]
    data: Annotated[
        Always[list[Label]],
        Field(
            description="labels that go with it, each {id, origin, classification, categories, "
            "retention_days}"
        ),
    ]
    carrier: Annotated[
        Known[str], Field(description="asset the copies physically are, None when nobody said")
    ]
    source: Annotated[
        Always[str], Field(description="URN of the resource that holds what is copied")
    ]
    by: Annotated[
        Always[str],
        Field(
            description="URN of the resource that makes the copy; the source itself where that does"
        ),
    ]
    from_region: Annotated[
        Known[str], Field(description="region it is copied from, None for a global service")
    ]
    from_country: Annotated[Always[Country], Field(description="country it is copied from")]
    target: Annotated[
        Always[str],
        Field(description="what receives it: a URN, an address, or the name of a service"),
    ]


@closed
class GlobalService(TypedDict):
    """What a resource has in a service without regions."""

    location: Annotated[Always[Place], Field(description="where its control plane is")]
    data: Annotated[Always[list[Label]], Field(description="labels it holds")]
    service: Annotated[Always[str], Field(description="its name")]
    worldwide: Annotated[
        Always[bool],
        Field(description="whether its content is served from anywhere in the world"),
    ]


@closed
class Text(TypedDict):
    """A text of a resource, and where in it."""

    where: Annotated[str, Field(description="the property or tag it stands in")]
    text: Annotated[Always[str], Field(description="the text")]


@closed
class FreeText(TypedDict):
    """The texts of a resource that may hold personal data."""

    texts: Annotated[
        Always[list[Text]],
        Field(
            description="names, tag values and descriptions that may hold personal data, each "
            "{where, text}; the control planes that keep them are global"
        ),
    ]


KINDS = {
    "copy.replica": DerivedFlow,
    "copy.pair": DerivedFlow,
    "copy.backup": DerivedFlow,
    "copy.snapshot": DerivedFlow,
    "copy.log": DerivedFlow,
    "copy.telemetry": DerivedFlow,
    "copy.registry": DerivedFlow,
    "copy.inference": DerivedFlow,
    "copy.capture": DerivedFlow,
    "copy.failover": DerivedFlow,
    "copy.cache": DerivedFlow,
    "copy.peering": DerivedFlow,
    "copy.secret": DerivedFlow,
    "copy.key": DerivedFlow,
    "copy.delivery": DerivedFlow,
    "service.global": GlobalService,
    "resource.free_text": FreeText,
}
