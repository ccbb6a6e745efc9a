"""The sentences that the readable reports share, and strings made safe to read.

An evaluation holds strings that came from other people's programs. In a report for reading, such a
string must not be able to move the cursor, fake a line or turn the direction of the text around it.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from edgewright.base.vocabulary import Phase, Verdict
from edgewright.policy.evaluation import Conflict, Evaluation, PolicyInfo, Transfer, Unassessed
from edgewright.report.numbers import counted
from edgewright.report.summary import Summary

# Control characters (Unicode category Cc), lone surrogates (Cs), and the explicit controls of
# direction (UAX #9, section 2); letters of right-to-left scripts need none of these.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

DISCLAIMER = (
    "This is no legal advice: it shows what was checked and on which facts. "
    "Whether a transfer is lawful is for people to decide who know the case and the law."
)

NOT_ASSESSED = "Rules that should look at these resources did not; nothing is claimed about them."
NEED_RESOURCES = (
    "These rules need resources, and there are none yet: judge a preview, or a recording of one. "
    "What they have said so far is about the estate alone."
)
STILL_THERE = (
    "The program no longer has these resources, and they exist with whatever they hold. "
    "No rule has judged them."
)

PHASES = {
    Phase.CHECK: "Check of the estate, before the engine ran",
    Phase.PREVIEW: "Preview, before anything was created",
    Phase.UP: "Deployment",
}


def visible(text: str) -> str:
    """`text` on one line, with control characters written out as escapes instead of obeyed."""
    return _OBEYED.sub(_written_out, " ".join(text.split()))


def readable(evaluation: Evaluation) -> Evaluation:
    """The evaluation with every string made `visible`."""
    cleaned: Evaluation = _clean(evaluation)
    return cleaned


def verdict_sentence(summary: Summary) -> str:
    """What the verdict means, in one or two sentences."""
    blocking = summary.counts()["blocking"]
    if summary.verdict is Verdict.INCOMPLETE:
        return (
            "The run ended before every rule was judged. This is not a verdict: "
            "what is listed here is only what was found until then."
        )
    if summary.verdict is Verdict.VIOLATED:
        verb = "blocks" if blocking == 1 else "block"
        found = f"{counted(blocking, 'finding')} {verb} this run."
        more = " The run ended before every rule was judged: there may be more."
        return found if summary.evaluation.complete else found + more
    if summary.verdict is Verdict.HELD_SO_FAR:
        start = "Nothing speaks against the estate; no resource has been judged."
        return start + _waiting(len(summary.need_resources)) + _reservations(summary.counts())
    return "No mandatory rule failed on what was judged." + _reservations(summary.counts())


def subject_text(evaluation: Evaluation) -> str:
    """What was judged, by name: an estate, a stack, or resources that belong to neither."""
    stack = f"stack {evaluation.stack}" if evaluation.stack else ""
    return ", ".join(filter(None, (evaluation.estate, stack))) or "recorded resources"


def domains_text(entry: Unassessed) -> str:
    """The domains whose rules did not look at resources of a type."""
    if not entry.domains:
        return "no rule of any domain looked"
    return f"no rule of {', '.join(entry.domains)} looked"


def phase_text(evaluation: Evaluation) -> str:
    """Which phase was judged."""
    return PHASES[evaluation.phase]


def rule_terms(policy: PolicyInfo) -> str:
    """A rule's level, its pack and the day it takes effect, as a phrase."""
    since = f", effective {policy.effective_on}" if policy.effective_on else ""
    return f"{policy.level.value}, pack {policy.pack}{since}"


def resolution_text(conflict: Conflict) -> str:
    """Who says how a contradiction is resolved here, or that nobody does."""
    packs = conflict.resolved_by
    if not packs:
        return "no pack in force: nobody has said which demand gives way"
    return f"{'packs' if len(packs) > 1 else 'pack'} {', '.join(packs)}"


def _reservations(counts: dict[str, int]) -> str:
    """What a verdict of "held" leaves open, as sentences; "" when nothing."""
    sentences = []
    if conditional := counts["conditional"]:
        rests = "rests" if conditional == 1 else "rest"
        sentences.append(f" {counted(conditional, 'result')} {rests} on evidence named here.")
    if unknown := counts["undetermined"]:
        sentences.append(f" {counted(unknown, 'result')} could not be determined.")
    return "".join(sentences)


def _waiting(rules: int) -> str:
    """How many rules need resources, as a sentence; "" when none."""
    verb = "needs" if rules == 1 else "need"
    return f" {counted(rules, 'rule')} {verb} resources." if rules else ""


def transfer_route(transfer: Transfer) -> str:
    """Between which countries a transfer is: "DE to US"; "?" for one that is not known."""
    return f"{transfer.from_country or '?'} to {transfer.to_country or '?'}"


def transfer_mechanism(transfer: Transfer) -> str:
    """The declared transfer mechanism as in "scc, evidence DOC-114, valid to 2028-01-31"."""
    if transfer.transfer_mechanism is None:
        return "none declared"
    evidence = f"evidence {transfer.evidence}" if transfer.evidence else "no evidence"
    until = f"valid to {transfer.valid_to}" if transfer.valid_to else "no end"
    return f"{transfer.transfer_mechanism}, {evidence}, {until}"


def _written_out(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape", "surrogatepass").decode("ascii")


def _clean(value: Any) -> Any:
    """`value` with every string in it, at any depth, made visible."""
    if type(value) is str:  # and no word of a closed set
        return visible(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_clean(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{name: _clean(item) for name, item in vars(value).items()})
    return value
