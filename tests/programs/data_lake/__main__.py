"""A data lake: buckets with split and inline parts, Glue, Athena, Lake Formation."""

import pulumi
import pulumi_aws as aws

caller = aws.get_caller_identity()
key = aws.kms.Key("lake-key", enable_key_rotation=True)
aws.kms.Alias("lake-alias", target_key_id=key.key_id, name="alias/lake")
raw = aws.s3.Bucket("raw", tags={"edgewright:data": "meter-readings"})
aws.s3.BucketServerSideEncryptionConfiguration(
    "raw-encryption",
    bucket=raw.id,
    rules=[
        {
            "apply_server_side_encryption_by_default": {
                "sse_algorithm": "aws:kms",
                "kms_master_key_id": key.arn,
            }
        }
    ],
)
aws.s3.BucketVersioning(
    "raw-versions", bucket=raw.id, versioning_configuration={"status": "Enabled"}
)
aws.s3.BucketPublicAccessBlock(
    "raw-block",
    bucket=raw.id,
    block_public_acls=True,
    block_public_policy=True,
    ignore_public_acls=True,
    restrict_public_buckets=True,
)
aws.s3.BucketLifecycleConfiguration(
    "raw-lifecycle",
    bucket=raw.id,
    rules=[{"id": "old", "status": "Enabled", "expiration": {"days": 90}}],
)
curated = aws.s3.Bucket(
    "curated",
    versioning={"enabled": True},
    lifecycle_rules=[{"enabled": True, "expiration": {"days": 400}}],
    tags={"Edgewright:Data": "usage-profiles, meter-readings"},
)
results = aws.s3.Bucket("results")
script = aws.s3.BucketObject(
    "script", bucket=results.id, key="job.py", content="print('curating')\n"
)
database = aws.glue.CatalogDatabase("meters", name="meters", location_uri=f"s3://{'lake'}/meters")
aws.glue.CatalogTable(
    "readings",
    name="readings",
    database_name=database.name,
    table_type="EXTERNAL_TABLE",
    storage_descriptor={"location": raw.bucket.apply(lambda name: f"s3://{name}/readings")},
)
role = aws.iam.Role(
    "glue-role",
    assume_role_policy=aws.iam.get_policy_document(
        statements=[
            {
                "actions": ["sts:AssumeRole"],
                "principals": [{"type": "Service", "identifiers": ["glue.amazonaws.com"]}],
            }
        ]
    ).json,
)
policy = aws.iam.Policy(
    "glue-policy",
    policy=aws.iam.get_policy_document_output(
        statements=[
            {
                "actions": ["s3:GetObject", "s3:PutObject"],
                "resources": [
                    pulumi.Output.concat(raw.arn, "/*"),
                    pulumi.Output.format("{0}/*", curated.arn),
                ],
            }
        ]
    ).json,
)
aws.iam.RolePolicyAttachment("glue-attached", role=role.name, policy_arn=policy.arn)
aws.glue.Crawler(
    "crawler",
    database_name=database.name,
    role=role.arn,
    s3_targets=[{"path": raw.bucket.apply(lambda name: f"s3://{name}")}],
)
aws.glue.Job(
    "curate",
    role_arn=role.arn,
    command={
        "script_location": pulumi.Output.format("s3://{0}/{1}", results.bucket, script.key),
        "python_version": "3",
    },
    tags={"edgewright:data": "meter-readings"},
)
aws.athena.Workgroup(
    "analysts",
    configuration={
        "result_configuration": {
            "output_location": results.bucket.apply(lambda name: f"s3://{name}/athena/"),
            "encryption_configuration": {
                "encryption_option": "SSE_KMS",
                "kms_key_arn": key.arn,
            },
        }
    },
)
aws.lakeformation.Resource("registered", arn=raw.arn, role_arn=role.arn)
aws.lakeformation.Permissions(
    "granted",
    principal=f"arn:aws:iam::{caller.account_id}:role/analyst",
    permissions=["SELECT"],
    table={"database_name": database.name, "name": "readings"},
)
