"""Small stacks full of references, drawn at random, for tests of what holds of any stack.

Few names and few places make resources meet: by name, by ARN, by what a property was computed from,
by parent and by tag. Values may be unknown, secret, missing, or of a wrong type.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from edgewright.graph.model import SECRET, UNKNOWN, RawResource

NAMES = ("one", "two")
KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/{}"
FAR_VAULT = "arn:aws:backup:us-east-1:111122223333:backup-vault:far"
ID = "/subscriptions/s/resourceGroups/one/providers/Microsoft.Storage/storageAccounts/{}"
ADDRESSES = [
    *NAMES,
    *map(KEY_ARN.format, (*NAMES, "mrk-1")),
    *(f"arn:aws:s3:::{name}" for name in NAMES),
    *map(ID.format, NAMES),
]
MARKERS: list[Any] = [UNKNOWN, SECRET]
WRONG: list[Any] = [5, True, [], {"a": 1}]
EVERYTHING = json.dumps({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
RECIPE = json.dumps(
    {
        "ComponentName": "one",
        "Manifests": [{"Artifacts": [{"Uri": "docker:registry.example.com/a:1"}]}],
    }
)
LABEL = {"edgewright:data": "frames"}
DATA = [{"id": "frames", "origin": "DE", "categories": ["user.biometric"]}]
OTHERS: dict[str, list[Any]] = {
    "arn": [KEY_ARN.format("one"), KEY_ARN.format("two"), "arn:aws:s3:::one"],
    "keyId": ["one", "mrk-1"],
    "name": [*NAMES],
    "region": ["eu-central-1", "us-east-1"],
    "location": ["West Europe", "brazilsouth"],
    "tags": [LABEL, {"edgewright:data": "other", "team": "a@b.example"}, {"team": "one"}],
    "policy": [EVERYTHING, "{}"],
    "inlineRecipe": [RECIPE, "{}"],
    "components": [{"one": {"componentVersion": "1.0.0"}}],
    "rules": [
        [{"status": "Enabled", "filter": {}, "expiration": {"days": 7}}],
        [{"status": "Enabled", "destination": {"bucket": "arn:aws:s3:::one"}}],
        [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms"}}],
    ],
    "aws:backup/plan:Plan rules": [[{"copyActions": [{"destinationVaultArn": FAR_VAULT}]}]],
    "versioningConfiguration": [{"status": "Enabled"}, {"status": "Suspended"}],
    "bucketEncryption": [{"serverSideEncryptionConfiguration": []}],
    "acl": ["public-read", "private"],
    "availabilityZone": ["eu-central-1a", "eu-central-1-waw-1a"],
    "selectionTags": [[{"key": "team", "value": "one"}], [{"key": "team"}]],
    "resources": [["arn:aws:*"], ["arn:aws:s3:::one"]],
    "roles": [["one"], [UNKNOWN]],
    "masterUsername": ["admin"],
    "state": ["Enabled", "Disabled"],
    "source": ["Microsoft.KeyVault"],
    "encryption": [{"keySource": "Microsoft.Keyvault"}],
    "sku": [{"name": "Standard_GRS"}, {"name": "Standard_LRS"}],
    "properties": [{"sourceResourceId": ID.format("one")}, {"enablePurgeProtection": True}],
    "origins": [[{"domainName": "one.s3.amazonaws.com"}, {"domainName": UNKNOWN}]],
    "cacheConfiguration": [{"queryStringCachingBehavior": "IgnoreQueryString"}],
    "replicas": [[{"regionName": "us-east-1"}], [{"regionName": UNKNOWN}]],
    "georeplications": [[{"location": "brazilsouth"}, {"location": "westeurope"}], []],
    "intent": [
        {"region": "eu-central-1", "data": DATA, "fleet": "one", "country": "DE"},
        {"region": "us-east-1", "fleet": "two", "country": "BR", "carrier": "weights"},
        {"data": UNKNOWN, "fleet": "one"},
    ],
}
"""Values of what refers to nothing, by name; every other property may have any address."""
S3 = "arn bucket region tags policy acl"
FAMILIES: dict[str, dict[str, str]] = {
    "buckets": {
        "aws:s3/bucket:Bucket": f"{S3} replicationConfiguration",
        "aws-native:s3:Bucket": "bucketName bucketEncryption versioningConfiguration tags",
        "aws:s3/bucketVersioning:BucketVersioning": "bucket versioningConfiguration",
        "aws:s3/bucketServerSideEncryptionConfiguration:"
        "BucketServerSideEncryptionConfiguration": "bucket rules",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "bucket rules",
        "aws:s3/bucketPolicy:BucketPolicy": "bucket policy",
        "aws:s3/bucketAclV2:BucketAclV2": "bucket acl",
        "aws:s3/bucketObjectv2:BucketObjectv2": "bucket acl kmsKeyId tags",
        "aws:s3/accessPoint:AccessPoint": "bucket arn policy",
        "aws:s3control/accessPointPolicy:AccessPointPolicy": "accessPointArn policy",
        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": "ignorePublicAcls",
        "aws:s3/bucketReplicationConfig:BucketReplicationConfig": "bucket rules",
        "aws:s3/bucketLogging:BucketLogging": "bucket targetBucket",
        "aws:cloudfront/distribution:Distribution": "origins tags",
        "aws:kms/key:Key": "arn keyId region",
    },
    "keys": {
        "aws:kms/key:Key": "arn keyId region customKeyStoreId",
        "aws:kms/externalKey:ExternalKey": "arn keyId region",
        "aws:kms/replicaKey:ReplicaKey": "arn keyId region primaryKeyArn",
        "aws:kms/alias:Alias": "name targetKeyId",
        "aws:kms/customKeyStore:CustomKeyStore": "id",
        "aws:s3/bucketObjectv2:BucketObjectv2": "bucket kmsKeyId",
        "aws:s3/bucket:Bucket": S3,
        "aws:ec2/subnet:Subnet": "id availabilityZone region",
        "aws:ec2/instance:Instance": "subnetId tags region",
    },
    "roles": {
        "aws:iam/role:Role": "name arn tags managedPolicyArns",
        "aws-native:iam:Role": "roleName",
        "aws:iam/rolePolicy:RolePolicy": "role policy",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "role policyArn",
        "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "roleName",
        "aws:iam/policyAttachment:PolicyAttachment": "roles policyArn",
        "aws:iam/policy:Policy": "arn policy roles",
    },
    "copies": {
        "aws:rds/globalCluster:GlobalCluster": "id sourceDbClusterIdentifier",
        "aws:rds/cluster:Cluster": "arn id region tags globalClusterIdentifier masterUsername"
        " replicationSourceIdentifier",
        "aws:dynamodb/table:Table": "name region tags replicas",
        "aws:dynamodb/globalTable:GlobalTable": "name replicas",
    },
    "backups": {
        "aws:backup/plan:Plan": "id rules",
        "aws:backup/selection:Selection": "planId resources selectionTags",
        "aws:sqs/queue:Queue": "arn tags region",
    },
    "azure": {
        "azure-native:resources:ResourceGroup": "resourceGroupName name location",
        "azure-native:storage:StorageAccount": "accountName name resourceGroupName location sku"
        " encryption tags",
        "azure:storage/account:Account": "name location tags",
        "azure-native:storage:EncryptionScope": "accountName source state keyVaultProperties",
        "azure-native:storage:StorageAccountStaticWebsite": "accountName",
        "azure-native:storage:BlobContainerLegalHold": "accountName",
        "azure-native:keyvault:Vault": "vaultName location resourceGroupName properties",
        "azure-native:keyvault:Key": "vaultName keyName",
    },
    "azure copies": {
        "azure-native:storage:StorageAccount": "accountName name resourceGroupName location sku"
        " tags",
        "azure-native:storage:ObjectReplicationPolicy": "sourceAccount destinationAccount",
        "azure-native:storage:BlobContainer": "accountName containerName resourceGroupName tags",
        "azure-native:recoveryservices:Vault": "vaultName location",
        "azure-native:recoveryservices:ProtectedItem": "vaultName properties",
        "azure-native:cdn:AFDEndpoint": "endpointName profileName",
        "azure-native:cdn:AFDOrigin": "profileName hostName",
        "azure-native:cdn:Route": "endpointName cacheConfiguration",
        "azure-native:cdn:Profile": "profileName",
        "azure:containerservice/registry:Registry": "name location georeplications tags",
        "azure-native:monitor:DiagnosticSetting": "resourceUri workspaceId storageAccountId",
    },
    "edge": {
        "aws-native:greengrassv2:ComponentVersion": "inlineRecipe tags",
        "aws-native:greengrassv2:Deployment": "components tags",
        "edgewright:k3s:Release": "objects tags",
        "edgewright:aws:EdgeFleet": "intent",
        "edgewright:aws:EdgeRelease": "intent tags",
        "edgewright:azure:EdgeFleet": "intent",
        "aws:s3/bucket:Bucket": S3,
    },
}
"""Types that refer to each other, with the properties that are drawn."""
COMPONENTS = ("edgewright:aws:EdgeFleet", "edgewright:aws:EdgeRelease")


def urn_of(type: str, name: str) -> str:
    """The URN of a resource of a drawn stack."""
    return f"urn:pulumi:s::p::{type}::{name}"


@st.composite
def drawn_resource(draw: st.DrawFn, family: str) -> RawResource:
    """A resource of a family, or a component of ours."""
    types = FAMILIES[family] | dict.fromkeys(COMPONENTS, "intent tags")
    type, name = draw(st.sampled_from(sorted(types))), draw(st.sampled_from(NAMES))
    urn = urn_of(type, name)
    urns = [urn_of(one, other) for one in sorted(types) for other in NAMES]
    props: dict[str, Any] = {}
    behind: dict[str, tuple[str, ...]] = {}
    for property in types[type].split():
        values = OTHERS.get(f"{type} {property}") or OTHERS.get(property, ADDRESSES)
        value = draw(st.sampled_from([None, *values, *values, *MARKERS, *WRONG]))
        if value is not None:
            props[property] = value
        if property not in OTHERS or property == "resources":
            behind[property] = tuple(draw(st.lists(st.sampled_from(urns), max_size=2)))
    answered = draw(st.sets(st.sampled_from([*props, "region"])))
    component = not type.startswith("edgewright:k3s") and type.startswith("edgewright:")
    return RawResource(
        urn,
        type,
        name,
        props,
        {property: value for property, value in props.items() if property not in answered}
        if not component
        else props,
        parent=draw(st.sampled_from([None, *(urn_of(one, "one") for one in COMPONENTS)])),
        provider="" if component else "urn:pulumi:s::p::pulumi:providers:aws::p",
        provider_props=draw(st.sampled_from([{}, {"region": "eu-central-1"}, {"region": UNKNOWN}])),
        property_dependencies={name: urns for name, urns in behind.items() if urns},
        custom=not component,
    )


@st.composite
def drawn_steps(draw: st.DrawFn) -> tuple[list[RawResource], list[RawResource]]:
    """A stack, and what becomes known of it one after the other."""
    family = draw(st.sampled_from(sorted(FAMILIES)))
    resources = draw(st.lists(drawn_resource(family), max_size=14))
    return resources, draw(st.lists(drawn_resource(family), min_size=1, max_size=8))
