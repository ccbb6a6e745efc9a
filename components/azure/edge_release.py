"""A release to an IoT Edge fleet: one automatic deployment per ring (decision record 0002)."""

from __future__ import annotations

from typing import Any

import pulumi

from edgewright.components.azure.edge_deployment import EdgeDeployment
from edgewright.components.azure.manifest import RUNTIME_VERSION, manifest
from edgewright.components.contract import EdgeReleaseArgs, EdgeReleaseOutputs
from edgewright.components.intent import intent, tags
from edgewright.components.release import models_in
from edgewright.topology.rings import RingShare

PRIORITY = 10
"""Rings do not overlap, so one priority serves them all; what must override them goes above it."""


class EdgeRelease(pulumi.ComponentResource):
    """All of a fleet's modules, deployed ring after ring.

    IoT Edge has neither a rate nor a stop criterion nor a rollback of its own. Of deployments that
    match a device only the one with the highest priority applies, so a fleet has one per ring with
    all of its modules.
    """

    def __init__(
        self, name: str, args: EdgeReleaseArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        wanted = intent(
            args.home,
            args.data,
            carrier=models_in(args.modules),
            fleet=args.fleet,
            runtime=args.runtime,
        )
        super().__init__("edgewright:azure:EdgeRelease", name, wanted, opts)
        content = manifest(args.modules, args.offline_s)
        before: list[pulumi.Resource] = []
        deployments: dict[str, pulumi.Output[str]] = {}
        for ring in args.rings:
            opts_of_ring = pulumi.ResourceOptions(parent=self, depends_on=before)
            made = EdgeRing(f"{name}-{ring.name}", ring, args, content, opts_of_ring)
            deployments[ring.name], before = made.deployment.id, [made.deployment]
        self.outputs = EdgeReleaseOutputs(deployments)
        self.register_outputs({"deployments": deployments})


class EdgeRing(pulumi.ComponentResource):
    """One ring of a release: its intent says how many devices it reaches, its child deploys."""

    def __init__(
        self,
        name: str,
        ring: RingShare,
        args: EdgeReleaseArgs,
        content: dict[str, Any],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("edgewright:azure:EdgeRing", name, _ring_intent(ring, args), opts)
        self.deployment = EdgeDeployment(
            f"{name}-deployment",
            host_name=args.edge.endpoint,
            content=content,
            target_condition=args.edge.targets[ring.name],
            priority=PRIORITY,
            labels={
                **{
                    key.replace(":", "-"): value
                    for key, value in tags(args.home, args.data).items()
                },
                "fleet": args.fleet,
                "ring": ring.name,
            },
            metrics=_metrics(),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({"deployment": self.deployment.id})


def _ring_intent(ring: RingShare, args: EdgeReleaseArgs) -> dict[str, Any]:
    return intent(
        args.home,
        args.data,
        carrier=models_in(args.modules),
        fleet=args.fleet,
        runtime=args.runtime,
        runtime_version=RUNTIME_VERSION,
        ring=ring.name,
        devices=ring.devices,
        rollback_on_failure=False,
        abort=[],
    )


def _metrics() -> dict[str, str]:
    """What the hub counts: devices whose agent took the deployment, and those where it failed."""
    agents = "SELECT deviceId FROM devices.modules WHERE moduleId = '$edgeAgent'"
    status = "properties.reported.lastDesiredStatus.code"
    return {"applied": f"{agents} AND {status} = 200", "failed": f"{agents} AND {status} > 200"}
