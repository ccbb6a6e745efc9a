"""What configures an S3 bucket: resources of their own, and what is written into the bucket itself.

A setting may have several writers. Each call of theirs replaces the whole setting, and nothing says
in which order the calls are made: of two that differ, nobody knows which one lasts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from edgewright.graph.aws.replication import BUCKET, BUCKET_REPLICATION
from edgewright.graph.model import (
    UNKNOWN,
    Properties,
    PropertyValue,
    RawResource,
)
from edgewright.graph.resource.index import ADDRESS_PROPERTIES, ResourceIndex, canonical_type
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
_ARN = re.compile(r"^arn:[a-z-]+:s3:::")
Meaning = Callable[[ResourceView], Properties]
"""What a resource that writes a setting makes of it."""


@dataclass(frozen=True)
class _Parts:
    """Which resources configure which bucket.

    Attributes:
        of: type and URN of a bucket -> what configures it.
        perhaps: type -> what configures a bucket that nobody can tell, with the URNs of those it
            may be; none where it may be any.
    """

    of: Mapping[tuple[str, str], list[RawResource]] = field(
        default_factory=lambda: defaultdict(list)
    )
    perhaps: Mapping[str, list[tuple[RawResource, frozenset[str]]]] = field(
        default_factory=lambda: defaultdict(list)
    )


@lru_cache(maxsize=1)
def _parts(index: ResourceIndex) -> _Parts:
    found = _Parts()
    for type in (*PARTS, *OBJECTS, ACCESS_POINT):
        for part in index.of_type(type):
            sure, urns = _buckets_of(part, index)
            if not sure:
                found.perhaps[type].append((part, urns))
            for urn in urns if sure else ():
                found.of[type, urn].append(part)
    return found


def _buckets_of(part: RawResource, index: ResourceIndex) -> tuple[bool, frozenset[str]]:
    """The bucket that a resource configures, and whether that is sure.

    An address says it, as long as it can be read. Else what it was computed from does, if that is
    one bucket; computed from several it is one of these, from none it may be any.
    """
    address = part.props.get("bucket")
    behind = [
        index.by_urn[urn]
        for urn in part.property_dependencies.get("bucket", ())
        if urn in index.by_urn
    ]
    near = [one for one in behind if canonical_type(one.type) == BUCKET]
    if isinstance(address, str):
        named = index.at_address(BUCKET, address) or index.at_address(BUCKET, bucket_name(address))
        if named is not None:
            return True, frozenset({named.urn})
        # Somebody else's, unless it is of one whose own name is not known.
        near = [one for one in near if not _has_address(one)]
        return len(near) < 2, frozenset(one.urn for one in near)
    return len(near) == 1, frozenset(one.urn for one in near)


def bucket_name(address: str) -> str:
    """The name of a bucket, from its ARN or its name."""
    return _ARN.sub("", address)


def _has_address(bucket: RawResource) -> bool:
    return any(isinstance(bucket.props.get(name), str) for name in ADDRESS_PROPERTIES)


def parts_of(bucket: ResourceView, type: str) -> list[ResourceView]:
    """The resources of a type that configure a bucket."""
    return [bucket.of(one) for one in _parts(bucket.index).of[type, bucket.resource.urn]]


def perhaps_of(bucket: ResourceView, type: str) -> list[ResourceView]:
    """The resources of a type of which nobody can tell whether they configure a bucket."""
    listed = _parts(bucket.index).perhaps[type]
    return [bucket.of(one) for one, urns in listed if not urns or bucket.resource.urn in urns]


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
