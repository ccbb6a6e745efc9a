"""What a change to an estate or its facts does to the verdicts: two evaluations compared.

Results are matched by rule and node. A rule that had nothing to judge is no result here: what it
judged before, or judges now, shows as vanished or appeared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from edgewright.base.vocabulary import VERDICT_OF, Outcome, Severity
from edgewright.policy.coverage import SILENT
from edgewright.policy.evaluation import Evaluation, PolicyInfo, Result
from edgewright.report.consistency import SEVERITIES, require_consistent
from edgewright.report.json_document import json_text
from edgewright.report.numbers import counted
from edgewright.report.wording import DISCLAIMER, visible

SCHEMA = "edgewright/changes"
VERSION = 1

WORST_FIRST = (
    Outcome.FAILED,
    Outcome.WAIVED,
    Outcome.UNDETERMINED,
    Outcome.CONDITIONAL,
    Outcome.PASSED,
)

Key = tuple[str, str]


@dataclass(frozen=True)
class Side:
    """What came of a rule on a node in one of the two evaluations.

    Attributes:
        outcome: the worst outcome. results: how many results it had.
        blocking: whether one of its results made the run fail.
        message: of the first result with that outcome.
    """

    outcome: Outcome
    results: int
    blocking: bool
    message: str

    @property
    def word(self) -> str:
        """The outcome as reports say it."""
        return VERDICT_OF[self.outcome]


@dataclass(frozen=True)
class Change:
    """A rule whose outcome on a node is not what it was.

    Attributes:
        kind: "appeared" (no result before), "vanished" (none after) or "changed".
        before, after: None where there is no result.
    """

    policy: str
    title: str
    severity: Severity
    node: str
    node_name: str
    kind: str
    before: Side | None
    after: Side | None


def compare(before: Evaluation, after: Evaluation) -> tuple[Change, ...]:
    """The results that differ, those that are worst now first.

    Raises:
        EdgewrightError: RPT-004 when one of the evaluations contradicts itself.
    """
    require_consistent(before)
    require_consistent(after)
    old, new = _by_key(before.results), _by_key(after.results)
    policies = {it.id: it for it in (*before.policies, *after.policies)}
    changes = [
        _change(policies[key[0]], old.get(key, []), new.get(key, []))
        for key in old.keys() | new.keys()
        if _outcomes(old.get(key, [])) != _outcomes(new.get(key, []))
    ]
    return tuple(sorted(changes, key=_order))


def render_changes_text(changes: Iterable[Change]) -> str:
    """The changes for a terminal, with a final line end; results that hold are only counted."""
    listed = list(changes)
    return "\n".join(_lines(listed)) + "\n"


def render_changes_json(changes: Iterable[Change], before: str, after: str) -> str:
    """Every change, with the verdicts before and after, as indented JSON with a final line end."""
    document = {
        "schema": SCHEMA,
        "version": VERSION,
        "before": before,
        "after": after,
        "disclaimer": DISCLAIMER,
        "changes": [asdict(change) for change in changes],
    }
    return json_text(document)


def _by_key(results: Iterable[Result]) -> dict[Key, list[Result]]:
    found: defaultdict[Key, list[Result]] = defaultdict(list)
    for result in results:
        if result.outcome not in SILENT:
            found[result.policy, result.node].append(result)
    return dict(found)


def _outcomes(results: list[Result]) -> Counter[tuple[Outcome, bool]]:
    """How many results of each outcome: a second violation of the same node is a change too."""
    return Counter((it.outcome, it.blocking) for it in results)


def _change(policy: PolicyInfo, old: list[Result], new: list[Result]) -> Change:
    shown = _worst(new or old)
    return Change(
        policy=policy.id,
        title=policy.title,
        severity=policy.severity,
        node=shown.node,
        node_name=shown.node_name,
        kind="changed" if old and new else "appeared" if new else "vanished",
        before=_side(old),
        after=_side(new),
    )


def _side(results: list[Result]) -> Side | None:
    if not results:
        return None
    worst = _worst(results)
    blocking = any(it.blocking for it in results)
    return Side(worst.outcome, len(results), blocking, worst.message)


def _worst(results: list[Result]) -> Result:
    return min(results, key=lambda it: (_rank(it.outcome), it.message, it.fingerprint))


def _rank(outcome: Outcome) -> int:
    return WORST_FIRST.index(outcome)


def _order(change: Change) -> tuple[bool, int, int, str, str]:
    """What blocks now first, then by outcome now; what vanished comes last."""
    side = change.after
    rank = len(WORST_FIRST) if side is None else _rank(side.outcome)
    blocks = side is not None and side.blocking
    return not blocks, rank, SEVERITIES.index(change.severity), change.policy, change.node


def _lines(changes: list[Change]) -> Iterator[str]:
    if not changes:
        yield "No outcome changes."
        return
    quiet = [it for it in changes if _is_quiet(it)]
    for change in changes:
        if not _is_quiet(change):
            yield from _entry(change)
    for kind in ("appeared", "vanished"):
        if number := sum(it.kind == kind for it in quiet):
            yield f"{counted(number, 'result')} that held {kind}."


def _is_quiet(change: Change) -> bool:
    """Whether nothing but held results come or go; after a `--move` there are many of them."""
    sides = [side for side in (change.before, change.after) if side is not None]
    return change.kind != "changed" and all(it.outcome is Outcome.PASSED for it in sides)


def _entry(change: Change) -> Iterator[str]:
    policy, title = visible(change.policy), visible(change.title)
    yield f"{policy}  {change.severity}  {title}"
    yield f"  node     {visible(change.node_name or change.node)}"
    yield f"  before   {_side_text(change.before)}"
    yield f"  after    {_side_text(change.after)}"
    yield ""


def _side_text(side: Side | None) -> str:
    if side is None:
        return "no result"
    number = f", {counted(side.results, 'result')}" if side.results > 1 else ""
    blocks = ", blocks" if side.blocking else ""
    message = f": {visible(side.message)}" if side.message else ""
    return f"{side.word}{number}{blocks}{message}"
