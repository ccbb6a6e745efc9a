"""Properties of AWS resources that are spread over several of them."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws import builds, clusters, containers, functions, machines
from edgewright.graph.resource.rows import Joiner

JOINERS: Mapping[str, Joiner] = {
    **builds.JOINERS,
    **clusters.JOINERS,
    **containers.JOINERS,
    **functions.JOINERS,
    **machines.JOINERS,
}
"""Type token -> what reads the properties that its row calls joined."""
