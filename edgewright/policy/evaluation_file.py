"""Evaluations as files: written whole or not at all, read with suspicion."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from edgewright.base.errors import EdgewrightError, Place
from edgewright.base.regular_file import read_regular
from edgewright.base.whole_file import write_whole
from edgewright.policy.evaluation import SCHEMA, VERSION, Evaluation

MAX_BYTES = 2_000_000_000
"""An evaluation of 10,000 resources has some 100 million."""


def write_evaluation(path: Path, evaluation: Evaluation) -> None:
    """Write an evaluation; a reader sees the old file or the new one, never half of it.

    Raises:
        EdgewrightError: EVA-003 when it cannot be written.
    """
    document = {"schema": SCHEMA, "version": VERSION, **asdict(evaluation)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(document, indent=1).encode())
    except OSError as problem:
        raise EdgewrightError(
            "EVA-003",
            f"cannot write {path}: {problem.strerror}",
            hint="Make the project's .edgewright folder writable, or free space on its disk.",
        ) from problem


def read_evaluation(path: Path) -> Evaluation:
    """The evaluation in a file.

    Raises:
        EdgewrightError: EVA-004 when it cannot be read, EVA-005 when it is no evaluation or one
            of another version.
    """
    try:
        document: Any = json.loads(read_regular(path, MAX_BYTES))
    except OSError as problem:
        raise EdgewrightError(
            "EVA-004",
            f"cannot read {path}: {problem.strerror}",
            hint="Run `edgewright preview` on the stack first.",
        ) from problem
    except (ValueError, RecursionError) as problem:
        raise _foreign(path, "it is not whole") from problem
    if not isinstance(document, dict) or document.pop("schema", None) != SCHEMA:
        raise _foreign(path, f"its schema is not {SCHEMA}")
    if (version := document.pop("version", None)) != VERSION:
        raise _foreign(path, f"its version is {version}, not {VERSION}")
    try:
        return _reader().validate_python(document)
    except ValidationError as problem:
        error = problem.errors()[0]
        where = ".".join(str(part) for part in error["loc"])
        raise _foreign(path, f"{where}: {error['msg'].lower()}") from problem


@cache
def _reader() -> TypeAdapter[Evaluation]:
    """Made where an evaluation is read: most runs only write one."""
    return TypeAdapter(Evaluation)


def _foreign(path: Path, why: str) -> EdgewrightError:
    return EdgewrightError(
        "EVA-005",
        f"not an evaluation: {why}",
        place=Place(str(path)),
        hint="Write a new one with `edgewright preview`.",
    )
