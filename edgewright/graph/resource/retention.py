"""Times after which a store deletes what it holds, from several rules that may each say one.

A time is a number of days, None for never, or the unknown marker. No service takes 0 for a time:
recorded states have it where nothing is set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from edgewright.graph.model import CONTESTED, UNKNOWN, PropertyValue
from edgewright.graph.resource.reading import read

Path = tuple[str | int, ...]


def shortest(
    rules: Iterable[tuple[bool | None, PropertyValue]], paths: Iterable[Path]
) -> PropertyValue:
    """The shortest time of rules that count; unknown where only unreadable ones might.

    Args:
        rules: each with whether it is enabled and over all that the store holds.
        paths: where a rule may say its time; the first that does counts.
    """
    places = [*paths]
    times: list[PropertyValue] = []
    for counts, rule in rules:
        found = next((one for path in places if (one := read(rule, *path)) not in (None, 0)), None)
        if counts is not False and found is not None:
            times.append(dict(UNKNOWN) if counts is None else found)
    known = [one for one in _numbers(times) if one > 0]
    return min(known, default=dict(UNKNOWN) if times else None)


def longest(*times: PropertyValue) -> PropertyValue:
    """What several times come to that all must have passed: the longest of them."""
    return _together(times, max)


def added(*times: PropertyValue) -> PropertyValue:
    """What several times come to that pass one after another."""
    return _together(times, sum)


def _together(
    times: tuple[PropertyValue, ...], of_all: Callable[[list[float]], float]
) -> PropertyValue:
    if None in times:
        return None
    if any(one is CONTESTED for one in times):
        return CONTESTED
    known = _numbers(times)
    return of_all(known) if len(known) == len(times) else dict(UNKNOWN)


def _numbers(times: Iterable[PropertyValue]) -> list[float]:
    return [one for one in times if isinstance(one, int | float) and not isinstance(one, bool)]
