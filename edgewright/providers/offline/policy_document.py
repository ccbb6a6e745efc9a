"""The IAM policy document that `aws.iam.getPolicyDocument` renders, in IAM's own grammar.

The grammar and defaults are those of the IAM JSON policy reference and of the Terraform data source
`aws_iam_policy_document`: version 2012-10-17, effect Allow; one value stands alone, several are a
list in reverse alphabetical order as the data source writes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from edgewright.base.errors import EdgewrightError

VERSION = "2012-10-17"
INSTEAD = ("sourcePolicyDocuments", "overridePolicyDocuments", "overrideJson", "sourceJson")
"""Ways to merge documents: not answered offline."""


def policy_document(args: Mapping[str, Any]) -> dict[str, Any]:
    """A policy document from the function's arguments.

    Raises:
        EdgewrightError: OFF-001 when documents are to be merged, which is not done offline.
    """
    merging = [name for name in INSTEAD if args.get(name)]
    if merging:
        raise EdgewrightError(
            "OFF-001",
            f"the offline provider does not merge policy documents ({merging[0]})",
            hint="Declare all statements in one document.",
        )
    head = {"Version": args.get("version") or VERSION}
    policy_id = {"Id": args["policyId"]} if args.get("policyId") else {}
    return {
        **head,
        **policy_id,
        "Statement": [_statement(one) for one in args.get("statements") or []],
    }


def as_json(document: Mapping[str, Any], indent: int | None) -> str:
    """A document as text; `indent` None for the shortest."""
    separators = (",", ":") if indent is None else None
    return json.dumps(document, indent=indent, separators=separators)


def _statement(given: Mapping[str, Any]) -> dict[str, Any]:
    parts = {
        "Sid": given.get("sid"),
        "Effect": given.get("effect") or "Allow",
        "Action": _one_or_many(given.get("actions")),
        "NotAction": _one_or_many(given.get("notActions")),
        "Resource": _one_or_many(given.get("resources")),
        "NotResource": _one_or_many(given.get("notResources")),
        "Principal": _principals(given.get("principals")),
        "NotPrincipal": _principals(given.get("notPrincipals")),
        "Condition": _conditions(given.get("conditions")),
    }
    return {name: value for name, value in parts.items() if value not in (None, "", {})}


def _one_or_many(values: Sequence[str] | None) -> Any:
    ordered = sorted(set(values or []), reverse=True)
    return ordered[0] if len(ordered) == 1 else ordered or None


def _principals(given: Sequence[Mapping[str, Any]] | None) -> Any:
    """Everyone is "*"; the rest are lists by type."""
    if given and all(one["type"] == "*" and one["identifiers"] == ["*"] for one in given):
        return "*"
    found: dict[str, list[str]] = {}
    for one in given or []:
        found.setdefault(one["type"], []).extend(one["identifiers"])
    return {type: _one_or_many(identifiers) for type, identifiers in found.items()} or None


def _conditions(given: Sequence[Mapping[str, Any]] | None) -> dict[str, Any]:
    found: dict[str, dict[str, list[str]]] = {}
    for one in given or []:
        found.setdefault(one["test"], {}).setdefault(one["variable"], []).extend(one["values"])
    return {
        test: {
            variable: values[0] if len(values) == 1 else values
            for variable, values in variables.items()
        }
        for test, variables in found.items()
    }
