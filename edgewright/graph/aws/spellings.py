"""AWS resources as the package aws-native writes them: CloudFormation's names.

Properties are those of pulumi-aws-native 1.84 (its SDK) and of CloudFormation's resource reference,
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html.
"""

from __future__ import annotations

from edgewright.graph.aws.keys import EXTERNAL_KEY, KEY, REPLICA_KEY
from edgewright.graph.aws.native_flows import MOVING
from edgewright.graph.aws.replication import BUCKET, BUCKET_REPLICATION, REPOSITORY
from edgewright.graph.model import PropertyValue
from edgewright.graph.resource.spellings import (
    Part,
    Row,
    Spelling,
    Spellings,
    each,
    listed,
    one_of,
    tag_map,
    unless_empty,
)

SSE_CONFIGURATION = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
)
PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
OBJECT_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
BLOCK_SETTINGS = (
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
)
LOGGING = "aws:s3/bucketLogging:BucketLogging"
TAG_PROPERTIES = (
    "tags",
    "accessPointTags",
    "backupPlanTags",
    "backupVaultTags",
    "botTags",
    "fileSystemTags",
    "frameworkTags",
    "healthCheckTags",
    "hostedZoneTags",
    "identityPoolTags",
    "pipelineTags",
    "reportPlanTags",
    "userPoolTags",
)
"""What a resource's own tags are called: by most "tags", by some after the resource."""
ACLS: dict[object, PropertyValue] = {
    "AuthenticatedRead": "authenticated-read",
    "AwsExecRead": "aws-exec-read",
    "BucketOwnerFullControl": "bucket-owner-full-control",
    "BucketOwnerRead": "bucket-owner-read",
    "LogDeliveryWrite": "log-delivery-write",
    "Private": "private",
    "PublicRead": "public-read",
    "PublicReadWrite": "public-read-write",
}
"""Canned ACLs: as CloudFormation calls them -> as S3 does."""
_EXPIRY = each(
    Row("id", "id"),
    Row("status", "status"),
    Row("prefix", "prefix"),
    Row("tagFilters", "filter.tags", unless_empty),
    Row("objectSizeGreaterThan", "filter.objectSizeGreaterThan"),
    Row("objectSizeLessThan", "filter.objectSizeLessThan"),
    Row("expirationInDays", "expiration.days"),
    Row("expirationDate", "expiration.date"),
    Row("noncurrentVersionExpirationInDays", "noncurrentVersionExpiration.noncurrentDays"),
    Row("noncurrentVersionExpiration", "noncurrentVersionExpiration"),
)
_BUCKET = Spelling(
    BUCKET,
    rows=(Row("bucketName", "bucket"), Row("accessControl", "acl", one_of(ACLS))),
    parts=(
        Part(
            "bucketEncryption",
            SSE_CONFIGURATION,
            "bucket",
            (
                Row(
                    "serverSideEncryptionConfiguration",
                    "rules",
                    each(
                        Row("serverSideEncryptionByDefault", "applyServerSideEncryptionByDefault"),
                        Row("bucketKeyEnabled", "bucketKeyEnabled"),
                    ),
                ),
            ),
        ),
        Part(
            "publicAccessBlockConfiguration",
            PUBLIC_ACCESS_BLOCK,
            "bucket",
            tuple(Row(name, name) for name in BLOCK_SETTINGS),
        ),
        Part(
            "ownershipControls",
            OWNERSHIP,
            "bucket",
            (Row("rules.0.objectOwnership", "rule.objectOwnership"),),
        ),
        Part(
            "versioningConfiguration",
            VERSIONING,
            "bucket",
            (Row("status", "versioningConfiguration.status"),),
        ),
        Part("objectLockConfiguration", OBJECT_LOCK, "bucket", (Row("rule", "rule"),)),
        Part("lifecycleConfiguration", LIFECYCLE, "bucket", (Row("rules", "rules", _EXPIRY),)),
        Part(
            "replicationConfiguration",
            BUCKET_REPLICATION,
            "bucket",
            (Row("role", "role"), Row("rules", "rules")),
        ),
        Part(
            "loggingConfiguration",
            LOGGING,
            "bucket",
            (Row("destinationBucketName", "targetBucket"), Row("logFilePrefix", "targetPrefix")),
        ),
    ),
)
_KEY_ROWS = (Row("keyPolicy", "policy"), Row("pendingWindowInDays", "deletionWindowInDays"))
_ROLE = Spelling(
    "aws:iam/role:Role",
    rows=(
        Row("roleName", "name"),
        Row("assumeRolePolicyDocument", "assumeRolePolicy"),
        Row(
            "policies",
            "inlinePolicies",
            each(Row("policyName", "name"), Row("policyDocument", "policy")),
        ),
    ),
)


def _with_policies(owner: str, type: str) -> Spelling:
    """A user or a group, with the policies that it writes and attaches itself."""
    called = owner.capitalize()
    return Spelling(
        type,
        rows=(Row(f"{owner}Name", "name"),),
        parts=(
            Part(
                "policies",
                f"aws:iam/{owner}Policy:{called}Policy",
                owner,
                (Row("policyName", "name"), Row("policyDocument", "policy")),
            ),
            Part(
                "managedPolicyArns",
                f"aws:iam/{owner}PolicyAttachment:{called}PolicyAttachment",
                owner,
                (Row("", "policyArn"),),
            ),
        ),
    )


_DOMAIN = Spelling(
    "aws:iot/domainConfiguration:DomainConfiguration",
    rows=(Row("domainConfigurationName", "name"),),
)
_PIPELINE = Spelling(
    "aws:sagemaker/pipeline:Pipeline",
    rows=(
        # Of a definition kept in S3 only the address is known.
        Row("pipelineDefinition.pipelineDefinitionBody", "pipelineDefinition"),
    ),
)
SPELLINGS = Spellings(
    types={
        "aws-native:s3:Bucket": _BUCKET,
        "aws-native:s3:BucketPolicy": Spelling(
            "aws:s3/bucketPolicy:BucketPolicy", rows=(Row("policyDocument", "policy"),)
        ),
        "aws-native:kms:Key": Spelling(
            KEY,
            rows=(*_KEY_ROWS, Row("keySpec", "customerMasterKeySpec")),
            variants=("origin", {"EXTERNAL": EXTERNAL_KEY}),
        ),
        "aws-native:kms:ReplicaKey": Spelling(REPLICA_KEY, rows=_KEY_ROWS),
        "aws-native:kms:Alias": Spelling("aws:kms/alias:Alias", rows=(Row("aliasName", "name"),)),
        "aws-native:ecr:Repository": Spelling(
            REPOSITORY,
            rows=(
                Row("repositoryName", "name"),
                Row("encryptionConfiguration", "encryptionConfigurations", listed),
            ),
        ),
        "aws-native:iam:Role": _ROLE,
        "aws-native:iam:RolePolicy": Spelling(
            "aws:iam/rolePolicy:RolePolicy",
            rows=(
                Row("policyName", "name"),
                Row("policyDocument", "policy"),
                Row("roleName", "role"),
            ),
        ),
        "aws-native:iam:ManagedPolicy": Spelling(
            "aws:iam/policy:Policy",
            rows=(
                Row("managedPolicyName", "name"),
                Row("policyDocument", "policy"),
                Row("policyArn", "arn"),
            ),
        ),
        "aws-native:iam:User": _with_policies("user", "aws:iam/user:User"),
        "aws-native:iam:Group": _with_policies("group", "aws:iam/group:Group"),
        "aws-native:iot:Policy": Spelling(
            "aws:iot/policy:Policy",
            rows=(Row("policyName", "name"), Row("policyDocument", "policy")),
        ),
        "aws-native:iot:DomainConfiguration": _DOMAIN,
        "aws-native:sagemaker:Pipeline": _PIPELINE,
        "aws-native:sagemaker:ModelPackageGroup": Spelling(
            "aws:sagemaker/modelPackageGroup:ModelPackageGroup"
        ),
        **MOVING,
    },
    packages={"aws-native:": tuple(Row(name, "tags", tag_map) for name in TAG_PROPERTIES)},
)
"""Type token of aws-native -> how it is written; in all of it, what tags look like."""
