"""The verdict on one transfer or flow, in the words that every report uses."""

from __future__ import annotations

from edgewright.base.vocabulary import TransferVerdict

VERDICTS = (
    TransferVerdict.VIOLATED,
    TransferVerdict.WAIVED,
    TransferVerdict.UNDETERMINED,
    TransferVerdict.CONDITIONAL,
    TransferVerdict.NOT_JUDGED,
    TransferVerdict.HELD,
)
"""All of them, the one that needs a reader first."""


def shown_verdict(verdict: TransferVerdict, complete: bool) -> TransferVerdict:
    """The verdict as a report shows it.

    In a run that ended early nothing counts as held: the rule that would have failed may be the one
    that was not judged.

    Args:
        verdict: what the register says.
        complete: whether the run got to its end.
    """
    is_open = verdict == TransferVerdict.HELD and not complete
    return TransferVerdict.NOT_JUDGED if is_open else verdict


def verdict_rank(verdict: TransferVerdict) -> int:
    """Where one of VERDICTS stands in a report: 0 first."""
    return VERDICTS.index(verdict)
