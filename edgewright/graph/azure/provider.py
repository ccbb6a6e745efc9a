"""Azure, as the registry has it."""

from __future__ import annotations

from pathlib import Path

from edgewright.graph.azure import (
    classic_flows,
    data_flows,
    database_flows,
    egress,
    event_flows,
    keys,
    replication,
    resources,
    service_flows,
    service_keys,
    spellings,
)
from edgewright.graph.azure.joiners import JOINERS
from edgewright.graph.azure.location import LOCATOR
from edgewright.graph.provider import Provider, one_table
from edgewright.graph.resource.rows import load_rows

AZURE = Provider(
    name="Microsoft Azure",
    locator=LOCATOR,
    normalisers=resources.NORMALISERS,
    structural=resources.STRUCTURAL
    | replication.STRUCTURAL
    | egress.STRUCTURAL
    | classic_flows.STRUCTURAL
    | service_flows.STRUCTURAL
    | service_keys.PARTS,
    flows=one_table(
        replication.FLOWS,
        egress.FLOWS,
        classic_flows.FLOWS,
        database_flows.FLOWS,
        event_flows.FLOWS,
        data_flows.FLOWS,
        service_flows.FLOWS,
    ),
    custody=keys.CUSTODY,
    spellings=spellings.SPELLINGS,
    rows=load_rows(Path(__file__).parent / "rows"),
    keys=keys.key_written_in,
    joiners=JOINERS,
    custody_of_address=keys.custody_of_address,
)
