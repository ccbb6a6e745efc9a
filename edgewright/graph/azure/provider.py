"""Azure, as the registry has it."""

from __future__ import annotations

from edgewright.graph.azure import (
    classic_flows,
    egress,
    keys,
    replication,
    resources,
    spellings,
)
from edgewright.graph.azure.location import LOCATOR
from edgewright.graph.provider import Provider

AZURE = Provider(
    name="Microsoft Azure",
    locator=LOCATOR,
    normalisers=resources.NORMALISERS,
    structural=resources.STRUCTURAL
    | replication.STRUCTURAL
    | egress.STRUCTURAL
    | classic_flows.STRUCTURAL,
    flows={**replication.FLOWS, **egress.FLOWS, **classic_flows.FLOWS},
    custody=keys.CUSTODY,
    spellings=spellings.SPELLINGS,
    custody_of_address=keys.custody_of_address,
)
