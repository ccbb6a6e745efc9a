"""An IoT Edge automatic deployment, which Azure Resource Manager cannot declare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi


class EdgeDeployment(pulumi.CustomResource):
    """An automatic deployment of an IoT hub, made by the provider `pulumi-resource-edgewright`.

    Args of the constructor:
        host_name: the hub's host name.
        content: {"modulesContent": {...}}. It cannot be changed: other content is another
            deployment, made before the old one is removed.
        target_condition: which devices it is for, a condition over twin tags.
        priority: of several that match a device, the highest counts.
        labels: shown in the portal.
        metrics: name -> query over devices.
    """

    def __init__(
        self,
        name: str,
        *,
        host_name: pulumi.Input[str],
        content: pulumi.Input[Mapping[str, Any]],
        target_condition: pulumi.Input[str],
        priority: pulumi.Input[int],
        labels: pulumi.Input[Mapping[str, str]] | None = None,
        metrics: pulumi.Input[Mapping[str, str]] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        inputs = {
            "hostName": host_name,
            "content": content,
            "targetCondition": target_condition,
            "priority": priority,
            "labels": labels or {},
            "metrics": metrics or {},
        }
        super().__init__("edgewright:azure:EdgeDeployment", name, inputs, opts)
