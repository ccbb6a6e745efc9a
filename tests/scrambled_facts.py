"""The shipped facts with other words: everything that people only read says something else.

Verdicts rest on fields. What is marked as prose in the models of the rows, and every source, may be
rewritten without one of them changing; these facts are that, rewritten beyond recognition.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from edgewright.base.ids import digest
from edgewright.facts import (
    catalogue,
    law,
    reader,
    regions,
    services,
    settings,
    taxonomy,
    type_content,
)
from edgewright.facts.reader import FactsFile
from edgewright.facts.rows import PROSE

FILES: tuple[FactsFile[Any], ...] = (
    *regions.REGIONS,
    regions.COUNTRIES,
    regions.OVERRIDES,
    services.CONTROL_PLANES,
    services.SERVICES,
    services.INFERENCE,
    settings.SETTINGS,
    taxonomy.TAXONOMY,
    *law.FILES,
    catalogue.SUPPORT,
    catalogue.CLASSIFICATION,
    type_content.TYPE_CONTENT,
)
KEPT = (
    reader._shipped,
    regions.regions,
    services.control_planes,
    taxonomy.other_names,
    type_content.by_token,
)
"""What keeps facts once they are read."""


def other_words(text: str) -> str:
    """A text that shares no word with another one; as a provision of law it still names one."""
    return f"{digest(text).removeprefix('sha256:')[:12]} art. 1"


def scrambled(value: Any, kind: Any) -> Any:
    """A value of a field, whose type says which of its texts are prose."""
    if isinstance(value, str):
        return other_words(value) if _is_prose(kind) else value
    if isinstance(value, list):
        return [scrambled(item, _inner(kind)) for item in value]
    if isinstance(value, dict):
        model = _model(kind)
        fields = model.model_fields if model else {}
        return {
            key: scrambled(item, _field(fields[key]) if key in fields else _inner(kind))
            for key, item in value.items()
        }
    return value


def _field(field: Any) -> Any:
    """A field's type, with the marks that pydantic took off it."""
    return (field.annotation, *field.metadata)


def _parts(kind: Any) -> Iterator[Any]:
    yield kind
    for part in (*(kind if isinstance(kind, tuple) else ()), *get_args(kind)):
        yield from _parts(part)
    yield from getattr(kind, "__metadata__", ())


def _is_prose(kind: Any) -> bool:
    return PROSE in [part for part in _parts(kind) if isinstance(part, str)]


def _inner(kind: Any) -> Any:
    """The types of what a list or a mapping holds: its last argument."""
    holders = [part for part in _parts(kind) if get_origin(part) in (tuple, list, dict)]
    return get_args(holders[0])[0 if get_origin(holders[0]) is tuple else -1] if holders else None


def _model(kind: Any) -> type[BaseModel] | None:
    found = [
        part for part in _parts(kind) if isinstance(part, type) and issubclass(part, BaseModel)
    ]
    return found[0] if found else None


def write_scrambled(folder: Path) -> None:
    """Write every facts file anew, in other words, into a folder."""
    for file in FILES:
        path = reader.FOLDER / f"{file.name}.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        sources = document["sources"].items()
        document["sources"] = {key: other_words(text) for key, text in sources}
        document[file.list_name] = [
            {**scrambled(row, file.model), "source": row["source"]}
            for row in document[file.list_name]
        ]
        (folder / path.name).write_text(json.dumps(document), encoding="utf-8")


@contextmanager
def facts_in_other_words(folder: Path) -> Iterator[None]:
    """For as long as it lasts, facts are read from a rewritten copy in `folder`."""
    write_scrambled(folder)
    shipped, reader.FOLDER = reader.FOLDER, folder
    _forget()
    try:
        yield
    finally:
        reader.FOLDER = shipped
        _forget()


def _forget() -> None:
    for kept in KEPT:
        kept.cache_clear()
