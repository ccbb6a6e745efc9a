"""Loading estates and device images: every problem at once, with its place and a suggestion."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from edgewright.base.errors import EdgewrightError, Place, raise_all
from edgewright.base.yaml_source import Codes, Document, read_document
from edgewright.spec.image import DeviceImage
from edgewright.spec.models import Estate
from edgewright.spec.references import contradictions
from edgewright.spec.validation_errors import ValidationCodes, validation_errors

ESTATE_FILE = Codes("the estate", "EST-001", "EST-002", "EST-003")
ESTATE = ValidationCodes("EST-004", "EST-005", "EST-006", "EST-007", "EST-012")
IMAGE_FILE = Codes("the image", "IMG-001", "IMG-002", "IMG-002")
IMAGE = ValidationCodes("IMG-002", "IMG-002", "IMG-002", "IMG-002", "IMG-002")
MOST_PROBLEMS = 100
"""More are not listed: nobody corrects that many before looking again."""
Made = TypeVar("Made", bound=BaseModel)


def load_estate(path: Path) -> Estate:
    """Read and check an estate file.

    Raises:
        EdgewrightError: EST-001 to EST-012; several of them together when there are several.
    """
    document = read_document(path, ESTATE_FILE)
    estate = validated(document, Estate, ESTATE)
    estate._places.update(document.places)
    estate._value_places.update(document.value_places)
    raise_most(contradictions(estate), document, ESTATE)
    return estate


def load_image(path: Path) -> DeviceImage:
    """Read and check a device image's file.

    Raises:
        EdgewrightError: IMG-001 when it cannot be read, IMG-002 for everything wrong in it.
    """
    return validated(read_document(path, IMAGE_FILE), DeviceImage, IMAGE)


def validated(document: Document, model: type[Made], codes: ValidationCodes) -> Made:
    """The model of a document's data.

    It is validated as JSON, strictly: then a text is no number and a number no date, as in the
    JSON Schema that editors check by.

    Raises:
        EdgewrightError: with the codes given, all that is wrong together.
    """
    try:
        return model.model_validate_json(json.dumps(document.data, default=str), strict=True)
    except ValidationError as problem:
        raise_most(validation_errors(problem, document, model, codes), document, codes)
        raise AssertionError("pydantic found something wrong and named nothing") from problem


def raise_most(
    found: Iterable[EdgewrightError], document: Document, codes: ValidationCodes
) -> None:
    """Raise the first problems found, in the order of the file.

    Raises:
        EdgewrightError: what was found, if anything.
    """
    errors = list(islice(found, MOST_PROBLEMS + 1))
    listed = sorted(errors[:MOST_PROBLEMS], key=_position)
    if len(errors) > MOST_PROBLEMS:
        more = EdgewrightError(
            codes.too_many,
            f"it has more than {MOST_PROBLEMS} problems; these are the first",
            place=Place(document.file),
            hint="Correct these, then look again.",
        )
        listed.append(more)
    raise_all(listed)


def _position(error: EdgewrightError) -> tuple[int, int]:
    place = error.place
    return (place.line or 0, place.column or 0) if place else (0, 0)
