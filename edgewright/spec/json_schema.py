"""The JSON Schema of estate files, for editors."""

from __future__ import annotations

from typing import Any

from edgewright.spec.models import Estate


def estate_schema() -> dict[str, Any]:
    """The schema of estate.yaml (JSON Schema 2020-12), from the models that load it."""
    schema = Estate.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "edgewright estate",
        **{key: value for key, value in schema.items() if key != "title"},
    }
