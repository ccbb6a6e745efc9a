"""Whether parameters are those that their schema describes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, ValidationError

from edgewright.base.errors import EdgewrightError, raise_all
from edgewright.base.similar import nearest
from edgewright.base.yaml_source import Document
from edgewright.policy.parameter_merge import Params, Schema


def flaw_of_schema(schema: Schema) -> str | None:
    """Why something is no JSON Schema; None for one that is."""
    try:
        Draft202012Validator.check_schema(schema)
    except (RecursionError, SchemaError) as problem:
        return str(getattr(problem, "message", None) or problem)
    return None


def require_fit(
    schema: Schema, given: Sequence[Params], whose: str, document: Document | None
) -> None:
    """Refuse parameters that do not exist or have wrong values.

    Args:
        schema: describes all there are.
        given: domain -> name -> value, each of which must fit.
        whose: says in messages whose they are.
        document: the file they come from, if it is one.

    Raises:
        EdgewrightError: PRM-002, all of them at once.
    """
    checker = Draft202012Validator(dict(schema))
    found = [problem for params in given for problem in _found(checker, params)]
    raise_all([_wrong(problem, whose, document) for problem in found])


def _found(checker: Draft202012Validator, values: Mapping[str, Any]) -> list[ValidationError]:
    problems = checker.iter_errors(values)
    return sorted(problems, key=lambda problem: [str(part) for part in problem.absolute_path])


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
