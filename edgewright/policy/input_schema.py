"""The JSON Schema of the document rules see, made from the typed kinds."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from edgewright.base.vocabulary import Phase
from edgewright.graph.kinds import MODELS
from edgewright.policy.evaluate import INPUT_SCHEMA, INPUT_VERSION
from edgewright.spec.json_schema import tidied

TEXT = {"type": "string"}
NODE = {
    "id": {**TEXT, "description": 'a Pulumi URN, "estate:PART/NAME" or "policy:WHAT/NAME"'},
    "type": {**TEXT, "description": "the Pulumi type token, or what else it is"},
    "kind": {**TEXT, "description": "its neutral kind"},
    "name": TEXT,
    "labels": {"type": "array", "items": TEXT, "description": "ids of the data it holds"},
    "parent": {"type": ["string", "null"], "description": "URN of what it belongs to"},
    "props": {"type": "object", "description": "the properties of its kind"},
}

PART = {"type": ["string", "null"], "description": "null where it is unknown"}
RESOURCE = {
    **{name: NODE[name] for name in ("id", "type", "name", "labels", "parent")},
    "location": {
        "type": "object",
        "properties": {"cloud": PART, "region": PART, "country": PART},
        "required": ["cloud", "region", "country"],
        "additionalProperties": False,
    },
    "inputs": {"type": "object", "description": "what the program gave, by the type's own names"},
}


def policy_input_schema() -> dict[str, Any]:
    """The schema of `input` (JSON Schema 2020-12): nodes by kind, each with exactly its properties.

    Resources by type have the inputs that the program gave, whatever they are.
    A property is a value of its type, null for "not set", or a marker of what is unknown or secret.
    """
    props, _ = _models()
    nodes = {kind: _nodes(kind, props[kind, "validation"]) for kind in MODELS}
    document = {
        "schema": {"const": INPUT_SCHEMA},
        "version": {"const": INPUT_VERSION},
        "at": {"type": "string", "format": "date-time"},
        "phase": {"enum": [phase.value for phase in Phase]},
        "nodes": {"type": "object", "properties": nodes, "additionalProperties": False},
        "resources": {
            "type": "object",
            "description": "resources by type token, of the types that rules need",
            "additionalProperties": {"type": "array", "items": _closed(RESOURCE)},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "edgewright policy input",
        **_closed(document),
        "$defs": {"Node": _closed(NODE), **_factored(definitions())},
    }


def definitions() -> dict[str, Any]:
    """The schema of the properties of each model of a kind, and of what they are made of."""
    _, shared = _models()
    found: dict[str, Any] = tidied(shared["$defs"])
    return found


def _models() -> tuple[Any, Any]:
    kinds = [(kind, "validation", TypeAdapter(model)) for kind, model in MODELS.items()]
    return TypeAdapter.json_schemas(kinds)  # type: ignore[arg-type]


def _factored(models: dict[str, Any]) -> dict[str, Any]:
    """The same, with each property that several models have written once."""
    seen: dict[tuple[str, str], list[str]] = {}
    for model, schema in models.items():
        for name, one in schema.get("properties", {}).items():
            seen.setdefault((name, json.dumps(one, sort_keys=True)), []).append(model)
    shared = {key: f"{users[0]}.{key[0]}" for key, users in seen.items() if len(users) > 1}
    own = {id: json.loads(text) for (_, text), id in shared.items()}
    for schema in models.values():
        for name, one in schema.get("properties", {}).items():
            id = shared.get((name, json.dumps(one, sort_keys=True)))
            if id is not None:
                schema["properties"][name] = {"$ref": f"#/$defs/{id}"}
    return {**models, **dict(sorted(own.items()))}


def _nodes(kind: str, props: Any) -> dict[str, Any]:
    own = {"properties": {"kind": {"const": kind}, "props": props}}
    return {"type": "array", "items": {"$ref": "#/$defs/Node", **own}}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
