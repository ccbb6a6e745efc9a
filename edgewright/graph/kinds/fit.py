"""Whether a node's properties are those of its kind.

Two sides meet here. What a program gave may be of any type: where a node is made, `fitted` takes
what does not fit for unknown, so that it is undetermined and never taken for something else. What
is left, `misfit` finds before a rule sees it: a property that is missing, misspelt or of a wrong
type is a mistake of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from edgewright.graph.kinds import MODELS
from edgewright.graph.model import UNKNOWN, is_marker

ValuePath = tuple[int | str, ...]
"""Names and positions from a kind's properties down to a value."""
NAMES = {"missing": "it is missing", "extra_forbidden": "there is no such property"}
"""What pydantic calls names that do not fit, and what they mean here."""


def misfit(kind: str, props: Mapping[str, Any]) -> str | None:
    """What is wrong with the properties of a node, "tls_only: input should be a valid boolean".

    It never repeats a value. None when there is nothing wrong.
    """
    faults = _faults(kind, props)
    if not faults:
        return None
    path, what = faults[0]["loc"], faults[0]["msg"]
    why = NAMES.get(faults[0]["type"], f"{what[0].lower()}{what[1:]}")
    return f"{'.'.join(map(str, path))}: {why}"


def fitted(kind: str, props: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a node, with the unknown marker for each value that is not of its type.

    The least part that may be a marker becomes one. Properties that are missing or that the kind
    does not have stay as they are.
    """
    fitting = dict(props)
    while ends := _wrong_parts(kind, fitting):
        fitting = deepcopy(fitting)
        for end in sorted(ends, key=len):
            _hide(fitting, end)
    return fitting


def _wrong_parts(kind: str, props: Mapping[str, Any]) -> set[ValuePath]:
    """The paths to what must be hidden because it, or something in it, does not fit."""
    paths = {
        _end(props, fault["loc"])
        for fault in _faults(kind, props)
        if len(fault["loc"]) > 1 or fault["type"] not in NAMES
    }
    return paths - {()}


def _end(props: Mapping[str, Any], path: ValuePath) -> ValuePath:
    """As far as a path leads: to what lacks a name, or to above a marker, which did not fit."""
    inside: Any = props
    for number, step in enumerate(path):
        try:
            inside = inside[step]
        except (KeyError, IndexError, TypeError):
            return path[:number]
        if is_marker(inside):
            return path[:number]
    return path


def _hide(props: dict[str, Any], path: ValuePath) -> None:
    """Put the marker at the end of a path, if it does not stand above already."""
    inside: Any = props
    for step in path[:-1]:
        inside = inside[step]
        if is_marker(inside):
            return
    inside[path[-1]] = dict(UNKNOWN)


def _faults(kind: str, props: Mapping[str, Any]) -> list[Any]:
    try:
        _checker(kind).validate_python(props)
    except ValidationError as problem:
        return problem.errors(include_url=False, include_context=False, include_input=False)
    return []


@cache
def _checker(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(MODELS[kind])
