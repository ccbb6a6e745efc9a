"""What came of a run in words and a tone, computed once and said alike in every format.

"Held" says that no mandatory rule failed on what was judged. Whatever that leaves open is said in
the same breath, and nothing that leaves something open looks as if all were well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from edgewright.base.vocabulary import Outcome, TransferVerdict, Verdict
from edgewright.policy.evaluation import Coverage, Evaluation, Transfer
from edgewright.report.numbers import counted, percent


class Tone(StrEnum):
    """How a verdict is to look; only CLEAR is green."""

    CLEAR = "clear"
    """Held, and nothing is open."""
    OPEN = "open"
    """Held, and something is open."""
    SO_FAR = "so far"
    """Nothing speaks against it, and no resource has been judged."""
    INCOMPLETE = "incomplete"
    VIOLATED = "violated"


@dataclass(frozen=True)
class Standing:
    """What came of a run.

    Attributes:
        verdict: the plain verdict.
        reservations: what it leaves open, each with its number ("2 advisories"); empty for a
            verdict that claims nothing.
        tone: how it is to look.
        judged: which share of the user's resources was judged, in words.
    """

    verdict: Verdict
    reservations: tuple[str, ...]
    tone: Tone
    judged: str

    @property
    def headline(self) -> str:
        """The verdict with what it leaves open: "held, with 2 advisories and 1 open question"."""
        return f"{self.verdict}, {self.rider}" if self.reservations else self.verdict.value

    @property
    def rider(self) -> str:
        """What it leaves open, as a phrase; "" when nothing."""
        *most, last = self.reservations or ("",)
        listed = f"{', '.join(most)} and {last}" if most else last
        return f"with {listed}" if listed else ""

    @property
    def line(self) -> str:
        """The headline and the share that was judged, on one line."""
        return f"{self.headline}; {self.judged}"


def standing_of(evaluation: Evaluation) -> Standing:
    """What came of a run."""
    verdict = evaluation.verdict
    reservations = tuple(_reservations(evaluation)) if verdict.is_clear else ()
    return Standing(
        verdict, reservations, _tone(verdict, reservations), judged_text(evaluation.coverage)
    )


def judged_text(coverage: Coverage) -> str:
    """The share that was judged: "31 of 44 resources judged (70 %), 13 not assessed"."""
    if coverage.share is None:
        return "no resource looked at"
    counts = f"{coverage.judged:,} of {counted(coverage.resources, 'resource')} judged"
    more = {"not assessed": coverage.not_assessed, "not judged yet": coverage.not_judged_yet}
    open_parts = [f"{number:,} {what}" for what, number in more.items() if number]
    return ", ".join([f"{counts} ({percent(coverage.share)})", *open_parts])


def parts_text(coverage: Coverage) -> str:
    """How many resources are looked at only as parts of others, as a sentence; "" when none."""
    if not coverage.parts:
        return ""
    verb = "configures or groups" if coverage.parts == 1 else "configure or group"
    return f"{coverage.parts:,} more only {verb} others."


def _tone(verdict: Verdict, reservations: tuple[str, ...]) -> Tone:
    if verdict is Verdict.HELD:
        return Tone.OPEN if reservations else Tone.CLEAR
    return {
        Verdict.HELD_SO_FAR: Tone.SO_FAR,
        Verdict.INCOMPLETE: Tone.INCOMPLETE,
        Verdict.VIOLATED: Tone.VIOLATED,
    }[verdict]


def _reservations(evaluation: Evaluation) -> Iterator[str]:
    outcomes = Counter(result.outcome for result in evaluation.results)
    rows = Counter(row.verdict for row in evaluation.transfers)
    coverage = evaluation.coverage
    questions = outcomes[Outcome.UNDETERMINED] + outcomes[Outcome.CONDITIONAL]
    questions += sum(1 for _ in _open_rows(evaluation))
    if number := rows[TransferVerdict.VIOLATED]:
        yield counted(number, "violated transfer")
    if number := outcomes[Outcome.FAILED]:
        yield counted(number, "advisory", "advisories")
    if questions:
        yield counted(questions, "open question")
    if number := coverage.not_assessed + coverage.not_judged_yet:
        yield f"{counted(number, 'resource')} not judged"
    if number := len(coverage.still_there):
        yield f"{counted(number, 'resource')} still there"


def _open_rows(evaluation: Evaluation) -> Iterator[Transfer]:
    """Rows of the register that are open for a reason that no result has been counted for."""
    counted_for = {f"{result.policy}: {result.message}" for result in evaluation.results}
    open_verdicts = (
        TransferVerdict.UNDETERMINED,
        TransferVerdict.CONDITIONAL,
        TransferVerdict.NOT_JUDGED,
    )
    for row in evaluation.transfers:
        if row.verdict in open_verdicts and not counted_for.intersection(row.reasons):
            yield row
