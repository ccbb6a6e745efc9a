"""Every copy that a resource makes by itself, into a country the frames may not be in."""

import pulumi_aws as aws

HOME, ABROAD = "eu-central-1", "us-east-1"
ROLE = "arn:aws:iam::111122223333:role/copier"


def declare(labels):
    """Declare them all; `labels` are the tags of what holds the frames."""
    abroad = aws.s3.Bucket("abroad", bucket="bad-abroad", region=ABROAD)
    aws.dynamodb.Table(
        "replicated",
        region=HOME,
        attributes=[{"name": "id", "type": "S"}],
        hash_key="id",
        billing_mode="PAY_PER_REQUEST",
        stream_enabled=True,
        stream_view_type="NEW_AND_OLD_IMAGES",
        replicas=[{"region_name": ABROAD}],
        tags=labels,
    )
    aws.backup.Plan(
        "nightly",
        region=HOME,
        rules=[
            {
                "rule_name": "nightly",
                "target_vault_name": "home",
                "copy_actions": [
                    {
                        "destination_vault_arn": f"arn:aws:backup:{ABROAD}:111122223333"
                        ":backup-vault:abroad"
                    }
                ],
            }
        ],
        tags=labels,
    )
    aws.ebs.SnapshotCopy(
        "snapshot",
        region=ABROAD,
        source_region=HOME,
        source_snapshot_id="snap-0123456789abcdef0",
        tags=labels,
    )
    aws.cloudtrail.Trail("trail", region=HOME, s3_bucket_name=abroad.bucket, tags=labels)
    aws.kinesis.FirehoseDeliveryStream(
        "stream",
        region=HOME,
        destination="http_endpoint",
        http_endpoint_configuration={
            "url": "https://intake.logs.example.com",
            "s3_configuration": {"role_arn": ROLE, "bucket_arn": abroad.arn},
        },
        tags=labels,
    )
    aws.ecr.Repository("images", region=HOME, tags=labels)
    aws.ecr.ReplicationConfiguration(
        "images",
        region=HOME,
        replication_configuration={
            "rules": [{"destinations": [{"region": ABROAD, "registry_id": "111122223333"}]}]
        },
    )
    aws.bedrock.InferenceProfile(
        "anywhere",
        region=HOME,
        model_source={
            "copy_from": f"arn:aws:bedrock:{HOME}::inference-profile/"
            "global.anthropic.claude-sonnet-4-20250514-v1:0"
        },
        tags=labels,
    )
    aws.sagemaker.EndpointConfiguration(
        "endpoint",
        region=HOME,
        production_variants=[{"variant_name": "all", "model_name": "detector"}],
        data_capture_config={
            "enable_capture": True,
            "initial_sampling_percentage": 100,
            "destination_s3_uri": abroad.bucket.apply(lambda name: f"s3://{name}/captured"),
            "capture_options": [{"capture_mode": "Input"}],
        },
        tags=labels,
    )
    aws.secretsmanager.Secret("secret", region=HOME, replicas=[{"region": ABROAD}], tags=labels)
    _cached(labels)
    # Nobody says in which country this region is.
    aws.s3.Bucket("nowhere", region="eu-isoe-west-1", tags=labels)
    aws.sns.Topic("alarms", region=HOME, tags={"owner": "jane.doe@example.com"})


def _cached(labels):
    origin = {"origin_id": "frames", "domain_name": f"frames.s3.{HOME}.amazonaws.com"}
    behavior = {
        "allowed_methods": ["GET", "HEAD"],
        "cached_methods": ["GET", "HEAD"],
        "target_origin_id": "frames",
        "viewer_protocol_policy": "https-only",
    }
    aws.cloudfront.Distribution(
        "cache",
        enabled=True,
        origins=[origin],
        default_cache_behavior=behavior,
        restrictions={"geo_restriction": {"restriction_type": "none"}},
        viewer_certificate={"cloudfront_default_certificate": True},
        tags=labels,
    )
