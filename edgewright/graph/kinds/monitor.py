"""What watches: stores of logs and metrics, and trails of who did what."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from edgewright.graph.kinds.traits import Encrypted, Holder, Placed
from edgewright.graph.kinds.values import Known, closed


@closed
class LogStore(Holder, Encrypted):
    """A store of logs or of metrics."""

    public_network: Annotated[
        Known[bool], Field(description="whether it can be reached from the Internet")
    ]
    retention_days: Annotated[
        Known[float], Field(description="days after which entries are gone, None when never")
    ]


@closed
class Trail(Placed, Encrypted):
    """A record of who did what in an account, or what a service did."""

    enabled: Annotated[Known[bool], Field(description="whether it records")]
    all_regions: Annotated[
        Known[bool], Field(description="whether it records what happens in every region")
    ]
    tamper_evident: Annotated[
        Known[bool], Field(description="whether a change of what it recorded shows")
    ]


KINDS = {"monitor.logs": LogStore, "monitor.metrics": LogStore, "monitor.trail": Trail}
