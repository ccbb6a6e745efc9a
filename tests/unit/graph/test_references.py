"""A reference that may be to one of several resources: what depends on it is unknown.

Each case has the same reference to one resource beside it, so that it is the doubt that is tested.
"""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from edgewright.graph.model import UNKNOWN, Node, Properties, RawResource
from edgewright.graph.normalise import record_graph

HERE, ABROAD = "eu-central-1", "us-east-1"
GERMANY, AMERICA = "germanywestcentral", "eastus"
ANYTHING = json.dumps({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
SOMETHING = json.dumps(
    {"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
)
FOR_ALL = json.dumps(
    {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*"}]}
)
LABEL = {"edgewright:data": "patients"}
ACCOUNT = "azure-native:storage:StorageAccount"


def raw(
    type: str, name: str, uses: Mapping[str, list[RawResource]], /, **props: Any
) -> RawResource:
    behind = {where: tuple(one.urn for one in used) for where, used in uses.items()}
    urn = f"urn:pulumi:s::p::{type}::{name}"
    return RawResource(urn, type, name, props, props, property_dependencies=behind)


def nodes(*resources: RawResource) -> dict[str, Node]:
    return {
        node.id.removeprefix("urn:pulumi:s::p::"): node for node in record_graph(resources).nodes
    }


def props(of: RawResource, *others: RawResource) -> Properties:
    return nodes(of, *others)[of.urn.removeprefix("urn:pulumi:s::p::")].props


# AWS KMS: a primary at home and one abroad, and a replica at home of one of them.
def kms(name: str, region: str, **props: Any) -> RawResource:
    return raw("aws:kms/key:Key", name, {}, region=region, **props)


HOME, FAR = kms("home", HERE), kms("far", ABROAD)
FAR_ARN = "arn:aws:kms:us-east-1:111122223333:key/mrk-1"
NAMED_FAR = kms("far", ABROAD, arn=FAR_ARN)


def replica(*of: RawResource, region: str = HERE, arn: Any = UNKNOWN) -> RawResource:
    type = "aws:kms/replicaKey:ReplicaKey"
    return raw(type, "replica", {"primaryKeyArn": [*of]}, primaryKeyArn=arn, region=region)


def encrypted(key: RawResource) -> tuple[RawResource, ...]:
    """A bucket that a key encrypts."""
    bucket = raw("aws:s3/bucket:Bucket", "notes", {}, bucket="notes", region=HERE)
    rule = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": UNKNOWN}
    type = "ServerSideEncryptionConfiguration"
    part = raw(
        f"aws:s3/bucket{type}:Bucket{type}",
        "keys",
        {"bucket": [bucket], "rules": [key]},
        bucket="notes",
        rules=[{"applyServerSideEncryptionByDefault": rule}],
    )
    return bucket, part, key


@pytest.mark.parametrize(
    ("of", "arn", "countries"),
    [
        ([HOME], UNKNOWN, ["DE"]),
        ([FAR], UNKNOWN, ["DE", "US"]),
        ([HOME, FAR], UNKNOWN, ["DE", UNKNOWN]),
        ([FAR, HOME], UNKNOWN, ["DE", UNKNOWN]),
        # What its value names goes first.
        ([HOME, NAMED_FAR], FAR_ARN, ["DE", "US"]),
    ],
)
def test_a_replica_of_one_of_two_keys(of: list[RawResource], arn: Any, countries: Any) -> None:
    bucket, *others = encrypted(replica(*of, arn=arn))
    assert props(bucket, *others, *of)["key_countries"] == countries


@pytest.mark.parametrize(
    ("of", "countries"),
    [([HOME], ["DE", "US"]), ([FAR], ["DE"]), ([HOME, FAR], ["DE", UNKNOWN])],
)
def test_a_key_that_may_have_a_replica(of: list[RawResource], countries: Any) -> None:
    bucket, *others = encrypted(HOME)
    assert props(bucket, *others, replica(*of, region=ABROAD), FAR)["key_countries"] == countries


def test_custody_and_rotation_are_those_of_no_key_but_the_one() -> None:
    ours, imported = kms("ours", HERE), raw("aws:kms/externalKey:ExternalKey", "x", {}, region=HERE)
    for of, custody, rotation in (
        ([ours], "customer", None),
        ([ours, imported], UNKNOWN, UNKNOWN),
    ):
        one = replica(*of)
        bucket, *others = encrypted(one)
        assert props(bucket, *others, *of)["key_custody"] == custody
        assert props(one, *of)["rotation"] == rotation


@pytest.mark.parametrize("first", [True, False])
def test_what_refers_to_different_types_is_found_for_each(first: bool) -> None:
    """Two primaries of two types have a replica abroad each, whichever is asked for first."""
    imported = raw("aws:kms/externalKey:ExternalKey", "a", {}, region=HERE)
    names = ("first", "second") if first else ("second", "first")
    type = "aws:kms/replicaKey:ReplicaKey"
    stack: list[RawResource] = []
    for name, one in zip(names, (HOME, imported), strict=True):
        bucket, part, _ = encrypted(one)
        for other in (bucket, part):
            urn = f"{other.urn}-{name}"
            behind = {**other.property_dependencies}
            if "bucket" in behind:
                behind["bucket"] = (f"{bucket.urn}-{name}",)
            given = {**other.props, "bucket": name}
            stack.append(
                RawResource(urn, other.type, name, given, given, property_dependencies=behind)
            )
        stack.append(
            raw(type, f"of-{name}", {"primaryKeyArn": [one]}, primaryKeyArn=UNKNOWN, region=ABROAD)
        )
    found = nodes(*stack, HOME, imported)
    for name in names:
        assert found[f"aws:s3/bucket:Bucket::notes-{name}"].props["key_countries"] == ["DE", "US"]


def test_an_instance_in_one_of_two_subnets() -> None:
    inside = raw("aws:ec2/subnet:Subnet", "in", {}, availabilityZone="eu-central-1a")
    warsaw = raw("aws:ec2/subnet:Subnet", "out", {}, availabilityZone="eu-central-1-waw-1a")
    for subnets, region in (
        ([inside], HERE),
        ([warsaw], None),
        ([inside, warsaw], None),
    ):
        uses = {"subnetId": subnets}
        one = raw("aws:ec2/instance:Instance", "i", uses, subnetId=UNKNOWN, region=HERE, tags=LABEL)
        assert nodes(one, inside, warsaw)["aws:ec2/instance:Instance::i"].location.region == region


def test_a_policy_of_one_of_two_roles() -> None:
    roles = [raw("aws:iam/role:Role", name, {}, name=UNKNOWN) for name in ("a", "b", "c")]
    for of, role, expected in (
        (roles[:1], UNKNOWN, [True, False, False]),
        (roles[:2], UNKNOWN, [UNKNOWN, UNKNOWN, False]),
        # The name that was chosen is known, and whose it is still is not.
        (roles[:2], "chosen", [UNKNOWN, UNKNOWN, False]),
    ):
        one = raw("aws:iam/rolePolicy:RolePolicy", "p", {"role": of}, role=role, policy=ANYTHING)
        found = nodes(*roles, one)
        allows = [
            found[f"aws:iam/role:Role::{name}"].props["allows_everything"]
            for name in ("a", "b", "c")
        ]
        assert allows == expected


def test_an_attached_policy_whose_arn_nobody_has_seen_yet() -> None:
    """In an update its ARN is known where it is attached, and not yet of the policy itself."""
    role = raw("aws:iam/role:Role", "a", {}, name="a")
    for document, expected in ((ANYTHING, True), (SOMETHING, False)):
        policy = raw("aws:iam/policy:Policy", "p", {}, policy=document)
        other = raw(
            "aws:iam/policy:Policy", "q", {}, policy=SOMETHING, arn="arn:aws:iam::1:policy/q"
        )
        type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
        arn = "arn:aws:iam::111122223333:policy/p"
        one = raw(type, "t", {"policyArn": [policy, other]}, role="a", policyArn=arn)
        assert props(role, policy, other, one)["allows_everything"] == expected


def test_the_policy_of_one_of_two_access_points() -> None:
    bucket = raw("aws:s3/bucket:Bucket", "notes", {}, bucket="notes", region=HERE)
    lifted = {"restrictPublicBuckets": False}
    points = [
        raw(
            "aws:s3/accessPoint:AccessPoint",
            name,
            {},
            bucket="notes" if name == "a" else "other",
            publicAccessBlockConfiguration=lifted,
        )
        for name in ("a", "b")
    ]
    type = "aws:s3control/accessPointPolicy:AccessPointPolicy"
    for of, expected in ((points[:1], True), (points[1:], False), (points, UNKNOWN)):
        uses = {"accessPointArn": of}
        one = raw(type, "p", uses, accessPointArn=UNKNOWN, policy=FOR_ALL)
        assert props(bucket, *points, one)["public"] == expected


def account(name: str, **props: Any) -> RawResource:
    return raw(ACCOUNT, name, {}, location=GERMANY, **props)


@pytest.mark.parametrize(
    ("type", "given", "property", "sure"),
    [
        ("StorageAccountStaticWebsite", {}, "public", True),
        (
            "EncryptionScope",
            {"source": "Microsoft.KeyVault", "keyVaultProperties": {"keyUri": UNKNOWN}},
            "encryption",
            UNKNOWN,
        ),
        ("BlobServiceProperties", {"isVersioningEnabled": True}, "versioned", True),
    ],
)
def test_what_configures_one_of_two_accounts(
    type: str, given: dict[str, Any], property: str, sure: Any
) -> None:
    one, other = account("a"), account("b")
    for of, expected in (
        ([one], sure),
        ([one, other], UNKNOWN),
    ):
        part = raw(
            f"azure-native:storage:{type}", "p", {"accountName": of}, accountName=UNKNOWN, **given
        )
        assert props(one, other, part)[property] == expected
    assert props(one, other)[property] not in (sure, UNKNOWN)


def test_a_hold_on_one_of_two_accounts() -> None:
    """A policy deletes after 7 days; nothing is deleted under a legal hold."""
    one, other = account("a"), account("b")
    deletes = {"delete": {"daysAfterModificationGreaterThan": 7}}
    rule = {"enabled": True, "definition": {"actions": {"baseBlob": deletes}}}
    policy = raw(
        "azure-native:storage:ManagementPolicy", "m", {}, accountName="a", policy={"rules": [rule]}
    )
    named = account("a", accountName="a")
    for of, expected in (([other], 7), ([named], None), ([named, other], UNKNOWN)):
        uses = {"accountName": of}
        hold = raw("azure-native:storage:BlobContainerLegalHold", "h", uses, accountName=UNKNOWN)
        assert props(named, other, policy, hold)["retention_days"] == expected
        # A policy of one of two accounts may be the other one's.
    uses = {"accountName": [one, other]}
    either = raw(policy.type, "m", uses, accountName=UNKNOWN, policy={"rules": [rule]})
    assert props(one, other, either)["retention_days"] == UNKNOWN


def test_a_place_in_one_of_two_resource_groups() -> None:
    type = "azure-native:resources:ResourceGroup"
    germany, near, america = (
        raw(type, name, {}, location=region)
        for name, region in (("a", GERMANY), ("b", GERMANY), ("c", AMERICA))
    )
    for of, region in (
        ([germany], GERMANY),
        ([germany, near], GERMANY),
        ([germany, america], None),
    ):
        one = raw(ACCOUNT, "x", {"resourceGroupName": of}, resourceGroupName=UNKNOWN)
        found = nodes(one, germany, near, america)
        assert found[f"{ACCOUNT}::x"].location.region == region


def test_two_groups_of_one_name() -> None:
    """In two subscriptions; what was computed from one of them is in that one."""
    type = "azure-native:resources:ResourceGroup"
    groups = [
        raw(type, name, {}, resourceGroupName="rg", location=region)
        for name, region in (("a", GERMANY), ("b", AMERICA))
    ]
    for of, region in (([], None), (groups[:1], GERMANY), (groups[1:], AMERICA)):
        one = raw(ACCOUNT, "x", {"resourceGroupName": of}, resourceGroupName="rg")
        assert nodes(one, *groups)[f"{ACCOUNT}::x"].location.region == region


def bucket(name: str, region: str = HERE, **props: Any) -> RawResource:
    return raw("aws:s3/bucket:Bucket", name, {}, region=region, **props)


def test_a_cache_before_two_buckets_serves_what_either_holds() -> None:
    plain, labelled = bucket("a"), bucket("b", tags=LABEL)
    origins = [{"domainName": UNKNOWN}, {"domainName": UNKNOWN}]
    uses = {"origins": [plain, labelled]}
    one = raw("aws:cloudfront/distribution:Distribution", "d", uses, origins=origins)
    found = nodes(plain, labelled, one)
    [cache] = [node for node in found.values() if node.kind == "copy.cache"]
    assert cache.labels == ("patients",)


def test_replication_of_one_of_two_buckets_copies_what_either_holds() -> None:
    """One of them is abroad already, where the copy goes."""
    away, home = bucket("a", ABROAD), bucket("b", tags=LABEL)
    goal = bucket("goal", ABROAD, arn="arn:aws:s3:::goal", bucket="goal")
    rules = [{"status": "Enabled", "destination": {"bucket": "arn:aws:s3:::goal"}}]
    type = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
    one = raw(type, "r", {"bucket": [away, home]}, bucket=UNKNOWN, rules=rules, region=HERE)
    found = nodes(away, home, goal, one)
    [copy] = [node for node in found.values() if node.kind == "copy.replica"]
    assert copy.labels == ("patients",)
    assert (copy.props["from_region"], copy.location.region) == (HERE, ABROAD)


def test_backups_of_several_leave_a_region_once_any_of_them_does() -> None:
    """Selected are a table where the copies go, and another one elsewhere."""
    type = "aws:dynamodb/table:Table"
    away = raw(type, "a", {}, region=ABROAD, tags={"backup": "yes"})
    home = raw(type, "b", {}, region=HERE, tags={"backup": "yes", **LABEL})
    vault = "arn:aws:backup:us-east-1:111122223333:backup-vault:far"
    plan = raw(
        "aws:backup/plan:Plan",
        "p",
        {},
        region=HERE,
        rules=[{"copyActions": [{"destinationVaultArn": vault}]}],
    )
    selection = raw(
        "aws:backup/selection:Selection",
        "s",
        {"planId": [plan]},
        planId=UNKNOWN,
        selectionTags=[{"key": "backup", "value": "yes"}],
    )
    found = nodes(away, home, plan, selection)
    [copy] = [node for node in found.values() if node.kind == "copy.backup"]
    assert copy.labels == ("patients",)
    assert copy.props["from_region"] == HERE


def test_a_cluster_in_one_of_two_global_clusters_replicates() -> None:
    type, member = "aws:rds/globalCluster:GlobalCluster", "aws:rds/cluster:Cluster"
    groups = [raw(type, name, {}) for name in ("a", "b")]
    name = "globalClusterIdentifier"
    primary = raw(
        member,
        "primary",
        {name: groups[:1]},
        globalClusterIdentifier=UNKNOWN,
        masterUsername="admin",
        region=ABROAD,
        tags=LABEL,
    )
    second = raw(member, "second", {name: groups}, globalClusterIdentifier=UNKNOWN, region=HERE)
    found = nodes(*groups, primary, second)
    [copy] = [node for node in found.values() if node.kind == "copy.replica"]
    assert (copy.labels, copy.props["from_region"]) == (("patients",), ABROAD)


def test_an_alias_that_leads_to_itself_is_of_no_key() -> None:
    alias = raw("aws:kms/alias:Alias", "x", {}, name="alias/x", targetKeyId="alias/x")
    found, *others = encrypted(alias)
    assert props(found, *others)["key_countries"] == UNKNOWN
