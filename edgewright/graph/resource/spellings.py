"""Resources that a program writes under another package's names, in the spelling all else reads.

One thing in a cloud has several Pulumi types: the module was renamed, the token carries an API
version, or another package for the same cloud declares it. Each cloud has a table of such spellings
(`Provider.spellings`); this module applies it once, where recordings enter. What is a resource of
its own in the spelling read here and part of another one in the given spelling becomes a resource
whose URN is that one's with "#" and the property.

A spelling that cannot say something says it unknown, never a default that is greener.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from edgewright.graph.model import (
    UNKNOWN,
    Properties,
    PropertyValue,
    RawResource,
    is_marker,
    is_unknown,
)
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.reading import entries, read

Shape: TypeAlias = Callable[[PropertyValue], PropertyValue]
"""How a value is written in the spelling read here; None for what is not set."""
INHERITED = ("location", "region", "resourceGroupName")
"""What says where a resource is, and so where its parts are."""


def as_given(value: PropertyValue) -> PropertyValue:
    """The value itself."""
    return value


def opposite(value: PropertyValue) -> PropertyValue:
    """A yes for a no."""
    return not value if isinstance(value, bool) else dict(UNKNOWN)


def listed(value: PropertyValue) -> PropertyValue:
    """A list of the one value."""
    return [value]


def listed_under(name: str) -> Shape:
    """A list of one object that has the value under a name."""
    return lambda value: [{name: value}]


def not_negative(value: PropertyValue) -> PropertyValue:
    """A number; one below zero stands for one that is not set."""
    return None if isinstance(value, int | float) and value < 0 else value


def unless_empty(value: PropertyValue) -> PropertyValue:
    """A list or a block; an empty one is none."""
    return None if value in ({}, []) else value


def last_segment(value: PropertyValue) -> PropertyValue:
    """The name at the end of an Azure resource id."""
    return value.rpartition("/")[2] if isinstance(value, str) else dict(UNKNOWN)


def tag_map(value: PropertyValue) -> PropertyValue:
    """Tags by key, from a list of {key, value}; one that cannot be read hides which there are."""
    if not isinstance(value, list):
        return value
    tags = {}
    for entry in value:
        key = read(entry, "key")
        if not isinstance(key, str):
            return dict(UNKNOWN)
        tags[key] = read(entry, "value")
    return tags


def one_of(words: Mapping[object, PropertyValue]) -> Shape:
    """What each word is called here; a word that is not listed is unknown."""

    def shape(value: PropertyValue) -> PropertyValue:
        if isinstance(value, dict | list):
            return dict(UNKNOWN)
        return words[value] if value in words else dict(UNKNOWN)

    return shape


def if_there(word: PropertyValue) -> Shape:
    """A word for a block that is there; an empty one is none."""
    return lambda value: word if value not in ({}, []) else None


def where(name: str, word: str) -> Shape:
    """The objects of a list that have a word under a name, or something nobody can read."""

    def shape(value: PropertyValue) -> PropertyValue:
        read_as = [(read(entry, name), entry) for entry in entries(value)]
        return [entry for found, entry in read_as if found == word or is_marker(found)]

    return shape


def inside(name: str) -> Shape:
    """What the objects of a list have under a name; of one nobody can read, the unknown marker."""

    def shape(value: PropertyValue) -> PropertyValue:
        found = [read(entry, name) for entry in entries(value)]
        return [one for one in found if one is not None]

    return shape


def each(*rows: Row) -> Shape:
    """A list of objects, each with its own rows."""
    return lambda value: [_moved(entry, rows) for entry in entries(value)]


@dataclass(frozen=True)
class Row:
    """A property, and where it is in the spelling read here.

    Attributes:
        source: its dotted path as given, "" for the whole; of several, the texts joined by "_".
        target: its dotted path in the spelling read here.
        shape: how its value is written there.
        default: what it is where it is not set, if that is not what the other spelling has.
    """

    source: str | tuple[str, ...]
    target: str
    shape: Shape = as_given
    default: PropertyValue = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The paths it is read from."""
        return (self.source,) if isinstance(self.source, str) else self.source

    @property
    def tops(self) -> set[str]:
        """The properties these paths begin with."""
        return {source.partition(".")[0] for source in self.sources}


@dataclass(frozen=True)
class Part:
    """A property that is a resource of its own in the spelling read here; each entry of a list.

    Attributes:
        source: the property.
        type: the type of that resource.
        owner: the property of it that refers to the resource it is written into.
        rows: its other properties.
    """

    source: str
    type: str
    owner: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Spelling:
    """Another way to write resources of a type.

    Attributes:
        type: the type as it is read here.
        rows: properties that have other names or shapes; all others are the same.
        parts: properties that are resources of their own there.
        variants: a property by whose value the type is another one, and these types.
    """

    type: str
    rows: tuple[Row, ...] = ()
    parts: tuple[Part, ...] = ()
    variants: tuple[str, Mapping[str, str]] = ("", {})

    @property
    def names(self) -> set[str]:
        """The properties that are resources of their own."""
        return {part.source for part in self.parts}


@dataclass(frozen=True)
class Spellings:
    """The other spellings of a cloud's resources.

    Attributes:
        types: type token -> how it is written.
        packages: beginning of type tokens -> what is written otherwise in all of them.
    """

    types: Mapping[str, Spelling]
    packages: Mapping[str, tuple[Row, ...]]


NO_SPELLINGS = Spellings({}, {})


def with_more(table: Spellings, types: Mapping[str, Spelling]) -> Spellings:
    """A table of spellings with those of further types; of one that both have, all rows."""
    merged = dict(table.types)
    for token, one in types.items():
        before = merged.get(token, one)
        rows = one.rows if before is one else (*before.rows, *one.rows)
        merged[token] = replace(before, rows=rows)
    return Spellings(merged, table.packages)


def respelled(resource: RawResource, spellings: Sequence[Spellings]) -> Iterator[RawResource]:
    """A resource in the spelling that is read, then its parts that are resources there."""
    token = canonical_type(resource.type)
    found = next(
        (table.types[token] for table in spellings if token in table.types), Spelling(token)
    )
    common = [
        row
        for table in spellings
        for start, rows in table.packages.items()
        if token.startswith(start)
        for row in rows
    ]
    rows = (*common, *found.rows)
    name, variants = found.variants
    choice = resource.props.get(name)
    type = variants.get(choice, found.type) if isinstance(choice, str) else found.type
    if type == resource.type and not rows and not found.parts:
        yield resource
        return
    # What nobody asked for and a cloud will answer is not set where it goes into another block:
    # that block cannot say so, as `ResourceView.declared` does of a property.
    unasked = {name for name, value in resource.props.items() if is_unknown(value)}
    unasked -= resource.inputs.keys()
    asked = [row for row in rows if "." not in row.target or not unasked & row.tops]
    left = {
        name: value
        for name, value in resource.props.items()
        if name not in found.names and all(name not in row.tops for row in rows)
    }
    inputs = {name: value for name, value in resource.inputs.items() if name in left}
    yield replace(
        resource,
        type=type,
        written_type=None if type == resource.type else resource.type,
        written_inputs=resource.inputs or resource.props,
        props=_moved(resource.props, asked, left),
        inputs=_moved(resource.inputs, rows, inputs, complete=False),
        property_dependencies=_renamed(resource.property_dependencies, rows),
    )
    for part in found.parts:
        if part.source not in unasked:
            yield from _parts(resource, part)


def _moved(
    given: PropertyValue,
    rows: Iterable[Row],
    onto: Properties | None = None,
    *,
    complete: bool = True,
) -> Properties:
    """Properties by the names they have here.

    Args:
        given: as they were written.
        rows: where each of them goes.
        onto: others that are there already.
        complete: whether what is not there is not set, so that defaults count.
    """
    found = dict(onto or {})
    for row in rows:
        value = _value(given, row)
        if value is None and complete:
            value = row.default
        if value is not None:
            _put(found, row.target.split("."), value)
    return found


def _value(given: PropertyValue, row: Row) -> PropertyValue:
    values = [read(given, *_steps(source)) for source in row.sources]
    marker = next((value for value in values if is_marker(value)), None)
    if marker is not None:
        return marker
    if len(values) == 1:
        return None if values[0] is None else row.shape(values[0])
    texts = [value for value in values if isinstance(value, str)]
    return row.shape("_".join(texts)) if len(texts) == len(values) else None


def _steps(path: str) -> list[str | int]:
    """The names and positions in a dotted path; of the empty one, none."""
    return [int(step) if step.isdigit() else step for step in path.split(".") if step]


def _put(found: Properties, path: list[str], value: PropertyValue) -> None:
    """Set what is at a path, in copies of what is on the way; what is hidden there stays so."""
    name, *rest = path
    if not rest:
        found[name] = value
        return
    inside = found.get(name)
    if inside is None:
        inside = {}
    if isinstance(inside, dict) and not is_marker(inside):
        copied = dict(inside)
        _put(copied, rest, value)
        found[name] = copied


def _renamed(
    given: Mapping[str, tuple[str, ...]], rows: Iterable[Row]
) -> dict[str, tuple[str, ...]]:
    """What each property was computed from, by the names they have here."""
    found = dict(given)
    for row in rows:
        target = row.target.partition(".")[0]
        for source in row.tops:
            if behind := given.get(source, ()):
                found[target] = tuple(sorted({*found.get(target, ()), *behind}))
    return found


def _parts(resource: RawResource, part: Part) -> Iterator[RawResource]:
    """The resources that a property of a resource stands for."""
    given = resource.props.get(part.source)
    if given is None or given == []:
        return
    every = given if isinstance(given, list) else [given]
    inputs = entries(resource.inputs.get(part.source))
    behind = resource.property_dependencies.get(part.source, ())
    names = [row.target.partition(".")[0] for row in part.rows]
    place = {name: resource.props[name] for name in INHERITED if name in resource.props}
    inherited = {
        name: urns for name, urns in resource.property_dependencies.items() if name in INHERITED
    }
    for number, entry in enumerate(every):
        suffix = f"#{part.source}" + (f"/{number}" if isinstance(given, list) else "")
        written = inputs[number] if number < len(inputs) else None
        yield replace(
            resource,
            urn=resource.urn + suffix,
            name=resource.name + suffix,
            type=part.type,
            written_type=None,
            written_inputs=None,
            parent=resource.urn,
            props=_moved(entry, part.rows, place),
            inputs=_moved(written, part.rows, complete=False),
            property_dependencies={
                **inherited,
                **(dict.fromkeys(names, behind) if behind else {}),
                part.owner: (resource.urn,),
            },
        )
