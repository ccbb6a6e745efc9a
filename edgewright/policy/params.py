"""Parameters of rules: the packs' defaults, then the stack's own, checked against one schema."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError, Place
from edgewright.base.yaml_source import Document
from edgewright.policy.files import read_yaml
from edgewright.policy.library import Library
from edgewright.policy.memory import remembered
from edgewright.policy.parameter_merge import (
    COMBINED,
    STRICTEST,
    Params,
    Schema,
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
    schema = _schema(library)
    _require_fit(schema, given, library)
    if names := unordered(schema):
        raise _unordered(names, library)
    merged = merge_parameters(schema, given)
    if own is not None:
        document = (
            own if isinstance(own, Document) else read_yaml(own, "PRM-001", "the parameter file")
        )
        merged = _over(merged, _own(document))
        _require_fit(schema, [merged], library, document)
    return merged


def _require_fit(
    schema: Schema, given: Sequence[Params], library: Library, document: Document | None = None
) -> None:
    """Hold parameters to a sound schema: a pack's defaults, or a stack's own from its document.

    What fits is not looked at again: what looks takes longer to load than all packs.
    """

    def look() -> dict[str, Any]:
        from edgewright.policy.parameter_check import require_fit

        _require_sound(schema, library)
        require_fit(schema, given, "" if document else "a pack's default: ", document)
        return {}

    remembered({"schema": schema, "fit": given, "by": version("jsonschema")}, look)


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
        EdgewrightError: PRM-001 when it cannot be read, or is none.
    """
    schema = _schema(library)
    _require_sound(schema, library)
    return schema


def _require_sound(schema: Schema, library: Library) -> None:
    from edgewright.policy.parameter_check import flaw_of_schema

    if why := flaw_of_schema(schema):
        raise _no_schema(why, library)


def _schema(library: Library) -> dict[str, Any]:
    """It as it stands in its file, be it sound or not."""
    path = library.root / SCHEMA_FILE
    if not path.exists():
        return {}
    try:
        schema = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise _no_schema(str(problem), library) from problem
    if not isinstance(schema, dict):
        raise _no_schema("it is no object", library)
    return schema


def _no_schema(why: str, library: Library) -> EdgewrightError:
    return EdgewrightError(
        "PRM-001",
        f"the schema of parameters cannot be read: {why}",
        place=Place(str(library.root / SCHEMA_FILE)),
        hint="Write a JSON Schema, draft 2020-12.",
    )


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
