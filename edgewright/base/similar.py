"""The known name a misspelt one most likely stands for."""

from __future__ import annotations

from collections.abc import Iterable

SIMILAR_ENOUGH = 0.5
"""Share of a word that may stay: "mz" is taken for "ms", "gpu" not for "tpm"."""
LISTED = 8
"""How many known names a hint lists when none is near."""
LONGEST = 60
"""Longer words are not compared: no name is that long, and comparing costs their product."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name fewest edits away, ignoring case and hyphens; None when none is near."""
    return next(iter(similar(word, known)), None)


def similar(word: str, known: Iterable[str], enough: float = SIMILAR_ENOUGH) -> list[str]:
    """The known names that resemble a word, those fewest edits away first.

    Args:
        word: what was written. Case and hyphens do not count.
        known: what it may stand for.
        enough: share of the longer of both that must be the same.
    """
    if len(word) > LONGEST:
        return []
    from rapidfuzz.distance import OSA  # loaded where something is misspelt

    plain = _plain(word)
    scores = [(OSA.normalized_similarity(plain, _plain(name)), name) for name in known]
    near = [item for item in scores if item[0] >= enough]
    return [name for _, name in sorted(near, key=lambda item: item[0], reverse=True)]


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """A hint: the nearest known name, else what to do otherwise and some known names."""
    names = list(known)
    suggestion = nearest(word, names)
    if suggestion is not None:
        return f"Did you mean {suggestion}?"
    if not names:
        return otherwise
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"{otherwise} Known: {', '.join(names[:LISTED])}{more}."


def _plain(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")
