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
    kept_secrets,
    machines,
    networks,
)
from edgewright.graph.resource.rows import Joiner

JOINERS: Mapping[str, Joiner] = {
    **apis.JOINERS,
    **balancers.JOINERS,
    **builds.JOINERS,
    **clusters.JOINERS,
    **containers.JOINERS,
    **edge_locations.JOINERS,
    **firewalls.JOINERS,
    **functions.JOINERS,
    **identities.JOINERS,
    **kept_secrets.JOINERS,
    **machines.JOINERS,
    **networks.JOINERS,
}
"""Type token -> what reads the properties that its row calls joined."""
