"""What runs on devices: edge components and modules, their deployments, and device images."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from edgewright.graph.kinds.values import Always, Known, Label, Runtime, closed

Hardware = Literal["uefi-x86_64", "uefi-arm64", "raspberry-pi-4", "raspberry-pi-5", "jetson-orin"]
Tpm = Literal["none", "1.2", "2.0"]


@closed
class Artifact(TypedDict):
    """What a device downloads."""

    uri: Annotated[Always[str], Field(description="where from")]
    digest: Annotated[Known[str], Field(description="the digest it is pinned to, None without")]


@closed
class EdgeComponent(TypedDict):
    """A version of an edge component."""

    artifacts: Annotated[
        Known[list[Artifact]],
        Field(description="what a device downloads, each {uri, digest}"),
    ]


@closed
class AbortCriterion(TypedDict):
    """When a deployment stops by itself."""

    failed_percent: Annotated[Known[float], Field(description="share of devices that failed")]
    min_devices: Annotated[Known[float], Field(description="devices that must have tried before")]


@closed
class Module(TypedDict):
    """An edge component or module of a deployment."""

    name: Annotated[Known[str], Field(description="its name")]
    version: Annotated[Known[str], Field(description="its version")]
    image: Annotated[Known[str], Field(description="container image, None without one")]


@closed
class Deployment(TypedDict):
    """What a fleet is told to run."""

    data: Annotated[Always[list[Label]], Field(description="labels of the models it carries")]
    fleet: Annotated[Known[str], Field(description="fleet it goes to")]
    runtime: Annotated[
        Known[Runtime], Field(description="greengrass, greengrass-lite, iot-edge or k3s")
    ]
    runtime_version: Annotated[
        Known[str], Field(description="version of the edge runtime it installs")
    ]
    devices: Annotated[Known[int], Field(description="how many devices it targets")]
    rollback_on_failure: Annotated[
        Known[bool],
        Field(description="whether it asks devices to roll back when it fails"),
    ]
    abort: Annotated[
        Known[list[AbortCriterion]],
        Field(description="abort criteria, each {failed_percent, min_devices}"),
    ]
    components: Annotated[
        Known[list[Module]],
        Field(description="edge components or modules, each {name, version, image}"),
    ]


@closed
class DeviceImage(TypedDict):
    """A device image, with the fleets that use it."""

    hardware: Annotated[
        Always[Hardware],
        Field(description="uefi-x86_64, uefi-arm64, raspberry-pi-4, raspberry-pi-5 or jetson-orin"),
    ]
    runtime: Annotated[Always[Runtime], Field(description="edge runtime in it")]
    runtime_version: Annotated[Always[str], Field(description="its version")]
    fleets: Annotated[Always[list[str]], Field(description="fleets whose device class uses it")]
    data: Annotated[Always[list[Label]], Field(description="labels those fleets hold")]
    secure_boot: Annotated[
        Always[bool], Field(description="whether firmware refuses unsigned code")
    ]
    verity: Annotated[Always[bool], Field(description="whether the root file system is verified")]
    disk_encryption: Annotated[
        Always[Literal["none", "passphrase", "tpm2"]], Field(description="none, passphrase or tpm2")
    ]
    tpm: Annotated[
        Always[Tpm],
        Field(description="TPM of those device classes: none, 1.2 or 2.0 (the lowest among them)"),
    ]
    class_secure_boot: Annotated[
        Always[bool],
        Field(description="whether every device class that uses it declares secure boot"),
    ]
    slots: Annotated[Always[int], Field(description="number of root slots")]
    update_key: Annotated[
        Always[bool],
        Field(description="whether updates are verified against a key in the image"),
    ]


KINDS = {
    "edge.component": EdgeComponent,
    "edge.deployment": Deployment,
    "device.image": DeviceImage,
}
