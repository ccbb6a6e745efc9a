"""Properties of Azure resources that are spread over several of them."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.azure import service_joiners
from edgewright.graph.resource.rows import Joiner

JOINERS: Mapping[str, Joiner] = {**service_joiners.JOINERS}
"""Type token -> what reads the properties that its row calls joined."""
