"""The engine's special property values, as far as a provider must tell them apart.

Signatures and the values that stand for "not known yet" are those of Pulumi's
sdk/go/common/resource/sig and sdk/go/common/resource/plugin/rpc.go.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct

SIGNATURE_KEY = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
UNKNOWN_VALUES = frozenset(
    {
        UNKNOWN,  # a string, or of no known type; the others stand for other types
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # bool
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # array
        "030794c1-ac77-496b-92df-f27374a8bd58",  # asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # object
    }
)


class Opened(NamedTuple):
    """A value out of its wrapping; an unknown one is UNKNOWN."""

    value: Any
    secret: bool


def opened(value: Any) -> Opened:
    """Take the outermost wrapping off, if there is one."""
    signature = value.get(SIGNATURE_KEY) if isinstance(value, dict) else None
    if signature == SECRET:
        return Opened(opened(value.get("value")).value, True)
    if signature == OUTPUT:
        return Opened(value.get("value", UNKNOWN), bool(value.get("secret")))
    return Opened(value, False)


def secret(value: Any) -> Any:
    """A value in the wrapping that makes the engine encrypt it and show it to nobody."""
    return {SIGNATURE_KEY: SECRET, "value": value}


def is_unknown(value: Any) -> bool:
    """Whether `value` itself is not known yet."""
    plain = opened(value).value
    return isinstance(plain, str) and plain in UNKNOWN_VALUES


def is_marked(value: Any) -> bool:
    """Whether `value`, or anything in it, is not known yet."""
    plain = opened(value).value
    if isinstance(plain, dict):
        return any(is_marked(item) for item in plain.values())
    if isinstance(plain, list):
        return any(is_marked(item) for item in plain)
    return is_unknown(plain)


def known(value: Any) -> Any:
    """A value without wrappings: secrets and outputs opened, entries not known yet left out."""
    plain = opened(value).value
    if isinstance(plain, dict):
        return {name: known(item) for name, item in plain.items() if not is_unknown(item)}
    if isinstance(plain, list):
        return [known(item) for item in plain if not is_unknown(item)]
    return plain


def has_secret(value: Any) -> bool:
    """Whether `value`, or anything in it, is a secret."""
    inner = opened(value)
    if isinstance(inner.value, dict):
        return inner.secret or any(has_secret(item) for item in inner.value.values())
    if isinstance(inner.value, list):
        return inner.secret or any(has_secret(item) for item in inner.value)
    return inner.secret


def values_of(struct: Struct) -> dict[str, Any]:
    """Property values out of a message, wrappings and all."""
    return dict(MessageToDict(struct))


def struct_of(values: Mapping[str, Any]) -> Struct:
    """Property values as a message takes them."""
    struct = Struct()
    struct.update(dict(values))
    return struct
