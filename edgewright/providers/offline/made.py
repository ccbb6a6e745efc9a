"""What a cloud adds to a resource: its id, its address, its names, in the cloud's own form.

Only what a type really has, or rules would be misled: a type that is in no table gets an id and its
own inputs back. Ids follow from URN and inputs, so the same program always has the same ones.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from edgewright.providers.property_values import UNKNOWN, known

Inputs = Mapping[str, Any]
NAMESPACE = uuid.UUID("6f1b2c1e-5d0a-4a57-9d0e-2c8f6a1f0b77")
"""Of the ids made here; any fixed value serves."""
ACCOUNT = "000000000000"
SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Setting:
    """Where a provider works: its region and account, from its configuration."""

    region: str | None = None
    account: str = ACCOUNT


@dataclass(frozen=True)
class Kind:
    """How a type looks once it exists.

    Attributes:
        name: the input that names it. Left out of a program, the provider makes a name up.
        id: template of its id. outputs: output -> template.
        more: outputs that no template can say, from inputs that may still be wrapped as secrets.

    Templates may use name, region, account, uuid (of the URN) and every text input.
    """

    name: str | None = None
    id: str = "{name}"
    outputs: Mapping[str, str] = field(default_factory=dict)
    more: Callable[[str, Inputs], dict[str, Any]] | None = None


def autonamed(urn: str, kind: Kind | None, inputs: dict[str, Any]) -> dict[str, Any]:
    """The inputs, with a made-up name where the program gave none."""
    if kind is None or kind.name is None or kind.name in inputs:
        return inputs
    logical = urn.rpartition("::")[2]
    mark = hashlib.sha256(urn.encode()).hexdigest()[:7]
    return {**inputs, kind.name: f"{logical}-{mark}"}


def identity(urn: str) -> str:
    """A UUID that belongs to a URN."""
    return str(uuid.uuid5(NAMESPACE, urn))


def made(
    urn: str, kind: Kind | None, inputs: Inputs, setting: Setting
) -> tuple[str, dict[str, Any]]:
    """The id and the outputs of a resource; an id is "" while its name is not known.

    Args:
        urn: the resource's URN.
        kind: its kind, None when it is in no table.
        inputs: as the engine gave them, marks included; they are given back as outputs.
        setting: the provider's own.
    """
    if kind is None:
        return f"offline-{identity(urn)}", dict(inputs)
    words = _words(urn, kind, known(dict(inputs)), setting)
    outputs = {name: _filled(template, words) for name, template in kind.outputs.items()}
    more = kind.more(urn, inputs) if kind.more else {}
    id = _filled(kind.id, words)
    return "" if id == UNKNOWN else id, {**inputs, **outputs, **more}


def _words(urn: str, kind: Kind, inputs: Inputs, setting: Setting) -> dict[str, str]:
    words = {name: value for name, value in inputs.items() if isinstance(value, str)}
    region = inputs.get("region") or setting.region
    if isinstance(region, str):
        words["region"] = region
    if kind.name and isinstance(inputs.get(kind.name), str):
        words["name"] = inputs[kind.name]
    return {**words, "account": setting.account, "uuid": identity(urn), "sub": SUBSCRIPTION}


def _filled(template: str, words: Mapping[str, str]) -> str:
    """A template filled in; the unknown mark when a word it uses is not known."""
    try:
        return template.format_map(words)
    except KeyError:
        return UNKNOWN
