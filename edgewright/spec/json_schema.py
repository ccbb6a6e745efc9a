"""The JSON Schemas of estate files and of edgewright.yaml, for editors."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema

from edgewright.spec.docstrings import meanings
from edgewright.spec.models import Estate
from edgewright.spec.project_file import ProjectFile
from edgewright.spec.renamed import RENAMED
from edgewright.spec.validation_errors import keys

LINE = 120
"""Characters of a line of a schema's file."""


def estate_schema() -> dict[str, Any]:
    """The schema of estate.yaml (JSON Schema 2020-12), from the models that load it."""
    schema = Estate.model_json_schema(by_alias=True, schema_generator=_Described)
    for key in RENAMED:
        _read_old_name(schema["$defs"][key.model], key.old, key.new)
    return _titled("edgewright estate", schema)


def project_schema() -> dict[str, Any]:
    """The schema of edgewright.yaml, likewise."""
    schema = ProjectFile.model_json_schema(by_alias=True, schema_generator=_Described)
    return _titled("edgewright project", schema)


class _Described(GenerateJsonSchema):
    """Says of each key what is written below its field."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """The schema of one model."""
        found = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        for name, meaning in meanings(model).items():
            key = keys(name, model.model_fields[name])[0]
            found["properties"][key].setdefault("description", meaning)
        return found


def _titled(title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **{key: tidied(value) for key, value in schema.items() if key != "title"},
    }


def _read_old_name(model: dict[str, Any], old: str, new: str) -> None:
    """Let a model's key stand under its old name too, but not under both."""
    properties = model["properties"]
    properties[old] = properties[new] | {"deprecated": True, "description": f"Now called {new}."}
    model["not"] = {"required": [old, new]}


def schema_text(schema: dict[str, Any]) -> str:
    """A schema as the text of a file: what fits into a line stands in one."""
    return _text(schema, "") + "\n"


def _text(value: Any, margin: str, ahead: int = 0) -> str:
    """JSON at a margin, behind `ahead` characters of its line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(margin) + ahead + len(flat) < LINE or not isinstance(value, dict | list) or not value:
        return flat
    inside = f"{margin}  "
    if isinstance(value, list):
        rows = [_text(item, inside) for item in value]
    else:
        keys = {name: f"{json.dumps(name, ensure_ascii=False)}: " for name in value}
        rows = [key + _text(value[name], inside, len(key)) for name, key in keys.items()]
    start, end = "[]" if isinstance(value, list) else "{}"
    lines = ",\n".join(f"{inside}{row}" for row in rows)
    return f"{start}\n{lines}\n{margin}{end}"


def tidied(value: Any) -> Any:
    """A schema without pydantic's titles, and closed where only some names are allowed.

    The titles are field names in other letters: an editor would show them for what a key means.
    """
    if isinstance(value, list):
        return [tidied(item) for item in value]
    if not isinstance(value, dict):
        return value
    closed = {"additionalProperties": False} if "patternProperties" in value else {}
    return {
        key: tidied(item)
        for key, item in (value | closed).items()
        if not (key == "title" and isinstance(item, str))
    }
