"""Addresses in AWS, read for what they say: a region, a bucket."""

from __future__ import annotations

import re

from edgewright.graph.model import PropertyValue

_ARN = re.compile(r"^arn:[a-z-]+:[a-z0-9-]+:([a-z0-9-]+):")

_AWS_HOST = re.compile(
    r"(?:^|[.-])([a-z]{2,4}(?:-[a-z]+)+-[0-9])\.(?:[a-z0-9-]+\.)*amazonaws\.(?:com|com\.cn|eu)$"
)
_S3_HOST = re.compile(r"^(.+)\.s3(?:[.-][a-z0-9-]+)*\.amazonaws\.(?:com|com\.cn|eu)$")


def region_of_arn(arn: str) -> str | None:
    """The region an ARN names, None where it names none."""
    found = _ARN.match(arn)
    return found.group(1) if found else None


def region_of_host(host: PropertyValue) -> str | None:
    """The region that a host name of AWS has in it; None for every other host."""
    found = _AWS_HOST.search(host) if isinstance(host, str) else None
    return found.group(1) if found else None


def bucket_of_uri(uri: PropertyValue) -> PropertyValue:
    """The bucket of an "s3://bucket/prefix"; a value that is no text stays what it is."""
    if not isinstance(uri, str):
        return uri
    return uri.removeprefix("s3://").partition("/")[0]


def bucket_of_host(host: PropertyValue) -> str | None:
    """The bucket that a host name of S3 serves; None for every other host."""
    found = _S3_HOST.match(host) if isinstance(host, str) else None
    return found.group(1) if found else None
