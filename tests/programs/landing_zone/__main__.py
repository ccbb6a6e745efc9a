"""A landing zone: an organisation, trails, records of settings, a topic that was imported."""

import json

import pulumi
import pulumi_aws as aws

organisation = aws.organizations.get_organization()
unit = aws.organizations.OrganizationalUnit(
    "workloads", name="workloads", parent_id=organisation.roots[0].id
)
guard = aws.organizations.Policy(
    "stay-in-europe",
    content=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Deny",
                    "Action": "*",
                    "Resource": "*",
                    "Condition": {
                        "StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "eu-west-1"]}
                    },
                }
            ],
        }
    ),
)
aws.organizations.PolicyAttachment("guard-workloads", policy_id=guard.id, target_id=unit.id)
key = aws.kms.Key("audit-key", enable_key_rotation=True)
bucket = aws.s3.Bucket(
    "audit",
    bucket="acme-audit-000000000000",
    opts=pulumi.ResourceOptions(protect=True, retain_on_delete=True),
)
aws.s3.BucketObjectLockConfiguration(
    "audit-lock",
    bucket=bucket.id,
    rule={"default_retention": {"mode": "COMPLIANCE", "days": 365}},
)
allowed = aws.s3.BucketPolicy(
    "audit-policy",
    bucket=bucket.id,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "cloudtrail.amazonaws.com"},
                    "Action": "s3:PutObject",
                    "Resource": "arn:aws:s3:::acme-audit-000000000000/*",
                }
            ],
        }
    ),
)
group = aws.cloudwatch.LogGroup("trail-logs", retention_in_days=365, kms_key_id=key.arn)
aws.cloudtrail.Trail(
    "trail",
    s3_bucket_name=bucket.id,
    is_multi_region_trail=True,
    is_organization_trail=True,
    enable_log_file_validation=True,
    kms_key_id=key.arn,
    cloud_watch_logs_group_arn=pulumi.Output.concat(group.arn, ":*"),
    opts=pulumi.ResourceOptions(depends_on=[allowed]),
)
role = aws.iam.Role(
    "config-role",
    assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": []}),
    managed_policy_arns=["arn:aws:iam::aws:policy/service-role/AWS_ConfigRole"],
    permissions_boundary="arn:aws:iam::000000000000:policy/boundary",
)
for region in ("eu-central-1", "eu-west-1"):
    recorder = aws.cfg.Recorder(f"recorder-{region}", role_arn=role.arn, region=region)
    channel = aws.cfg.DeliveryChannel(
        f"channel-{region}",
        s3_bucket_name=bucket.id,
        region=region,
        opts=pulumi.ResourceOptions(depends_on=[recorder]),
    )
    aws.cfg.RecorderStatus(
        f"recording-{region}",
        name=recorder.name,
        is_enabled=True,
        region=region,
        opts=pulumi.ResourceOptions(depends_on=[channel]),
    )
    aws.guardduty.Detector(f"detector-{region}", enable=True, region=region)
aws.cfg.Rule("encrypted-volumes", source={"owner": "AWS", "source_identifier": "ENCRYPTED_VOLUMES"})
aws.iam.AccountPasswordPolicy("passwords", minimum_password_length=14)
aws.s3.AccountPublicAccessBlock("nothing-public", block_public_acls=True)
aws.ebs.EncryptionByDefault("disks-encrypted", enabled=True)
aws.iam.OpenIdConnectProvider(
    "pipelines",
    url="https://token.actions.example",
    client_id_lists=["sts.amazonaws.com"],
)
user = aws.iam.User("robot")
aws.iam.AccessKey("robot-key", user=user.name)
aws.sns.Topic(
    "imported",
    name="alerts",
    opts=pulumi.ResourceOptions(import_="arn:aws:sns:eu-central-1:000000000000:alerts"),
)
