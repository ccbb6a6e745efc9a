"""A release to a K3s fleet: content per ring, carried to its site (decision record 0008)."""

from __future__ import annotations

from typing import Any

import pulumi

from edgewright.components.intent import site_intent
from edgewright.components.k3s.content import VERSION, Release
from edgewright.components.k3s.labels import node_labels
from edgewright.components.k3s.manifests import model_path, objects
from edgewright.components.naming import bounded
from edgewright.components.release import models_in
from edgewright.components.site_contract import SiteReleaseArgs, SiteReleaseOutputs
from edgewright.topology.rings import RingShare

NAME_LIMIT = 63
"""Of a namespace (RFC 1123 label)."""


class EdgeRelease(pulumi.ComponentResource):
    """All of a fleet's workloads, one release per ring.

    Rings are carried in one after the other by whoever watches the first: K3s has neither a rate
    nor a stop criterion nor a rollback of its own. To go back, carry in the content before.
    """

    def __init__(
        self, name: str, args: SiteReleaseArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        wanted = site_intent(args.country, args.data, fleet=args.fleet, runtime="k3s")
        super().__init__("edgewright:k3s:EdgeRelease", name, wanted, opts)
        child = pulumi.ResourceOptions(parent=self)
        rings = {
            ring.name: EdgeRing(f"{name}-{ring.name}", ring, args, child) for ring in args.rings
        }
        self.outputs = SiteReleaseOutputs(
            deployments={ring: made.release.id for ring, made in rings.items()},
            bundles={ring: made.release.bundle for ring, made in rings.items()},
        )
        self.register_outputs({"deployments": self.outputs.deployments})


class EdgeRing(pulumi.ComponentResource):
    """One ring of a release: its intent says how many devices it reaches, its child is content."""

    def __init__(
        self,
        name: str,
        ring: RingShare,
        args: SiteReleaseArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("edgewright:k3s:EdgeRing", name, _ring_intent(ring, args), opts)
        nodes = node_labels(args.fleet, ring.name, args.tags)
        file = bounded(f"{args.estate}-{args.fleet}-{ring.name}", NAME_LIMIT)
        self.release = Release(
            f"{name}-release",
            file=file,
            nodes=nodes,
            objects=objects(file, args.modules, nodes, leaves=args.leaves),
            images=sorted({module.image for module in args.modules}),
            models={
                module.model_asset: {"source": module.model, "path": model_path(module.model_asset)}
                for module in args.modules
                if module.model_asset is not None
            },
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({"deployment": self.release.id})


def _ring_intent(ring: RingShare, args: SiteReleaseArgs) -> dict[str, Any]:
    return site_intent(
        args.country,
        args.data,
        carrier=models_in(args.modules),
        fleet=args.fleet,
        runtime="k3s",
        runtime_version=kubernetes_version(VERSION),
        ring=ring.name,
        devices=ring.devices,
        rollback_on_failure=False,
        abort=[],
    )


def kubernetes_version(version: str) -> str:
    """The version of Kubernetes in a version of K3s: "1.36.4" of "v1.36.4+k3s1"."""
    return version.removeprefix("v").partition("+")[0]
