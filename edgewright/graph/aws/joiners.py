"""Properties of AWS resources that are spread over several of them."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws import (
    apis,
    balancers,
    builds,
    clusters,
    containers,
    edge_locations,
    firewalls,
    functions,
    identities,
    invocation_logs,
    iot_settings,
    kept_secrets,
    machines,
    ml_endpoints,
    ml_jobs,
    named_keys,
    networks,
)
from edgewright.graph.resource.rows import Joiner, together

JOINERS: Mapping[str, Joiner] = together(
    apis.JOINERS,
    balancers.JOINERS,
    builds.JOINERS,
    clusters.JOINERS,
    containers.JOINERS,
    edge_locations.JOINERS,
    firewalls.JOINERS,
    functions.JOINERS,
    identities.JOINERS,
    invocation_logs.JOINERS,
    iot_settings.JOINERS,
    kept_secrets.JOINERS,
    machines.JOINERS,
    ml_endpoints.JOINERS,
    ml_jobs.JOINERS,
    named_keys.JOINERS,
    networks.JOINERS,
)
"""Type token -> what reads the properties that its row calls joined."""
