"""The shape of a resource's state, as Pulumi's JSON has it; refused where it is another.

What is of another type is not read as if it were not there: a `custom` that is a text, or a
`delete`, would take a resource out of everything that is judged. Inputs and outputs may hold
anything; whoever reads them holds each value to its type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edgewright.base.errors import EdgewrightError

TEXTS = ("urn", "type")
"""Fields of every state (apitype.ResourceV3)."""
OPTIONAL: Mapping[str, tuple[type, str]] = {
    "id": (str, "a text"),
    "parent": (str, "a text"),
    "provider": (str, "a text"),
    "viewOf": (str, "a text"),
    "inputs": (dict, "an object"),
    "outputs": (dict, "an object"),
    "propertyDependencies": (dict, "an object"),
    "custom": (bool, "true or false"),
    "delete": (bool, "true or false"),
    "external": (bool, "true or false"),
    "protect": (bool, "true or false"),
    "pendingReplacement": (bool, "true or false"),
    "retainOnDelete": (bool, "true or false"),
}
"""The others that are read: field -> its type and what that is in words. null is not there."""


def require_shape(state: Any) -> None:
    """Refuse a state that the engine would not have written.

    Raises:
        EdgewrightError: GRA-005 with the field.
    """
    if not isinstance(state, dict):
        raise _other("a resource", "an object", "")
    urn = state.get("urn")
    named = urn if isinstance(urn, str) else "a resource"
    for name in TEXTS:
        if not isinstance(state.get(name), str) or not state[name]:
            raise _other(f"`{name}`", "a text", named)
    for name, (type_, words) in OPTIONAL.items():
        value = state.get(name)
        if value is not None and not isinstance(value, type_):
            raise _other(f"`{name}`", words, named)
    for urns in (state.get("propertyDependencies") or {}).values():
        if urns is not None and not _are_texts(urns):
            raise _other("an entry of `propertyDependencies`", "a list of texts", named)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _other(what: str, words: str, of: str) -> EdgewrightError:
    about = f" of {of}" if of else ""
    return EdgewrightError(
        "GRA-005",
        f"{what}{about} is not {words}",
        hint="Give what `pulumi stack export` or `pulumi preview --json --show-sames` wrote, "
        "unchanged.",
    )
