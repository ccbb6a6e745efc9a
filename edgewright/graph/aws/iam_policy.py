"""Policy documents of AWS (IAM, IoT, S3, KMS share one grammar) as lists of statements."""

from __future__ import annotations

from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.reading import as_object, parsed


def policy_statements(document: PropertyValue) -> PropertyValue:
    """A policy document as [{effect, actions, resources, principals, conditions, inverted}].

    None when there is no document; the unknown marker when it is unknown, secret or not JSON:
    what cannot be read is never taken for harmless.
    """
    if document is None:
        return None
    policy = document if isinstance(document, dict) else parsed(document)
    if is_marker(policy) or not isinstance(policy, dict):
        return dict(UNKNOWN)
    listed = _as_list(policy.get("Statement"))
    if not all(isinstance(entry, dict) and not is_marker(entry) for entry in listed):
        return dict(UNKNOWN)
    return [_statement(as_object(entry)) for entry in listed]


def _statement(entry: Properties) -> Properties:
    return {
        "effect": entry.get("Effect", "Allow"),
        "actions": _as_list(entry.get("Action", entry.get("NotAction", []))),
        "resources": _as_list(entry.get("Resource", entry.get("NotResource", []))),
        "principals": entry.get("Principal"),
        "conditions": entry.get("Condition") or {},
        "inverted": any(key in entry for key in ("NotAction", "NotResource", "NotPrincipal")),
    }


def _as_list(value: PropertyValue) -> list[PropertyValue]:
    """What may be written as a list or as its one entry."""
    return value if isinstance(value, list) else [value]
