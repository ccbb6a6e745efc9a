"""The one reader of facts files: checks a whole file against its row model, or refuses it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from edgewright.base.errors import EdgewrightError, Place
from edgewright.facts.rows import Row

FOLDER = Path(__file__).parent / "data"

RowType = TypeVar("RowType", bound=Row)


def read_rows(
    path: Path, list_name: str, model: type[RowType], key: tuple[str, ...]
) -> tuple[RowType, ...]:
    """The rows of a facts file, in the order of the file.

    The file is a JSON object of two members: `sources` (key -> full text) and the list.

    Args:
        path: the file.
        list_name: the member that holds the rows.
        model: the row's model.
        key: attributes that together name a row; no two rows may share them.

    Raises:
        EdgewrightError: FCT-001 when the file cannot be read, is not such an object, has a row
            that its model refuses, names a source it does not give, or says a thing twice.
    """
    document = _document(path, list_name)
    rows = []
    seen: set[tuple[Any, ...]] = set()
    for number, raw in enumerate(document[list_name]):
        row = _row(path, f"{list_name}[{number}]", raw, model, document["sources"])
        name = tuple(getattr(row, part) for part in key)
        if name in seen:
            raise _refused(path, f"{list_name}[{number}]: {' '.join(name)} is there twice")
        seen.add(name)
        rows.append(row)
    return tuple(rows)


def _document(path: Path, list_name: str) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise _refused(path, f"it cannot be read: {problem}") from problem
    if not isinstance(document, dict) or set(document) != {"sources", list_name}:
        raise _refused(path, f"it is not an object with exactly `sources` and `{list_name}`")
    if not isinstance(document["sources"], dict) or not isinstance(document[list_name], list):
        raise _refused(path, f"`sources` is not an object, or `{list_name}` is not a list")
    if not document[list_name]:
        raise _refused(path, f"`{list_name}` is empty")
    return document


def _row(
    path: Path, where: str, raw: Any, model: type[RowType], sources: dict[str, str]
) -> RowType:
    if not isinstance(raw, dict) or raw.get("source") not in sources:
        raise _refused(path, f"{where}: its source is not one of `sources`")
    try:
        return model.model_validate({**raw, "source": sources[raw["source"]]})
    except ValidationError as problem:
        first = problem.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "row"
        raise _refused(path, f"{where}: {field}: {first['msg']}") from problem


def _refused(path: Path, why: str) -> EdgewrightError:
    return EdgewrightError(
        "FCT-001",
        f"a facts file is not valid: {why}",
        hint="Reinstall edgewright, or undo what was changed by hand in this file.",
        place=Place(str(path)),
    )
