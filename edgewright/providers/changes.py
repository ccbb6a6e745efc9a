"""What differs between a resource's old and new inputs, by property path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi.runtime.proto import provider_pb2

from edgewright.providers.property_values import is_unknown, opened

ALL_BUT_TAGS = "*"
"""Instead of property names: every change but one of tags replaces the resource."""
TAGS = ("tags", "tagsAll")
PLAIN_NAME = re.compile(r"^[A-Za-z_$][A-Za-z0-9_$-]*$")


@dataclass(frozen=True)
class Change:
    """A difference: where, and whether something was added, deleted or updated.

    Attributes:
        path: as Pulumi writes property paths: `a.b[0]["c.d"]`.
        steps: the same path's names and positions.
        kind: "ADD", "DELETE" or "UPDATE".
    """

    path: str
    steps: tuple[str | int, ...]
    kind: str

    @property
    def top(self) -> str:
        """The property it is in."""
        return str(self.steps[0])


def changes(old: Any, new: Any, steps: tuple[str | int, ...] = ()) -> Iterator[Change]:
    """Every difference between two property values; that one is a secret makes none.

    A value not known yet counts as changed. Names with two leading underscores are the engine's
    and providers' own.
    """
    before, after = opened(old).value, opened(new).value
    if isinstance(before, dict) and isinstance(after, dict):
        names = sorted(name for name in {*before, *after} if not name.startswith("__"))
        for name in names:
            yield from _entry(before, after, name, (*steps, name))
    elif isinstance(before, list) and isinstance(after, list):
        for position in range(max(len(before), len(after))):
            left, right = dict(enumerate(before)), dict(enumerate(after))
            yield from _entry(left, right, position, (*steps, position))
    elif is_unknown(after) or before != after:
        yield _change(steps, "UPDATE")


def _entry(
    before: dict[Any, Any], after: dict[Any, Any], name: Any, steps: tuple[str | int, ...]
) -> Iterator[Change]:
    if before.get(name) is None and after.get(name) is None:
        return
    if before.get(name) is None:
        yield _change(steps, "ADD")
    elif after.get(name) is None:
        yield _change(steps, "DELETE")
    else:
        yield from changes(before[name], after[name], steps)


def _change(steps: tuple[str | int, ...], kind: str) -> Change:
    return Change(property_path(steps), steps, kind)


def property_path(steps: Sequence[str | int]) -> str:
    """Steps as a Pulumi property path."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        elif PLAIN_NAME.match(step):
            text += f".{step}" if text else step
        else:
            escaped = step.replace("\\", "\\\\").replace('"', '\\"')
            text += f'["{escaped}"]'
    return text


def replaces(change: Change, immutable: Sequence[str]) -> bool:
    """Whether a change is of a property that cannot be changed in place."""
    if ALL_BUT_TAGS in immutable:
        return change.top not in TAGS
    names = tuple(step for step in change.steps if isinstance(step, str))
    return any(
        names[: len(entry)] == entry for entry in (tuple(one.split(".")) for one in immutable)
    )


def difference(
    old: Mapping[str, Any], new: Mapping[str, Any], immutable: Sequence[str]
) -> provider_pb2.DiffResponse:
    """The answer to the engine's Diff: every change, and which of them replace the resource.

    Args:
        old: inputs as they were.
        new: inputs as they are to be.
        immutable: property names ("a.b" for a nested one) that cannot be changed in place.
    """
    found = list(changes(dict(old), dict(new)))
    some, none = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE
    response = provider_pb2.DiffResponse(changes=some if found else none, hasDetailedDiff=True)
    response.diffs.extend(sorted({change.top for change in found}))
    for change in found:
        kind = change.kind
        if replaces(change, immutable):
            kind += "_REPLACE"
            response.replaces.append(change.path)
        response.detailedDiff[change.path].kind = provider_pb2.PropertyDiff.Kind.Value(kind)
        response.detailedDiff[change.path].inputDiff = True
    return response
