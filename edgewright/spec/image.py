"""A device image, as a person writes it in `edge_images/<image>/image.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from edgewright.base.vocabulary import Runtime
from edgewright.spec.fields import Model, Name
from edgewright.spec.patterns import KEYRING, PACKAGE, VERSION


@dataclass(frozen=True)
class Hardware:
    """What a kind of hardware can do.

    Attributes:
        architecture: as mkosi names it.
        uefi: whether it boots by UEFI, on which secure boot and unified kernel images rest here.
        tpm: "built-in", or "external": a module that must be declared.
        engine: what builds images for it.
    """

    architecture: Literal["x86-64", "arm64"]
    uefi: bool
    tpm: Literal["built-in", "external"]
    engine: Literal["mkosi", "rpi-image-gen", "kas"]


HARDWARE: dict[str, Hardware] = {
    "uefi-x86_64": Hardware("x86-64", True, "built-in", "mkosi"),
    "uefi-arm64": Hardware("arm64", True, "built-in", "mkosi"),
    "raspberry-pi-4": Hardware("arm64", False, "external", "rpi-image-gen"),
    "raspberry-pi-5": Hardware("arm64", False, "external", "rpi-image-gen"),
    "jetson-orin": Hardware("arm64", True, "external", "kas"),
}


class ImageRuntime(Model):
    """The edge runtime in an image and its version."""

    name: Runtime
    version: Annotated[str, Field(pattern=VERSION.pattern)]


class DeviceImage(Model):
    """A device image.

    Attributes:
        external_tpm: a TPM module is fitted to hardware that has none built in.
        disk_encryption: how the data partition is unlocked.
        slots: root slots; two or more let a failed update fall back.
        update_key: file name of the OpenPGP keyring updates are verified against, None for none.
    """

    image: Name
    hardware: Literal[
        "uefi-x86_64", "uefi-arm64", "raspberry-pi-4", "raspberry-pi-5", "jetson-orin"
    ]
    runtime: ImageRuntime
    secure_boot: bool
    verity: bool
    disk_encryption: Literal["none", "passphrase", "tpm2"]
    external_tpm: bool = False
    slots: Annotated[int, Field(ge=1, le=2)]
    update_key: Annotated[str, Field(pattern=KEYRING.pattern)] | None = None
    packages: tuple[Annotated[str, Field(pattern=PACKAGE.pattern)], ...] = ()

    @model_validator(mode="after")
    def _hardware_can(self) -> Self:
        hardware = HARDWARE[self.hardware]
        if self.secure_boot and not hardware.uefi:
            raise ValueError(
                f"secure_boot needs UEFI, which {self.hardware} does not have: "
                "sign its boot image with the vendor's tool and set secure_boot: false"
            )
        if self.disk_encryption == "tpm2" and not self.has_tpm:
            raise ValueError(
                f"disk_encryption tpm2 needs a TPM: {self.hardware} has none built in; "
                "fit one and set external_tpm: true, or choose passphrase"
            )
        if self.verity and not self.secure_boot and hardware.uefi:
            raise ValueError(
                "verity without secure_boot proves nothing: whoever can change the root can "
                "change its hash; set secure_boot: true"
            )
        if self.slots > 1 and self.update_key is None:
            raise ValueError("two slots need an update_key: updates must be verified")
        return self

    @property
    def has_tpm(self) -> bool:
        """Whether devices with this image have a TPM to seal keys to."""
        kind = HARDWARE[self.hardware].tpm
        return kind == "built-in" or (kind == "external" and self.external_tpm)
