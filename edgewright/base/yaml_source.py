"""YAML files as plain data that remembers where everything stood.

What people write for edgewright is small and flat. Anything that makes a small file large or a
plain value strange (aliases, custom tags, several documents, deep nesting) is refused before a tree
is built, so that no file can make the reader slow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    NodeEvent,
)
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from edgewright.base.errors import EdgewrightError, Place

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
Path_ = tuple[str | int, ...]


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
        places: path -> where the value stands; a path into a mapping gives its key's place.
    """

    file: str
    data: dict[str, Any]
    places: dict[Path_, Place]

    def place(self, path: Path_) -> Place:
        """Where the value at `path` stands, or the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if place := self.places.get(path[:length]):
                return place
        return Place(self.file)


def read_document(path: Path, codes: Codes) -> Document:
    """Read a YAML file with a mapping at the top.

    Raises:
        EdgewrightError: with the codes given, at the place of what is wrong.
    """
    text = _read_text(path, codes)
    yaml = YAML(typ="safe", pure=True)
    try:
        _refuse_what_is_not_plain(yaml, text, path, codes)
        node = yaml.compose(text)
    except MarkedYAMLError as problem:
        raise _malformed(codes, str(problem.problem or problem), _mark(path, problem)) from problem
    except (YAMLError, RecursionError, ValueError) as problem:
        raise _malformed(codes, str(problem).split("\n")[0], Place(str(path))) from problem
    if not isinstance(node, MappingNode):
        raise _malformed(codes, "it is not a mapping of keys to values", Place(str(path), 1, 1))
    builder = _Builder(str(path), codes, yaml)
    return Document(str(path), builder.build(node, ()), builder.places)


class _Builder:
    """Makes plain data of composed nodes and notes their places."""

    def __init__(self, file: str, codes: Codes, yaml: YAML) -> None:
        self.file = file
        self.codes = codes
        self.places: dict[Path_, Place] = {(): Place(file, 1, 1)}
        self._constructor = yaml.constructor

    def build(self, node: Node, path: Path_) -> Any:
        """The data of a node."""
        if isinstance(node, MappingNode):
            return dict(self._entries(node, path))
        if isinstance(node, SequenceNode):
            return [self._item(child, (*path, number)) for number, child in enumerate(node.value)]
        try:
            return self._constructor.construct_object(node)
        except (YAMLError, ValueError) as problem:
            raise _malformed(
                self.codes, f"{node.value!r} is not a value", self._place(node)
            ) from problem

    def _entries(self, node: MappingNode, path: Path_) -> Iterator[tuple[str, Any]]:
        seen: dict[str, Place] = {}
        for key_node, value_node in node.value:
            place = self._place(key_node)
            key = key_node.value
            if not isinstance(key, str):
                raise _malformed(self.codes, "a key is not a plain word", place)
            if key in seen:
                raise EdgewrightError(
                    self.codes.duplicate,
                    f"key {key!r} stands twice; the first is at line {seen[key].line}",
                    place=place,
                    hint="Keep one of them.",
                )
            seen[key] = self.places[(*path, key)] = place
            yield key, self.build(value_node, (*path, key))

    def _item(self, node: Node, path: Path_) -> Any:
        self.places[path] = self._place(node)
        return self.build(node, path)

    def _place(self, node: Node) -> Place:
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)


def _read_text(path: Path, codes: Codes) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _malformed(
                codes, f"it has {size:,} bytes, more than {MAX_BYTES:,}", Place(str(path))
            )
        return path.read_text(encoding="utf-8")
    except OSError as problem:
        raise EdgewrightError(
            codes.unreadable,
            f"cannot read {codes.what}: {problem.strerror}",
            place=Place(str(path)),
            hint="Check the path and its permissions.",
        ) from problem
    except UnicodeDecodeError as problem:
        raise _malformed(codes, "it is not UTF-8 text", Place(str(path))) from problem


def _refuse_what_is_not_plain(yaml: YAML, text: str, path: Path, codes: Codes) -> None:
    depth = documents = 0
    for event in yaml.parse(text):
        why = None
        if isinstance(event, CollectionStartEvent):
            depth += 1
            why = f"it nests deeper than {MAX_DEPTH} levels" if depth > MAX_DEPTH else None
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        elif isinstance(event, DocumentStartEvent):
            documents += 1
            why = "it holds more than one document" if documents > 1 else None
        why = why or _strangeness(event)
        if why:
            mark = event.start_mark
            raise _malformed(codes, why, Place(str(path), mark.line + 1, mark.column + 1))
    if not documents:
        raise _malformed(codes, "it is empty", Place(str(path)))


def _strangeness(event: Any) -> str | None:
    if isinstance(event, AliasEvent):
        return "aliases (*name) are not allowed: write the value out"
    tag = getattr(event, "tag", None)
    if isinstance(event, NodeEvent) and tag and not str(tag).startswith("tag:yaml.org,2002:"):
        return f"the tag {tag} is not allowed"
    return None


def _mark(path: Path, problem: MarkedYAMLError) -> Place:
    mark = problem.problem_mark
    return Place(str(path), mark.line + 1, mark.column + 1) if mark else Place(str(path))


def _malformed(codes: Codes, why: str, place: Place) -> EdgewrightError:
    return EdgewrightError(
        codes.malformed,
        f"{codes.what} cannot be read: {why}",
        place=place,
        hint="Write plain YAML: mappings, lists and values.",
    )
