"""Resources from files Pulumi writes: `pulumi stack export` and `pulumi preview --json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError, Place
from edgewright.graph.model import RawResource
from edgewright.graph.resource.wire import plain_properties

PROVIDER_PREFIX = "pulumi:providers:"
REMOVING = frozenset({"delete", "delete-replaced", "discard", "discard-replaced", "read-discard"})
"""Preview steps after which a resource is no longer there."""


def read_resources(path: Path) -> list[RawResource]:
    """The resources in a state export or a preview, whichever `path` holds.

    Raises:
        EdgewrightError: GRA-001 when it cannot be read, GRA-002 when it is neither.
    """
    document = _read_json(path)
    try:
        return assemble(_states(document))
    except (KeyError, TypeError, AttributeError) as problem:
        why = f"it lacks {problem}" if isinstance(problem, KeyError) else "its shape is another"
        raise _neither(path, why) from problem


def _states(document: Any) -> list[dict[str, Any]]:
    """The resource states in a document: KeyError or TypeError where it is no recording."""
    if "deployment" in document:
        return list(document["deployment"]["resources"] or [])
    steps = document["steps"]
    if not isinstance(steps, list):
        raise TypeError("`steps` is no list")
    _refuse_gaps(document, steps)
    return _previewed(steps)


def _refuse_gaps(document: dict[str, Any], steps: list[dict[str, Any]]) -> None:
    """Pulumi leaves unchanged resources out of a preview unless asked: that is not the stack."""
    unchanged = (document.get("changeSummary") or {}).get("same", 0)
    listed = sum(step.get("op") == "same" for step in steps)
    if unchanged > listed:
        raise EdgewrightError(
            "GRA-003",
            f"the preview leaves out {unchanged - listed} unchanged resources",
            hint="Write it with `pulumi preview --json --show-sames`.",
        )


def assemble(states: Iterable[dict[str, Any]]) -> list[RawResource]:
    """Resource states as Pulumi's JSON has them, joined with their providers' inputs."""
    listed = [state for state in states if not state.get("delete")]
    providers = {
        state["urn"]: plain_properties(state.get("inputs"))
        for state in listed
        if state["type"].startswith(PROVIDER_PREFIX)
    }
    return [_resource(state, providers) for state in listed]


def _resource(state: dict[str, Any], providers: dict[str, dict[str, Any]]) -> RawResource:
    inputs = plain_properties(state.get("inputs"))
    provider = str(state.get("provider") or "").rpartition("::")[0]
    dependencies = state.get("propertyDependencies") or {}
    return RawResource(
        urn=state["urn"],
        type=state["type"],
        name=state["urn"].rpartition("::")[2],
        inputs=inputs,
        props={**inputs, **plain_properties(state.get("outputs"))},
        parent=state.get("parent") or None,
        provider=provider,
        provider_props=providers.get(provider, {}),
        property_dependencies={
            name: tuple(sorted(urns)) for name, urns in sorted(dependencies.items()) if urns
        },
        custom=bool(state.get("custom", True)),
    )


def _previewed(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The states a preview ends in, one per URN (a replacement has several steps)."""
    states = {
        step["newState"]["urn"]: step["newState"]
        for step in steps
        if step.get("op") not in REMOVING and step.get("newState")
    }
    return list(states.values())


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise EdgewrightError(
            "GRA-001",
            f"cannot read {path}: {problem.strerror}",
            hint="Give the path of a file that `pulumi stack export` or `preview --json` wrote.",
        ) from problem
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as problem:
        line = problem.lineno if isinstance(problem, json.JSONDecodeError) else None
        raise _neither(path, "it is not JSON", line) from problem


def _neither(path: Path, why: str, line: int | None = None) -> EdgewrightError:
    return EdgewrightError(
        "GRA-002",
        f"not a Pulumi state export or preview: {why}",
        place=Place(str(path), line),
        hint="Write it with `pulumi stack export` or `pulumi preview --json`.",
    )
