"""An AWS program in which every kind of resource that copies by itself does so, into Ireland."""

import pulumi
import pulumi_aws as aws

HOME, ABROAD = "eu-central-1", "eu-west-1"
ACCOUNT = "111122223333"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/copier"
NO_REGION = ("aws:cloudfront/", "aws:globalaccelerator/")
LABELS = {"edgewright:data": "frames"}


def at_home(args):
    """Name the region: a preview written as JSON does not have the default provider's."""
    regional = args.type_.startswith("aws:") and not args.type_.startswith(NO_REGION)
    if regional and args.props.get("region") is None:
        return pulumi.ResourceTransformationResult({**args.props, "region": HOME}, args.opts)
    return None


def declare():
    """Declare them all."""
    pulumi.runtime.register_stack_transformation(at_home)
    source = aws.s3.Bucket("source", tags=LABELS)
    abroad = aws.s3.Bucket("abroad", region=ABROAD)
    _stored(source, abroad)
    _databases()
    _keys()
    _snapshots()
    _backed_up(source)
    _logged(source, abroad)
    _sent(abroad)
    _learned(abroad)
    _reached(source)


def _stored(source, abroad):
    destination = {"bucket": abroad.arn}
    rule = {"id": "all", "status": "Enabled", "destination": destination}
    near = aws.s3.Bucket("near")
    stays = {"id": "near", "status": "Enabled", "destination": {"bucket": near.arn}}
    away = {
        "id": "away",
        "status": "Enabled",
        "destination": {"bucket": "arn:aws:s3:::somebody-elses"},
    }
    off = {**away, "id": "off", "status": "Disabled"}
    aws.s3.BucketReplicationConfig(
        "replicated", bucket=source.id, role=ROLE, rules=[rule, stays, away, off]
    )
    aws.dynamodb.Table(
        "table",
        attributes=[{"name": "id", "type": "S"}],
        hash_key="id",
        replicas=[{"region_name": ABROAD}],
        tags=LABELS,
    )
    plain = aws.dynamodb.Table(
        "plain", attributes=[{"name": "id", "type": "S"}], hash_key="id", tags=LABELS
    )
    aws.dynamodb.TableReplica("table-replica", global_table_arn=plain.arn, region=ABROAD)
    files = aws.efs.FileSystem("files", tags=LABELS)
    aws.efs.ReplicationConfiguration(
        "files-replica", source_file_system_id=files.id, destination={"region": ABROAD}
    )
    aws.ecr.Repository("models", tags=LABELS)
    aws.ecr.ReplicationConfiguration(
        "images",
        replication_configuration={
            "rules": [{"destinations": [{"region": ABROAD, "registry_id": ACCOUNT}]}]
        },
    )
    aws.secretsmanager.Secret("secret", replicas=[{"region": ABROAD}], tags=LABELS)


def _databases():
    first = aws.rds.Cluster(
        "first", engine="aurora-postgresql", cluster_identifier="first", tags=LABELS
    )
    aws.rds.Cluster(
        "second",
        engine="aurora-postgresql",
        region=ABROAD,
        replication_source_identifier=first.arn,
    )
    aws.rds.Instance(
        "reader",
        region=ABROAD,
        instance_class="db.t4g.micro",
        replicate_source_db=f"arn:aws:rds:{HOME}:{ACCOUNT}:db:elsewhere",
        tags=LABELS,
    )
    world = aws.rds.GlobalCluster("world", global_cluster_identifier="world")
    common = {"engine": "aurora-postgresql", "global_cluster_identifier": world.id}
    aws.rds.Cluster("primary", **common, master_username="admin", tags=LABELS)
    aws.rds.Cluster("secondary", **common, region=ABROAD)


def _keys():
    key = aws.kms.Key("key", multi_region=True, tags=LABELS)
    aws.kms.ReplicaKey("replica-key", region=ABROAD, primary_key_arn=key.arn)


def _snapshots():
    volume = aws.ebs.Volume("volume", availability_zone=f"{HOME}a", tags=LABELS)
    snapshot = aws.ebs.Snapshot("snapshot", volume_id=volume.id, tags=LABELS)
    aws.ebs.SnapshotCopy(
        "snapshot-copy", region=ABROAD, source_region=HOME, source_snapshot_id=snapshot.id
    )
    aws.ec2.AmiCopy(
        "image-copy",
        region=ABROAD,
        source_ami_region=HOME,
        source_ami_id="ami-0123456789abcdef0",
        tags=LABELS,
    )


def _backed_up(source):
    vault = aws.backup.Vault("vault", region=ABROAD)
    plan = aws.backup.Plan(
        "plan",
        rules=[
            {
                "rule_name": "nightly",
                "target_vault_name": "home",
                "copy_actions": [{"destination_vault_arn": vault.arn}],
            }
        ],
    )
    aws.backup.Selection("selection", plan_id=plan.id, iam_role_arn=ROLE, resources=[source.arn])


def _logged(source, abroad):
    aws.cloudtrail.Trail(
        "trail", s3_bucket_name=abroad.bucket, is_multi_region_trail=True, tags=LABELS
    )
    group = aws.cloudwatch.LogGroup("group", tags=LABELS)
    stream = aws.kinesis.Stream("stream", region=ABROAD)
    destination = aws.cloudwatch.LogDestination(
        "destination", region=ABROAD, role_arn=ROLE, target_arn=stream.arn
    )
    aws.cloudwatch.LogSubscriptionFilter(
        "subscription",
        log_group=group.name,
        destination_arn=destination.arn,
        filter_pattern="",
    )
    aws.s3.BucketLogging(
        "access", bucket=source.id, target_bucket="somebody-elses", target_prefix="a/"
    )


def _sent(abroad):
    aws.kinesis.FirehoseDeliveryStream(
        "intake",
        destination="http_endpoint",
        http_endpoint_configuration={
            "url": "https://user:word@intake.example.com/v1?key=abc",
            "s3_configuration": {"role_arn": ROLE, "bucket_arn": abroad.arn},
        },
        tags=LABELS,
    )
    aws.iot.TopicRule(
        "rule",
        enabled=True,
        sql="SELECT * FROM 'a'",
        sql_version="2016-03-23",
        https=[{"url": "https://hook.example.com/a"}],
        s3=[{"bucket_name": abroad.bucket, "key": "a", "role_arn": ROLE}],
        error_action={
            "sqs": {
                "queue_url": f"https://sqs.{ABROAD}.amazonaws.com/{ACCOUNT}/errors",
                "role_arn": ROLE,
                "use_base64": False,
            }
        },
        tags=LABELS,
    )


def _learned(abroad):
    aws.sagemaker.EndpointConfiguration(
        "endpoint",
        production_variants=[{"variant_name": "all", "model_name": "detector"}],
        data_capture_config={
            "enable_capture": True,
            "initial_sampling_percentage": 100,
            "destination_s3_uri": abroad.bucket.apply(lambda name: f"s3://{name}/captured"),
            "capture_options": [{"capture_mode": "Input"}],
        },
        async_inference_config={"output_config": {"s3_output_path": "s3://somebody-elses/out"}},
        tags=LABELS,
    )
    aws.sagemaker.FeatureGroup(
        "features",
        feature_group_name="features",
        record_identifier_feature_name="id",
        event_time_feature_name="at",
        role_arn=ROLE,
        feature_definitions=[{"feature_name": "id", "feature_type": "String"}],
        offline_store_config={
            "s3_storage_config": {
                "s3_uri": abroad.bucket.apply(lambda name: f"s3://{name}/features")
            }
        },
        tags=LABELS,
    )
    profile = f"arn:aws:bedrock:{HOME}:{ACCOUNT}:inference-profile/"
    for name, model in (("anywhere", "global.a.b-v1:0"), ("union", "eu.a.b-v1:0")):
        aws.bedrock.InferenceProfile(
            name, name=name, model_source={"copy_from": profile + model}, tags=LABELS
        )
    aws.bedrock.InferenceProfile(
        "regional",
        name="regional",
        model_source={"copy_from": f"arn:aws:bedrock:{HOME}::foundation-model/a.b-v1:0"},
        tags=LABELS,
    )


def _reached(source):
    here = aws.ec2.Vpc("here", cidr_block="10.0.0.0/16", tags=LABELS)
    there = aws.ec2.Vpc("there", cidr_block="10.1.0.0/16", region=ABROAD)
    aws.ec2.VpcPeeringConnection(
        "peering", vpc_id=here.id, peer_vpc_id=there.id, peer_region=ABROAD
    )
    gateway = aws.ec2transitgateway.TransitGateway("gateway", tags=LABELS)
    aws.ec2transitgateway.PeeringAttachment(
        "attachment",
        transit_gateway_id=gateway.id,
        peer_transit_gateway_id="tgw-0123456789abcdef0",
        peer_account_id=ACCOUNT,
        peer_region=ABROAD,
    )
    aws.cloudfront.Distribution(
        "cache",
        enabled=True,
        price_class="PriceClass_100",
        origins=[{"origin_id": "o", "domain_name": source.bucket_regional_domain_name}],
        default_cache_behavior={
            "allowed_methods": ["GET", "HEAD"],
            "cached_methods": ["GET", "HEAD"],
            "target_origin_id": "o",
            "viewer_protocol_policy": "https-only",
        },
        restrictions={"geo_restriction": {"restriction_type": "none"}},
        viewer_certificate={"cloudfront_default_certificate": True},
    )
    aws.globalaccelerator.Accelerator("accelerator", tags=LABELS)
