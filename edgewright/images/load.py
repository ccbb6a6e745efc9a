"""The device images of a project, by name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from edgewright.base.errors import EdgewrightError, Place, raise_all
from edgewright.spec.image import DeviceImage
from edgewright.spec.load import load_image

IMAGE_FILE = "image.yaml"
SHIPPED = Path(__file__).parents[1] / "edge_images"
"""The images that come with edgewright."""


def image_folder(folder: Path, name: str) -> Path:
    """Where the image called `name` is: in the project's own `folder`, else among the shipped."""
    own = folder / name
    return own if (own / IMAGE_FILE).is_file() else SHIPPED / name


def load_images(folder: Path, names: Iterable[str]) -> tuple[DeviceImage, ...]:
    """The images called `names`, a project's own in `folder` or shipped ones, sorted by name.

    Raises:
        EdgewrightError: what is wrong with any of them, all at once.
    """
    images, errors = [], []
    for name in sorted(names):
        try:
            images.append(load_named_image(folder, name))
        except EdgewrightError as problem:
            errors.append(problem)
    raise_all(errors)
    return tuple(images)


def load_named_image(folder: Path, name: str) -> DeviceImage:
    """The image called `name`.

    Raises:
        EdgewrightError: IMG-004 when there is none, IMG-005 when its file says it is another,
            and what is wrong with the file itself.
    """
    path = image_folder(folder, name) / IMAGE_FILE
    if not path.is_file():
        files = [found for place in (folder, SHIPPED) for found in place.glob(f"*/{IMAGE_FILE}")]
        known = ", ".join(sorted({found.parent.name for found in files}))
        raise EdgewrightError(
            "IMG-004",
            f"no device image {name!r}",
            hint=f"Images: {known}. Write {folder / name / IMAGE_FILE}, or name another.",
        )
    image = load_image(path)
    if image.image != name:
        raise EdgewrightError(
            "IMG-005",
            f"the image in {name}/ calls itself {image.image!r}",
            place=Place(str(path)),
            hint="Give the folder and the image the same name.",
        )
    return image
