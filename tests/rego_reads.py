"""What rules read of nodes, by OPA's own syntax trees.

Found are `nodes.prop(x, "name")`, `nodes.part(x, ["name", ...])`, `x.props.name` and
`object.get(x, ["props", "name", ...], default)`, in a rule and in every library function that it
can call. What only goes into the words of a finding (`vars`, `witness`, `because`, `nodes.shown`)
decides nothing and is left out.

Not found: a name that is computed, a property reached through a variable that holds all of `props`,
and for a rule of several kinds, of which of them a property is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from shipped_rules import Opa

WORDS = {"vars", "witness", "because"}
SHOWN = ("nodes", "shown")
CALLED = ("id", "name")
OWN = ""
"""Where the functions of a rule's own module are at home."""
Name = tuple[str, str]
"""The last part of a package below `lib` (or OWN), and the name of what it defines."""
Definitions = Mapping[Name, Sequence[Any]]


class Reads:
    """The properties that rules read, with the library functions below one folder."""

    def __init__(self, opa: Opa, library: Path) -> None:
        self._opa = opa
        self._library: dict[Name, list[Any]] = {}
        for path in sorted(library.rglob("*.rego")):
            if not path.stem.endswith("_test"):
                tree = self._parse(path)
                self._add(self._library, tree["package"]["path"][-1]["value"], tree)

    def of(self, module: Path) -> set[str]:
        """The properties that decide what a rule denies or notes, whoever reads them for it."""
        known = dict(self._library)
        self._add(known, OWN, self._parse(module))
        return _reached([(OWN, "deny"), (OWN, "qualified")], known)

    def called(self, module: Path) -> set[Name]:
        """Where ids and names are read, as (variable, member), but to say which node it is about.

        Found are `x.name` and `object.get(x, "name", default)` or with a path that begins so,
        wherever a rule leads to, in words as well; a variable that is no node's is found too.
        """
        known = dict(self._library)
        self._add(known, OWN, self._parse(module))
        start = [(OWN, "deny"), (OWN, "qualified")]
        return {found for term in _reachable(start, known, _but_about) for found in _called(term)}

    def _add(self, known: dict[Name, list[Any]], home: str, tree: Any) -> None:
        for rule in tree["rules"]:
            known.setdefault((home, rule["head"]["ref"][0]["value"]), []).append(rule)

    def _parse(self, path: Path) -> Any:
        done = self._opa.run("parse", "--format", "json", path)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def _reached(start: Sequence[Name], known: Definitions) -> set[str]:
    """What definitions read, and all that they lead to."""
    return {name for term in _reachable(start, known, _judging) for name in _read(term)}


def _reachable(
    start: Sequence[Name], known: Definitions, parts: Callable[[Any], Iterator[Any]]
) -> Iterator[Any]:
    """The parts of definitions, and of all that they lead to."""
    waiting, seen = list(start), set(start)
    while waiting:
        name = waiting.pop()
        for term in parts(known.get(name, [])):
            yield term
            new = _meant(term, name[0]) & known.keys() - seen
            seen |= new
            waiting += new


def _but_about(value: Any) -> Iterator[Any]:
    """Every part of a syntax tree but the id that says which node a finding is about."""
    if isinstance(value, list):
        for part in value:
            yield from _but_about(part)
        yield value
    elif isinstance(value, dict) and value.get("type") == "object":
        for key, item in value["value"]:
            if key.get("value") != "node" or _path(item)[1:] != ("id",):
                yield from _but_about(item)
            yield from _but_about(key)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _but_about(part)
        yield value


def _called(term: Any) -> set[Name]:
    """The variable of which a reference or a call reads the id or the name, and which."""
    if isinstance(term, list) and len(term) > 2 and _path(term[0]) == ("object", "get"):
        given = _plain(term[2])
        first = given[0] if isinstance(given, list) else given
        return {(str(term[1]["value"]), first)} if first in CALLED else set()
    path = _path(term)
    return {(path[0], path[1])} if len(path) > 1 and path[1] in CALLED else set()


def _judging(value: Any) -> Iterator[Any]:
    """Every part of a syntax tree but what only goes into the words of a finding."""
    if isinstance(value, list):
        if _path(value[0] if value else None) == SHOWN:
            return
        for part in value:
            yield from _judging(part)
        yield value
    elif isinstance(value, dict):
        if value.get("type") == "object":
            pairs = [pair for pair in value["value"] if pair[0].get("value") not in WORDS]
            yield from _judging(pairs)
        else:
            for part in value.values():
                yield from _judging(part)
            yield value


def _read(term: Any) -> set[str]:
    """The property that a reference or a call (function, arguments) reads."""
    if isinstance(term, list) and len(term) > 2:
        name, second = _path(term[0]), _plain(term[2])
        if name in (("nodes", "prop"), ("prop",)) and isinstance(second, str):
            return {second}
        if name == ("nodes", "part") and isinstance(second, list):
            return {second[0]}
        if name == ("object", "get") and isinstance(second, list) and second[0] == "props":
            return {name for name in second[1:2] if name is not None}
    path = _path(term)
    return {path[2]} if len(path) > 2 and path[1] == "props" else set()


def _meant(term: Any, home: str) -> set[Name]:
    """The definitions that a reference, or a plain name at home in a package, can mean."""
    if isinstance(term, dict) and term.get("type") == "var":
        return {(home, term["value"])}
    path = _path(term)
    return {(home, path[0])} | ({(path[0], path[1])} if len(path) > 1 else set()) if path else set()


def _path(term: Any) -> tuple[str, ...]:
    """The names in a reference, as far as they are names: ("nodes", "prop")."""
    if not isinstance(term, dict) or term.get("type") != "ref":
        return ()
    names = []
    for part in term["value"]:
        if part["type"] not in ("var", "string"):
            break
        names.append(part["value"])
    return tuple(names)


def _plain(term: Any) -> Any:
    """A text, or a list whose texts are plain and whose other entries are None."""
    if not isinstance(term, dict):
        return None
    if term.get("type") == "string":
        return term["value"]
    if term.get("type") == "array":
        return [_plain(part) for part in term["value"]] or None
    return None
