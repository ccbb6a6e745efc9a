"""AWS, as the registry has it."""

from __future__ import annotations

from pathlib import Path

from edgewright.graph.aws import (
    builds,
    data_flows,
    edge_locations,
    egress,
    functions,
    invocation_logs,
    keys,
    message_flows,
    ml_outputs,
    replication,
    resources,
    spellings,
)
from edgewright.graph.aws.joiners import JOINERS
from edgewright.graph.aws.location import LOCATOR
from edgewright.graph.provider import Provider, one_table
from edgewright.graph.resource.rows import load_rows

AWS = Provider(
    name="Amazon Web Services",
    locator=LOCATOR,
    normalisers=resources.NORMALISERS,
    structural=egress.STRUCTURAL | replication.STRUCTURAL | resources.STRUCTURAL,
    flows=one_table(
        builds.FLOWS,
        data_flows.FLOWS,
        edge_locations.FLOWS,
        egress.FLOWS,
        functions.FLOWS,
        invocation_logs.FLOWS,
        message_flows.FLOWS,
        ml_outputs.FLOWS,
        replication.FLOWS,
    ),
    custody=keys.CUSTODY,
    spellings=spellings.SPELLINGS,
    rows=load_rows(Path(__file__).parent / "rows"),
    keys=keys.encryption,
    joiners=JOINERS,
)
