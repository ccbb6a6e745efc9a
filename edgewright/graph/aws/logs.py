"""Stores of logs and metrics, and recorders: how long they keep, and whether they run.

Sources: CloudWatch Logs API Reference, PutRetentionPolicy (without one, events are kept for ever);
Amazon Managed Service for Prometheus User Guide, "Configure your workspace" (150 days by default);
AWS Config Developer Guide, "Managing the configuration recorder" (it runs once it is started).
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.egress import LOG_GROUP
from edgewright.graph.model import CONTESTED, UNKNOWN, Properties
from edgewright.graph.resource.reading import agreed, is_unreadable
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

METRICS = "aws:amp/workspace:Workspace"
METRICS_CONFIGURATION = "aws:amp/workspaceConfiguration:WorkspaceConfiguration"
RECORDER = "aws:cfg/recorder:Recorder"
RECORDER_STATUS = "aws:cfg/recorderStatus:RecorderStatus"
METRICS_DAYS = 150


def log_group(view: ResourceView) -> Properties:
    """A group of logs."""
    days = view.declared("retentionInDays")
    return {"retention_days": None if days in (None, 0) else days}


def metrics(view: ResourceView) -> Properties:
    """A workspace of Prometheus, whose days are a resource, or written into it."""
    own = view.parts(METRICS_CONFIGURATION, "workspaceId")
    given = [one.declared("retentionPeriodInDays") for one in own]
    inline = view.declared("workspaceConfiguration", "retentionPeriodInDays")
    days = [METRICS_DAYS if one is None else one for one in given]
    found = agreed([*days, *([] if inline is None else [inline])] or [METRICS_DAYS])
    doubted = view.perhaps(METRICS_CONFIGURATION, "workspaceId")
    return {"retention_days": CONTESTED if doubted else found}


def recorder(view: ResourceView) -> Properties:
    """A recorder of AWS Config."""
    own = [one.declared("isEnabled") for one in view.parts(RECORDER_STATUS, "name")]
    if view.perhaps(RECORDER_STATUS, "name"):
        return {"enabled": CONTESTED}
    found = agreed(own or [False])
    return {"enabled": dict(UNKNOWN) if is_unreadable(found, bool) else found}


JOINERS: Mapping[str, Joiner] = {LOG_GROUP: log_group, METRICS: metrics, RECORDER: recorder}
