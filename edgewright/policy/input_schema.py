"""The JSON Schema of the document rules see, made from the typed kinds."""

from __future__ import annotations

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
    kinds = [(kind, "validation", TypeAdapter(model)) for kind, model in MODELS.items()]
    props, shared = TypeAdapter.json_schemas(kinds)  # type: ignore[arg-type]
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
        "$defs": {"Node": _closed(NODE), **tidied(shared["$defs"])},
    }


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
