"""The verdict on one transfer or flow, in the words that every report uses."""

from __future__ import annotations

VERDICTS = ("violated", "waived", "undetermined", "conditional", "not judged", "held")
"""The words, the one that needs a reader first."""

_SHOWN = {
    "failed": "violated",
    "passed": "held",
    "not applicable": "not judged",
    **{word: word for word in VERDICTS},
}
KNOWN_WORDS = frozenset(_SHOWN)
"""The words an evaluation may give: outcomes of rules, and the words above."""


def shown_verdict(word: str, complete: bool) -> str:
    """One of VERDICTS.

    In a run that ended early nothing counts as held: the rule that would have failed may be the one
    that was not judged.

    Args:
        word: one of KNOWN_WORDS.
        complete: whether the run got to its end.
    """
    shown = _SHOWN[word]
    return "not judged" if shown == "held" and not complete else shown


def verdict_rank(verdict: str) -> int:
    """Where one of VERDICTS stands in a report: 0 first."""
    return VERDICTS.index(verdict)
