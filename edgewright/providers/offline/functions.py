"""The functions ("invokes") a program may call: each answer in its cloud's form, none looked up."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.providers.offline.made_up import made_up, seed_of
from edgewright.providers.offline.policy_document import as_json, policy_document
from edgewright.providers.offline.settings import NOBODY, Settings, partition_of
from edgewright.providers.property_values import secret

Args = Mapping[str, Any]
Function = Callable[[Args, Settings], dict[str, Any]]
JSON_INDENT = 2


def _made(settings: Settings, kind: str, *parts: object) -> str:
    """Something made up that follows from the account or subscription."""
    return str(made_up(kind, seed_of(settings.account, settings.subscription, *parts)))


def _region(args: Args, settings: Settings) -> str:
    region = args.get("region") or settings.region
    if not region:
        raise EdgewrightError(
            "OFF-002",
            "the function needs a region, and the provider has none",
            hint="Run `pulumi config set aws:region REGION` (aws-native has a setting of its own).",
        )
    return str(region)


def _caller(args: Args, settings: Settings) -> dict[str, Any]:
    partition, _ = partition_of(settings.region)
    return {
        "id": settings.account,
        "accountId": settings.account,
        "arn": f"arn:{partition}:iam::{settings.account}:user/offline",
        "userId": f"AIDA{_made(settings, 'token17', 'caller')}",
    }


def _aws_region(args: Args, settings: Settings) -> dict[str, Any]:
    region = _region({**args, "region": args.get("region") or args.get("name")}, settings)
    endpoint = f"ec2.{region}.{partition_of(region)[1]}"
    return {"id": region, "name": region, "region": region, "endpoint": endpoint}


def _aws_partition(args: Args, settings: Settings) -> dict[str, Any]:
    partition, domain = partition_of(_region(args, settings))
    reverse = ".".join(reversed(domain.split(".")))
    return {
        "id": partition,
        "partition": partition,
        "dnsSuffix": domain,
        "reverseDnsPrefix": reverse,
    }


def _default_tags(args: Args, settings: Settings) -> dict[str, Any]:
    partition, _ = partition_of(settings.region)
    return {"id": partition, "tags": dict(settings.default_tags)}


def _document(args: Args, settings: Settings) -> dict[str, Any]:
    document = policy_document(args)
    text = as_json(document, JSON_INDENT)
    id = str(int(_made(settings, "hex7", text), 16))
    return {**args, "id": id, "json": text, "minifiedJson": as_json(document, None)}


IOT_ENDPOINTS = {
    "iot:Data-ATS": "{account}-ats.iot.{region}.{domain}",
    "iot:Data": "{account}.iot.{region}.{domain}",
    "iot:CredentialProvider": "{account}.credentials.iot.{region}.{domain}",
    "iot:Jobs": "{account}.jobs.iot.{region}.{domain}",
}
ENDPOINT_LETTERS = 14


def _iot_endpoint(args: Args, settings: Settings) -> dict[str, Any]:
    region = _region(args, settings)
    type = args.get("endpointType") or "iot:Data"
    if type not in IOT_ENDPOINTS:
        raise EdgewrightError(
            "OFF-001",
            f"IoT has no endpoint of type {type!r}",
            hint=f"Use one of: {', '.join(IOT_ENDPOINTS)}.",
        )
    account = "a" + _made(settings, f"token{ENDPOINT_LETTERS - 1}", "iot", region).lower()
    domain = partition_of(region)[1]
    address = IOT_ENDPOINTS[type].format(account=account, region=region, domain=domain)
    return {"id": address, "endpointAddress": address, "endpointType": type, "region": region}


def _registry_login(args: Args, settings: Settings) -> dict[str, Any]:
    region = _region(args, settings)
    registry = args.get("registryId") or settings.account
    password = _made(settings, "hex64", "ecr", registry)
    token = base64.b64encode(f"AWS:{password}".encode()).decode()
    host = f"{registry}.dkr.ecr.{region}.{partition_of(region)[1]}"
    return {
        "id": region,
        "region": region,
        "registryId": registry,
        "userName": "AWS",
        "password": secret(password),
        "authorizationToken": secret(token),
        "proxyEndpoint": f"https://{host}",
    }


def _client(args: Args, settings: Settings) -> dict[str, Any]:
    return {
        "clientId": NOBODY,
        "objectId": NOBODY,
        "subscriptionId": settings.subscription,
        "tenantId": settings.tenant,
    }


def _client_token(args: Args, settings: Settings) -> dict[str, Any]:
    return {"token": secret(f"offline-{_made(settings, 'hex64', 'token')}")}


def _azure_key(settings: Settings, *parts: object) -> Any:
    raw = bytes.fromhex(_made(settings, "hex64", *parts))
    return secret(base64.b64encode(raw).decode())


def _storage_keys(args: Args, settings: Settings) -> dict[str, Any]:
    names = ("key1", "key2")
    return {
        "keys": [
            {
                "keyName": name,
                "permissions": "FULL",
                "value": _azure_key(settings, args.get("accountName"), name),
            }
            for name in names
        ]
    }


def _registry_passwords(args: Args, settings: Settings) -> dict[str, Any]:
    registry = args.get("registryName")
    passwords = [
        {"name": name, "value": _azure_key(settings, registry, name)}
        for name in ("password", "password2")
    ]
    return {"username": registry, "passwords": passwords}


def _shared_keys(args: Args, settings: Settings) -> dict[str, Any]:
    workspace = args.get("workspaceName")
    return {
        "primarySharedKey": _azure_key(settings, workspace, "primary"),
        "secondarySharedKey": _azure_key(settings, workspace, "secondary"),
    }


AWS: Mapping[str, Function] = {
    "aws:index/getCallerIdentity:getCallerIdentity": _caller,
    "aws:index/getRegion:getRegion": _aws_region,
    "aws:index/getPartition:getPartition": _aws_partition,
    "aws:index/getDefaultTags:getDefaultTags": _default_tags,
    "aws:iam/getPolicyDocument:getPolicyDocument": _document,
    "aws:iot/getEndpoint:getEndpoint": _iot_endpoint,
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": _registry_login,
}
AWS_NATIVE: Mapping[str, Function] = {
    "aws-native:index:getAccountId": lambda _, settings: {"accountId": settings.account},
    "aws-native:index:getRegion": lambda args, settings: {"region": _region(args, settings)},
    "aws-native:index:getPartition": _aws_partition,
    "aws-native:index:getUrlSuffix": lambda args, settings: {
        "urlSuffix": partition_of(_region(args, settings))[1]
    },
}
AZURE: Mapping[str, Function] = {
    "azure-native:authorization:getClientConfig": _client,
    "azure-native:authorization:getClientToken": _client_token,
    "azure-native:storage:listStorageAccountKeys": _storage_keys,
    "azure-native:containerregistry:listRegistryCredentials": _registry_passwords,
    "azure-native:operationalinsights:getSharedKeys": _shared_keys,
}
