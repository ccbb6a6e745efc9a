"""Policy documents of AWS (IAM, IoT, S3, KMS share one grammar) as lists of statements."""

from __future__ import annotations

import json
from typing import Any

from edgewright.graph.model import UNKNOWN, is_secret, is_unknown


def statements(document: Any) -> Any:
    """A policy document as [{effect, actions, resources, principals, conditions}].

    None when there is no document; the unknown marker when it is unknown, secret or not JSON:
    what cannot be read is never taken for harmless.
    """
    if document is None:
        return None
    if is_unknown(document) or is_secret(document):
        return dict(UNKNOWN)
    parsed = _parse(document)
    if parsed is None:
        return dict(UNKNOWN)
    listed = _as_list(parsed.get("Statement"))
    if not all(_is_readable(entry) for entry in listed):
        return dict(UNKNOWN)
    return [_statement(entry) for entry in listed]


def _is_readable(entry: Any) -> bool:
    return isinstance(entry, dict) and not is_unknown(entry) and not is_secret(entry)


def _parse(document: Any) -> dict[str, Any] | None:
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except (json.JSONDecodeError, RecursionError):
            return None
    return document if isinstance(document, dict) else None


def _statement(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "effect": entry.get("Effect", "Allow"),
        "actions": _as_list(entry.get("Action", entry.get("NotAction", []))),
        "resources": _as_list(entry.get("Resource", entry.get("NotResource", []))),
        "principals": entry.get("Principal"),
        "conditions": entry.get("Condition") or {},
        "inverted": any(key in entry for key in ("NotAction", "NotResource", "NotPrincipal")),
    }


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
