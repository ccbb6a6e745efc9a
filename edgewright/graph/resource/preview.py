"""What `pulumi preview --json --show-sames` says a stack becomes; refused where it is not whole.

The document is Pulumi's `PreviewDigest` (pkg/display/json.go), filled by `ShowPreviewDigest`
(pkg/backend/display/json.go); its operations are listed in pkg/resource/deploy/step.go. All as of
Pulumi 3.259.0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from edgewright.base.errors import EdgewrightError
from edgewright.graph.resource.state_shape import require_shape

State: TypeAlias = dict[str, Any]
"""A resource's state as Pulumi's JSON has it."""
Step: TypeAlias = dict[str, Any]
ENDING = frozenset({"same", "create", "update", "read", "import"})
"""Operations after which a resource is as the step's new state has it, one for each resource."""
REPLACING = frozenset(
    {"replace", "create-replacement", "read-replacement", "import-replacement"},
)
"""The same, of which one replaced resource has several."""
LOOKING = frozenset({"refresh", "diff"})
"""The same, before the operation itself."""
REMOVING = frozenset({"delete", "discard"})
"""Operations after which a resource is no longer part of the stack."""
REMOVING_OLD = frozenset({"delete-replaced", "discard-replaced", "remove-pending-replace"})
"""Operations that end what was replaced; the resource of that name goes on."""
OF_PROVIDERS = frozenset({"extend-parameterize"})
"""Operations on a provider that leave no state."""
ENDED = REMOVING | {"replace", "delete-replaced", "discard-replaced"}
"""Operations that end the old resource, unless it awaits its replacement and is gone already."""
DECLARING = ENDING | REPLACING | LOOKING
KNOWN = DECLARING | REMOVING | REMOVING_OLD | OF_PROVIDERS
COUNTED = (ENDING - {"read"}) | REMOVING | {"replace"}
"""Operations whose steps a finished preview counts, each one; of reads it counts only changes."""
SEEN_FAILING = frozenset({"info", "info#err", "warning", "debug"})
"""Severities of a run that goes on (sdk/go/common/diag); all others are failures."""
WHOLE = (
    "Run `pulumi preview --json --show-sames` until it succeeds, without --target, "
    "--target-replace or --exclude, and give what it wrote, unchanged."
)


@dataclass
class Previewed:
    """What a preview ends in.

    Attributes:
        states: URN -> the state of a resource that will be there.
        ended: (operation, old state) of what a step ends; with a replacement its old resource.
    """

    states: dict[str, State] = field(default_factory=dict)
    ended: list[tuple[str, State]] = field(default_factory=list)


def is_preview(document: dict[str, Any]) -> bool:
    """Whether a document is a preview, even one that failed before its first step."""
    return any(name in document for name in ("steps", "changeSummary", "diagnostics"))


def previewed(document: dict[str, Any]) -> Previewed:
    """What a whole preview ends in.

    Raises:
        EdgewrightError: GRA-003 when resources are left out, GRA-004 when it failed or was not
            finished, GRA-005 when a step is not as Pulumi writes it.
        KeyError, TypeError, AttributeError: it has another shape.
    """
    steps = [] if document.get("steps") is None else document["steps"]
    if not isinstance(steps, list):
        raise TypeError("`steps` is no list")
    _refuse_failed(document, steps)
    for step in steps:
        _refuse_unreadable(step)
    _refuse_unfinished(document)
    _refuse_gaps(document["changeSummary"], steps)
    _refuse_twice(steps)
    found = Previewed()
    for step in steps:
        _take(step, found)
    return found


def _refuse_failed(document: dict[str, Any], steps: list[Step]) -> None:
    """A preview that failed shows what it came to; every stack has at least a step of its own."""
    diagnostics = document.get("diagnostics") or []
    if failures := [entry for entry in diagnostics if entry["severity"] not in SEEN_FAILING]:
        # Their text is left out: a program may have written anything into it.
        about = next((f", about {entry['urn']}" for entry in failures if entry.get("urn")), "")
        raise _unfinished(f"the preview failed with {_counted(len(failures), 'error')}{about}")
    if not steps:
        raise _unfinished("the preview has no steps: it ended before the stack's first")


def _refuse_unfinished(document: dict[str, Any]) -> None:
    """The engine sends its summary at the end."""
    if document.get("maybeCorrupt"):
        raise _unfinished("the preview says of itself that it may be corrupt")
    if not document.get("changeSummary"):
        raise _unfinished("the preview has no `changeSummary`: it did not come to its end")


def _refuse_unreadable(step: Step) -> None:
    op = step["op"]
    for name in ("newState", "oldState"):
        if step.get(name) not in (None, {}):
            require_shape(step[name])
    if op not in KNOWN:
        raise _unlike(f"a step of the preview is of a kind that is not known: {op!r}")
    if op in DECLARING and not step.get("newState"):
        raise _unlike(f"a step `{op}` of the preview has no `newState`: {_named(step)}")
    if (step.get("newState") or {}).get("delete"):
        raise _unlike(f"a step `{op}` leads to a state marked for deletion: {_named(step)}")
    if op in REMOVING and not step.get("oldState"):
        raise _unlike(f"a step `{op}` of the preview has no `oldState`: {_named(step)}")
    for name in ("newState", "oldState"):
        if (step.get(name) or step)["urn"] != step["urn"]:
            raise _unlike(f"`{name}` of a step is another resource's: {_named(step)}")


def _refuse_gaps(summary: dict[str, int], steps: list[Step]) -> None:
    """Pulumi leaves unchanged resources out unless asked, and only marks what it skips.

    A resource that `--target` or `--exclude` skips has a step `same` whose old state is a copy of
    the new one (NewSkippedCreateStep); what was really there has an id (NewSameStep demands it).
    A preview that leaves existing resources untargeted is written like any other: they stay as
    they were, which is what it says of them.
    """
    skipped = [step for step in steps if _is_skipped(step)]
    if skipped:
        raise _partial(
            f"the preview skips {_counted(len(skipped), 'resource')}: {_named(skipped[0])}"
        )
    listed = Counter(step["op"] for step in steps if not (step.get("newState") or {}).get("viewOf"))
    if (gap := summary.get("same", 0) - listed["same"]) > 0:
        raise _partial(f"the preview leaves out {gap} unchanged resources")
    for op in sorted(COUNTED):
        if summary.get(op, 0) > sum(step["op"] == op for step in steps):
            raise _partial(f"the preview counts more steps `{op}` than it lists")
        if listed[op] > summary.get(op, 0):
            raise _partial(f"the preview lists more steps `{op}` than it counts")


def _is_skipped(step: Step) -> bool:
    if step["op"] != "same" or not step["newState"].get("custom", True):
        return False
    return not (step.get("oldState") or {}).get("id")


def _refuse_twice(steps: Iterable[Step]) -> None:
    """Each resource has one operation, or the several of one replacement.

    One that is imported has another where it will not be as it was found: the program says more
    than the import read, and the engine updates or replaces what it has just taken over.
    """
    operations: dict[str, Counter[str]] = {}
    for step in steps:
        if step["op"] in ENDING | REPLACING:
            kind = "replace" if step["op"] in REPLACING else "end"
            kind = "import" if step["op"] == "import" else kind
            operations.setdefault(step["urn"], Counter())[kind] += 1
    twice = [urn for urn, found in operations.items() if _is_twice(found)]
    if twice:
        raise _unlike(f"two steps of the preview are for one resource: {twice[0]}")


def _is_twice(found: Counter[str]) -> bool:
    return found["import"] > 1 or found["end"] > 1 or {"end", "replace"} <= found.keys()


def _take(step: Step, found: Previewed) -> None:
    op, urn, old = step["op"], step["urn"], step.get("oldState")
    if op in DECLARING:
        found.states[urn] = _with_outputs(step)
    if op in REMOVING:
        found.states.pop(urn, None)
    if old and op in ENDED and not old.get("pendingReplacement"):
        found.ended.append((op, old))


def _with_outputs(step: Step) -> State:
    """A step's new state; unchanged, with the outputs it keeps (SameStep.Apply)."""
    new: State = step["newState"]
    old = step.get("oldState") or {}
    if step["op"] != "same" or new.get("outputs") or not old.get("outputs"):
        return new
    return {**new, "outputs": old["outputs"]}


def _named(step: Step) -> str:
    return str(step.get("urn") or "no URN")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _unfinished(message: str) -> EdgewrightError:
    return EdgewrightError("GRA-004", message, hint=WHOLE)


def _partial(message: str) -> EdgewrightError:
    return EdgewrightError("GRA-003", message, hint=WHOLE)


def _unlike(message: str) -> EdgewrightError:
    return EdgewrightError("GRA-005", message, hint=WHOLE)
