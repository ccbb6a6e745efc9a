"""What configures an S3 bucket: resources of their own, and what is written into the bucket itself.

A setting may have several writers. Each call of theirs replaces the whole setting, and nothing says
in which order the calls are made: of two that differ, nobody knows which one lasts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from edgewright.graph.aws.replication import BUCKET, BUCKET_REPLICATION
from edgewright.graph.model import (
    UNKNOWN,
    Properties,
    PropertyValue,
    RawResource,
)
from edgewright.graph.resource.index import (
    ResourceIndex,
    canonical_type,
    has_address,
)
from edgewright.graph.resource.lookups import Lookup
from edgewright.graph.resource.reading import agreed
from edgewright.graph.resource.view import ResourceView

SSE_CONFIGURATION = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
)
PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
OBJECT_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
BUCKET_ACL = "aws:s3/bucketAcl:BucketAcl"
ACCESS_POINT = "aws:s3/accessPoint:AccessPoint"
OBJECTS = (
    "aws:s3/bucketObject:BucketObject",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/objectCopy:ObjectCopy",
)
PARTS = (
    SSE_CONFIGURATION,
    PUBLIC_ACCESS_BLOCK,
    OWNERSHIP,
    VERSIONING,
    LIFECYCLE,
    OBJECT_LOCK,
    BUCKET_POLICY,
    BUCKET_ACL,
    BUCKET_REPLICATION,
)
"""Types that only configure the bucket in their `bucket`, by its name, id or ARN."""
ANY = ""
"""In place of a bucket's URN: it may be any."""
_ARN = re.compile(r"^arn:[a-z-]+:s3:::")
Meaning = Callable[[ResourceView], Properties]
"""What a resource that writes a setting makes of it."""


def _bucket_keys(part: RawResource, index: ResourceIndex) -> Iterator[tuple[bool, str, str]]:
    """(sure, type, bucket) for each bucket that a resource configures, or may; ANY for any."""
    sure, urns = _buckets_of(part, index)
    for urn in urns if sure or urns else (ANY,):
        yield sure, canonical_type(part.type), urn


def _buckets_of(part: RawResource, index: ResourceIndex) -> tuple[bool, list[str]]:
    """The bucket that a resource configures, and whether that is sure.

    An address says it, as long as it can be read. Else what it was computed from does, if that is
    one bucket; computed from several it is one of these, from none it may be any.
    """
    address = part.props.get("bucket")
    near = index.behind(part, "bucket", (BUCKET,))
    if isinstance(address, str):
        named = index.at_address(BUCKET, address) or index.at_address(BUCKET, bucket_name(address))
        if named is not None:
            return True, [named.urn]
        # Somebody else's, unless it is of one whose own name is not known.
        near = [one for one in near if not has_address(one)]
        return len(near) < 2, [one.urn for one in near]
    return len(near) == 1, [one.urn for one in near]


def bucket_name(address: str) -> str:
    """The name of a bucket, from its ARN or its name."""
    return _ARN.sub("", address)


_BUCKETS = Lookup((*PARTS, *OBJECTS, ACCESS_POINT), _bucket_keys)


def parts_of(bucket: ResourceView, type: str) -> list[ResourceView]:
    """The resources of a type that configure a bucket."""
    found = bucket.index.listed(_BUCKETS, (True, type, bucket.resource.urn))
    return [bucket.of(one) for one in found]


def perhaps_of(bucket: ResourceView, type: str) -> list[ResourceView]:
    """The resources of a type of which nobody can tell whether they configure a bucket."""
    near, any = ((False, type, urn) for urn in (bucket.resource.urn, ANY))
    return [bucket.of(one) for one in bucket.index.listed(_BUCKETS, near, any)]


@dataclass(frozen=True)
class Setting:
    """One setting of a bucket, and all that write it.

    Attributes:
        default: what the service does when nobody writes it.
        type: the resource of its own that writes it.
        of_part: what such a resource makes of it.
        names: what it is called where it is written into the bucket itself.
        of_inline: what the bucket makes of it, by the name and the value given there.
        worst: values that a writer of which nobody knows whether it is one does not put in doubt:
            it could only mend them.
    """

    default: Properties
    type: str
    of_part: Meaning
    names: tuple[str, ...] = ()
    of_inline: Callable[[str, PropertyValue], Properties] = lambda name, value: {}
    worst: Properties = field(default_factory=dict)

    def of(self, bucket: ResourceView) -> Properties:
        """What it is, contested where its writers differ."""
        sure = [self.of_part(one) for one in parts_of(bucket, self.type)]
        perhaps = [self.of_part(one) for one in perhaps_of(bucket, self.type)]
        given = _inline(bucket, self.names, alone=not (sure or perhaps))
        sure += [self.of_inline(name, value) for name, value in given]
        found = {
            name: agreed([one[name] for one in sure or [self.default]]) for name in self.default
        }
        return {
            name: value
            if name in self.worst and value == self.worst[name]
            else agreed([value, *(one[name] for one in perhaps)])
            for name, value in found.items()
        }


def _inline(
    bucket: ResourceView, names: tuple[str, ...], *, alone: bool
) -> list[tuple[str, PropertyValue]]:
    """What the program wrote into the bucket itself, by name.

    What a bucket answers besides is what some resource had written when it was asked: it counts
    only where no such resource is part of the program.
    """
    given = [(name, bucket.resource.inputs.get(name)) for name in names]
    if alone:
        given = [(name, bucket.declared(name)) for name in names]
    return [(name, value) for name, value in given if value is not None]


def single(value: PropertyValue) -> PropertyValue:
    """A block, from the list of one that some versions of the provider write it as."""
    if not isinstance(value, list):
        return value
    if len(value) > 1:
        return dict(UNKNOWN)
    return value[0] if value else None
