"""ARNs and host names that follow from names alone, so that a preview already knows them."""

from __future__ import annotations

from edgewright.components.contract import Home

CHINA = "aws-cn"
PARTITIONS = {"cn-": CHINA, "us-gov-": "aws-us-gov"}


def partition(region: str) -> str:
    """The partition a region is in: "aws" but for China and the US government's regions."""
    return next((name for start, name in PARTITIONS.items() if region.startswith(start)), "aws")


def domain(region: str) -> str:
    """The domain of a region's service hosts."""
    return "amazonaws.com.cn" if partition(region) == CHINA else "amazonaws.com"


def arn(home: Home, service: str, resource: str, account: str | None = None) -> str:
    """The ARN of a regional resource of the estate's account, or of `account`."""
    owner = home.account if account is None else account
    return f"arn:{partition(home.region)}:{service}:{home.region}:{owner}:{resource}"


def bucket_arn(home: Home, bucket: str) -> str:
    """The ARN of a bucket, which names neither region nor account."""
    return f"arn:{partition(home.region)}:s3:::{bucket}"


def registry_host(home: Home) -> str:
    """The host of the account's ECR registry in a region."""
    return f"{home.account}.dkr.ecr.{home.region}.{domain(home.region)}"
