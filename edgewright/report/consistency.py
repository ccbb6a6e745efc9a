"""What an evaluation must agree with itself on before anything of it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from edgewright.base.errors import EdgewrightError
from edgewright.base.vocabulary import Level, Outcome, Severity, TransferVerdict
from edgewright.policy.evaluation import Coverage, Evaluation, MapPlace, PolicyInfo

SEVERITIES = tuple(reversed(Severity))
"""The worst first."""
PLACE_KINDS = ("region", "site", "remote-access", "worldwide", "somewhere")


def require_consistent(evaluation: Evaluation) -> None:
    """Refuse an evaluation that contradicts itself.

    Raises:
        EdgewrightError: RPT-004: a rule listed twice, a result of a rule that is not listed, a
            verdict of "held" although a rule was not judged, another number of resources not
            assessed than it lists, a transfer shown as held on which a
            rule failed, a place listed twice or of no kind or nowhere on Earth, a flow from or to
            a place that is not listed.
    """
    _require_rules(evaluation.policies)
    _require_listed(evaluation)
    _require_judged(evaluation)
    _require_counted(evaluation.coverage)
    _require_verdicts(evaluation)
    _require_places(evaluation)


def _require_rules(policies: Sequence[PolicyInfo]) -> None:
    for twice in _repeated(policy.id for policy in policies):
        raise _contradiction(f"rule {twice} is listed twice")


def _require_listed(evaluation: Evaluation) -> None:
    known = {policy.id for policy in evaluation.policies}
    for waiting in sorted(set(evaluation.coverage.need_resources) - known):
        raise _contradiction(f"rule {waiting!r} needs resources, and it does not list it")
    for result in evaluation.results:
        if result.policy not in known:
            raise _contradiction(
                f"it has a result of rule {result.policy!r}, which it does not list"
            )


def _require_judged(evaluation: Evaluation) -> None:
    if not evaluation.verdict.is_clear:
        return
    judged = {result.policy for result in evaluation.results}
    enabled = [policy.id for policy in evaluation.policies if policy.level is not Level.DISABLED]
    missing = sorted(set(enabled) - judged)
    if missing:
        raise _contradiction(f"it is complete, but {', '.join(missing)} was never judged")
    if not enabled:
        raise _contradiction("it is complete, but no rule was judged")


def _require_counted(coverage: Coverage) -> None:
    listed = sum(entry.count for entry in coverage.unassessed)
    if listed != coverage.not_assessed:
        raise _contradiction(
            f"{coverage.not_assessed} resources were not assessed, and {listed} are listed"
        )


def _require_verdicts(evaluation: Evaluation) -> None:
    failed = {it.node for it in evaluation.results if it.outcome is Outcome.FAILED}
    for transfer in evaluation.transfers:
        if transfer.node in failed and transfer.verdict != TransferVerdict.VIOLATED:
            raise _contradiction(
                f"a rule failed on the transfer {transfer.node!r}, "
                f"which the register shows as {transfer.verdict.value!r}"
            )


def _require_places(evaluation: Evaluation) -> None:
    for twice in _repeated(place.id for place in evaluation.places):
        raise _contradiction(f"the place {twice!r} is listed twice")
    for place in evaluation.places:
        _require_place(place)
    known = {place.id for place in evaluation.places}
    for flow in evaluation.flows:
        for end in (flow.source, flow.target):
            if end not in known:
                raise _contradiction(f"a flow names the place {end!r}, which it does not list")


def _require_place(place: MapPlace) -> None:
    if place.kind not in PLACE_KINDS:
        raise _contradiction(f"the place {place.id!r} is of the kind {place.kind!r}")
    if place.at is None:
        return
    latitude, longitude = place.at
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # NaN is in no range either
        raise _contradiction(f"the place {place.id!r} is at {place.at}, which is nowhere on Earth")


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, number in Counter(names).items() if number > 1]


def _contradiction(what: str) -> EdgewrightError:
    return EdgewrightError(
        "RPT-004",
        f"the evaluation contradicts itself: {what}",
        hint="Judge the stack again with `edgewright check` or `edgewright preview`.",
    )
