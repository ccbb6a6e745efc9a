"""Resources without a kind of their own that hold labels, or whose type is known to keep data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from edgewright.graph.kinds.values import Always, Known, Label, Place, closed

Aspect = Literal["copies", "encryption", "key_custody", "retention"]


@closed
class Other(TypedDict):
    """A resource of which edgewright reads the place and the labels, and little else."""

    location: Annotated[Always[Place], Field(description="where it is: {cloud, region, country}")]
    data: Annotated[Always[list[Label]], Field(description="labels it holds")]
    carrier: Annotated[
        Known[str], Field(description="asset its copies physically are, None when nobody said")
    ]
    content: Annotated[
        Known[Literal["data", "settings"]],
        Field(
            description="what its type is known to hold: data, or settings alone; None where "
            "nobody knows"
        ),
    ]
    unread: Annotated[
        Always[list[Aspect]],
        Field(
            description="what there is to know of it and edgewright does not read of its type: "
            "copies (where it copies itself to), encryption, key_custody, retention"
        ),
    ]
    provider_region: Annotated[
        Known[str],
        Field(
            description="region of the provider that declares it, where that is another than its "
            "own and no component asked for one; None otherwise"
        ),
    ]
    intended_region: Annotated[
        Known[str], Field(description="region its component said it wants, None without one")
    ]


KINDS = {"resource.other": Other}
