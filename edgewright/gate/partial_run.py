"""Whether a run leaves resources out: the engine does not tell, its command line does."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

import psutil

FLAGS = {"target": "t", "target-replace": "", "exclude": "x"}
"""Options of `pulumi preview` and `up` that leave resources out, each with its short form."""
WITH_VALUE = frozenset("cCempsv")
"""Other short options that take a value: what follows one in the same word is that."""
VARIABLE = "PULUMI_OPTION_"
"""Begins the variables that Pulumi takes for its options."""


def left_out_by(parent: int) -> tuple[str, ...]:
    """The options by which the engine leaves resources out, sorted; none for a run on all of them.

    Args:
        parent: the id of the process that started the analyzer.
    """
    try:
        arguments = psutil.Process(parent).cmdline()
    except psutil.Error:
        return ("options that cannot be read",)
    return partial_options(arguments[1:], os.environ)


def partial_options(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[str, ...]:
    """The options among these that leave resources out, by their long names, sorted."""
    named = [name for word in arguments for name in _named(word)]
    set_outside = [
        name
        for name in FLAGS
        if environment.get(f"{VARIABLE}{name.upper().replace('-', '_')}", "").strip()
    ]
    return tuple(sorted({f"--{name}" for name in (*named, *set_outside)}))


def _named(word: str) -> Iterator[str]:
    if word.startswith("--"):
        name = word[2:].partition("=")[0]
        if name in FLAGS:
            yield name
    elif word.startswith("-"):
        yield from _named_shortly(word[1:])


def _named_shortly(letters: str) -> Iterator[str]:
    """Short options may stand together ("-yt URN"), up to one that takes the rest as its value."""
    for letter in letters:
        yield from (name for name, short in FLAGS.items() if short == letter)
        if letter in WITH_VALUE or letter in FLAGS.values() or not letter.isalpha():
            return
