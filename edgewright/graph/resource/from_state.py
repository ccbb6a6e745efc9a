"""Resources from files Pulumi writes: `pulumi stack export` and `pulumi preview --json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

from edgewright.base.errors import EdgewrightError, Place
from edgewright.graph.model import Properties, RawResource
from edgewright.graph.resource.preview import is_preview, previewed
from edgewright.graph.resource.providers import configured, provider_inputs
from edgewright.graph.resource.recorded_file import not_a_recording, read_document
from edgewright.graph.resource.state_shape import require_shape
from edgewright.graph.resource.wire import plain_properties

Why: TypeAlias = Literal[
    "pending deletion",
    "retained",
    "deleted by this update",
    "not managed any more",
    "begun and not finished",
]
"""Why a resource that may still exist is none of the stack's."""
DELETED: Why = "deleted by this update"
State: TypeAlias = dict[str, Any]
"""A resource's state as Pulumi's JSON has it."""


@dataclass(frozen=True)
class Leaving:
    """A resource that is there, or may be, and that the stack will not have."""

    resource: RawResource
    why: Why


@dataclass(frozen=True)
class Recording:
    """What a file says of a stack.

    Attributes:
        resources: what the stack has or will have.
        leaving: what else is there. A preview does not list what an earlier update left to delete
            (unless written with --show-replacement-steps), a state has no plans.
    """

    resources: list[RawResource]
    leaving: tuple[Leaving, ...] = ()

    @property
    def existing(self) -> list[RawResource]:
        """What there is in the end: the stack's resources, and those it leaves where they are.

        What is left has its URN with "#" and why, since a resource of the stack may have its URN;
        further ones of that URN have a number besides.
        """
        staying = [one for one in self.leaving if one.why != DELETED]
        seen: Counter[tuple[str, Why]] = Counter()
        apart = []
        for one in staying:
            seen[one.resource.urn, one.why] += 1
            apart.append(_apart(one, seen[one.resource.urn, one.why]))
        return [*self.resources, *apart]


def _apart(leaving: Leaving, number: int) -> RawResource:
    left = leaving.resource
    why = leaving.why if number == 1 else f"{leaving.why} {number}"
    return replace(left, urn=f"{left.urn}#{why}", name=f"{left.name} ({why})")


def read_recording(path: Path) -> Recording:
    """What a state export or a preview says, whichever `path` holds.

    Raises:
        EdgewrightError: GRA-001 when it cannot be read, GRA-002 when it is neither, GRA-003 to
            GRA-005 when it is not whole.
    """
    document = read_document(path)
    try:
        return _recording(document)
    except EdgewrightError as failure:
        place = Place(str(path))
        raise EdgewrightError(
            failure.code, failure.message, hint=failure.hint, place=place
        ) from failure
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        why = f"it lacks {problem}" if isinstance(problem, KeyError) else "its shape is another"
        raise not_a_recording(path, why) from problem


def read_resources(path: Path) -> list[RawResource]:
    """The resources a state export or a preview says a stack has; raises as `read_recording`."""
    return read_recording(path).resources


def assemble(
    states: Iterable[State],
    ended: Iterable[State] = (),
    config: Mapping[str, Any] | None = None,
) -> list[RawResource]:
    """Resource states as Pulumi's JSON has them, joined with their providers' inputs.

    Args:
        states: of the resources; those marked for deletion are left out.
        ended: states of other resources, whose providers may be theirs.
        config: what default providers, which a preview leaves out, have their inputs from.
    """
    given = [state for state in states if not state.get("delete")]
    providers = {**provider_inputs(ended), **provider_inputs(given)}
    return [_resource(state, providers, config or {}) for state in given]


def _recording(document: Any) -> Recording:
    """What a document says: KeyError, TypeError or AttributeError where it is no recording."""
    if "deployment" in document and is_preview(document):
        raise TypeError("a state and a preview at once")
    if is_preview(document):
        return _from_preview(document)
    return _from_deployment(document["deployment"])


def _from_deployment(deployment: dict[str, Any]) -> Recording:
    """A state: before a stack's first update `resources` is absent (DeploymentV3 omits it)."""
    states, operations = (_listed(deployment, name) for name in ("resources", "pending_operations"))
    for state in (*states, *(operation["resource"] for operation in operations)):
        require_shape(state)
    _refuse_twice(states)
    waiting = [(state, _why_deleted(state)) for state in states if state.get("delete")]
    # What is being changed or deleted stands among the resources until that is done.
    listed = {state["urn"] for state in states}
    begun: list[tuple[State, Why]] = [
        (operation["resource"], "begun and not finished")
        for operation in operations
        if operation["type"] in ("creating", "importing")
        or operation["resource"]["urn"] not in listed
    ]
    return _joined(states, [*waiting, *begun], {})


def _from_preview(document: dict[str, Any]) -> Recording:
    found = previewed(document)
    ended = {(state["urn"], state.get("id")): (op, state) for op, state in found.ended}
    why = [(state, _why_ended(op, state)) for op, state in ended.values()]
    return _joined(list(found.states.values()), why, document.get("config") or {})


def _joined(
    states: list[State], leaving: list[tuple[State, Why]], config: Mapping[str, Any]
) -> Recording:
    gone = [{**state, "delete": False} for state, _ in leaving]
    ended = zip(assemble(gone, states, config), leaving, strict=True)
    return Recording(
        assemble(states, gone, config),
        # Of a component, a provider or the stack nothing stays.
        tuple(
            Leaving(resource, why)
            for resource, (_, why) in ended
            if resource.custom and not resource.type.startswith("pulumi:")
        ),
    )


def _listed(document: dict[str, Any], name: str) -> list[State]:
    found = document.get(name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise TypeError(f"`{name}` is no list")
    return found


def _refuse_twice(states: list[State]) -> None:
    """One resource of a URN; others of it only wait to be deleted (Snapshot.VerifyIntegrity)."""
    seen: set[str] = set()
    for state in states:
        if state.get("delete"):
            continue
        if state["urn"] in seen:
            raise EdgewrightError(
                "GRA-005",
                f"the state has one resource twice: {state['urn']}",
                hint="Give what `pulumi stack export` wrote, unchanged.",
            )
        seen.add(state["urn"])


def _why_deleted(state: State) -> Why:
    return "retained" if state.get("retainOnDelete") else "pending deletion"


def _why_ended(op: str, old: State) -> Why:
    """`retainOnDelete` leaves a resource where it is; what was only read is not Pulumi's.

    https://www.pulumi.com/docs/iac/concepts/resources/options/retainondelete
    """
    if op.startswith("discard") or old.get("external"):
        return "not managed any more"
    return "retained" if old.get("retainOnDelete") else DELETED


def _resource(
    state: State, providers: Mapping[str, Properties], config: Mapping[str, Any]
) -> RawResource:
    inputs = plain_properties(state.get("inputs"))
    provider = str(state.get("provider") or "").rpartition("::")[0]
    dependencies = state.get("propertyDependencies") or {}
    known = providers.get(provider)
    return RawResource(
        urn=state["urn"],
        type=state["type"],
        name=state["urn"].rpartition("::")[2],
        inputs=inputs,
        props={**inputs, **plain_properties(state.get("outputs"))},
        parent=state.get("parent") or None,
        provider=provider,
        provider_props=configured(provider, config) if known is None else known,
        property_dependencies={
            name: tuple(sorted(urns)) for name, urns in sorted(dependencies.items()) if urns
        },
        external=bool(state.get("external")),
        custom=bool(state.get("custom", True)),
    )
