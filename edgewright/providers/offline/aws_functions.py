"""Functions of the `aws` and `aws-native` packages, and what they answer.

Which ones: those of the programs in github.com/pulumi/examples (counted by their calls at commit
40c09b266d44), and their like: what stacks take over from an account that was there before. ARN
forms are those of the Service Authorization Reference.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.providers.offline.answering import Args, Function, made, region_of
from edgewright.providers.offline.aws_lookups import LOOKUPS
from edgewright.providers.offline.policy_document import as_json, policy_document
from edgewright.providers.offline.settings import Settings, partition_of
from edgewright.providers.property_values import secret

JSON_INDENT = 2


def _caller(args: Args, settings: Settings) -> dict[str, Any]:
    partition, _ = partition_of(settings.region)
    return {
        "id": settings.account,
        "accountId": settings.account,
        "arn": f"arn:{partition}:iam::{settings.account}:user/offline",
        "userId": f"AIDA{made(settings, 'token17', 'caller')}",
    }


def _aws_region(args: Args, settings: Settings) -> dict[str, Any]:
    region = region_of({**args, "region": args.get("region") or args.get("name")}, settings)
    endpoint = f"ec2.{region}.{partition_of(region)[1]}"
    return {"id": region, "name": region, "region": region, "endpoint": endpoint}


def _aws_partition(args: Args, settings: Settings) -> dict[str, Any]:
    partition, domain = partition_of(region_of(args, settings))
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
    id = str(int(made(settings, "hex7", text), 16))
    return {**args, "id": id, "json": text, "minifiedJson": as_json(document, None)}


IOT_ENDPOINTS = {
    "iot:Data-ATS": "{account}-ats.iot.{region}.{domain}",
    "iot:Data": "{account}.iot.{region}.{domain}",
    "iot:CredentialProvider": "{account}.credentials.iot.{region}.{domain}",
    "iot:Jobs": "{account}.jobs.iot.{region}.{domain}",
}
ENDPOINT_LETTERS = 14


def _iot_endpoint(args: Args, settings: Settings) -> dict[str, Any]:
    region = region_of(args, settings)
    type = args.get("endpointType") or "iot:Data"
    if type not in IOT_ENDPOINTS:
        raise EdgewrightError(
            "OFF-001",
            f"IoT has no endpoint of type {type!r}",
            hint=f"Use one of: {', '.join(IOT_ENDPOINTS)}.",
        )
    account = "a" + made(settings, f"token{ENDPOINT_LETTERS - 1}", "iot", region).lower()
    domain = partition_of(region)[1]
    address = IOT_ENDPOINTS[type].format(account=account, region=region, domain=domain)
    return {"id": address, "endpointAddress": address, "endpointType": type, "region": region}


def _registry_login(args: Args, settings: Settings) -> dict[str, Any]:
    region = region_of(args, settings)
    registry = args.get("registryId") or settings.account
    password = made(settings, "hex64", "ecr", registry)
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


def _zones(args: Args, settings: Settings) -> dict[str, Any]:
    """Three zones: a region has at least that many (AWS, "Regions and Availability Zones")."""
    region = region_of(args, settings)
    prefix = zone_prefix(region)
    letters = "abc"
    return {
        "id": region,
        "region": region,
        "groupNames": [region],
        "names": [f"{region}{letter}" for letter in letters],
        "zoneIds": [f"{prefix}-az{number}" for number, _ in enumerate(letters, 1)],
    }


def zone_prefix(region: str) -> str:
    """What the ids of a region's zones begin with: "euc1" of "eu-central-1".

    The form is that of AWS's "Availability Zone IDs" page.
    """
    *area, direction, number = region.split("-")
    short = re.sub(r"(north|south|east|west|central)", lambda one: one.group()[0], direction)
    return f"{area[0]}{''.join(part[0] for part in area[1:])}{short}{number}"


LOAD_BALANCERS = {
    "us-east-1": "127311923021",
    "us-east-2": "033677994240",
    "us-west-1": "027434742980",
    "us-west-2": "797873946194",
    "af-south-1": "098369216593",
    "ap-east-1": "754344448648",
    "ap-southeast-3": "589379963580",
    "ap-south-1": "718504428378",
    "ap-northeast-3": "383597477331",
    "ap-northeast-2": "600734575887",
    "ap-southeast-1": "114774131450",
    "ap-southeast-2": "783225319266",
    "ap-northeast-1": "582318560864",
    "ca-central-1": "985666609251",
    "eu-central-1": "054676820928",
    "eu-west-1": "156460612806",
    "eu-west-2": "652711504416",
    "eu-south-1": "635631232127",
    "eu-west-3": "009996457667",
    "eu-north-1": "897822967062",
    "me-south-1": "076674570225",
    "sa-east-1": "507241528517",
}
"""Region -> the account its load balancers write logs from (AWS, "Enable access logs for your
Application Load Balancer"); regions that came later have none."""


def _load_balancers(args: Args, settings: Settings) -> dict[str, Any]:
    region = region_of(args, settings)
    account = LOAD_BALANCERS.get(region)
    if account is None:
        raise EdgewrightError(
            "OFF-001",
            f"load balancers in {region} have no account of their own",
            hint="Let the service principal logdelivery.elasticloadbalancing.amazonaws.com write.",
        )
    return {"id": account, "region": region, "arn": f"arn:aws:iam::{account}:root"}


AWS: Mapping[str, Function] = {
    **LOOKUPS,
    "aws:index/getAvailabilityZones:getAvailabilityZones": _zones,
    "aws:elb/getServiceAccount:getServiceAccount": _load_balancers,
    "aws:ecr/getCredentials:getCredentials": _registry_login,
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
    "aws-native:index:getRegion": lambda args, settings: {"region": region_of(args, settings)},
    "aws-native:index:getPartition": _aws_partition,
    "aws-native:index:getUrlSuffix": lambda args, settings: {
        "urlSuffix": partition_of(region_of(args, settings))[1]
    },
}
