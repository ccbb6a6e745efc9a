"""YAML files as plain data that remembers where everything stood.

What people write for edgewright is small and flat. Whatever makes a small file large or a plain
value strange (aliases, tags, several documents, deep nesting, invisible characters) is refused
while the file is being read, so that no file can make the reader slow.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import ScalarNode

from edgewright.base.errors import EdgewrightError, Place, raise_all, shortened
from edgewright.base.regular_file import read_regular
from edgewright.base.yaml_faults import PLAIN, in_words, is_found_where_it_begins

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
MAX_VALUES = 60_000
"""Keys and values in one file: the parser reads about 50,000 a second."""
Path_ = tuple[str | int, ...]
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""Control characters, halves of surrogate pairs, and marks that reorder the text around them."""


@dataclass(frozen=True)
class Codes:
    """The error codes of one kind of file.

    Attributes:
        what: what the file is called ("the estate").
        unreadable: it is not there or cannot be read.
        malformed: it is not YAML, or not plain enough.
        duplicate: a key stands twice in one mapping.
    """

    what: str
    unreadable: str
    malformed: str
    duplicate: str


@dataclass(frozen=True)
class Document:
    """A YAML file's data.

    Attributes:
        data: dicts, lists, strings, numbers, booleans, dates and None; a dict at the top.
        places: path -> where it stands; a path into a mapping gives its key's place.
        value_places: path -> where the value itself stands.
    """

    file: str
    data: dict[str, Any]
    places: dict[Path_, Place]
    value_places: dict[Path_, Place] = field(default_factory=dict)

    def place(self, path: Path_) -> Place:
        """Where the key or item at `path` stands, or the nearest thing around it."""
        return nearest_place(path, self.places) or Place(self.file)

    def value_place(self, path: Path_) -> Place:
        """Where the value at `path` stands, or the nearest thing around it."""
        return nearest_place(path, self.value_places) or Place(self.file)


def nearest_place(path: Path_, places: dict[Path_, Place]) -> Place | None:
    """The place of `path`, or of the nearest part of the document around it."""
    for length in range(len(path), -1, -1):
        if place := places.get(path[:length]):
            return place
    return None


def path_not_finite(value: Any, path: Path_ = ()) -> Path_ | None:
    """The path of the first number in plain data that is nan or infinite; None without one."""
    if isinstance(value, float):
        return path if value - value != 0 else None
    parts: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    found = (path_not_finite(part, (*path, name)) for name, part in parts)
    return next((one for one in found if one is not None), None)


def read_document(path: Path, codes: Codes) -> Document:
    """Read a YAML file with a mapping at the top.

    Raises:
        EdgewrightError: with the codes given, at the place of what is wrong; keys that stand twice
            are all reported together.
    """
    text = _read_text(path, codes)
    reader = _Reader(str(path), codes)
    try:
        data = reader.read(text)
    except MarkedYAMLError as problem:
        fault = str(problem.problem or problem)
        words, hint = in_words(fault)
        begun = is_found_where_it_begins(fault)
        mark = problem.context_mark if begun else problem.problem_mark
        raise reader.malformed(words, mark, hint) from problem
    except (YAMLError, ValueError, AssertionError) as problem:  # it asserts a %YAML line's version
        raise reader.malformed(f"it is not YAML ({problem})".split("\n")[0], None) from problem
    raise_all(reader.duplicates)
    return Document(str(path), data, reader.places, reader.value_places)


class _Reader:
    """Makes plain data of a parser's events in one pass, and notes where everything stood."""

    def __init__(self, file: str, codes: Codes) -> None:
        self.file = file
        self.codes = codes
        self.places: dict[Path_, Place] = {(): Place(file, 1, 1)}
        self.value_places: dict[Path_, Place] = {}
        self.duplicates: list[EdgewrightError] = []
        self._yaml = YAML(typ="safe", pure=True)
        self._events: Iterator[Any] = iter(())
        self._count = 0

    def read(self, text: str) -> dict[str, Any]:
        """The data of the one document in `text`."""
        self._events = self._yaml.parse(text)
        next(self._events)  # the start of the stream
        start = next(self._events)
        if not isinstance(start, DocumentStartEvent):
            raise self.malformed("it is empty", None, "Write the keys it must have.")
        if start.version not in (None, (1, 2)):
            why = "only YAML 1.2 is read: in others, `no` and `on` are not words"
            raise self.malformed(why, start.start_mark, "Remove the %YAML line.")
        first = next(self._events)
        data = self._value(first, ())
        if not isinstance(data, dict):
            why = "it is not a mapping of keys to values"
            raise self.malformed(why, first.start_mark, "Write `key: value` lines.")
        self._expect_no_more()
        return data

    def _expect_no_more(self) -> None:
        next(self._events)  # the end of the document
        more = next(self._events)
        if isinstance(more, DocumentStartEvent):
            hint = "Keep one: remove what follows `---`."
            raise self.malformed("it holds more than one document", more.start_mark, hint)

    def _value(self, event: Any, path: Path_) -> Any:
        self._refuse_strange(event, path)
        is_blank = isinstance(event, ScalarEvent) and event.end_mark.index == event.start_mark.index
        if not is_blank:  # the parser puts what is not there before whatever comes next
            self.value_places[path] = self._place(event)
        elif path in self.places:
            self.value_places[path] = self.places[path]
        if isinstance(event, MappingStartEvent):
            return dict(self._entries(path))
        if isinstance(event, SequenceStartEvent):
            return list(self._items(path))
        return self._scalar(event)

    def _refuse_strange(self, event: Any, path: Path_) -> None:
        self._count += 1
        mark = event.start_mark
        if self._count > MAX_VALUES:
            why = f"it holds more than {MAX_VALUES:,} keys and values"
            raise self.malformed(why, mark, "Split it.")
        if len(path) > MAX_DEPTH:
            raise self.malformed(f"it nests deeper than {MAX_DEPTH} levels", mark)
        if isinstance(event, AliasEvent):
            why = "aliases (*name) are not allowed"
            raise self.malformed(why, mark, "Write the value out.")
        if tag := getattr(event, "tag", None):
            why = f"tags ({shortened(tag)[1:-1]}) are not allowed"
            raise self.malformed(why, mark, "Write the value without it.")

    def _entries(self, path: Path_) -> Iterator[tuple[str, Any]]:
        seen: dict[str, Place] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key, place = self._key(event, path), self._place(event)
            if key in seen:
                self.duplicates.append(self._twice(key, seen[key], place))
            inner = (*path, key)
            seen[key] = self.places[inner] = place
            yield key, self._value(next(self._events), inner)

    def _key(self, event: Any, path: Path_) -> str:
        self._refuse_strange(event, path)
        if not isinstance(event, ScalarEvent):
            raise self.malformed("a key is not a plain word", event.start_mark, "Write a name.")
        self._refuse_invisible(event)
        return str(event.value)

    def _twice(self, key: str, first: Place, place: Place) -> EdgewrightError:
        return EdgewrightError(
            self.codes.duplicate,
            f"key {shortened(key)} stands twice; the first is at line {first.line}",
            place=place,
            hint="Keep one of them.",
        )

    def _items(self, path: Path_) -> Iterator[Any]:
        number = 0
        while not isinstance(event := next(self._events), SequenceEndEvent):
            inner = (*path, number)
            self.places[inner] = self._place(event)
            yield self._value(event, inner)
            number += 1

    def _scalar(self, event: Any) -> Any:
        self._refuse_invisible(event)
        tag = self._yaml.resolver.resolve(ScalarNode, event.value, event.implicit)
        try:
            return self._yaml.constructor.construct_object(
                ScalarNode(tag, event.value, event.start_mark, event.end_mark)
            )
        except (YAMLError, ValueError) as problem:
            why = f"{shortened(event.value)} is not a number or a date"
            hint = "Write one that exists, or put it in quotes if it is text."
            raise self.malformed(why, event.start_mark, hint) from problem

    def _refuse_invisible(self, event: Any) -> None:
        if found := _INVISIBLE.search(event.value):
            raise self.malformed(_unseen(found[0]), event.start_mark, "Remove it.")

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def malformed(self, why: str, mark: Any, hint: str = PLAIN) -> EdgewrightError:
        """The error for a file that is not plain YAML, at a parser's mark if it has one."""
        place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)
        return _malformed(self.codes, why, place, hint)


def _read_text(path: Path, codes: Codes) -> str:
    try:
        text = read_regular(path, MAX_BYTES).decode("utf-8-sig")
    except OSError as problem:
        why = problem.strerror or str(problem)
        if problem.errno == errno.EFBIG:
            raise _malformed(codes, why, Place(str(path)), "Split it.") from problem
        raise _unreadable(codes, path, why) from problem
    except UnicodeDecodeError as problem:
        hint = "Save it as UTF-8."
        raise _malformed(codes, "it is not UTF-8 text", Place(str(path)), hint) from problem
    if found_at := _INVISIBLE.search(text):
        lines = re.split(r"\r\n|\r|\n", text[: found_at.start()])
        place = Place(str(path), len(lines), len(lines[-1]) + 1)
        raise _malformed(codes, _unseen(found_at[0]), place, "Remove it.")
    return text


def _unseen(character: str) -> str:
    return f"it has a character that cannot be seen (U+{ord(character):04X})"


def _unreadable(codes: Codes, path: Path, why: str) -> EdgewrightError:
    return EdgewrightError(
        codes.unreadable,
        f"cannot read {codes.what}: {why}",
        place=Place(str(path)),
        hint="Check the path and its permissions.",
    )


def _malformed(codes: Codes, why: str, place: Place, hint: str) -> EdgewrightError:
    return EdgewrightError(
        codes.malformed, f"{codes.what} cannot be read: {why}", place=place, hint=hint
    )
