"""The closed set of error codes: the one place where each is declared.

`docs/errors.md` is generated from this table, and a test holds that every code declared here is
raised somewhere and that no other is. A code, once released, is never reused for something else.
"""

from __future__ import annotations

from dataclasses import dataclass

INPUT = 2
"""Exit status: what the user gave is wrong."""
TOOL = 3
"""Exit status: a tool or service that edgewright relies on failed."""


@dataclass(frozen=True)
class ErrorCode:
    """A kind of failure.

    Attributes:
        exit_status: 2 when the input is wrong, 3 when a tool or service failed.
        title: what this kind of failure is, as a phrase.
    """

    exit_status: int
    title: str


CODES: dict[str, ErrorCode] = {
    # The clock (base.clock)
    "CLK-001": ErrorCode(INPUT, "not a date or an instant"),
    # The estate file (spec)
    # Device images (images)
    # Facts (facts)
    # Placement (placement)
    # The resource graph (graph)
    # Policies, packs, parameters, waivers (policy)
    # The OPA engine (policy.engine)
    # The gate (gate)
    # Pulumi as run by edgewright (gate.run)
    # The offline provider (providers.offline)
    # The edge provider (providers.edge)
    # Tools (tools)
    # Components (components)
    # Reports (report)
    # The command line (cli)
}
