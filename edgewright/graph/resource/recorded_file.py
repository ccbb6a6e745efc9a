"""The JSON document in a file that Pulumi, or a shell it wrote to, left behind."""

from __future__ import annotations

import json
from json import detect_encoding
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError, Place
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
        return json.loads(text)
    except json.JSONDecodeError as problem:
        cut = problem.pos >= len(text.rstrip())
        raise not_a_recording(
            path, "it ends in the middle" if cut else "it is not JSON", problem.lineno
        ) from problem
    except RecursionError as problem:
        raise not_a_recording(path, "it is nested too deeply") from problem


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
