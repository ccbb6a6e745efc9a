"""What is carried to a K3s site, as resources of `pulumi-resource-edgewright`.

No cloud has it and no API is called: a resource's output `bundle` is the files themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

VERSION = "v1.36.4+k3s1"
"""The version of K3s that sites run: stable since 2026-08-27 (k3s-io/k3s#14553). Kubernetes
supports 1.36 to 2027-06-28. Always one version, never a channel: a channel's failure has moved
clusters to an older version (k3s-io/k3s#14530)."""
FILES = Mapping[str, str]


class FleetConfig(pulumi.CustomResource):
    """The configuration of a fleet's nodes.

    Args of the constructor:
        arch: "amd64", "arm64" or "armhf".
        server, agent: config.yaml of each kind of node.
        rings: ring -> labels of its nodes.
        registries: registries.yaml.
    """

    bundle: pulumi.Output[FILES]

    def __init__(
        self,
        name: str,
        *,
        arch: str,
        server: Mapping[str, Any],
        agent: Mapping[str, Any],
        rings: Mapping[str, Mapping[str, str]],
        registries: Mapping[str, Any],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        inputs = {
            "version": VERSION,
            "arch": arch,
            "server": server,
            "agent": agent,
            "rings": rings,
            "registries": registries,
            "bundle": None,
        }
        super().__init__("edgewright:k3s:FleetConfig", name, inputs, opts)


class Release(pulumi.CustomResource):
    """What one ring of a fleet runs.

    Args of the constructor:
        file: name of its manifest file, one of its own at its site.
        nodes: labels of the nodes it is for.
        objects: Kubernetes objects as plain data.
        images: references of all images in them, pinned by digest.
        models: data asset -> {source, path}: where a model's bytes come from, and the folder on
            each node that they are carried to.
    """

    bundle: pulumi.Output[FILES]

    def __init__(
        self,
        name: str,
        *,
        file: str,
        nodes: Mapping[str, str],
        objects: Sequence[Mapping[str, Any]],
        images: Sequence[str],
        models: Mapping[str, Mapping[str, str | None]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        inputs = {
            "name": file,
            "version": VERSION,
            "nodes": nodes,
            "objects": objects,
            "images": images,
            "models": models,
            "bundle": None,
        }
        super().__init__("edgewright:k3s:Release", name, inputs, opts)
