"""Where the markers stand in a node's properties."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from edgewright.graph.model import is_secret, is_unknown


def unknowns_in(props: Any) -> tuple[str, ...]:
    """Dotted paths of what cannot be known."""
    return tuple(_marked(props, is_unknown))


def secrets_in(props: Any) -> tuple[str, ...]:
    """Dotted paths of what is secret."""
    return tuple(_marked(props, is_secret))


def _marked(value: Any, test: Callable[[Any], bool], path: str = "") -> Iterable[str]:
    if test(value):
        yield path
    elif isinstance(value, dict):
        for name in sorted(value):
            yield from _marked(value[name], test, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _marked(item, test, f"{path}.{position}")
