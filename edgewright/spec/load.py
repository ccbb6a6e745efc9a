"""Loading estates and device images: every problem at once, with its place and a suggestion."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from edgewright.base.errors import raise_all
from edgewright.base.yaml_source import Codes, Document, read_document
from edgewright.spec.complaints import ComplaintCodes, complaints
from edgewright.spec.image import DeviceImage
from edgewright.spec.models import Estate
from edgewright.spec.references import contradictions

ESTATE_FILE = Codes("the estate", "EST-001", "EST-002", "EST-003")
ESTATE = ComplaintCodes("EST-004", "EST-005", "EST-006", "EST-007")
IMAGE_FILE = Codes("the image", "IMG-001", "IMG-002", "IMG-002")
IMAGE = ComplaintCodes("IMG-002", "IMG-002", "IMG-002", "IMG-002")
Made = TypeVar("Made", bound=BaseModel)


def load_estate(path: Path) -> Estate:
    """Read and check an estate file.

    Raises:
        EdgewrightError: EST-001 to EST-010; several of them together when there are several.
    """
    document = read_document(path, ESTATE_FILE)
    estate = _validated(document, Estate, ESTATE)
    estate._places.update(document.places)
    raise_all(contradictions(estate))
    return estate


def load_image(path: Path) -> DeviceImage:
    """Read and check a device image's file.

    Raises:
        EdgewrightError: IMG-001 when it cannot be read, IMG-002 for everything wrong in it.
    """
    return _validated(read_document(path, IMAGE_FILE), DeviceImage, IMAGE)


def _validated(document: Document, model: type[Made], codes: ComplaintCodes) -> Made:
    try:
        return model.model_validate(document.data)
    except ValidationError as problem:
        raise_all(complaints(problem, document, model, codes))
        raise AssertionError("pydantic found something wrong and named nothing") from problem
