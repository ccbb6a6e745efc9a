"""What a derived flow is: data that a resource copies or sends without anybody declaring it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from edgewright.graph.model import PropertyValue, RawResource, ResourceLocation

WORLDWIDE: Final = "worldwide"
"""The region of a flow that can end anywhere in the world."""


@dataclass(frozen=True)
class DerivedFlow:
    """A flow that follows from how a resource is set up.

    Attributes:
        kind: the second part of its node's kind ("replica" of copy.replica).
        to: where it goes; None for what cannot be known.
        target: what receives it: a URN, an address, the name of a service, or a marker.
        holders: the resources that hold what flows; none when its source resource itself does.
        start: where it comes from; None for where its first holder is.
        receiver: the resource of the program that receives it, if one does.
        roams: whether it comes from further places than `start`, so that it is a flow even where
            it stays in that region.
    """

    kind: str
    to: ResourceLocation
    target: PropertyValue
    holders: tuple[RawResource, ...] = ()
    start: ResourceLocation | None = None
    receiver: RawResource | None = None
    roams: bool = False
