"""What is wrong with one value, as a sentence and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from edgewright.base.errors import shortened
from edgewright.base.similar import did_you_mean
from edgewright.spec.patterns import FORMS

Words = tuple[str, str]


def in_words(error: Any) -> Words:
    """A pydantic error about a value: what is wrong with it, and what to do."""
    kind: str = error["type"]
    shown = shown_value(error["input"])
    if describer := _DESCRIBERS.get(kind):
        return describer(shown, error)
    for stem, (what, hint) in _KINDS.items():
        if kind.startswith(stem):
            return f"{shown} is not {what}", hint
    return f"{shown} cannot stand here", "Compare it with the output of `edgewright schema`."


def shown_value(value: Any) -> str:
    """A value as a message repeats it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list | tuple):
        return "a mapping" if isinstance(value, dict) else "a list"
    return shortened(value) if isinstance(value, str) else shortened(str(value))[1:-1]


_KINDS: dict[str, Words] = {
    "int": ("a whole number", "Write a whole number, without quotes."),
    "float": ("a number", "Write a number, without quotes."),
    "finite": ("a finite number", "Write a finite number."),
    "bool": ("true or false", "Write true or false, without quotes."),
    "date": ("a date", "Write it as 2028-01-31."),
    "tuple": ("a list", "Write a list: [one, two]."),
    "dict": ("a mapping", "Write `key: value` lines below it."),
    "model": ("a mapping", "Write `key: value` lines below it."),
}
"""Stem of pydantic's error type -> what was expected, and the hint."""


def _text(shown: str, error: Any) -> Words:
    given = error["input"]
    if isinstance(given, int | float):
        return f"{shown} is not text", f'Put it in quotes: "{shown}".'
    return f"{shown} is not text", "Write a word or a text."


def _choice(shown: str, error: Any) -> Words:
    choices = _choices(error["ctx"]["expected"])
    given = error["input"]
    if not isinstance(given, str) and str(given) in choices:
        return f"{shown} is a number here", f'Put it in quotes: "{given}".'
    what = f"{shown} is not one of {', '.join(choices)}"
    hint = did_you_mean(str(given), choices, "Choose one.") if isinstance(given, str) else ""
    return what, hint if hint.startswith("Did") else "Choose one of them."


def _choices(expected: str) -> list[str]:
    """Pydantic's list of choices ("'a', 'b' or 'c'"), apart."""
    return [word.strip("' ") for word in expected.replace(" or ", ", ").split(", ")]


def _form(shown: str, error: Any) -> Words:
    form = FORMS[error["ctx"]["pattern"]]
    return f"{shown} is not {form.what}", form.hint(error["input"])


def _long(shown: str, error: Any) -> Words:
    most = error["ctx"]["max_length"]
    return f"{shown} is longer than {most} characters", "Shorten it."


def _blank(shown: str, error: Any) -> Words:
    return "it is empty", "Write it, or remove the key if it may be left out."


def _few(shown: str, error: Any) -> Words:
    return "the list is empty", "Write at least one."


def _many(shown: str, error: Any) -> Words:
    most = error["ctx"]["max_length"]
    return f"the list has more than {most} values", f"Write {most}."


def _lacking(shown: str, error: Any) -> Words:
    return "the list has too few values", "Write all of them: [53.54, 9.98]."


def _own(shown: str, error: Any) -> Words:
    return str(error["ctx"]["error"]), "Correct the value."


def _bound(key: str, words: str, hint: str) -> Callable[[str, Any], Words]:
    def describe(shown: str, error: Any) -> Words:
        limit = f"{error['ctx'][key]:,.15g}"
        return f"{shown} is {words} {limit}", f"Write {hint} {limit}."

    return describe


_DESCRIBERS: dict[str, Callable[[str, Any], Words]] = {
    "string_type": _text,
    "literal_error": _choice,
    "enum": _choice,
    "string_pattern_mismatch": _form,
    "string_too_long": _long,
    "string_too_short": _blank,
    "too_short": _few,
    "too_long": _many,
    "missing": _lacking,
    "value_error": _own,
    "greater_than": _bound("gt", "not above", "a number above"),
    "greater_than_equal": _bound("ge", "below", "at least"),
    "less_than": _bound("lt", "not below", "a number below"),
    "less_than_equal": _bound("le", "above", "at most"),
}
"""Pydantic's error type -> what says it in words."""
