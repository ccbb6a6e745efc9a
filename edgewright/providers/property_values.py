"""The engine's special property values, as far as a provider must tell them apart.

Signatures are those of Pulumi's sdk/go/common/resource/sig.
"""

from __future__ import annotations

from typing import Any

SIGNATURE_KEY = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def is_marked(value: Any) -> bool:
    """Whether `value`, or anything in it, is not known yet."""
    if isinstance(value, dict):
        signature = value.get(SIGNATURE_KEY)
        if signature == OUTPUT and "value" not in value:
            return True
        return any(is_marked(item) for item in value.values())
    if isinstance(value, list):
        return any(is_marked(item) for item in value)
    return value == UNKNOWN


def known(value: Any) -> Any:
    """A value without wrappings: secrets and outputs opened, entries not known yet left out."""
    if isinstance(value, dict):
        if SIGNATURE_KEY in value:
            return known(value.get("value"))
        return {name: known(item) for name, item in value.items() if not _is_unknown_itself(item)}
    if isinstance(value, list):
        return [known(item) for item in value if not _is_unknown_itself(item)]
    return value


def _is_unknown_itself(value: Any) -> bool:
    if isinstance(value, dict) and value.get(SIGNATURE_KEY) == OUTPUT:
        return "value" not in value
    return bool(value == UNKNOWN)
