"""What a YAML parser complains of, in words for the person who wrote the file."""

from __future__ import annotations

import re

PLAIN = "Write plain YAML: mappings, lists and values."
_QUOTE = "Put the whole value in quotes."
_FAULTS: tuple[tuple[str, str, str], ...] = (
    (r"character '\\t'", "a tab stands where only spaces may", "Indent with spaces."),
    (r"character '(?P<it>.)' that cannot start", "a value cannot start with {it}", _QUOTE),
    (
        r"mapping values are not allowed",
        "a colon stands where no key can be",
        "Put a value that has a colon in it in quotes, and line keys up below each other.",
    ),
    (
        r"could not find expected ':'",
        "a line has no colon after its key",
        "Write `key: value`, with a space after the colon.",
    ),
    (
        r"expected ',' or '(?P<it>[\]}])'",
        "a comma or the closing {it} is missing",
        "Separate what is in brackets by commas, and close every bracket.",
    ),
    (r"unexpected (end of stream|document separator)", "a quote is never closed", "Close it."),
    (
        r"expected <block end>",
        "this does not line up with what is above it",
        "Give keys of one mapping the same indentation.",
    ),
    (
        r"expected the node content",
        "a value is missing before this",
        "Write the value, or put it in quotes if this is part of it.",
    ),
    (
        r"escape",
        "a backslash starts something unknown",
        "Use single quotes: they take a backslash as it is.",
    ),
    (
        r"expected '<document start>'",
        "something stands after the end of the mapping",
        "Write one mapping, and nothing after it.",
    ),
)


_BEGUN = re.compile("could not find expected ':'|unexpected (end of stream|document separator)")
"""Faults to be found where the broken thing begins, not where the parser gave up."""


def in_words(problem: str) -> tuple[str, str]:
    """What is wrong and what to do, from the parser's own message."""
    for pattern, words, hint in _FAULTS:
        if found := re.search(pattern, problem):
            return words.format(**found.groupdict()), hint
    return f"it is not YAML ({problem})", PLAIN


def is_found_where_it_begins(problem: str) -> bool:
    """Whether the place to show is where the broken thing begins."""
    return _BEGUN.search(problem) is not None
