"""What pydantic found wrong, in the words of the file that people wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AliasChoices, BaseModel, ValidationError
from pydantic.fields import FieldInfo

from edgewright.base.errors import EdgewrightError, shortened
from edgewright.base.similar import did_you_mean
from edgewright.base.units import NotAQuantity
from edgewright.base.yaml_source import Document
from edgewright.spec.docstrings import meanings
from edgewright.spec.values import in_words

Path_ = tuple[int | str, ...]


@dataclass(frozen=True)
class ValidationCodes:
    """The error codes for what can be wrong with a document of some model."""

    unknown_key: str
    missing_key: str
    wrong_value: str
    bad_quantity: str
    too_many: str


def validation_errors(
    problem: ValidationError, document: Document, model: type[BaseModel], codes: ValidationCodes
) -> Iterator[EdgewrightError]:
    """Every error once, in the order of the file."""
    found: dict[tuple[Path_, str], Any] = {}
    for error in problem.errors(include_url=False):
        path = _path_in(document.data, error)
        group = "unknown" if error["type"] == "extra_forbidden" else "value"
        found.setdefault((path, group), error)

    def position(item: tuple[tuple[Path_, str], Any]) -> tuple[int, int]:
        place = document.place(item[0][0])
        return (place.line or 0, place.column or 0)

    for (path, _), error in sorted(found.items(), key=position):
        yield _error(error, path, document, model, codes)


def dotted(path: Path_) -> str:
    """A path as messages show it."""
    return ".".join(_part(part) for part in path)


def _part(part: int | str) -> str:
    return shortened(str(part))[1:-1]


def _path_in(data: Any, error: Any) -> Path_:
    """Where in the file an error is.

    Pydantic's location also names members of unions and the keys of mappings as such; what no
    file has is left out. A missing key is the one part that is not in the file and still stays.
    """
    path: list[int | str] = []
    location = error["loc"]
    for number, part in enumerate(location):
        if isinstance(data, Mapping) and part in data:
            data = data[part]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        elif error["type"] != "missing" or number < len(location) - 1:
            continue
        path.append(part)
    return tuple(path)


def _error(
    error: Any, path: Path_, document: Document, model: type[BaseModel], codes: ValidationCodes
) -> EdgewrightError:
    kind = error["type"]
    where = dotted(path) or "the file"
    if kind == "extra_forbidden":
        words, hint = _no_such_key(str(path[-1]), _fields_at(model, path[:-1]))
        place = document.place(path)
        return EdgewrightError(codes.unknown_key, f"{where}: {words}", place=place, hint=hint)
    if kind == "missing" and isinstance(path[-1], str):
        hint = _how_to_add(model, path)
        place = document.place(path)
        return EdgewrightError(codes.missing_key, f"{where} is missing", place=place, hint=hint)
    if kind == "missing":  # of a list with a fixed number of values
        path = path[:-1]
        where = dotted(path)
    place = document.place(path) if error["loc"][-1] == "[key]" else document.value_place(path)
    cause = (error.get("ctx") or {}).get("error")
    if isinstance(cause, NotAQuantity):
        message = f"{where}: {cause}"
        return EdgewrightError(codes.bad_quantity, message, place=place, hint=cause.hint)
    words, hint = in_words(error)
    return EdgewrightError(codes.wrong_value, f"{where}: {words}", place=place, hint=hint)


def _no_such_key(key: str, known: dict[str, FieldInfo]) -> tuple[str, str]:
    for name, field in known.items():
        if key in keys(name, field):  # it is read under its first name only
            return f"it is now called {name}, which stands here too", f"Keep {name}."
    return "no such key", did_you_mean(key, known, "Remove it.")


def _how_to_add(model: type[BaseModel], path: Path_) -> str:
    key = str(path[-1])
    meanings_at = {
        keys(name, one.model_fields[name])[0]: meaning
        for one in _models_at(model, path[:-1])
        for name, meaning in meanings(one).items()
    }
    return f"Add {key}: {meanings_at[key]}" if key in meanings_at else f"Add {key}."


def _fields_at(model: type[BaseModel], path: Path_) -> dict[str, FieldInfo]:
    """The keys a mapping at `path` may have, with the model's fields they stand for."""
    return {
        keys(name, field)[0]: field
        for one in _models_at(model, path)
        for name, field in one.model_fields.items()
    }


def _models_at(model: type[BaseModel], path: Path_) -> list[type[BaseModel]]:
    """What a mapping at `path` may be."""
    candidates: list[Any] = [model]
    for part in path:
        candidates = [inner for one in candidates for inner in _inside(one, part)]
    return [one for one in candidates if _is_model(one)]


def keys(name: str, field: FieldInfo) -> tuple[str, ...]:
    """The keys a field is read from: its name in a file, then the names it had before."""
    if isinstance(field.validation_alias, AliasChoices):
        return tuple(str(choice) for choice in field.validation_alias.choices)
    return (field.alias or name,)


def _inside(annotation: Any, part: int | str) -> Iterator[Any]:
    """What a value of `annotation` can have at `part`, unions told apart."""
    if _is_model(annotation):
        for name, field in annotation.model_fields.items():
            if part in keys(name, field):
                yield from _members(field.annotation)
    else:
        for argument in get_args(annotation):
            yield from _members(argument)


def _members(annotation: Any) -> Iterator[Any]:
    """The members of a union, without their annotations; else the type itself."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _members(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from _members(member)
    else:
        yield annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
