"""Properties of Azure resources that are spread over several of them."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.azure import data_joiners, service_joiners
from edgewright.graph.resource.rows import Joiner, together

JOINERS: Mapping[str, Joiner] = together(data_joiners.JOINERS, service_joiners.JOINERS)
"""Type token -> what reads the properties that its row calls joined."""
