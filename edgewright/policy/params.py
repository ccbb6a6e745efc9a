"""Parameters of rules: the packs' defaults, then the stack's own, checked against one schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from rapidfuzz import process

from edgewright.base.errors import EdgewrightError, Place, raise_all
from edgewright.policy.files import read_yaml
from edgewright.policy.library import Library
from edgewright.policy.packs import merge

SCHEMA_FILE = "params.schema.json"


def load_params(
    path: Path | None, library: Library, given: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Defaults with a stack's parameters over them: domain -> name -> value.

    Raises:
        EdgewrightError: PRM-001 for a file that cannot be read, PRM-002 for a parameter that does
            not exist or has a wrong value; all of them at once.
    """
    merged: dict[str, dict[str, Any]] = {}
    merge(merged, given)
    place = Place(str(path)) if path else None
    if path is not None:
        merge(merged, _own(path))
    schema_file = library.root / SCHEMA_FILE
    schema = json.loads(schema_file.read_text()) if schema_file.is_file() else {}
    problems = Draft202012Validator(schema).iter_errors(merged)
    found = sorted(problems, key=lambda problem: [str(part) for part in problem.absolute_path])
    raise_all([_wrong(problem, place) for problem in found])
    return merged


def _own(path: Path) -> Mapping[str, Mapping[str, Any]]:
    document = read_yaml(path, "PRM-001", "the parameter file")
    values = document.get("params") if isinstance(document, dict) else None
    if values is None and isinstance(document, dict) and set(document) == {"params"}:
        return {}
    if not isinstance(values, dict) or set(document) != {"params"}:
        raise EdgewrightError(
            "PRM-001",
            "the parameter file does not have the one key `params` with domains below it",
            place=Place(str(path)),
            hint="Write `params:` and below it `domain: {name: value}`.",
        )
    plain: Mapping[str, Mapping[str, Any]] = json.loads(json.dumps(values, default=str))
    if not all(isinstance(part, dict) for part in plain.values()):
        raise EdgewrightError(
            "PRM-001",
            "a domain in the parameter file has no names below it",
            place=Place(str(path)),
            hint="Write `domain: {name: value}`.",
        )
    return plain


def _wrong(problem: Any, place: Place | None) -> EdgewrightError:
    where = ".".join(str(part) for part in problem.absolute_path) or "params"
    return EdgewrightError(
        "PRM-002",
        f"{where}: {problem.message}",
        place=place,
        hint=_suggestion(problem) or "policies/params.schema.json describes every one.",
    )


def _suggestion(problem: Any) -> str | None:
    """The nearest parameter, for a name that does not exist."""
    if problem.validator != "additionalProperties":
        return None
    known = list(problem.schema.get("properties", {}))
    unknown = [name for name in problem.instance if name not in known]
    nearest = process.extractOne(unknown[0], known) if unknown and known else None
    return f"Did you mean {nearest[0]}?" if nearest else None
