"""AWS, as the registry has it."""

from __future__ import annotations

from pathlib import Path

from edgewright.graph.aws import (
    data_flows,
    egress,
    keys,
    message_flows,
    replication,
    resources,
    spellings,
)
from edgewright.graph.aws.joiners import JOINERS
from edgewright.graph.aws.location import LOCATOR
from edgewright.graph.provider import Provider
from edgewright.graph.resource.rows import load_rows

AWS = Provider(
    name="Amazon Web Services",
    locator=LOCATOR,
    normalisers=resources.NORMALISERS,
    structural=resources.STRUCTURAL | replication.STRUCTURAL | egress.STRUCTURAL,
    flows={
        **replication.FLOWS,
        **egress.FLOWS,
        **message_flows.FLOWS,
        **data_flows.FLOWS,
    },
    custody=keys.CUSTODY,
    spellings=spellings.SPELLINGS,
    rows=load_rows(Path(__file__).parent / "rows"),
    keys=keys.encryption,
    joiners=JOINERS,
)
