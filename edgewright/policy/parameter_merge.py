"""What several packs say of one parameter, put together: the strictest counts.

The schema of parameters says by `x-strictest` which of two values that is:

- union: lists that restrict; every entry of either counts.
- intersection: lists of what is accepted; what both accept counts.
- intersection-of-places: likewise for countries, zones (their countries) and "*" (anywhere).
- lowest, highest: numbers, and values of an `enum`, which is written in rising order.

A mapping has no word of its own: it is combined key by key, and a key of either counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.facts import catalogue

STRICTEST = "x-strictest"
ANYWHERE = "*"
Schema = Mapping[str, Any]
Params = Mapping[str, Mapping[str, Any]]


def merge_parameters(schema: Schema, given: Sequence[Params]) -> dict[str, dict[str, Any]]:
    """Parameters that are as strict as each of those given; the order does not matter.

    Args:
        schema: the schema of parameters, which every one of `given` obeys.
        given: domain -> name -> value, one mapping per pack.

    Raises:
        EdgewrightError: PRM-003 for different values of a parameter of which the schema does not
            say which is stricter.
    """
    combined: dict[str, Any] = {}
    for params in given:
        combined = _both(_Place(schema, schema, ()), combined, params)
    return combined


def unordered(schema: Schema) -> list[str]:
    """Parameters ("domain.name", keys below) of which a schema does not say what is stricter."""
    places = _values(_Place(schema, schema, ())) if schema else ()
    return [".".join(place.path) for place in places]


class _Place:
    """A place in the parameters, with what the schema says of it."""

    def __init__(self, root: Schema, schema: Schema, path: tuple[str, ...]) -> None:
        self.root, self.path = root, path
        self.schema = {**self._target(schema), **schema} if "$ref" in schema else schema

    def _target(self, schema: Schema) -> Schema:
        found: Any = self.root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return _Place(self.root, found, self.path).schema

    def below(self, key: str) -> _Place:
        schema = self.schema.get("properties", {}).get(key, {})
        return _Place(self.root, schema, (*self.path, key))


def _values(place: _Place) -> Iterator[_Place]:
    """The places below one that hold values and say nothing of them."""
    if "properties" in place.schema:
        for key in place.schema["properties"]:
            yield from _values(place.below(key))
    elif place.schema.get(STRICTEST) not in COMBINED:
        yield place


def _both(place: _Place, first: Any, second: Any) -> Any:
    if first == second:
        return first
    combine = COMBINED.get(place.schema.get(STRICTEST, ""))
    if combine:
        return combine(place.schema, first, second)
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return {key: _one(place, key, first, second) for key in {**first, **second}}
    raise EdgewrightError(
        "PRM-003",
        f"packs give {'.'.join(place.path)} different values, and no schema says which is stricter",
        hint=f"Say it by {STRICTEST} in params.schema.json, or choose packs that agree.",
    )


def _one(place: _Place, key: str, first: Mapping[str, Any], second: Mapping[str, Any]) -> Any:
    if key in first and key in second:
        return _both(place.below(key), first[key], second[key])
    return first[key] if key in first else second[key]


def _union(_: Schema, first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    entries = {_written(entry): entry for entry in (*first, *second)}
    return [entries[text] for text in sorted(entries)]


def _intersection(_: Schema, first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    return [entry for entry in _union(_, first, []) if entry in second]


def _lowest(schema: Schema, first: Any, second: Any) -> Any:
    return min(first, second, key=_rank(schema))


def _highest(schema: Schema, first: Any, second: Any) -> Any:
    return max(first, second, key=_rank(schema))


def _places(_: Schema, first: Sequence[str], second: Sequence[str]) -> list[str]:
    zones: Mapping[str, Sequence[str]] = catalogue.as_data()["zones"]
    limits = [_countries(one, zones) for one in (first, second) if ANYWHERE not in one]
    return _named(frozenset.intersection(*limits), zones) if limits else [ANYWHERE]


def _countries(places: Sequence[str], zones: Mapping[str, Sequence[str]]) -> frozenset[str]:
    return frozenset(country for place in places for country in zones.get(place, (place,)))


def _named(countries: frozenset[str], zones: Mapping[str, Sequence[str]]) -> list[str]:
    """Countries as briefly as they can be written: the widest zones first, then single ones."""
    left, named = countries, []
    for zone in sorted(zones, key=lambda zone: (-len(zones[zone]), zone)):
        inside = frozenset(zones[zone])
        if inside <= countries and inside & left:
            named.append(zone)
            left -= inside
    return [*named, *sorted(left)]


def _rank(schema: Schema) -> Callable[[Any], Any]:
    order = schema.get("enum")
    return order.index if order else lambda value: value


def _written(entry: Any) -> str:
    return json.dumps(entry, sort_keys=True)


COMBINED: Mapping[str, Callable[[Schema, Any, Any], Any]] = {
    "union": _union,
    "intersection": _intersection,
    "intersection-of-places": _places,
    "lowest": _lowest,
    "highest": _highest,
}
