"""The JSON document in a file that Pulumi, or a shell it wrote to, left behind."""

from __future__ import annotations

import json
import math
from collections import Counter
from json import detect_encoding
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError, Place, shortened
from edgewright.base.regular_file import read_regular

MAX_BYTES = 2_000_000_000
"""A state of 10,000 resources has some 50 million."""
WRITE = "Write it with `pulumi stack export`, or with `pulumi preview --json --show-sames`."


def read_document(path: Path) -> Any:
    """The JSON in a file: UTF-8, or what a byte order mark says (Windows PowerShell's `>`: UTF-16).

    Which encoding it is follows from its first bytes, as RFC 4627 section 3 has it.

    Raises:
        EdgewrightError: GRA-001 when it cannot be read, GRA-002 when it is no JSON.
    """
    try:
        raw = read_regular(path, MAX_BYTES)
    except OSError as problem:
        raise EdgewrightError(
            "GRA-001",
            f"cannot read {path}: {problem.strerror}",
            hint="Give the path of a file that `pulumi stack export` or `preview --json` wrote; "
            "what comes through a pipe has to be in a file first.",
        ) from problem
    text = _text(path, raw)
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_float=_finite, parse_constant=_finite
        )
    except json.JSONDecodeError as problem:
        cut = problem.pos >= len(text.rstrip())
        raise not_a_recording(
            path, "it ends in the middle" if cut else "it is not JSON", problem.lineno
        ) from problem
    except _Twice as problem:
        raise not_a_recording(path, f"key {problem} stands twice in one object") from problem
    except ValueError as problem:
        raise not_a_recording(path, "a number of it is none, or too large to count") from problem
    except RecursionError as problem:
        raise not_a_recording(path, "it is nested too deeply") from problem


class _Twice(ValueError):
    """A key that stands twice in an object: of its values only the last would count."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        counted = Counter(name for name, _ in pairs)
        raise _Twice(shortened(next(name for name, count in counted.items() if count > 1)))
    return found


def _finite(text: str) -> float:
    """A number that is one: no NaN, and none beyond what a computer counts to."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def not_a_recording(path: Path, why: str, line: int | None = None) -> EdgewrightError:
    """What to raise for a file that is neither a state nor a preview."""
    return EdgewrightError(
        "GRA-002",
        f"not a Pulumi state export or preview: {why}",
        place=Place(str(path), line),
        hint=WRITE,
    )


def _text(path: Path, raw: bytes) -> str:
    encoding = detect_encoding(raw)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as problem:
        raise EdgewrightError(
            "GRA-002",
            f"not a Pulumi state export or preview: its text is no {encoding.upper()}",
            place=Place(str(path), None),
            hint="Save it as UTF-8, or as UTF-16 with a byte order mark. "
            "`pulumi stack export --file FILE` writes UTF-8 whatever the shell.",
        ) from problem
