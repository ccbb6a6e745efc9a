"""What a provider is configured with, as far as ids and outputs follow from it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from edgewright.providers.property_values import known

NO_ACCOUNT = "000000000000"
NOBODY = "00000000-0000-0000-0000-000000000000"
"""Subscription, tenant and identity where the configuration names none: visibly nobody's."""
PARTITIONS = (
    (re.compile(r"^cn-"), "aws-cn", "amazonaws.com.cn"),
    (re.compile(r"^us-gov-"), "aws-us-gov", "amazonaws.com"),
    (re.compile(r"^eusc-"), "aws-eusc", "amazonaws.eu"),
    (re.compile(r"^us-iso-"), "aws-iso", "c2s.ic.gov"),
    (re.compile(r"^us-isob-"), "aws-iso-b", "sc2s.sgov.gov"),
    (re.compile(r"^eu-isoe-"), "aws-iso-e", "cloud.adc-e.uk"),
    (re.compile(r"^us-isof-"), "aws-iso-f", "csp.hci.ic.gov"),
)
"""AWS's partitions and their domains, from botocore's data/partitions.json."""


@dataclass(frozen=True)
class Settings:
    """A provider's configuration.

    Attributes:
        region: None when none is configured.
        account: AWS account.
        subscription, tenant: Azure's.
        default_tags: tags that AWS resources get besides their own.
    """

    region: str | None = None
    account: str = NO_ACCOUNT
    subscription: str = NOBODY
    tenant: str = NOBODY
    default_tags: Mapping[str, Any] = field(default_factory=dict)


def read_settings(given: Mapping[str, Any]) -> Settings:
    """Read a provider's configuration, property values as the engine sends them.

    Nested values may be JSON in a string, as providers built on Terraform's get them.
    """
    values = {name: _nested(item) for name, item in known(dict(given)).items()}
    accounts = values.get("allowedAccountIds") or []
    tags = values.get("defaultTags") or {}
    return Settings(
        region=values.get("region") or None,
        account=str(accounts[0]) if len(accounts) == 1 else NO_ACCOUNT,
        subscription=values.get("subscriptionId") or NOBODY,
        tenant=values.get("tenantId") or NOBODY,
        default_tags=tags.get("tags") or {},
    )


def partition_of(region: str | None) -> tuple[str, str]:
    """A region's partition and the domain of its services."""
    for start, name, domain in PARTITIONS:
        if region and start.match(region):
            return name, domain
    return "aws", "amazonaws.com"


def _nested(value: Any) -> Any:
    if not isinstance(value, str) or value[:1] not in ("[", "{"):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
