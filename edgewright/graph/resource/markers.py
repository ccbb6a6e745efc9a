"""Where the markers stand in a node's properties."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from edgewright.graph.model import PropertyValue, is_secret, is_unknown


def unknowns_in(props: PropertyValue) -> tuple[str, ...]:
    """Dotted paths of what cannot be known, sorted by name and position."""
    return tuple(_marked(props, is_unknown))


def secrets_in(props: PropertyValue) -> tuple[str, ...]:
    """Dotted paths of what is secret, likewise."""
    return tuple(_marked(props, is_secret))


def _marked(value: PropertyValue, test: Callable[[object], bool], path: str = "") -> Iterable[str]:
    if test(value):
        yield path
    elif isinstance(value, dict):
        for name in sorted(value):
            yield from _marked(value[name], test, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _marked(item, test, f"{path}.{position}")
