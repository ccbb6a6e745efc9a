"""Pulumi's property values as plain data with markers.

The engine writes special values as objects with a signature under one reserved key (Pulumi's
sdk/go/common/resource/sig, also in the Python SDK's `pulumi.runtime.rpc`). Whatever a secret holds
is dropped here, at the door.
"""

from __future__ import annotations

from typing import Any

from edgewright.base.stand_in import is_stand_in
from edgewright.graph.model import SECRET, UNKNOWN

SIGNATURE_KEY = "4dabf18193072939515e22adb298388d"
SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270"
OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
REFERENCE_SIGNATURE = "5cf8f73096256a8f31e491e813e4eb8e"
UNKNOWN_VALUES = frozenset(
    {
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",  # string; the others stand for other types
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # bool
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # array
        "030794c1-ac77-496b-92df-f27374a8bd58",  # assets
        "e48ece36-62e2-4504-bad9-02848725956a",  # archives
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # objects
    }
)
SECRET_TEXT = "[secret]"
"""What `pulumi preview --json` and `pulumi policy analyze` write in place of a secret."""


def plain(value: Any) -> Any:
    """A property value as plain data; secrets and unknowns become their markers.

    Numbers that arrive as floats because JSON's only number type is one are integers again where
    they are whole, so that every way of recording gives the same value.
    """
    if isinstance(value, dict):
        return _plain_object(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        return _plain_text(value)
    return value


def plain_properties(values: dict[str, Any] | None) -> dict[str, Any]:
    """A resource's properties as plain data, without the engine's and providers' `__` internals.

    Sorted by name, as whatever is inside: gRPC gives objects in another order every time.
    """
    given = sorted((values or {}).items())
    return {name: plain(value) for name, value in given if name[:2] != "__"}


def _plain_text(text: str) -> Any:
    if text in UNKNOWN_VALUES or is_stand_in(text):
        return dict(UNKNOWN)
    return dict(SECRET) if text == SECRET_TEXT else text


def _plain_object(value: dict[str, Any]) -> Any:
    signature = value.get(SIGNATURE_KEY)
    if signature is None:
        return plain_properties(value)
    if signature == SECRET_SIGNATURE:
        return dict(SECRET)
    if signature == OUTPUT_SIGNATURE:
        return _plain_output(value)
    if signature == REFERENCE_SIGNATURE:
        return {"$ref": value.get("urn")}
    # Assets and archives: their content stays out of the graph, only that one is there counts.
    return {"$asset": value.get("hash")}


def _plain_output(value: dict[str, Any]) -> Any:
    if value.get("secret"):
        return dict(SECRET)
    return plain(value["value"]) if "value" in value else dict(UNKNOWN)
