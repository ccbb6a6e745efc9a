"""AWS, as the registry has it."""

from __future__ import annotations

from edgewright.graph.aws import egress, keys, replication, resources
from edgewright.graph.provider import Provider
from edgewright.graph.resource.location import in_cloud, own_region

AWS = Provider(
    name="Amazon Web Services",
    locator=in_cloud("aws", "aws:", "aws-native:", "edgewright:aws:", region=own_region),
    normalisers=resources.NORMALISERS,
    structural=resources.STRUCTURAL | replication.STRUCTURAL | egress.STRUCTURAL,
    flows={**replication.FLOWS, **egress.FLOWS},
    custody=keys.CUSTODY,
)
