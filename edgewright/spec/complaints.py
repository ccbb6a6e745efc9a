"""What pydantic found wrong, in the words of the file that people wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from edgewright.base.errors import EdgewrightError
from edgewright.base.yaml_source import Document

SIMILAR_ENOUGH = 60.0


@dataclass(frozen=True)
class ComplaintCodes:
    """The error codes for what can be wrong with a document of some model."""

    unknown_key: str
    missing_key: str
    wrong_value: str
    bad_quantity: str


def complaints(
    problem: ValidationError, document: Document, model: type[BaseModel], codes: ComplaintCodes
) -> list[EdgewrightError]:
    """Every complaint once, in the order of the file."""
    found: dict[tuple[Any, ...], EdgewrightError] = {}
    for error in problem.errors(include_url=False):
        path = _path_in(document.data, error["loc"])
        key = (path, "unknown" if error["type"] == "extra_forbidden" else "value")
        found.setdefault(key, _complaint(error, path, document, model, codes))
    return sorted(found.values(), key=_position)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` most resembles; None when none is near."""
    match = process.extractOne(name, sorted(known), score_cutoff=SIMILAR_ENOUGH)
    return str(match[0]) if match else None


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """A hint: the nearest known name, else what to do otherwise."""
    names = sorted(known)
    suggestion = nearest(name, names)
    if suggestion:
        return f"Did you mean {suggestion}?"
    return f"{otherwise} Known: {', '.join(names)}." if names else otherwise


def _position(error: EdgewrightError) -> tuple[int, int]:
    place = error.place
    return (place.line or 0, place.column or 0) if place else (0, 0)


def _path_in(data: Any, location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Pydantic's location without the names of union members, which no file has."""
    path: list[int | str] = []
    for part in location:
        if isinstance(data, Mapping) and (part in data or part == location[-1]):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            continue
        path.append(part)
    return tuple(path)


def _complaint(
    error: Any,
    path: tuple[int | str, ...],
    document: Document,
    model: type[BaseModel],
    codes: ComplaintCodes,
) -> EdgewrightError:
    where = ".".join(str(part) for part in path) or "the file"
    place = document.place(path)
    kind = error["type"]
    if kind == "extra_forbidden":
        known = _keys_at(model, path[:-1])
        hint = did_you_mean(str(path[-1]), known, "Remove it.")
        return EdgewrightError(codes.unknown_key, f"{where}: no such key", place=place, hint=hint)
    if kind == "missing":
        hint = f"Add {path[-1]!r}."
        return EdgewrightError(codes.missing_key, f"{where} is missing", place=place, hint=hint)
    if kind == "value_error":
        text = str(error["ctx"]["error"])
        code = codes.bad_quantity if "unit" in text else codes.wrong_value
        return EdgewrightError(code, f"{where}: {text}", place=place, hint="Correct the value.")
    message, hint = _in_words(error)
    return EdgewrightError(codes.wrong_value, f"{where}: {message}", place=place, hint=hint)


def _in_words(error: Any) -> tuple[str, str]:
    """A pydantic error of a value as a sentence, and what to do."""
    kind, context, given = error["type"], error.get("ctx") or {}, error.get("input")
    shown = repr(given) if isinstance(given, str | int | float | bool) else "this"
    if kind in ("literal_error", "enum"):
        choices = [word.strip("' ") for word in _choices(str(context.get("expected", "")))]
        hint = did_you_mean(str(given), choices, "Choose one.")
        return f"{shown} is not one of {', '.join(choices)}", hint
    if kind == "string_pattern_mismatch":
        return f"{shown} does not look right", f"It must match {context['pattern']}"
    sentences = {
        "string_type": (f"{shown} is not text", "Write text, in quotes if it looks like a number."),
        "int_type": (f"{shown} is not a whole number", "Write a whole number."),
        "int_parsing": (f"{shown} is not a whole number", "Write a whole number."),
        "int_from_float": (f"{shown} is not a whole number", "Write a whole number."),
        "float_type": (f"{shown} is not a number", "Write a number."),
        "float_parsing": (f"{shown} is not a number", "Write a number."),
        "bool_type": (f"{shown} is not true or false", "Write true or false."),
        "bool_parsing": (f"{shown} is not true or false", "Write true or false."),
        "tuple_type": (f"{shown} is not a list", "Write a list: [..., ...]."),
        "dict_type": (f"{shown} is not a mapping", "Write keys with values below it."),
        "model_type": (f"{shown} is not a mapping", "Write keys with values below it."),
        "model_attributes_type": (f"{shown} is not a mapping", "Write keys with values below it."),
    }
    if kind in sentences:
        return sentences[kind]
    return _fallback(str(error["msg"]), shown)


def _choices(expected: str) -> list[str]:
    return expected.replace(" or ", ", ").split(", ")


def _fallback(message: str, shown: str) -> tuple[str, str]:
    text = message.removeprefix("Input should ").removeprefix("be ")
    return f"{shown} should be {text[0].lower()}{text[1:]}", "Correct the value."


def _keys_at(model: type[BaseModel], path: tuple[int | str, ...]) -> set[str]:
    """The keys a mapping at `path` may have, by the model's fields."""
    candidates: list[Any] = [model]
    for part in path:
        candidates = [inner for one in candidates for inner in _inside(one, part)]
    return {key for one in candidates if _is_model(one) for key in _keys(one)}


def _inside(annotation: Any, part: int | str) -> Iterable[Any]:
    if _is_model(annotation):
        for name, field in annotation.model_fields.items():
            if part in (name, field.alias):
                yield from _alternatives(field.annotation)
    else:
        arguments = get_args(annotation)
        if arguments:
            yield from _alternatives(arguments[-2] if arguments[-1] is Ellipsis else arguments[-1])


def _alternatives(annotation: Any) -> Iterable[Any]:
    """The members of a union, else the annotation itself."""
    origin = getattr(annotation, "__class__", None)
    if origin is not None and origin.__name__ in ("UnionType", "_UnionGenericAlias"):
        return list(get_args(annotation))
    return [annotation]


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _keys(model: type[BaseModel]) -> Iterable[str]:
    return (field.alias or name for name, field in model.model_fields.items())
