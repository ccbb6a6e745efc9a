"""Types as rows of data: how each property of a neutral kind is read of resources of a type.

Every cloud has files of rows (`graph/CLOUD/rows/*.json`). A file has sources, each a document, the
day of its text and a confidence: "read" where that text was read for what the rows say by it,
"recalled" where it was cited from memory. The file also has rows:

    {"type": "aws:rds/instance:Instance",         the token, in the spelling that is read
     "kind": "database.relational",
     "keeps": "nothing",                          where it keeps no data: nothing is left to read
     "copies": "its replicas are resources ...",  why it makes no copies by itself (or FLOWS has it)
     "encrypted": {...},                          of a kind with encryption
     "props": {PROPERTY: {...}},                  every other property of the kind
     "also": {TOKEN: [[GIVEN, READ, SHAPE?]]}}    other spellings, and what has another name there

A property is one of

    {"path": "a.b.*.c", "as": SHAPE, "default": VALUE, "source": NAME}
    {"always": VALUE, "source": NAME}             what the service does, whatever anybody sets
    {"none": WHY}                                 the type has no such thing: no rule asks for it
    {"unread": WHY}                               not read: no rule says anything of it
    {"joined": WHERE}                             spread over resources: a joiner reads it

`*` stands for every entry of a list. `default` is what counts where a property is not set, in the
words of the kind, by vendor documentation; without one, what is not set is not read. A default that
changed has one value per day it counts from: {"": "none", "2023-01-05": "provider"}. Shapes are
those of `shapes`. Encryption is one of

    {"key": PATH, "on": PATH, "off": "none", "unset": "provider", "source": NAME}
    {"always": "provider", "source": NAME} | {"none": WHY} | {"unread": WHY} | {"joined": WHERE}

`key` is where a customer key is written. `on` is where encryption is switched on: `off` is what the
service does where that says no, and `unset` where neither says anything. A key beside a switch that
nobody set counts where the service is switched on then (`unset` is not what `off` is), or where the
row says that a key switches it on by itself (`"alone": true`). Of any other nobody knows: services
refuse it, or take no notice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, TypeAlias, get_args

from edgewright.graph.kinds import KINDS
from edgewright.graph.kinds.traits import Aspect
from edgewright.graph.model import ABSENT, UNKNOWN, UNREAD, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import ENCRYPTION, unknown_encryption, unknown_key
from edgewright.graph.resource.reading import read
from edgewright.graph.resource.shapes import Shaped, shape_of, spelt_shape
from edgewright.graph.resource.spellings import Row, Spelling
from edgewright.graph.resource.view import ResourceView

KeyReader: TypeAlias = Callable[[ResourceView, str, PropertyValue], Properties]
"""{encryption, key, key_countries} of a customer key: the resource, the top-level property that
names the key, and what stands there."""
Joiner: TypeAlias = Callable[[ResourceView], Properties]
"""The properties of a resource that are spread over several."""
GIVEN = frozenset(
    {"location", "data", "carrier", "content", "unread", "provider_region", "intended_region"}
    | {"encryption", "key_countries", "key_custody"}
)
"""Properties that no row reads one by one: they follow from the resource, or from `encrypted`."""
SPECIFIC = ("path", "always", "none", "unread", "joined")


@dataclass(frozen=True)
class TypeRow:
    """A type of resource as data.

    Attributes:
        type: its token, in the spelling that is read.
        kind: the neutral kind.
        row: the row as it stands in its file.
    """

    type: str
    kind: str
    row: Mapping[str, Any]

    @cached_property
    def properties(self) -> list[tuple[str, Callable[[ResourceView], PropertyValue]]]:
        """The properties that the row reads, each with what reads it."""
        return [
            (name, _reader(spec))
            for name, spec in self.row.get("props", {}).items()
            if "joined" not in spec
        ]

    @cached_property
    def unread(self) -> list[Aspect]:
        """What there is to know of resources of the type that this row does not read."""
        if self.row.get("keeps") == "nothing":
            return []
        has = KINDS[self.kind]
        encrypted = self.row.get("encrypted", {"unread": ""})
        read = {
            "copies": "copies" in self.row,
            "encryption": "unread" not in encrypted,
            "key_custody": "unread" not in encrypted,
            "retention": "retention_days" in has or "retention" in self.row,
        }
        return [aspect for aspect in get_args(Aspect) if not read[aspect]]

    def spellings(self) -> Iterator[tuple[str, Spelling]]:
        """The other spellings of the type: (token, how it is written there)."""
        for token, moves in self.row.get("also", {}).items():
            yield token, Spelling(self.type, tuple(_move(*one) for one in moves))


@dataclass(frozen=True)
class Rows:
    """The rows of a cloud.

    Attributes:
        types: token -> row.
        parts: types that only configure or group others, which are assessed as part of those.
    """

    types: Mapping[str, TypeRow]
    parts: frozenset[str]

    def normalisers(
        self, keys: KeyReader, joiners: Mapping[str, Joiner]
    ) -> dict[str, tuple[str, Callable[[ResourceView], Properties]]]:
        """Token -> kind, and what reads its properties.

        Args:
            keys: how the cloud names customer keys.
            joiners: token -> what reads the properties that are spread over several resources.
        """
        return {
            token: (one.kind, partial(_properties, one, keys, joiners.get(token)))
            for token, one in self.types.items()
        }

    def spellings(self) -> dict[str, Spelling]:
        """Token in another spelling -> how resources are written there."""
        return dict(found for one in self.types.values() for found in one.spellings())


def together(*tables: Mapping[str, Joiner]) -> dict[str, Joiner]:
    """One table of joiners: of a type that is in several, each reads its own properties."""
    found: dict[str, Joiner] = {}
    for table in tables:
        for token, joiner in table.items():
            found[token] = partial(_both, found[token], joiner) if token in found else joiner
    return found


def _both(one: Joiner, other: Joiner, view: ResourceView) -> Properties:
    return one(view) | other(view)


NO_ROWS = Rows({}, frozenset())


def no_key(view: ResourceView, property: str, address: PropertyValue) -> Properties:
    """A customer key of which nobody knows which it is."""
    return unknown_key()


@cache
def load_rows(folder: Path) -> Rows:
    """The rows of all files of a folder, which a test holds to their form."""
    types: dict[str, TypeRow] = {}
    parts: set[str] = set()
    for path in sorted(folder.glob("*.json")):
        file = json.loads(path.read_bytes())
        parts.update(file.get("parts", ()))
        for row in file["rows"]:
            types[row["type"]] = TypeRow(row["type"], row["kind"], row)
    return Rows(types, frozenset(parts))


def _properties(
    row: TypeRow, keys: KeyReader, joiner: Joiner | None, view: ResourceView
) -> Properties:
    found: Properties = {name: of(view) for name, of in row.properties}
    has = KINDS[row.kind]
    if "encryption" in has:
        kept = _encryption(row.row["encrypted"], keys, view)
        # A kind that asks for no custody has no key to tell it by.
        found |= kept if "key_custody" in has else {"encryption": kept["encryption"]}
    if "unread" in has:
        found["unread"] = [*row.unread]
    return found if joiner is None else found | joiner(view)


def _encryption(spec: Mapping[str, Any], keys: KeyReader, view: ResourceView) -> Properties:
    """{encryption, key, key_countries}; a joiner says it where it is spread over resources."""
    if "none" in spec:
        return dict.fromkeys(ENCRYPTION, ABSENT)
    if "always" in spec:
        return _without_key(spec["always"])
    if "unread" in spec or "joined" in spec:
        return dict.fromkeys(ENCRYPTION, UNREAD)
    switch = _set_at(view, _steps(spec["on"])) if "on" in spec else None
    is_on = True if switch is None else _switched_on(spec, switch)
    if is_marker(is_on):
        return unknown_encryption()
    if not is_on:
        return _without_key(spec.get("off", "none"))
    path = _steps(spec["key"]) if "key" in spec else ()
    address = _set_at(view, path) if path else None
    unset = _on_day(spec["unset"], view) if switch is None else "provider"
    if address in (None, ""):
        # Without a key of the user's, what is switched on is encrypted with one of the provider's.
        return _without_key(unset)
    if "on" in spec and switch is None and not _counts_alone(spec, unset):
        return unknown_encryption()
    return keys(view, str(path[0]), address)


def _switched_on(spec: Mapping[str, Any], switch: PropertyValue) -> PropertyValue:
    """Whether a value switches encryption on; the marker where it is none that does or does not."""
    shape = shape_of({"is": spec.get("is", [True])})
    return dict(UNKNOWN) if is_marker(switch) else shape(switch)


def _counts_alone(spec: Mapping[str, Any], unset: PropertyValue) -> bool:
    """Whether a key counts beside a switch that nobody set."""
    return bool(spec.get("alone")) or unset != spec.get("off", "none")


def _without_key(encryption: PropertyValue) -> Properties:
    return {"encryption": encryption, "key": None, "key_countries": None}


def _reader(spec: Mapping[str, Any]) -> Callable[[ResourceView], PropertyValue]:
    """What reads a property of a resource."""
    if "always" in spec:
        return lambda _: spec["always"]
    if "none" in spec:
        return lambda _: ABSENT
    if "unread" in spec:
        return lambda _: UNREAD
    path, shape = _steps(spec["path"]), shape_of(spec.get("as"))
    return partial(_value, spec, path, shape)


def _value(
    spec: Mapping[str, Any], path: tuple[str | int, ...], shape: Shaped, view: ResourceView
) -> PropertyValue:
    value = _set_at(view, path)
    if value is None or value == "":
        return _on_day(spec["default"], view) if "default" in spec else UNREAD
    return dict(UNKNOWN) if is_marker(value) else shape(value)


def _on_day(default: PropertyValue, view: ResourceView) -> PropertyValue:
    """A default as it counts on the day of the verdict; the newest where no day is known."""
    if not isinstance(default, dict):
        return default
    day = view.index.day
    return next(
        value
        for since, value in sorted(default.items(), reverse=True)
        if not since or day is None or since <= day.isoformat()
    )


def _set_at(view: ResourceView, path: tuple[str | int, ...]) -> PropertyValue:
    """What the program set at a path, or the cloud has answered.

    Of entries of a list ("*") those that are set; none set is not set.
    """
    if "*" not in path:
        return view.declared(*path)
    where = path.index("*")
    given = view.declared(*path[:where])
    if given is None or is_marker(given):
        return given
    if not isinstance(given, list):
        return dict(UNKNOWN)
    found = [read(entry, *path[where + 1 :]) for entry in given]
    return found if any(one is not None for one in found) else None


def _steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))


def _move(given: str, target: str, shape: Any = None) -> Row:
    return Row(given, target, spelt_shape(shape))
