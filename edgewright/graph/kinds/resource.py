"""Resources without a kind of their own that hold labels, or whose type is known to keep data."""

from __future__ import annotations

from edgewright.graph.kinds.traits import Holder
from edgewright.graph.kinds.values import closed


@closed
class Other(Holder):
    """A resource of which edgewright reads the place and the labels, and little else."""


KINDS = {"resource.other": Other}
