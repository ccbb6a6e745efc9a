"""Parameters of rules: the packs' defaults, then the stack's own, checked against one schema."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, ValidationError

from edgewright.base.errors import EdgewrightError, Place, raise_all
from edgewright.base.similar import nearest
from edgewright.base.yaml_source import Document
from edgewright.policy.files import read_yaml
from edgewright.policy.library import Library
from edgewright.policy.parameter_merge import (
    COMBINED,
    STRICTEST,
    Params,
    merge_parameters,
    unordered,
)

SCHEMA_FILE = "params.schema.json"


def load_params(
    own: Path | Document | None, library: Library, given: Sequence[Params]
) -> dict[str, dict[str, Any]]:
    """The packs' defaults, of which the strictest count, with a stack's parameters over them.

    Args:
        own: the stack's parameters, a file or what stands below the key `params` of one; each
            replaces the default as a whole. None for none.
        library: the rules, with the schema of their parameters.
        given: each pack's defaults: domain -> name -> value.

    Raises:
        EdgewrightError: PRM-001 for a file or a schema that cannot be read, PRM-002 for a parameter
            that does not exist or has a wrong value (all of them at once), PRM-003 for one of which
            nothing says which value is the stricter.
    """
    schema = read_schema(library)
    if names := unordered(schema):
        raise _unordered(names, library)
    checker = Draft202012Validator(schema)
    problems = [problem for params in given for problem in _found(checker, params)]
    raise_all([_wrong(problem, "a pack's default: ", None) for problem in problems])
    merged = merge_parameters(schema, given)
    if own is not None:
        document = (
            own if isinstance(own, Document) else read_yaml(own, "PRM-001", "the parameter file")
        )
        merged = _over(merged, _own(document))
        raise_all([_wrong(problem, "", document) for problem in _found(checker, merged)])
    return merged


def _unordered(names: Sequence[str], library: Library) -> EdgewrightError:
    return EdgewrightError(
        "PRM-003",
        f"the schema of parameters does not say which value of {', '.join(names)} is stricter",
        place=Place(str(library.root / SCHEMA_FILE)),
        hint=f"Give each one of {', '.join(COMBINED)} as its {STRICTEST}.",
    )


def _over(defaults: Params, own: Params) -> dict[str, dict[str, Any]]:
    """A stack's own values in place of the defaults."""
    return {
        domain: {**defaults.get(domain, {}), **own.get(domain, {})}
        for domain in {**defaults, **own}
    }


def read_schema(library: Library) -> dict[str, Any]:
    """The JSON Schema of all parameters; one that accepts anything for a library without.

    Raises:
        EdgewrightError: PRM-001 when it cannot be read.
    """
    path = library.root / SCHEMA_FILE
    if not path.exists():
        return {}
    try:
        schema = json.loads(path.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
    except (OSError, ValueError, RecursionError, SchemaError) as problem:
        why = getattr(problem, "message", None) or str(problem)
        raise EdgewrightError(
            "PRM-001",
            f"the schema of parameters cannot be read: {why}",
            place=Place(str(path)),
            hint="Write a JSON Schema, draft 2020-12.",
        ) from problem
    return dict(schema)


def _found(checker: Draft202012Validator, values: Mapping[str, Any]) -> list[ValidationError]:
    problems = checker.iter_errors(values)
    return sorted(problems, key=lambda problem: [str(part) for part in problem.absolute_path])


def _own(document: Document) -> Params:
    """What a parameter file says."""
    values = {} if document.data == {"params": None} else document.data.get("params")
    if not isinstance(values, dict) or set(document.data) != {"params"}:
        raise _shapeless(
            "the parameter file does not have the one key `params` with domains below it",
            document.place(()),
            "Write `params:` and below it `domain: {name: value}`.",
        )
    for domain, part in values.items():
        if not isinstance(part, dict):
            raise _shapeless(
                f"domain {domain} has no names below it",
                document.place(("params", domain)),
                "Write `domain: {name: value}`.",
            )
    return values


def _shapeless(why: str, place: Place, hint: str) -> EdgewrightError:
    return EdgewrightError("PRM-001", why, place=place, hint=hint)


def _wrong(problem: ValidationError, whose: str, document: Document | None) -> EdgewrightError:
    path = [*problem.absolute_path, *_unknown(problem)[:1]]
    where = ".".join(str(part) for part in problem.absolute_path) or "params"
    return EdgewrightError(
        "PRM-002",
        f"{whose}{where}: {problem.message}",
        place=document.place(("params", *path)) if document else None,
        hint=_suggestion(problem) or "policies/params.schema.json describes every one.",
    )


def _unknown(problem: ValidationError) -> list[str]:
    """The names that do not exist, when that is the problem."""
    if problem.validator != "additionalProperties":
        return []
    return [name for name in _names(problem.instance) if name not in _known(problem)]


def _known(problem: ValidationError) -> list[str]:
    schema = problem.schema
    return _names(schema.get("properties")) if isinstance(schema, Mapping) else []


def _names(value: Any) -> list[str]:
    return [str(name) for name in value] if isinstance(value, Mapping) else []


def _suggestion(problem: ValidationError) -> str | None:
    """The nearest parameter, for a name that does not exist."""
    unknown = _unknown(problem)
    if not unknown:
        return None
    near = nearest(unknown[0], _known(problem))
    return f"Did you mean {near}?" if near else None
