"""Backups with copies in another region, and what is backed up; a provider from configuration."""

import json

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
copy_region = config.get("copyRegion") or "eu-west-1"
password = config.get_secret("password") or pulumi.Output.secret("not-for-production")
abroad = pulumi.ResourceOptions(provider=aws.Provider("copies", region=copy_region))
key = aws.kms.Key("backup-key", deletion_window_in_days=30, enable_key_rotation=True)
vault = aws.backup.Vault("vault", kms_key_arn=key.arn, tags={"edgewright:data": "ledger"})
other = aws.backup.Vault("copies-vault", opts=abroad)
aws.backup.VaultLockConfiguration(
    "locked", backup_vault_name=vault.name, min_retention_days=7, max_retention_days=400
)
aws.backup.VaultPolicy(
    "vault-policy",
    backup_vault_name=vault.name,
    policy=vault.arn.apply(
        lambda arn: json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Deny",
                        "Principal": "*",
                        "Action": "backup:DeleteRecoveryPoint",
                        "Resource": arn,
                    }
                ],
            }
        )
    ),
)
plan = aws.backup.Plan(
    "daily",
    rules=[
        {
            "rule_name": "daily",
            "target_vault_name": vault.name,
            "schedule": "cron(0 3 * * ? *)",
            "lifecycle": {"delete_after": 35},
            "copy_actions": [{"destination_vault_arn": other.arn}],
        }
    ],
)
database = aws.rds.Cluster(
    "ledger",
    engine="aurora-postgresql",
    master_username="ledger",
    master_password=password,
    storage_encrypted=True,
    kms_key_id=key.arn,
    backup_retention_period=14,
    tags={"edgewright:data": "ledger"},
    opts=pulumi.ResourceOptions(replace_on_changes=["engine"]),
)
settings = aws.rds.ParameterGroup(
    "postgres", family="aurora-postgresql16", parameters=[{"name": "rds.force_ssl", "value": "1"}]
)
for place in (1, 2):
    aws.rds.ClusterInstance(
        f"ledger-{place}",
        cluster_identifier=database.cluster_identifier,
        engine="aurora-postgresql",
        instance_class="db.r6g.large",
        db_parameter_group_name=settings.name,
    )
files = aws.efs.FileSystem(
    "receipts",
    encrypted=True,
    tags={"edgewright:data": "receipts"},
    opts=pulumi.ResourceOptions(aliases=[pulumi.Alias(name="old-receipts")]),
)
aws.efs.BackupPolicy(
    "receipts-backup", file_system_id=files.id, backup_policy={"status": "ENABLED"}
)
role = aws.iam.get_role(name="AWSBackupDefaultServiceRole")
aws.backup.Selection(
    "selected",
    plan_id=plan.id,
    iam_role_arn=role.arn,
    resources=[database.arn, files.arn],
)
secret = aws.secretsmanager.Secret("ledger-login", kms_key_id=key.key_id)
aws.secretsmanager.SecretVersion(
    "ledger-login-now",
    secret_id=secret.id,
    secret_string=password.apply(lambda text: json.dumps({"password": text})),
)
aws.ssm.Parameter("ledger-host", type="SecureString", value=database.endpoint, name="/ledger/host")
