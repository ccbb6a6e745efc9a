"""Policy documents of AWS (IAM, IoT, S3 and KMS share one grammar), read into statements.

The grammar: IAM User Guide, "Grammar of the IAM JSON policy language" and "IAM JSON policy elements
reference". What `iam_access` asks of them has three answers: True, False, and None where something
that matters cannot be read. What is not understood never helps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import as_object, parsed

_ELEMENTS = frozenset(
    {"Sid", "Effect", "Condition"}
    | {f"{kind}{name}" for kind in ("", "Not") for name in ("Action", "Resource", "Principal")}
)
_EFFECTS = ("Allow", "Deny")
_VARIABLE = re.compile(r"\$\{[^}]*\}")
_PRINCIPALS = ("AWS", "Service", "Federated", "CanonicalUser")


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """True if all are; False if one is; None where that hangs on what cannot be known."""
    given = list(answers)
    return False if False in given else None if None in given else True


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """True if one is; False if none is; None where that hangs on what cannot be known."""
    given = list(answers)
    return True if True in given else None if None in given else False


def opposite(answer: bool | None) -> bool | None:
    """The other answer; what cannot be known stays so."""
    return None if answer is None else not answer


@dataclass(frozen=True)
class Patterns:
    """Actions or resources of a statement: those it names, or all but those.

    Attributes:
        entries: what is named; `*` stands for any text, `?` for one character.
        excepted: whether it is all but these (NotAction, NotResource).
        readable: whether every entry could be read.
    """

    entries: tuple[str, ...]
    excepted: bool = False
    readable: bool = True

    def cover(self, wanted: str) -> bool | None:
        """Whether everything that the pattern `wanted` stands for is among them."""
        if self.excepted:
            met = any(overlap(entry, wanted) for entry in self.entries)
            return False if met else self._unless_hidden(True)
        named = any(covers(entry, wanted) for entry in self.entries)
        return True if named else self._unless_hidden(False)

    def include(self, other: Patterns) -> bool | None:
        """Whether all of the others are among them."""
        if other.excepted or not other.readable:
            return self.cover("*") or (None if not other.readable else False)
        return all_of(self.cover(entry) for entry in other.entries)

    def _unless_hidden(self, answer: bool) -> bool | None:
        return answer if self.readable else None


@dataclass(frozen=True)
class Statement:
    """One statement of a policy document, as it is written.

    Attributes:
        effect: "Allow" or "Deny"; None where that cannot be read.
        principal: whom it is about, as written; None where it names nobody.
        every_other: whether it is about everybody but `principal` (NotPrincipal).
        condition: what must hold, as written.
    """

    effect: str | None
    principal: PropertyValue
    every_other: bool
    actions: Patterns
    resources: Patterns
    condition: PropertyValue

    def has_effect(self, effect: str) -> bool | None:
        """Whether it allows, or denies."""
        return None if self.effect is None else self.effect == effect

    @cached_property
    def is_for_all(self) -> bool | None:
        """Whether nobody is outside of it, people who are not signed in included.

        "*" and {"AWS": "*"} mean the same (IAM User Guide, "AWS JSON policy elements: Principal").
        """
        return False if self.every_other else self._names_all(("AWS",))

    @cached_property
    def may_be_anyone(self) -> bool | None:
        """Whether it is about nobody in particular, if not about all: any service, all but some."""
        if self.every_other:
            return True
        return self._names_all(_PRINCIPALS)

    def _names_all(self, kinds: tuple[str, ...]) -> bool | None:
        who = self.principal
        if isinstance(who, str):
            # A text that is no "*" is none of the grammar's principals.
            return True if who == "*" else None
        if not isinstance(who, dict) or is_marker(who):
            return None
        named = [(kind, entry) for kind, given in who.items() for entry in as_entries(given)]
        return any_of(
            _is_all(entry, kind in kinds) if kind in _PRINCIPALS else None for kind, entry in named
        )


def _is_all(principal: PropertyValue, counts: bool) -> bool | None:
    """Whether a principal is everybody; a wildcard within a name is no principal at all."""
    if not isinstance(principal, str):
        return None
    if principal == "*":
        return counts
    return None if "*" in principal or "?" in principal else False


def statements_of(document: PropertyValue) -> list[Statement] | None:
    """The statements of a policy document, an object or JSON text; none of what is not set.

    None where it is unknown, secret or not a policy document.
    """
    if document is None or document == "":
        return []
    policy = document if isinstance(document, dict) else parsed(document)
    if is_marker(policy) or not isinstance(policy, dict):
        return None
    listed = as_entries(policy.get("Statement"))
    return [_statement(entry) for entry in listed]


def _statement(entry: PropertyValue) -> Statement:
    stated = as_object(entry)
    if not _is_well_formed(stated):
        hidden = Patterns((), readable=False)
        return Statement(None, None, False, hidden, hidden, dict(UNKNOWN))
    effect = stated["Effect"]
    return Statement(
        effect=effect if isinstance(effect, str) and effect in _EFFECTS else None,
        principal=stated.get("Principal", stated.get("NotPrincipal")),
        every_other="NotPrincipal" in stated,
        actions=_patterns(stated, "Action", fold=True),
        resources=_patterns(stated, "Resource"),
        condition={} if stated.get("Condition") is None else stated["Condition"],
    )


def _is_well_formed(stated: Properties) -> bool:
    """Whether it has an effect and actions, no element twice and none that nobody knows."""
    doubled = any(
        name in stated and f"Not{name}" in stated for name in ("Action", "Resource", "Principal")
    )
    acts = "Action" in stated or "NotAction" in stated
    return "Effect" in stated and acts and not doubled and stated.keys() <= _ELEMENTS


def _patterns(stated: Properties, name: str, *, fold: bool = False) -> Patterns:
    """An element that names patterns; actions have no case. Not there, it names nothing."""
    excepted = f"Not{name}" in stated
    given = as_entries(stated.get(f"Not{name}" if excepted else name, []))
    texts = [one for one in given if isinstance(one, str)]
    entries = tuple(one.lower() if fold else one for one in texts)
    return Patterns(entries, excepted, len(texts) == len(given))


def as_entries(value: PropertyValue) -> list[PropertyValue]:
    """What may be written as a list or as its one entry."""
    return value if isinstance(value, list) else [value]


def covers(pattern: str, wanted: str) -> bool:
    """Whether a pattern matches all that another one matches.

    A `*` of the other stands for anything, so only a `*` can match it. A policy variable stands for
    one value that nobody knows beforehand: it matches nothing for sure, and may be anything.
    """
    wanted = _VARIABLE.sub("*", wanted)
    parts = {"*": ".*", "?": "[^*]"}
    expression = "".join(parts.get(letter, re.escape(letter)) for letter in pattern)
    return "${" not in pattern and re.fullmatch(expression, wanted, re.DOTALL) is not None


def overlap(one: str, other: str) -> bool:
    """Whether some text matches both of two patterns; a policy variable may be any text."""
    first, second = (_VARIABLE.sub("*", pattern) for pattern in (one, other))
    # reached: how far into the second pattern one may be, after each letter of the first.
    reached = _skip_stars({0}, second)
    for letter in first:
        if letter == "*":
            reached = set(range(min(reached, default=len(second) + 1), len(second) + 1))
        else:
            reached = _skip_stars(_step(letter, reached, second), second)
    return len(second) in reached


def _step(letter: str, reached: set[int], pattern: str) -> set[int]:
    """The places in a pattern after one more letter: a `*` takes it and stays."""
    after: set[int] = set()
    for place in reached:
        if place < len(pattern):
            met = pattern[place]
            if met == "*":
                after.add(place)
            elif "?" in (met, letter) or met == letter:
                after.add(place + 1)
    return after


def _skip_stars(reached: set[int], pattern: str) -> set[int]:
    """The places reached, and those behind a `*` that stands for nothing."""
    found = set(reached)
    for place in sorted(reached):
        while place < len(pattern) and pattern[place] == "*":
            place += 1
            found.add(place)
    return found


def policy_statements(document: PropertyValue) -> PropertyValue:
    """A policy document as [{effect, actions, resources, principals, conditions, inverted}].

    None when there is no document; the unknown marker when it is unknown, secret or not JSON:
    what cannot be read is never taken for harmless.
    """
    if document is None:
        return None
    policy = document if isinstance(document, dict) else parsed(document)
    if is_marker(policy) or not isinstance(policy, dict):
        return dict(UNKNOWN)
    listed = as_entries(policy.get("Statement"))
    if not all(isinstance(entry, dict) and not is_marker(entry) for entry in listed):
        return dict(UNKNOWN)
    return [_as_written(as_object(entry)) for entry in listed]


def _as_written(entry: Properties) -> Properties:
    return {
        "effect": entry.get("Effect", "Allow"),
        "actions": as_entries(entry.get("Action", entry.get("NotAction", []))),
        "resources": as_entries(entry.get("Resource", entry.get("NotResource", []))),
        "principals": entry.get("Principal"),
        "conditions": entry.get("Condition") or {},
        "inverted": any(key in entry for key in ("NotAction", "NotResource", "NotPrincipal")),
    }
