"""Properties of AWS resources that are spread over several of them."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws import invocation_logs, iot_settings, ml_endpoints, ml_jobs, named_keys
from edgewright.graph.resource.rows import Joiner

JOINERS: Mapping[str, Joiner] = {
    **named_keys.JOINERS,
    **ml_endpoints.JOINERS,
    **ml_jobs.JOINERS,
    **invocation_logs.JOINERS,
    **iot_settings.JOINERS,
}
"""Type token -> what reads the properties that its row calls joined."""
