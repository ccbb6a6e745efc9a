"""Device images as nodes that rules judge, with the fleets that use them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from edgewright.graph.kinds import edge
from edgewright.graph.kinds.values import Label
from edgewright.graph.model import Node, Properties, ResourceLocation
from edgewright.spec.image import DeviceImage
from edgewright.topology.holdings import data_at
from edgewright.topology.model import FleetUnit, Topology

TPM_ORDER: tuple[edge.Tpm, ...] = ("none", "1.2", "2.0")


def image_nodes(images: Iterable[DeviceImage], topology: Topology) -> tuple[Node, ...]:
    """One node of kind `device.image` per image that a fleet uses, sorted by name."""
    return tuple(
        _node(image, fleets, topology)
        for image in sorted(images, key=lambda item: item.image)
        if (fleets := [fleet for fleet in topology.fleets if fleet.image == image.image])
    )


def _node(image: DeviceImage, fleets: list[FleetUnit], topology: Topology) -> Node:
    held = {entry["id"]: entry for fleet in fleets for entry in data_at(topology, fleet.location)}
    props = edge.DeviceImage(
        hardware=image.hardware,
        runtime=image.runtime.name.value,
        runtime_version=image.runtime.version,
        fleets=[fleet.id for fleet in fleets],
        data=[cast(Label, held[label]) for label in sorted(held)],
        secure_boot=image.secure_boot,
        verity=image.verity,
        disk_encryption=image.disk_encryption,
        tpm=next(tpm for tpm in TPM_ORDER if any(fleet.tpm == tpm for fleet in fleets)),
        class_secure_boot=all(fleet.secure_boot for fleet in fleets),
        slots=image.slots,
        update_key=image.update_key is not None,
    )
    return Node(
        id=f"estate:image/{image.image}",
        type="estate:image",
        kind="device.image",
        name=image.image,
        provider="estate",
        location=ResourceLocation(None, None, None),
        labels=tuple(sorted(held)),
        props=cast(Properties, dict(props)),
    )
