"""From an image's description to the files its build reads.

Templates lie beside `image.yaml` and end in `.j2`. A template that renders to nothing makes no
file: that is how an image without verity has no verity partition.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from edgewright.base.errors import EdgewrightError, Place
from edgewright.spec.image import HARDWARE, DeviceImage

SUFFIX = ".j2"
ROOT_BYTES = 2 * 1024**3
"""Size of a root slot. An image with a runtime takes about 0.5 GB; slots cannot grow later."""
VERITY_BYTES = ROOT_BYTES // 100
"""Hash tree of a root slot with 4096-byte blocks and SHA-256: 32 / 4096 of it and its upper levels,
0.79 %, rounded up to 1 %."""

BASE_PACKAGES = (
    "cryptsetup-bin",
    "dbus",
    "e2fsprogs",
    "iproute2",
    "kmod",
    "systemd",
    "systemd-boot",
    "systemd-boot-efi",
    "systemd-cryptsetup",
    "systemd-repart",
    "systemd-resolved",
    "udev",
)
KERNEL_PACKAGES = {"x86-64": "linux-image-amd64", "arm64": "linux-image-arm64"}
TPM_PACKAGES = ("libtss2-esys-3.0.2-0t64", "libtss2-rc0", "libtss2-tcti-device0t64")


def render_image(image: DeviceImage, templates: Path) -> Mapping[str, str]:
    """The build files of an image, path -> text, sorted by path.

    Raises:
        EdgewrightError: IMG-003 when a template is wrong or uses a name that is not given,
            IMG-008 when there are no templates.
    """
    environment = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["yes_no"] = lambda value: "yes" if value else "no"
    names = sorted(path.relative_to(templates).as_posix() for path in templates.rglob(f"*{SUFFIX}"))
    if not names:
        raise EdgewrightError(
            "IMG-008",
            f"image {image.image!r} has no templates in {templates}",
            hint=f"It is built with {HARDWARE[image.hardware].engine}; only images that mkosi "
            "builds are rendered here.",
        )
    files = {}
    for name in names:
        text = _render(environment, name, image, templates)
        if text.strip():
            files[name.removesuffix(SUFFIX)] = text.strip("\n") + "\n"
    return files


def _render(environment: Environment, name: str, image: DeviceImage, templates: Path) -> str:
    try:
        return environment.get_template(name).render(_values(image))
    except TemplateError as problem:
        raise EdgewrightError(
            "IMG-003",
            f"the template cannot be rendered: {problem}",
            place=Place(str(templates / name), getattr(problem, "lineno", None)),
            hint="Use only what the template is given: image, hardware, packages, data_device, "
            "root_bytes and verity_bytes.",
        ) from problem


def _values(image: DeviceImage) -> dict[str, object]:
    hardware = HARDWARE[image.hardware]
    sealed = TPM_PACKAGES if image.disk_encryption == "tpm2" else ()
    packages = {*BASE_PACKAGES, KERNEL_PACKAGES[hardware.architecture], *sealed, *image.packages}
    encrypted = image.disk_encryption != "none"
    return {
        "image": image,
        "hardware": hardware,
        "packages": sorted(packages),
        "data_device": "/dev/mapper/data" if encrypted else "PARTLABEL=edge-data",
        "root_bytes": ROOT_BYTES,
        "verity_bytes": VERITY_BYTES,
    }
