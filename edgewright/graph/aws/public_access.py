"""Whether a bucket is open to the world, by its policy, its ACL or those of its objects.

Buckets are private until something grants access. Public access blocks take grants back: one of the
bucket, and one of the whole account. S3 User Guide, "Blocking public access to your Amazon S3
storage" and "Access control list (ACL) overview".

For buckets made since April 2023 everything is blocked and ACLs are off until somebody says
otherwise (AWS News Blog, "Heads-Up: Amazon S3 Security Changes Are Coming in April of 2023"). A
program does not tell when its bucket was made, and under that default S3 refuses public grants
altogether: so a grant that nothing in the program takes back is taken at its word.
"""

from __future__ import annotations

from collections.abc import Callable

from edgewright.graph.aws.accounts import in_account
from edgewright.graph.aws.bucket_parts import (
    ACCESS_POINT,
    BUCKET_ACL,
    OBJECTS,
    OWNERSHIP,
    PUBLIC_ACCESS_BLOCK,
    Setting,
    parts_of,
    perhaps_of,
)
from edgewright.graph.aws.iam_access import lets_world_in
from edgewright.graph.aws.iam_policy import all_of, any_of, opposite
from edgewright.graph.model import CONTESTED, UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.reading import entries, is_unreadable, read
from edgewright.graph.resource.view import ResourceView

ACCOUNT_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"
PUBLIC_ACLS = ("public-read", "public-read-write", "authenticated-read")
"""Canned ACLs that grant something to everybody, or to everybody with an account of AWS."""
OTHER_ACLS = (
    "",
    "private",
    "aws-exec-read",
    "bucket-owner-read",
    "bucket-owner-full-control",
    "log-delivery-write",
)
"""The other canned ACLs there are; "" is none."""
POINT_POLICY = "aws:s3control/accessPointPolicy:AccessPointPolicy"
EVERYBODY = tuple(
    f"http://acs.amazonaws.com/groups/global/{group}"
    for group in ("AllUsers", "AuthenticatedUsers")
)


def answered(answer: bool | None) -> PropertyValue:
    """An answer as a property: what cannot be known is unknown."""
    return dict(UNKNOWN) if answer is None else answer


def is_public(bucket: ResourceView, by_policy: PropertyValue) -> PropertyValue:
    """Whether anybody may do something with a bucket or its objects.

    Args:
        bucket: the bucket.
        by_policy: whether its policy lets the world in.
    """
    block = _BLOCK.of(bucket)
    acls = [setting.of(bucket)["open"] for setting in (_ACL, _GRANTS)]
    owner_only = _OWNERSHIP.of(bucket)["owner_only"]
    written = [by_policy, *acls, owner_only, *block.values()]
    granted = any_of((*map(_known, acls), _objects_open(bucket)))
    ignored = any_of((_blocked(bucket, block, "ignorePublicAcls"), _known(owner_only)))
    restricted = _blocked(bucket, block, "restrictPublicBuckets")
    entrances = (_known(by_policy), _points_open(bucket))
    answer = any_of(
        (
            all_of((any_of(entrances), opposite(restricted))),
            all_of((granted, opposite(ignored))),
        )
    )
    contested = answer is None and any(one is CONTESTED for one in written)
    return CONTESTED if contested else answered(answer)


def _known(value: PropertyValue) -> bool | None:
    return value if isinstance(value, bool) else None


def _switch(view: ResourceView, name: str) -> PropertyValue:
    """A setting that is off unless it is set."""
    value = view.observed(name)
    return dict(UNKNOWN) if is_unreadable(value, bool) else value is True


def _block(part: ResourceView) -> Properties:
    return {name: _switch(part, name) for name in ("ignorePublicAcls", "restrictPublicBuckets")}


_BLOCK = Setting(
    default={"ignorePublicAcls": False, "restrictPublicBuckets": False},
    type=PUBLIC_ACCESS_BLOCK,
    of_part=_block,
    worst={"ignorePublicAcls": False, "restrictPublicBuckets": False},
)


def _blocked(bucket: ResourceView, block: Properties, name: str) -> bool | None:
    """Whether public grants are taken back, for the bucket or for its account.

    A block of an account counts where it is this bucket's account for sure.
    """
    own = in_account(bucket, ACCOUNT_BLOCK)
    return any_of(map(_known, [block[name], *(_switch(one, name) for one in own)]))


def _acl(part: ResourceView) -> Properties:
    grants = entries(part.observed("accessControlPolicy", "grants"))
    granted = [_grants_all(read(one, "grantee", "uri")) for one in grants]
    return {"open": answered(any_of((_is_open_acl(part.observed("acl")), *granted)))}


_ACL = Setting(
    default={"open": False},
    type=BUCKET_ACL,
    of_part=_acl,
    names=("acl",),
    of_inline=lambda _, acl: {"open": answered(_is_open_acl(acl))},
    worst={"open": True},
)
_GRANTS = Setting(
    default={"open": False},
    type=BUCKET_ACL,
    of_part=_acl,
    names=("grants",),
    of_inline=lambda _, listed: {
        "open": answered(any_of(_grants_all(read(one, "uri")) for one in entries(listed)))
    },
    worst={"open": True},
)
"""The grants of an ACL, where they are written into the bucket one by one."""


def _is_open_acl(name: PropertyValue) -> bool | None:
    if name in PUBLIC_ACLS:
        return True
    return False if name is None or name in OTHER_ACLS else None


def _grants_all(group: PropertyValue) -> bool | None:
    return None if is_unreadable(group, str) else group in EVERYBODY


def _objects_open(bucket: ResourceView) -> bool | None:
    """Whether an object that the program puts into the bucket has a public ACL of its own."""
    return any_of(_held_open(bucket, type, _object_open) for type in OBJECTS)


def _object_open(object: ResourceView) -> bool | None:
    grants = entries(object.declared("grants"))
    return any_of(
        (_is_open_acl(object.declared("acl")), *(_grants_all(read(one, "uri")) for one in grants))
    )


def _points_open(bucket: ResourceView) -> bool | None:
    """Whether an access point opens the bucket: one for the Internet, whose block was lifted.

    Access points are blocked unless they say otherwise; the bucket's own block holds for them too.
    """
    return _held_open(bucket, ACCESS_POINT, _point_open)


def _held_open(
    bucket: ResourceView, type: str, is_open: Callable[[ResourceView], bool | None]
) -> bool | None:
    """Whether a resource of a type opens a bucket; of one that may be its, nobody knows."""
    sure = [is_open(one) for one in parts_of(bucket, type)]
    perhaps = [all_of((is_open(one), None)) for one in perhaps_of(bucket, type)]
    return any_of((*sure, *perhaps))


def _point_open(point: ResourceView) -> bool | None:
    block = point.declared("publicAccessBlockConfiguration", "restrictPublicBuckets")
    inside = point.declared("vpcConfiguration") is not None
    beside = point.parts(POINT_POLICY, "accessPointArn")
    perhaps = point.perhaps(POINT_POLICY, "accessPointArn")
    documents = [point.declared("policy"), *(one.observed("policy") for one in beside)]
    doubted = [all_of((lets_world_in(one.observed("policy")), None)) for one in perhaps]
    return all_of(
        (
            not inside,
            None if is_unreadable(block, bool) else block is False,
            any_of((*map(lets_world_in, documents), *doubted)),
        )
    )


def _owner_only(part: ResourceView) -> Properties:
    ownership = part.observed("rule", "objectOwnership")
    hidden = is_unreadable(ownership, str)
    return {"owner_only": dict(UNKNOWN) if hidden else ownership == "BucketOwnerEnforced"}


_OWNERSHIP = Setting(
    default={"owner_only": False},
    type=OWNERSHIP,
    of_part=_owner_only,
    worst={"owner_only": False},
)
