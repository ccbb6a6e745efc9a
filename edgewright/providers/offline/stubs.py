"""Answers a project gives itself to functions that only a cloud could answer.

They are in `edgewright.yaml` under `invokes`, by the function's token: an entry, or a list of
entries, each with `returns` and, where the answer depends on them, `args`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.providers.property_values import opened, secret

TO_FILL_IN = "..."
"""What the printed lines have where the project is to say something."""
STUBS_ENVIRONMENT = "EDGEWRIGHT_OFFLINE_STUBS"
"""Where the file with the stubs is: JSON, the value of `invokes`."""


@dataclass(frozen=True)
class Stubs:
    """The stubs of a project.

    Attributes:
        entries: token -> the entries for it, the first that fits first.
    """

    entries: Mapping[str, tuple[Mapping[str, Any], ...]]

    def answer(self, token: str, args: Mapping[str, Any]) -> dict[str, Any] | None:
        """What a function returns; None when no entry is for it."""
        for entry in self.entries.get(token, ()):
            if _fits(entry.get("args") or {}, args):
                return dict(entry["returns"])
        return None


NO_STUBS = Stubs({})


def read_stubs(invokes: Any) -> Stubs:
    """The stubs as a project writes them.

    Raises:
        EdgewrightError: OFF-006 when they are not of their form.
    """
    if not isinstance(invokes, dict):
        raise _malformed("invokes")
    return Stubs({str(token): _entries(token, value) for token, value in invokes.items()})


def load_stubs(path: Path) -> Stubs:
    """The stubs in a file that the gate wrote."""
    return read_stubs(json.loads(path.read_text(encoding="utf-8")))


def overlaid(answer: Mapping[str, Any], stub: Mapping[str, Any]) -> dict[str, Any]:
    """An answer with what a stub says in its place; what was secret stays so."""
    over = {
        name: secret(value) if opened(answer.get(name)).secret else value
        for name, value in stub.items()
    }
    return {**answer, **over}


def snippet(token: str, names: Iterable[str]) -> str:
    """The lines to add to edgewright.yaml, with the properties to fill in."""
    returns = ", ".join(f"{name}: {TO_FILL_IN}" for name in names)
    return f'invokes:\n  "{token}":\n    returns: {{{returns}}}'


def _entries(token: str, value: Any) -> tuple[Mapping[str, Any], ...]:
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list) or not all(_is_entry(one) for one in value):
        raise _malformed(f"invokes: {token}")
    return tuple(value)


def _is_entry(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) <= {"args", "returns"}
        and isinstance(value.get("returns"), dict)
        and TO_FILL_IN not in value["returns"].values()
        and isinstance(value.get("args") or {}, dict)
    )


def _fits(wanted: Any, given: Any) -> bool:
    """Whether a call's arguments have what an entry wants of them, in objects at any depth."""
    if isinstance(wanted, dict) and isinstance(given, dict):
        return all(name in given and _fits(item, given[name]) for name, item in wanted.items())
    return bool(wanted == given)


def _malformed(where: str) -> EdgewrightError:
    return EdgewrightError(
        "OFF-006",
        f"edgewright.yaml: {where} is not of the form of a stub, or not filled in",
        hint='Write "package:module/function:function": {property: value}, or a list of '
        "{args: {...}, returns: {...}}.",
    )
