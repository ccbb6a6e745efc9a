"""S3 buckets: one node, wherever its settings are written and whoever else writes them.

Shapes: Pulumi Registry, aws.s3.Bucket and the resources of its own for each setting; BucketV2 has
lists where Bucket has blocks. Meanings: S3 User Guide.
"""

import json
from typing import Any

import pytest
from aws_programs import ABROAD, BUCKET, HERE, bucket, key, part, props, provider, resource

from edgewright.graph.model import UNKNOWN
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.from_state import assemble

ARN = "arn:aws:kms:eu-central-1:111122223333:key/abc"


def _policy(**changes: Any) -> str:
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": ["arn:aws:s3:::notes", "arn:aws:s3:::notes/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    } | changes
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


TLS_ONLY = _policy()
OPEN = _policy(Effect="Allow", Action="s3:GetObject", Condition={})
PARTNER = _policy(Effect="Allow", Action="s3:GetObject", Principal={"AWS": "2"}, Condition={})
KMS = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": ARN}
BY_DEFAULT = {"applyServerSideEncryptionByDefault": KMS}
BLOCK = "PublicAccessBlock"
SSE = "ServerSideEncryptionConfiguration"
WHOLE = {"status": "Enabled", "filter": {"prefix": ""}}
VERSIONED = {"versioning": {"enabled": True}}
BLOCKED = {"ignorePublicAcls": True, "restrictPublicBuckets": True}
ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"
V2 = "aws:s3/bucketV2:BucketV2"


def _expiring(**expiration: Any) -> dict[str, Any]:
    return part("LifecycleConfiguration", rules=[WHOLE | {"expiration": expiration}])


def _expiring_both(current: int, earlier: int) -> list[dict[str, Any]]:
    """A rule for versions too, as it is written into a bucket."""
    expiration = {"expiration": {"days": current}}
    return [{"enabled": True, **expiration, "noncurrentVersionExpiration": {"days": earlier}}]


def _locking(**period: Any) -> dict[str, Any]:
    kept = {"defaultRetention": {"mode": "COMPLIANCE", **period}}
    return part("ObjectLockConfiguration", "lock", rule=kept)


IN_OUR_KEY = [bucket(), part(SSE, rules=[BY_DEFAULT])]


def _object(**inputs: Any) -> dict[str, Any]:
    return part("Objectv2", "object", key="a", **inputs)


SPELLINGS: list[tuple[str, Any, list[dict[str, Any]]]] = [
    ("tls_only", True, [bucket(policy=TLS_ONLY)]),
    ("tls_only", True, [bucket(policy=json.loads(TLS_ONLY))]),
    ("tls_only", True, [bucket(), part("Policy", policy=TLS_ONLY)]),
    ("tls_only", True, [bucket(), part("Policy", of="arn:aws:s3:::notes", policy=TLS_ONLY)]),
    ("tls_only", False, [bucket(), part("Policy", of="other", policy=TLS_ONLY)]),
    ("tls_only", False, [bucket(policy="")]),
    ("tls_only", False, [bucket()]),
    ("encryption", "customer", [bucket(serverSideEncryptionConfiguration={"rule": BY_DEFAULT})]),
    ("encryption", "customer", [bucket(), part(SSE, rules=[BY_DEFAULT])]),
    ("encryption", "customer", [bucket(), part(f"{SSE}V2", rules=[BY_DEFAULT])]),
    (
        "encryption",
        "customer",
        [
            bucket(
                type=V2,
                serverSideEncryptionConfigurations=[
                    {"rules": [{"applyServerSideEncryptionByDefaults": [KMS]}]}
                ],
            )
        ],
    ),
    ("encryption", "provider", [bucket()]),
    ("encryption", "provider", [bucket(), part(SSE, rules=[{"bucketKeyEnabled": True}])]),
    (
        "encryption",
        "provider",
        [
            bucket(),
            part(
                SSE,
                rules=[
                    {
                        "applyServerSideEncryptionByDefault": {
                            "sseAlgorithm": "aws:kms",
                            "kmsMasterKeyId": "arn:aws:kms:eu-central-1:1:alias/aws/s3",
                        }
                    }
                ],
            ),
        ],
    ),
    (
        "encryption",
        UNKNOWN,
        [
            bucket(),
            part(
                SSE, rules=[{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:other"}}]
            ),
        ],
    ),
    # What an object asks for goes before the default (S3 User Guide, "Setting default server-side
    # encryption behavior").
    ("encryption", "customer", [*IN_OUR_KEY, _object()]),
    ("encryption", "customer", [*IN_OUR_KEY, _object(kmsKeyId="", serverSideEncryption="")]),
    ("encryption", UNKNOWN, [*IN_OUR_KEY, _object(serverSideEncryption="AES256")]),
    ("encryption", UNKNOWN, [*IN_OUR_KEY, _object(serverSideEncryption="aws:kms")]),
    ("encryption", UNKNOWN, [*IN_OUR_KEY, _object(serverSideEncryption=UNKNOWN)]),
    ("key_countries", ["DE"], [*IN_OUR_KEY, _object(kmsKeyId=ARN)]),
    ("key_countries", UNKNOWN, [*IN_OUR_KEY, _object(kmsKeyId=ARN.replace("eu-c", "us-c"))]),
    ("encryption", "provider", [bucket(), _object(serverSideEncryption="AES256")]),
    ("versioned", True, [bucket(versioning={"enabled": True})]),
    ("versioned", True, [bucket(type=V2, versionings=[{"enabled": True}])]),
    (
        "versioned",
        True,
        [bucket(), part("Versioning", versioningConfiguration={"status": "Enabled"})],
    ),
    ("versioned", False, [bucket(versioning={"enabled": False})]),
    ("versioned", UNKNOWN, [bucket(versioning=UNKNOWN)]),
    (
        "retention_days",
        30,
        [bucket(lifecycleRules=[{"enabled": True, "expiration": {"days": 30}}])],
    ),
    (
        "retention_days",
        30,
        [bucket(type=V2, lifecycleRules=[{"enabled": True, "expirations": [{"days": 30}]}])],
    ),
    (
        "retention_days",
        30,
        [bucket(), part("LifecycleConfiguration", rules=[WHOLE | {"expiration": {"days": 30}}])],
    ),
    (
        "retention_days",
        30,
        [
            bucket(),
            part(
                "LifecycleConfiguration",
                rules=[
                    {
                        "status": "Enabled",
                        "filter": {"prefix": "", "and": None, "tag": None},
                        "expiration": {"days": 30},
                    }
                ],
            ),
        ],
    ),
    (
        "retention_days",
        None,
        [bucket(lifecycleRules=[{"enabled": False, "expiration": {"days": 3}}])],
    ),
    (
        "retention_days",
        None,
        [bucket(lifecycleRules=[{"enabled": True, "prefix": "a/", "expiration": {"days": 3}}])],
    ),
    (
        "retention_days",
        None,
        [bucket(lifecycleRules=[{"enabled": True, "tags": {"a": "b"}, "expiration": {"days": 3}}])],
    ),
    (
        "retention_days",
        UNKNOWN,
        [bucket(lifecycleRules=[{"enabled": UNKNOWN, "expiration": {"days": 3}}])],
    ),
    # Earlier versions stay until a rule for them says otherwise.
    (
        "retention_days",
        None,
        [bucket(lifecycleRules=[{"enabled": True, "expiration": {"days": 30}}], **VERSIONED)],
    ),
    # One time after the other: 30 days, then 400 as an earlier version.
    (
        "retention_days",
        429,
        [
            bucket(
                lifecycleRules=_expiring_both(30, 400),
                **VERSIONED,
            )
        ],
    ),
    (
        "retention_days",
        None,
        [
            bucket(**VERSIONED),
            part(
                "LifecycleConfiguration",
                rules=[
                    {
                        "status": "Enabled",
                        "expiration": {"days": 30},
                        "noncurrentVersionExpiration": {
                            "noncurrentDays": 1,
                            "newerNoncurrentVersions": 2,
                        },
                    }
                ],
            ),
        ],
    ),
    # S3 takes no version back when versions are suspended (S3 User Guide, "Adding objects to
    # versioning-suspended buckets").
    (
        "retention_days",
        None,
        [
            bucket(),
            part("Versioning", versioningConfiguration={"status": "Suspended"}),
            _expiring(days=30),
        ],
    ),
    (
        "retention_days",
        30,
        [
            bucket(),
            part("Versioning", versioningConfiguration={"status": "Disabled"}),
            _expiring(days=30),
        ],
    ),
    (
        "versioned",
        UNKNOWN,
        [bucket(), part("Versioning", versioningConfiguration={"status": "enabled"})],
    ),
    # A time of 0 days is what a recorded state has for none.
    ("retention_days", None, [bucket(), _expiring(days=0, expiredObjectDeleteMarker=True)]),
    ("retention_days", None, [bucket(), _expiring(date="2020-01-01T00:00:00Z", days=0)]),
    (
        "retention_days",
        None,
        [
            bucket(**VERSIONED),
            part(
                "LifecycleConfiguration",
                rules=[
                    WHOLE
                    | {
                        "expiration": {"days": 30},
                        "noncurrentVersionExpiration": {"noncurrentDays": 0},
                    }
                ],
            ),
        ],
    ),
    (
        "retention_days",
        None,
        [
            bucket(),
            part(
                "LifecycleConfiguration",
                rules=[WHOLE | {"abortIncompleteMultipartUpload": {"daysAfterInitiation": 1}}],
            ),
        ],
    ),
    # Object Lock (S3 User Guide, "Locking objects with Object Lock"): it needs versions, switches
    # them on, and lets nobody delete a version before its time.
    ("versioned", True, [bucket(objectLockEnabled=True)]),
    ("versioned", UNKNOWN, [bucket(objectLockEnabled=UNKNOWN)]),
    ("versioned", True, [bucket(objectLockConfiguration={"objectLockEnabled": "Enabled"})]),
    ("retention_days", None, [bucket(objectLockEnabled=True), _expiring(days=30)]),
    ("retention_days", 90, [bucket(), _expiring(days=30), _locking(days=90)]),
    ("retention_days", 3650, [bucket(), _expiring(days=30), _locking(years=10)]),
    ("retention_days", 30, [bucket(), _expiring(days=30), _locking(days=7)]),
    ("retention_days", UNKNOWN, [bucket(), _expiring(days=30), _locking(days=UNKNOWN)]),
    (
        "retention_days",
        90,
        [
            bucket(
                lifecycleRules=_expiring_both(30, 1),
                objectLockConfiguration={
                    "objectLockEnabled": "Enabled",
                    "rule": {"defaultRetention": {"mode": "GOVERNANCE", "days": 90}},
                },
            )
        ],
    ),
]


@pytest.mark.parametrize(("name", "right", "program"), SPELLINGS)
def test_a_setting_wherever_it_is_written(
    name: str, right: Any, program: list[dict[str, Any]]
) -> None:
    own = program[0]["urn"].rpartition("::ward::")[2]
    assert props(*program, of=own)[name] == right


@pytest.mark.parametrize(
    "program",
    [
        [
            bucket(
                replicationConfiguration={
                    "rules": [{"status": "Enabled", "destination": {"bucket": "arn:aws:s3:::far"}}]
                }
            ),
            bucket("far", region=ABROAD),
        ],
        [
            bucket(
                type=V2,
                replicationConfigurations=[
                    {"rules": [{"status": "Enabled", "destinations": [{"bucket": "far"}]}]}
                ],
            ),
            bucket("far", region=ABROAD),
        ],
    ],
)
def test_replication_written_into_a_bucket_copies_it(program: list[dict[str, Any]]) -> None:
    copies = [
        one.location
        for one in record_graph(assemble([provider(HERE), provider(ABROAD), *program])).nodes
        if one.kind == "copy.replica"
    ]
    assert [(one.region, one.country) for one in copies] == [("us-east-1", "US")]


def test_a_bucket_without_anything_says_what_the_service_does() -> None:
    """SSE-S3 since 2023-01-05, private, plain HTTP answered, versions and objects for ever."""
    found = props(bucket())
    wanted = {
        "encryption": "provider",
        "key_countries": None,
        "public": False,
        "tls_only": False,
        "versioned": False,
        "retention_days": None,
    }
    assert {name: found[name] for name in wanted} == wanted


WRITERS: list[tuple[str, Any, list[dict[str, Any]]]] = [
    ("tls_only", UNKNOWN, [part("Policy", policy=TLS_ONLY), part("Policy", "b", policy=PARTNER)]),
    ("tls_only", True, [part("Policy", policy=TLS_ONLY), part("Policy", "b", policy=TLS_ONLY)]),
    ("tls_only", False, [part("Policy", policy=OPEN), part("Policy", "b", policy=PARTNER)]),
    ("public", UNKNOWN, [part("Policy", policy=OPEN), part("Policy", "b", policy=TLS_ONLY)]),
    ("encryption", UNKNOWN, [part(SSE, rules=[BY_DEFAULT]), part(SSE, "b", rules=[])]),
    (
        "retention_days",
        UNKNOWN,
        [
            part("LifecycleConfiguration", rules=[WHOLE | {"expiration": {"days": 30}}]),
            part("LifecycleConfiguration", "b", rules=[WHOLE | {"expiration": {"days": 300}}]),
        ],
    ),
    # Of which bucket they are, nobody can tell: they may be of this one.
    ("tls_only", UNKNOWN, [part("Policy", policy=TLS_ONLY), part("Policy", "b", of=UNKNOWN)]),
    ("tls_only", False, [part("Policy", of=UNKNOWN, policy=TLS_ONLY)]),
    ("encryption", "provider", [part(SSE, of=UNKNOWN, rules=[BY_DEFAULT])]),
    ("encryption", UNKNOWN, [part(SSE, rules=[BY_DEFAULT]), part(SSE, "b", of=UNKNOWN, rules=[])]),
    ("public", True, [part("Policy", policy=OPEN), part(BLOCK, of=UNKNOWN, **BLOCKED)]),
    ("tls_only", False, [part("Policy", of=UNKNOWN, policy=PARTNER)]),
    ("public", UNKNOWN, [part("Policy", of=UNKNOWN, policy=OPEN)]),
]


@pytest.mark.parametrize(("name", "right", "parts"), WRITERS)
def test_of_several_writers_none_is_the_last(
    name: str, right: Any, parts: list[dict[str, Any]]
) -> None:
    assert props(bucket(), *parts)[name] == right


def test_inline_and_apart_are_two_writers() -> None:
    apart = part("Policy", policy=PARTNER)
    assert props(bucket(policy=TLS_ONLY), apart)["tls_only"] == UNKNOWN


def test_what_a_bucket_answers_is_no_writer() -> None:
    """A bucket's outputs echo what others wrote, as it was when the bucket was asked."""
    made = bucket()
    made["outputs"]["policy"] = PARTNER
    assert props(made, part("Policy", policy=TLS_ONLY))["tls_only"] is True
    made["outputs"]["policy"] = OPEN
    assert props(made)["public"] is True


def test_intent_does_not_settle_what_is_contested() -> None:
    lake = resource("edgewright:aws:DataLake", "lake", {"intent": {"tls_only": True}})
    inside = bucket() | {"parent": lake["urn"]}
    policies = [part("Policy", policy=TLS_ONLY), part("Policy", "b", policy=PARTNER)]
    assert props(lake, inside, *policies)["tls_only"] == UNKNOWN
    assert props(lake, inside, part("Policy", policy=UNKNOWN))["tls_only"] is True
    assert props(lake, inside, part("Policy", policy="no JSON"))["tls_only"] == UNKNOWN


def test_a_part_is_found_by_the_bucket_it_was_computed_from() -> None:
    fresh = resource(BUCKET, "notes", {})
    found = part("Policy", of=UNKNOWN, policy=_policy(Resource="*"))
    found["propertyDependencies"] = {"bucket": [fresh["urn"]]}
    assert props(fresh, found)["tls_only"] is True


def test_a_part_computed_from_two_buckets_may_be_of_either() -> None:
    both = [resource(BUCKET, "notes", {}), resource(BUCKET, "other", {})]
    third = bucket("third")
    found = part("Policy", of=UNKNOWN, policy=OPEN)
    found["propertyDependencies"] = {"bucket": [one["urn"] for one in both]}
    for name, right in (("notes", UNKNOWN), ("other", UNKNOWN), ("third", False)):
        assert props(*both, third, found, of=f"{BUCKET}::{name}")["public"] == right


ACCOUNT = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"
GRANTS = {"grants": [{"grantee": {"type": "Group", "uri": ALL_USERS}, "permission": "READ"}]}


def _copy(**inputs: Any) -> dict[str, Any]:
    given = {"bucket": "notes", "key": "a", "source": "other/a", **inputs}
    return resource("aws:s3/objectCopy:ObjectCopy", "copy", given)


def _point(block: bool | None = False, of: Any = "notes", **inputs: Any) -> dict[str, Any]:
    settings = {} if block is None else {"restrictPublicBuckets": block}
    given = {"bucket": of, "publicAccessBlockConfiguration": settings, **inputs}
    return resource("aws:s3/accessPoint:AccessPoint", "point", given)


PUBLIC: list[tuple[str, Any, list[dict[str, Any]]]] = [
    ("a policy", True, [bucket(policy=OPEN)]),
    ("a policy, blocked", False, [bucket(policy=OPEN), part(BLOCK, **BLOCKED)]),
    (
        "a policy; only new ones are blocked",
        True,
        [bucket(policy=OPEN), part(BLOCK, blockPublicPolicy=True)],
    ),
    (
        "a policy; only ACLs are ignored",
        True,
        [bucket(policy=OPEN), part(BLOCK, ignorePublicAcls=True)],
    ),
    ("a policy nobody can read", UNKNOWN, [bucket(policy=UNKNOWN)]),
    ("a policy nobody can read, blocked", False, [bucket(policy=UNKNOWN), part(BLOCK, **BLOCKED)]),
    (
        "a policy, blocked perhaps",
        UNKNOWN,
        [bucket(policy=OPEN), part(BLOCK, restrictPublicBuckets=UNKNOWN)],
    ),
    (
        "two blocks that differ",
        UNKNOWN,
        [bucket(policy=OPEN), part(BLOCK, **BLOCKED), part(BLOCK, "b")],
    ),
    ("a canned ACL", True, [bucket(acl="public-read")]),
    ("for all with an account", True, [bucket(acl="authenticated-read")]),
    ("a private ACL", False, [bucket(acl="private")]),
    ("an ACL of its own", True, [bucket(), part("Acl", acl="public-read-write")]),
    ("an ACL of its own, older", True, [bucket(), part("AclV2", acl="public-read")]),
    ("an ACL in full", True, [bucket(), part("Acl", accessControlPolicy=GRANTS)]),
    ("grants", True, [bucket(grants=[{"type": "Group", "uri": ALL_USERS}])]),
    ("grants beside an ACL", True, [bucket(acl="private", grants=[{"uri": ALL_USERS}])]),
    ("two ACLs", UNKNOWN, [bucket(acl="public-read"), part("Acl", acl="private")]),
    (
        "grants to the delivery of logs",
        False,
        [bucket(grants=[{"uri": "http://acs.amazonaws.com/groups/s3/LogDelivery"}])],
    ),
    ("an ACL, ignored", False, [bucket(acl="public-read"), part(BLOCK, ignorePublicAcls=True)]),
    (
        "an ACL; ACLs are off",
        False,
        [
            bucket(acl="public-read"),
            part("OwnershipControls", rule={"objectOwnership": "BucketOwnerEnforced"}),
        ],
    ),
    (
        "an ACL; ACLs are on",
        True,
        [
            bucket(acl="public-read"),
            part("OwnershipControls", rule={"objectOwnership": "ObjectWriter"}),
        ],
    ),
    ("an object", True, [bucket(), part("Objectv2", key="a", acl="public-read")]),
    ("a copied object", True, [bucket(), _copy(acl="public-read")]),
    ("a copied object with grants", True, [bucket(), _copy(grants=[{"uri": ALL_USERS}])]),
    ("a private copy", False, [bucket(), _copy(acl="private")]),
    (
        "an object of some bucket",
        UNKNOWN,
        [bucket(), part("Objectv2", of=UNKNOWN, key="a", acl="public-read")],
    ),
    ("a private object of some bucket", False, [bucket(), part("Objectv2", of=UNKNOWN, key="a")]),
    ("an access point of some bucket", UNKNOWN, [bucket(), _point(policy=OPEN, of=UNKNOWN)]),
    # S3 User Guide, "Access control list (ACL) overview", canned ACLs: there is no such one.
    ("an ACL nobody knows", UNKNOWN, [bucket(acl="Public-Read")]),
    ("every other ACL", False, [bucket(acl="log-delivery-write")]),
    ("a private object", False, [bucket(), part("Objectv2", key="a", acl="private")]),
    ("the account blocks", False, [bucket(policy=OPEN), resource(ACCOUNT, "all", BLOCKED)]),
    (
        "perhaps another account blocks",
        True,
        [bucket(policy=OPEN), resource(ACCOUNT, "all", BLOCKED | {"accountId": "1"})],
    ),
    (
        "the account blocks, by a provider for another region",
        False,
        [bucket(policy=OPEN), resource(ACCOUNT, "all", BLOCKED, region=ABROAD)],
    ),
    ("an access point", True, [bucket(), _point(policy=OPEN)]),
    ("an access point, blocked", False, [bucket(), _point(policy=OPEN, block=True)]),
    ("an access point that says nothing", False, [bucket(), _point(policy=OPEN, block=None)]),
    (
        "an access point of a network",
        False,
        [bucket(), _point(policy=OPEN, vpcConfiguration={"vpcId": "vpc-1"})],
    ),
    (
        "an access point, the bucket blocks",
        False,
        [bucket(), part(BLOCK, **BLOCKED), _point(policy=OPEN)],
    ),
    ("nothing grants, nothing blocks", False, [bucket(), part(BLOCK)]),
]


@pytest.mark.parametrize(
    ("right", "program"), [case[1:] for case in PUBLIC], ids=[case[0] for case in PUBLIC]
)
def test_public(right: Any, program: list[dict[str, Any]]) -> None:
    assert props(*program)["public"] == right


def test_the_key_of_an_alias_is_the_one_behind_it() -> None:
    alias = resource("aws:kms/alias:Alias", "alias", {"name": "alias/notes", "targetKeyId": "abc"})
    rule = {
        "applyServerSideEncryptionByDefault": {
            "sseAlgorithm": "aws:kms",
            "kmsMasterKeyId": "alias/notes",
        }
    }
    found = props(bucket(), key("k"), alias, part(SSE, rules=[rule]))
    assert found["key_custody"] == "customer"
    assert found["key_countries"] == ["DE"]
