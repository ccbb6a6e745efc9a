"""An S3 bucket for one data asset: private, encrypted with our key, versioned, TLS only."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from edgewright.components.aws.arns import bucket_arn
from edgewright.components.aws.policy_document import document
from edgewright.components.contract import DataLakeArgs, DataLakeOutputs
from edgewright.components.intent import intent, tags, whole_days
from edgewright.components.naming import unique

BUCKET_LIMIT = 63
ABANDONED_UPLOAD_DAYS = 7
OLD_VERSION_DAYS = 1
"""S3's shortest: with a retention, what was deleted or overwritten must not linger as a version."""


class DataLake(pulumi.ComponentResource):
    """A bucket and the resources that configure it. It is never emptied by a destroy."""

    def __init__(
        self, name: str, args: DataLakeArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("edgewright:aws:DataLake", name, _intent(args), opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        region = args.home.region
        bucket = aws.s3.Bucket(
            f"{name}-bucket",
            bucket=unique(args.home, args.asset, limit=BUCKET_LIMIT),
            force_destroy=False,
            region=region,
            tags=tags(args.home, args.data),
            opts=self._child,
        )
        self._close(bucket)
        self._encrypt(bucket)
        self._refuse_plain_text(bucket)
        self._keep(bucket)
        address = f"s3://{unique(args.home, args.asset, limit=BUCKET_LIMIT)}"
        self.outputs = DataLakeOutputs(args.asset, bucket.arn, address)
        self.register_outputs({"id": bucket.arn, "address": address})

    def _close(self, bucket: aws.s3.Bucket) -> None:
        """No public access, and no ACLs that could grant any."""
        aws.s3.BucketPublicAccessBlock(
            f"{self._name}-public-access",
            bucket=bucket.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            region=self._args.home.region,
            opts=self._child,
        )
        aws.s3.BucketOwnershipControls(
            f"{self._name}-ownership",
            bucket=bucket.id,
            rule={"object_ownership": "BucketOwnerEnforced"},
            region=self._args.home.region,
            opts=self._child,
        )

    def _encrypt(self, bucket: aws.s3.Bucket) -> None:
        encryption = {"sse_algorithm": "aws:kms", "kms_master_key_id": self._args.keys.key}
        aws.s3.BucketServerSideEncryptionConfiguration(
            f"{self._name}-encryption",
            bucket=bucket.id,
            rules=[
                {
                    "apply_server_side_encryption_by_default": encryption,
                    "bucket_key_enabled": True,
                }
            ],
            region=self._args.home.region,
            opts=self._child,
        )

    def _refuse_plain_text(self, bucket: aws.s3.Bucket) -> None:
        name = unique(self._args.home, self._args.asset, limit=BUCKET_LIMIT)
        whole = bucket_arn(self._args.home, name)
        deny = {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [whole, f"{whole}/*"],
        }
        aws.s3.BucketPolicy(
            f"{self._name}-tls-only",
            bucket=bucket.id,
            policy=document(
                {**deny, "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
                {**deny, "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}}},
            ),
            region=self._args.home.region,
            opts=self._child,
        )

    def _keep(self, bucket: aws.s3.Bucket) -> None:
        """Versions, and deletion after the retention if there is one."""
        region = self._args.home.region
        versioning = aws.s3.BucketVersioning(
            f"{self._name}-versioning",
            bucket=bucket.id,
            versioning_configuration={"status": "Enabled"},
            region=region,
            opts=self._child,
        )
        aws.s3.BucketLifecycleConfiguration(
            f"{self._name}-lifecycle",
            bucket=bucket.id,
            rules=_lifecycle(self._args.retention_days),
            region=region,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[versioning]),
        )


def _intent(args: DataLakeArgs) -> dict[str, object]:
    kept = None if args.retention_days is None else whole_days(args.retention_days)
    return intent(
        args.home,
        args.data,
        carrier=args.asset,
        encryption="customer",
        public=False,
        tls_only=True,
        tls_min="1.2",
        versioned=True,
        retention_days=kept,
    )


def _lifecycle(
    retention_days: float | None,
) -> list[aws.s3.BucketLifecycleConfigurationRuleArgs]:
    """Lifecycle rules for the whole bucket (S3 wants an empty filter to say so)."""
    everything = aws.s3.BucketLifecycleConfigurationRuleFilterArgs(prefix="")
    upload = aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs(
        days_after_initiation=ABANDONED_UPLOAD_DAYS
    )
    rules = [
        aws.s3.BucketLifecycleConfigurationRuleArgs(
            id="abandoned-uploads",
            status="Enabled",
            filter=everything,
            abort_incomplete_multipart_upload=upload,
        )
    ]
    if retention_days is not None:
        rules.append(
            aws.s3.BucketLifecycleConfigurationRuleArgs(
                id="retention",
                status="Enabled",
                filter=everything,
                expiration=aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(
                    days=whole_days(retention_days)
                ),
                noncurrent_version_expiration=(
                    aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(
                        noncurrent_days=OLD_VERSION_DAYS
                    )
                ),
            )
        )
    return rules
