"""IAM and IoT policy documents, as JSON text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi

VERSION = "2012-10-17"

Resources = str | pulumi.Output[str] | Sequence[str | pulumi.Output[str]]


def allow(
    actions: Sequence[str], resources: Resources, condition: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A statement that allows `actions` on `resources`."""
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": resources}
    return {**statement, "Condition": condition} if condition else statement


def document(*statements: dict[str, Any]) -> pulumi.Output[str]:
    """The statements as a policy document; resources may still be outputs."""
    return pulumi.Output.json_dumps({"Version": VERSION, "Statement": list(statements)})


def trust(service: str, home_account: str) -> pulumi.Output[str]:
    """A trust policy for one AWS service acting for this account only (no confused deputy)."""
    return document(
        {
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": {"Service": service},
            "Condition": {"StringEquals": {"aws:SourceAccount": home_account}},
        }
    )
