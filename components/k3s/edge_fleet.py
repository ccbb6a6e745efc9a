"""One K3s fleet: the configuration that its nodes are installed with."""

from __future__ import annotations

from typing import Any

import pulumi

from edgewright.components.intent import site_intent
from edgewright.components.k3s.content import FleetConfig
from edgewright.components.k3s.labels import node_labels
from edgewright.components.site_contract import SiteFleetArgs, SiteFleetOutputs

DISABLED = ("local-storage", "servicelb", "traefik")
"""Packaged parts that nothing here uses: workloads serve nobody and keep no volumes."""
NOWHERE = "https://127.0.0.1:1"
"""A registry that answers nobody. It has to be named: K3s drops a mirror without endpoints, and
then asks every image's own registry after all (k3s-io/k3s, pkg/agent/containerd/config.go)."""
NO_REGISTRY: dict[str, Any] = {"disable-default-registry-endpoint": True}
SERVER: dict[str, Any] = {
    **NO_REGISTRY,
    "disable": list(DISABLED),
    "disable-helm-controller": True,
    "secrets-encryption": True,
}
"""The cloud controller stays on. K3s' own asks no cloud: it gives nodes their addresses, and
without it or another one they can stay unschedulable (K3s' page on networking services)."""


class EdgeFleet(pulumi.ComponentResource):
    """A fleet's nodes, which join their site's cluster with a token that is made there.

    Every node carries the labels of its ring, so that a release reaches that ring alone.
    """

    def __init__(
        self, name: str, args: SiteFleetArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("edgewright:k3s:EdgeFleet", name, _intent(args), opts)
        config = FleetConfig(
            f"{name}-config",
            arch=args.arch,
            server=SERVER,
            agent=NO_REGISTRY,
            rings={ring.name: node_labels(args.fleet, ring.name, args.tags) for ring in args.rings},
            registries={"mirrors": {"*": {"endpoint": [NOWHERE]}}},
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.outputs = SiteFleetOutputs(config.bundle)
        self.register_outputs({"bundle": config.bundle})


def _intent(args: SiteFleetArgs) -> dict[str, Any]:
    return site_intent(
        args.country,
        args.data,
        fleet=args.fleet,
        runtime="k3s",
        devices=args.devices,
        tags=dict(args.tags),
    )
