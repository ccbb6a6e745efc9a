"""Reading the YAML files that people write for the policy engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from edgewright.base.errors import EdgewrightError
from edgewright.base.yaml_source import Codes, Document, path_not_finite, read_document

SHAPES = "docs/policies/README.md"
Found = TypeVar("Found", bound=BaseModel)


def read_yaml(path: Path, code: str, what: str) -> Document:
    """A YAML file whose values are what JSON has: a date becomes its text.

    Args:
        path: the file.
        code: the error code for a file that is not that.
        what: what it is called in messages ("a pack").
    """
    document = read_document(path, Codes(what, code, code, code))
    try:
        plain = json.dumps(document.data, default=str, allow_nan=False)
    except ValueError as problem:
        raise EdgewrightError(
            code,
            f"{what} holds something that is not a number",
            place=document.place(path_not_finite(document.data) or ()),
            hint="Write a finite number.",
        ) from problem
    return Document(document.file, json.loads(plain), document.places, document.value_places)


def read_model(path: Path, model: type[Found], code: str, what: str) -> tuple[Found, Document]:
    """A YAML file as a pydantic model, and as it stands in the file; arguments as above."""
    document = read_yaml(path, code, what)
    try:
        return model.model_validate(document.data), document
    except ValidationError as problem:
        error = problem.errors()[0]
        where = ".".join(str(part) for part in error["loc"]) or "the file"
        raise EdgewrightError(
            code,
            f"{what} is malformed: {where}: {error['msg'].lower()}",
            place=document.place(error["loc"]),
            hint=f"See {SHAPES} for its shape.",
        ) from problem
