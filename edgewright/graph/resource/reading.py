"""Reading plain data with markers in it, by path and as what one takes it to be."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from edgewright.graph.model import (
    CONTESTED,
    UNKNOWN,
    Properties,
    PropertyValue,
    is_marker,
    is_secret,
)


def read(value: PropertyValue, *path: str | int) -> PropertyValue:
    """The value at `path` inside plain data; None where it stops, the marker where it is unknown.

    A secret on the way is returned as its marker: it is there, and nobody may look. What should
    have parts and is a text or a number was written wrongly: what it means cannot be known.
    """
    for step in path:
        if value is None or is_marker(value):
            return value
        if isinstance(step, int) and isinstance(value, list):
            value = value[step] if len(value) > step else None
        elif isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        else:
            return dict(UNKNOWN)
    return value


def is_unreadable(value: PropertyValue, type: type) -> bool:
    """Whether a value is set and not of the type it should have: a marker, or written wrongly."""
    if value is None:
        return False
    return not isinstance(value, type) or is_marker(value)


def as_text(value: PropertyValue) -> str | None:
    """A text; None for everything else, the empty text included."""
    return value if isinstance(value, str) and value else None


def as_object(value: PropertyValue) -> Properties:
    """An object; an empty one for everything else, markers included."""
    return value if isinstance(value, dict) and not is_marker(value) else {}


def as_list(value: PropertyValue) -> list[PropertyValue]:
    """A list; an empty one for everything else, markers included."""
    return value if isinstance(value, list) else []


def entries(value: PropertyValue) -> list[PropertyValue]:
    """The entries of a list; none where it is not set, one unknown where it cannot be read."""
    if value is None:
        return []
    return value if isinstance(value, list) else [dict(UNKNOWN)]


def agreed(values: list[PropertyValue]) -> PropertyValue:
    """The one value of a setting that all its writers make; of several, none is the last."""
    first = values[0]
    if len(values) == 1:
        return first
    alike = all(one == first for one in values)
    return first if alike and not is_marker(first) else CONTESTED


def parsed(text: PropertyValue) -> PropertyValue:
    """What JSON in a property says; unknown when it cannot be read or is no JSON.

    Of an object that has a name twice nobody knows which one counts (RFC 8259, section 4).
    """
    if not isinstance(text, str):
        return dict(UNKNOWN)
    try:
        value: PropertyValue = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return dict(UNKNOWN)
    return value


def _once(pairs: list[tuple[str, PropertyValue]]) -> Properties:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def host_of(address: PropertyValue) -> PropertyValue:
    """The host of a URL or connection, without what may be a secret in it; a marker stays one."""
    if is_secret(address):
        return address
    if not isinstance(address, str) or not address:
        return dict(UNKNOWN)
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return dict(UNKNOWN)
    return host or dict(UNKNOWN)
