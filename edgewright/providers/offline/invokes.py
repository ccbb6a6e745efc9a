"""The look-ups that programs make, answered without an account."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.providers.offline.azure import CLIENT
from edgewright.providers.offline.made import Setting

Arguments = Mapping[str, Any]
Answer = Callable[[Arguments, Setting], dict[str, Any]]


def _caller(_: Arguments, setting: Setting) -> dict[str, Any]:
    user = f"arn:aws:iam::{setting.account}:user/offline"
    return {"accountId": setting.account, "arn": user, "id": setting.account, "userId": "OFFLINE"}


def _region(arguments: Arguments, setting: Setting) -> dict[str, Any]:
    name = arguments.get("region") or arguments.get("name") or setting.region
    if not name:
        raise EdgewrightError(
            "OFF-002",
            "the provider has no region to answer getRegion with",
            hint="Set the config key aws:region, or give the provider a region.",
        )
    return {"id": name, "name": name, "region": name, "endpoint": f"ec2.{name}.amazonaws.com"}


def _partition(_: Arguments, setting: Setting) -> dict[str, Any]:
    prefix = "com.amazonaws"
    return {
        "id": "aws",
        "partition": "aws",
        "dnsSuffix": "amazonaws.com",
        "reverseDnsPrefix": prefix,
    }


def _policy_document(arguments: Arguments, _: Setting) -> dict[str, Any]:
    """Renders the JSON, as the real look-up does: it needs no account either."""
    document = {
        "Version": arguments.get("version") or "2012-10-17",
        "Statement": [_statement(one) for one in arguments.get("statements") or []],
    }
    text = json.dumps(document, indent=2)
    return {"id": "offline", "json": text, "minifiedJson": json.dumps(document)}


def _statement(given: Mapping[str, Any]) -> dict[str, Any]:
    statement: dict[str, Any] = {"Effect": given.get("effect") or "Allow"}
    names = {"actions": "Action", "notActions": "NotAction"}
    names |= {"resources": "Resource", "notResources": "NotResource", "sid": "Sid"}
    for name, key in names.items():
        if given.get(name):
            statement[key] = _single(given[name])
    for name, key in (("principals", "Principal"), ("notPrincipals", "NotPrincipal")):
        if given.get(name):
            statement[key] = {one["type"]: _single(one["identifiers"]) for one in given[name]}
    for condition in given.get("conditions") or []:
        tests = statement.setdefault("Condition", {}).setdefault(condition["test"], {})
        tests[condition["variable"]] = _single(condition["values"])
    return statement


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _endpoint(_: Arguments, setting: Setting) -> dict[str, Any]:
    region = setting.region or "us-east-1"
    return {"id": "offline", "endpointAddress": f"offline-ats.iot.{region}.amazonaws.com"}


ANSWERS: dict[str, Answer] = {
    "aws:index/getCallerIdentity:getCallerIdentity": _caller,
    "aws:index/getRegion:getRegion": _region,
    "aws:index/getPartition:getPartition": _partition,
    "aws:iam/getPolicyDocument:getPolicyDocument": _policy_document,
    "aws:iot/getEndpoint:getEndpoint": _endpoint,
    "azure-native:authorization:getClientConfig": lambda *_: dict(CLIENT),
}


def answer(token: str, arguments: Arguments, setting: Setting) -> dict[str, Any]:
    """What a look-up gives.

    Raises:
        EdgewrightError: OFF-001 for one that is not answered here.
    """
    if token not in ANSWERS:
        raise EdgewrightError(
            "OFF-001",
            f"the offline provider cannot answer {token}",
            hint="Preview with credentials, or give the program the value as config. "
            f"Answered offline: {', '.join(sorted(ANSWERS))}.",
        )
    return ANSWERS[token](arguments, setting)
