"""The one reader of facts files: checks a whole file against its row model, or refuses it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from edgewright.base.errors import EdgewrightError, Place
from edgewright.facts.rows import Row

FOLDER = Path(__file__).parent / "data"

MAX_AGE = "max_age_days"

RowType = TypeVar("RowType", bound=Row)


class Table(NamedTuple, Generic[RowType]):
    """A facts file as read.

    Attributes:
        name: the file's name without its ending.
        max_age_days: days after `as_of` at which a row must be looked at again.
        rows: its rows, in the order of the file.
    """

    name: str
    max_age_days: int
    rows: tuple[RowType, ...]


@dataclass(frozen=True)
class FactsFile(Generic[RowType]):
    """A facts file of the product: `data/NAME.json`, read on first use and kept.

    Attributes:
        name: the file's name without its ending.
        model: the row's model.
        key: attributes that together name a row.
        list_name: the member that holds the rows.
        faults: what no row can show alone, each as (row number, why it cannot be).
    """

    name: str
    model: type[RowType]
    key: tuple[str, ...]
    list_name: str
    faults: Callable[[tuple[RowType, ...]], Iterator[tuple[int, str]]] | None = None

    def table(self) -> Table[RowType]:
        """The file as read.

        Raises:
            EdgewrightError: FCT-001 when it is not valid.
        """
        return _shipped(self)

    def rows(self) -> tuple[RowType, ...]:
        """The rows of `table`."""
        return self.table().rows


@cache
def _shipped(file: FactsFile[Any]) -> Table[Any]:
    path = FOLDER / f"{file.name}.json"
    table = read_table(path, file.list_name, file.model, file.key)
    for number, why in file.faults(table.rows) if file.faults else ():
        raise refused(path, f"{file.list_name}[{number}]: {why}")
    return table


def read_rows(
    path: Path, list_name: str, model: type[RowType], key: tuple[str, ...]
) -> tuple[RowType, ...]:
    """The rows of a facts file, as `read_table` gives them."""
    return read_table(path, list_name, model, key).rows


def read_table(
    path: Path, list_name: str, model: type[RowType], key: tuple[str, ...]
) -> Table[RowType]:
    """A facts file.

    The file is a JSON object of three members: `sources` (key -> full text), `max_age_days` (a
    whole number from 1) and the list.

    Args:
        path: the file.
        list_name: the member that holds the rows.
        model: the row's model.
        key: attributes that together name a row; no two rows may share them.

    Raises:
        EdgewrightError: FCT-001 when the file cannot be read, is not such an object, has a row
            that its model refuses, names a source it does not give, says a thing twice, or has a
            row that is dated after all others by more than `max_age_days`.
    """
    document = _document(path, list_name)
    rows = []
    seen: set[tuple[Any, ...]] = set()
    for number, raw in enumerate(document[list_name]):
        row = _row(path, f"{list_name}[{number}]", raw, model, document["sources"])
        name = tuple(getattr(row, part) for part in key)
        if name in seen:
            repeated = " ".join(str(part) for part in name)
            raise refused(path, f"{list_name}[{number}]: {repeated} is there twice")
        seen.add(name)
        rows.append(row)
    _refuse_a_date_apart(path, list_name, rows, document[MAX_AGE])
    return Table(path.stem, document[MAX_AGE], tuple(rows))


def refused(path: Path, why: str) -> EdgewrightError:
    """FCT-001 for a facts file, with the row in `why`."""
    return EdgewrightError(
        "FCT-001",
        f"a facts file is not valid: {why}",
        hint="Reinstall edgewright, or undo what was changed by hand in this file.",
        place=Place(str(path)),
    )


def _document(path: Path, list_name: str) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise refused(path, f"it cannot be read: {problem}") from problem
    if not isinstance(document, dict) or set(document) != {"sources", MAX_AGE, list_name}:
        raise refused(
            path, f"it is not an object with exactly `sources`, `{MAX_AGE}` and `{list_name}`"
        )
    if not isinstance(document["sources"], dict) or not isinstance(document[list_name], list):
        raise refused(path, f"`sources` is not an object, or `{list_name}` is not a list")
    if not document[list_name]:
        raise refused(path, f"`{list_name}` is empty")
    if type(document[MAX_AGE]) is not int or document[MAX_AGE] < 1:
        raise refused(path, f"`{MAX_AGE}` is not a whole number from 1")
    return document


def _row(
    path: Path, where: str, raw: Any, model: type[RowType], sources: dict[str, str]
) -> RowType:
    source = raw.get("source") if isinstance(raw, dict) else None
    if not isinstance(source, str) or source not in sources:
        raise refused(path, f"{where}: its source is not one of `sources`")
    try:
        return model.model_validate({**raw, "source": sources[source]})
    except ValidationError as problem:
        first = problem.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "row"
        raise refused(path, f"{where}: {field}: {first['msg']}") from problem


def _refuse_a_date_apart(
    path: Path, list_name: str, rows: Sequence[Row], max_age_days: int
) -> None:
    # Facts have no clock of their own. A date that leaves every other row stale is a slip of the
    # pen ("2062-10-31"), or a row renewed while the rest of the table was left to rot.
    latest = max(range(len(rows)), key=lambda number: rows[number].as_of)
    others = [row.as_of for number, row in enumerate(rows) if number != latest]
    if others and rows[latest].as_of - max(others) > timedelta(days=max_age_days):
        raise refused(
            path,
            f"{list_name}[{latest}]: as_of: {rows[latest].as_of} is more than {max_age_days} days "
            "after every other row",
        )
