"""What a preview that held admits: one update soon after it, of what it judged.

The preview leaves the resources it judged in a file; the update takes the file away, so one preview
admits one update. Nothing secret is in it: secrets became markers where they were recorded.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from edgewright.base.clock import format_instant, parse_instant
from edgewright.base.errors import EdgewrightError
from edgewright.gate.session import ADMISSION, write_json
from edgewright.graph.model import Properties, RawResource

SCHEMA = "edgewright/admission"
VERSION = 1
HINT = (
    "Run it without --skip-preview, or preview again first: rules over the whole stack can only "
    "stop a deployment in its preview."
)
SAYS = {
    "stack": "it was a preview of another stack",
    "project": "it was a preview of another project",
    "organisation": "it was a preview in another organisation",
    "backend": "it was a preview on another backend",
    "offline": "it was a preview on the other side of --offline",
    "inputs": "the estate, policies, packs, parameters, waivers or facts are others since",
}


@dataclass(frozen=True)
class Ground:
    """What a preview has to share with the update that it admits.

    Attributes:
        backend: the URL where Pulumi keeps the stack's state.
        inputs: the digest of everything it is judged by.
    """

    stack: str
    project: str
    organisation: str
    backend: str
    offline: bool
    inputs: str


@dataclass(frozen=True)
class Admission:
    """What a preview that held judged.

    Attributes:
        at: when.
        resources: the resources, as the engine told them.
        open: URN of a resource -> ids of the nodes about which a mandatory rule left something
            open, which a preview may, and an update may not.
    """

    ground: Ground
    at: datetime
    resources: tuple[RawResource, ...]
    open: Mapping[str, tuple[str, ...]]


def leave_admission(folder: Path, admission: Admission) -> None:
    """Write an admission into a stack's folder.

    Raises:
        EdgewrightError: GAT-004 when it cannot be written.
    """
    providers: dict[str, Properties] = {}
    document = {
        "schema": SCHEMA,
        "version": VERSION,
        "ground": asdict(admission.ground),
        "at": format_instant(admission.at),
        "open": admission.open,
        "resources": [_written(one, providers) for one in admission.resources],
        "providers": providers,
    }
    write_json(folder / ADMISSION, document)


def withdraw_admission(folder: Path) -> None:
    """Forget the last admission, if there is one."""
    (folder / ADMISSION).unlink(missing_ok=True)


def take_admission(folder: Path, ground: Ground, at: datetime, lasts: timedelta) -> Admission:
    """The admission of an update; it is used up, whatever comes of it.

    Args:
        folder: the stack's.
        ground: what the update stands on.
        at: the present.
        lasts: how long an admission is good for.

    Raises:
        EdgewrightError: GAT-002 when no preview held, or not for this update.
    """
    taken = folder / f"admitted-{os.getpid()}.json"
    try:
        (folder / ADMISSION).rename(taken)
        found = _read(json.loads(taken.read_text(encoding="utf-8")))
    except OSError as problem:
        raise _refused("no preview has held since the last update") from problem
    except (ValueError, TypeError, KeyError, AttributeError, EdgewrightError) as problem:
        raise _refused("what the preview left cannot be read") from problem
    finally:
        taken.unlink(missing_ok=True)
    for field in fields(Ground):
        if getattr(found.ground, field.name) != getattr(ground, field.name):
            raise _refused(SAYS[field.name])
    age = at - found.at
    if not timedelta() <= age <= lasts:
        raise _refused(f"the preview is {_minutes(age)} minutes old, of {_minutes(lasts)} at most")
    return found


def _minutes(time: timedelta) -> int:
    return int(time.total_seconds() // 60)


def _refused(why: str) -> EdgewrightError:
    return EdgewrightError("GAT-002", f"no preview admits this update: {why}", hint=HINT)


def _written(resource: RawResource, providers: dict[str, Properties]) -> dict[str, Any]:
    """A resource without what is there already: its inputs as outputs, its provider's settings."""
    providers.setdefault(resource.provider, resource.provider_props)
    given = resource.inputs
    same = [
        name
        for name, value in given.items()
        if name in resource.props and resource.props[name] == value
    ]
    return {
        "urn": resource.urn,
        "type": resource.type,
        "name": resource.name,
        "inputs": given,
        "outputs": {name: value for name, value in resource.props.items() if name not in same},
        "same": same,
        "parent": resource.parent,
        "provider": resource.provider,
        "property_dependencies": resource.property_dependencies,
        "custom": resource.custom,
    }


def _read(document: Mapping[str, Any]) -> Admission:
    if (document["schema"], document["version"]) != (SCHEMA, VERSION):
        raise ValueError(document["schema"])
    return Admission(
        ground=Ground(**document["ground"]),
        at=parse_instant(document["at"]),
        resources=tuple(_resources(document["resources"], document["providers"])),
        open={urn: tuple(ids) for urn, ids in document["open"].items()},
    )


def _resources(
    listed: Iterable[Mapping[str, Any]], providers: Mapping[str, Properties]
) -> Iterable[RawResource]:
    for one in listed:
        inputs = one["inputs"]
        dependencies = one["property_dependencies"]
        yield RawResource(
            urn=one["urn"],
            type=one["type"],
            name=one["name"],
            props={**{name: inputs[name] for name in one["same"]}, **one["outputs"]},
            inputs=inputs,
            parent=one["parent"],
            provider=one["provider"],
            provider_props=providers[one["provider"]],
            property_dependencies={name: tuple(urns) for name, urns in dependencies.items()},
            custom=one["custom"],
        )
