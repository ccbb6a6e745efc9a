"""The device images of a project, by name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from edgewright.base.errors import EdgewrightError, Place, raise_all
from edgewright.spec.image import DeviceImage
from edgewright.spec.load import load_image

IMAGE_FILE = "image.yaml"


def load_images(folder: Path, names: Iterable[str]) -> tuple[DeviceImage, ...]:
    """The images called `names`, each described in `folder`/NAME/image.yaml, sorted by name.

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
    path = folder / name / IMAGE_FILE
    if not path.is_file():
        known = sorted(found.parent.name for found in folder.glob(f"*/{IMAGE_FILE}"))
        raise EdgewrightError(
            "IMG-004",
            f"no device image {name!r}",
            hint=f"Images: {', '.join(known) or 'none'}. Write {path}, or name another.",
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
