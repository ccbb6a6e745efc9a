"""Properties of objects of Kubernetes that rows alone cannot read."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.kubernetes import access, kept, networks, workloads
from edgewright.graph.resource.rows import Joiner

JOINERS: Mapping[str, Joiner] = {
    **workloads.JOINERS,
    **kept.JOINERS,
    **networks.JOINERS,
    **access.JOINERS,
}
"""Type token -> what reads the properties that its row calls joined."""
