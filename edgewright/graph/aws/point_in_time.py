"""For how many days a DynamoDB table can be put back to any moment.

Amazon DynamoDB Developer Guide, "Point-in-time backups for DynamoDB": off by default, else 35 days
unless a shorter time is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.replication import TABLE
from edgewright.graph.model import UNKNOWN, Properties
from edgewright.graph.resource.reading import is_unreadable
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

DAYS = 35


def table(view: ResourceView) -> Properties:
    """A table: whether it is on, and for how long."""
    enabled = view.declared("pointInTimeRecovery", "enabled")
    days = view.declared("pointInTimeRecovery", "recoveryPeriodInDays")
    if is_unreadable(enabled, bool):
        return {"backup_days": dict(UNKNOWN)}
    return {"backup_days": (DAYS if days is None else days) if enabled else 0}


def replica(view: ResourceView) -> Properties:
    """A replica of a table, which has a switch of its own."""
    enabled = view.declared("pointInTimeRecovery")
    if is_unreadable(enabled, bool):
        return {"backup_days": dict(UNKNOWN)}
    return {"backup_days": DAYS if enabled else 0}


JOINERS: Mapping[str, Joiner] = {
    TABLE: table,
    "aws:dynamodb/tableReplica:TableReplica": replica,
}
