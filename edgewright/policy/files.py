"""Reading the YAML files that people write for the policy engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from edgewright.base.errors import EdgewrightError, Place

MAX_BYTES = 1_000_000
Found = TypeVar("Found", bound=BaseModel)


def read_model(path: Path, model: type[Found], code: str, what: str) -> Found:
    """A YAML file as a pydantic model.

    Args:
        path: the file.
        model: what it must be.
        code: the error code for a file that is not that.
        what: what it is called in messages ("a pack").
    """
    document = read_yaml(path, code, what)
    try:
        return model.model_validate(document)
    except ValidationError as problem:
        error = problem.errors()[0]
        where = ".".join(str(part) for part in error["loc"]) or "the file"
        raise EdgewrightError(
            code,
            f"{what} is malformed: {where}: {error['msg'].lower()}",
            place=_place(path, document, error["loc"]),
            hint="See docs/policies/README.md for its shape.",
        ) from problem


def read_yaml(path: Path, code: str, what: str) -> Any:
    """A YAML document with positions, refused when it is too large or not YAML."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _malformed(code, what, f"it is larger than {MAX_BYTES} bytes", Place(str(path)))
        text = path.read_text(encoding="utf-8")
        return YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as problem:
        mark = problem.problem_mark
        place = Place(str(path), mark.line + 1, mark.column + 1) if mark else Place(str(path))
        raise _malformed(code, what, str(problem.problem or problem), place) from problem
    except (OSError, UnicodeDecodeError, YAMLError, RecursionError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
        raise _malformed(code, what, why, Place(str(path))) from problem


def _malformed(code: str, what: str, why: str, place: Place) -> EdgewrightError:
    return EdgewrightError(
        code, f"{what} cannot be read: {why}", place=place, hint="Mend the file, or name another."
    )


def _place(path: Path, document: Any, location: tuple[int | str, ...]) -> Place:
    """Where the value at `location` stands, as deep as the document's positions go."""
    place, value = Place(str(path)), document
    for part in location:
        position = getattr(value, "lc", None)
        try:
            if position is not None:
                line, column = (position.key if isinstance(part, str) else position.item)(part)
                place = Place(str(path), line + 1, column + 1)
            value = value[part]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return place
