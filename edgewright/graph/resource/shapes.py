"""The closed vocabulary of how a row turns what is written into what a kind says.

    "opposite"              a yes for a no
    {"is": [WORD, ...]}     whether it is one of these words (without case), or numbers
    {"is_not": [WORD, ...]} whether it is none of these
    {"words": {WORD: X}}    what each word is called here (without case); any other is unknown
    {"times": N}            a number, in another unit
    "is_set"                yes: that it is there is enough
    "version"               digits of a TLS version in any spelling: "TLS1_2", "TLSv1.2", 1.2
    {"any": SHAPE}          of a list, whether any entry is so; {"every": SHAPE} whether all are
    {"least": SHAPE}        the smallest entry of a list; {"most": SHAPE} the largest
    {"listed": SHAPE}       every entry of a list

In a list, an entry that cannot be read hides the answer unless the others give it: one "yes" is
enough for `any`, one "no" for `every`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from edgewright.graph.model import UNKNOWN, PropertyValue, is_marker
from edgewright.graph.resource import spellings

Shaped: TypeAlias = Callable[[PropertyValue], PropertyValue]
"""From a value that is set and no marker to what the kind says."""
_VERSION = re.compile(r"(?:tls)?[ _v-]*1[._]?([0-3])(?:$|\D)", re.IGNORECASE)


def shape_of(spec: Any) -> Shaped:
    """The shape that a row names; without one the value stays as it is."""
    if spec is None:
        return lambda value: value
    if isinstance(spec, str):
        return PLAIN[spec]
    [(name, argument)] = spec.items()
    return WITH_ARGUMENT[name](argument)


def spelt_shape(spec: Any) -> spellings.Shape:
    """The shape of a value in another spelling: a name of SPELT, or one of SPELT_WITH."""
    if spec is None:
        return spellings.as_given
    if isinstance(spec, str):
        return SPELT[spec]
    [(name, argument)] = spec.items()
    return SPELT_WITH[name](argument)


def _folded(value: PropertyValue) -> PropertyValue:
    """A word without its case: vendors take it in any."""
    return value.casefold() if isinstance(value, str) else value


def _opposite(value: PropertyValue) -> PropertyValue:
    return not value if isinstance(value, bool) else dict(UNKNOWN)


def _is_set(value: PropertyValue) -> PropertyValue:
    return value not in ({}, [])


def _version(value: PropertyValue) -> PropertyValue:
    """A TLS version as a kind has it; what names none is unknown."""
    found = _VERSION.search(str(value)) if isinstance(value, str | int | float) else None
    return dict(UNKNOWN) if found is None else f"1.{found[1]}"


def _is(words: Sequence[PropertyValue], *, expected: bool = True) -> Shaped:
    folded = [_folded(word) for word in words]

    def shape(value: PropertyValue) -> PropertyValue:
        # 1 equals True; a number is no answer to a question for yes or no.
        alike = [one for one in folded if type(one) is type(value)]
        return (_folded(value) in alike) is expected if alike else dict(UNKNOWN)

    return shape


def _words(words: Mapping[str, PropertyValue]) -> Shaped:
    folded = {word.casefold(): found for word, found in words.items()}

    def shape(value: PropertyValue) -> PropertyValue:
        known = isinstance(value, str) and value.casefold() in folded
        return folded[str(value).casefold()] if known else dict(UNKNOWN)

    return shape


def _times(factor: float) -> Shaped:
    def shape(value: PropertyValue) -> PropertyValue:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return value * factor if is_number else dict(UNKNOWN)  # type: ignore[operator]

    return shape


def _each(spec: Any, value: PropertyValue) -> list[PropertyValue]:
    shape = shape_of(spec)
    every = value if isinstance(value, list) else [value]
    return [one if one is None or is_marker(one) else shape(one) for one in every]


def _any(spec: Any) -> Shaped:
    """Whether any entry is so: what is not set of an entry is not so."""

    def shape(value: PropertyValue) -> PropertyValue:
        found = _each(spec, value)
        if any(one is True for one in found):
            return True
        return dict(UNKNOWN) if any(one not in (False, None) for one in found) else False

    return shape


def _every(spec: Any) -> Shaped:
    """Whether all entries are so; there must be one, and what is not set of it is not so."""

    def shape(value: PropertyValue) -> PropertyValue:
        found = _each(spec, value)
        if not found or any(one in (False, None) for one in found):
            return False
        return True if all(one is True for one in found) else dict(UNKNOWN)

    return shape


def _extreme(choose: Callable[..., Any]) -> Callable[[Any], Shaped]:
    def of(spec: Any) -> Shaped:
        def shape(value: PropertyValue) -> PropertyValue:
            found = _each(spec, value)
            plain = [one for one in found if isinstance(one, str | int | float)]
            alike = len({isinstance(one, str) for one in plain}) == 1
            return choose(plain) if alike and len(plain) == len(found) else dict(UNKNOWN)

        return shape

    return of


def _listed(spec: Any) -> Shaped:
    return lambda value: [one for one in _each(spec, value) if one is not None]


PLAIN: Mapping[str, Shaped] = {"opposite": _opposite, "is_set": _is_set, "version": _version}
WITH_ARGUMENT: Mapping[str, Callable[[Any], Shaped]] = {
    "is": _is,
    "is_not": lambda words: _is(words, expected=False),
    "words": _words,
    "times": _times,
    "any": _any,
    "every": _every,
    "least": _extreme(min),
    "most": _extreme(max),
    "listed": _listed,
}
SPELT_WITH: Mapping[str, Callable[[Any], spellings.Shape]] = {
    "words": spellings.one_of,
    "under": spellings.inside,
    "in": spellings.listed_under,
}
SPELT: Mapping[str, spellings.Shape] = {
    "opposite": spellings.opposite,
    # A yes or no, as Azure's own interface has it.
    "enabled": spellings.one_of({True: "Enabled", False: "Disabled"}),
    "listed": spellings.listed,
    "unless_empty": spellings.unless_empty,
    "last_segment": spellings.last_segment,
    "tag_map": spellings.tag_map,
}
