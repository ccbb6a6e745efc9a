"""One table in several regions: a loop over providers, resource regions, a transformation."""

import pulumi
import pulumi_aws as aws

REGIONS = ("eu-central-1", "eu-west-3", "ca-central-1")


def labelled(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
    """Give every table and key the label of bookings."""
    if args.type_ not in ("aws:dynamodb/table:Table", "aws:kms/key:Key"):
        return None
    tags = {**(args.props.get("tags") or {}), "edgewright:data": "bookings"}
    return pulumi.ResourceTransformationResult({**args.props, "tags": tags}, args.opts)


pulumi.runtime.register_stack_transformation(labelled)
providers = {name: aws.Provider(f"in-{name}", region=name) for name in REGIONS}
keys = {
    name: aws.kms.Key(
        f"key-{name}",
        enable_key_rotation=True,
        opts=pulumi.ResourceOptions(provider=provider),
    )
    for name, provider in providers.items()
}
table = aws.dynamodb.Table(
    "bookings",
    attributes=[{"name": "id", "type": "S"}],
    hash_key="id",
    billing_mode="PAY_PER_REQUEST",
    stream_enabled=True,
    stream_view_type="NEW_AND_OLD_IMAGES",
    server_side_encryption={"enabled": True, "kms_key_arn": keys["eu-central-1"].arn},
    point_in_time_recovery={"enabled": True},
    opts=pulumi.ResourceOptions(provider=providers["eu-central-1"], ignore_changes=["replicas"]),
)
for name in REGIONS[1:]:
    aws.dynamodb.TableReplica(
        f"bookings-{name}",
        global_table_arn=table.arn,
        kms_key_arn=keys[name].arn,
        opts=pulumi.ResourceOptions(provider=providers[name]),
    )
inline = aws.dynamodb.Table(
    "seats",
    attributes=[{"name": "id", "type": "S"}],
    hash_key="id",
    billing_mode="PAY_PER_REQUEST",
    replicas=[{"region_name": "eu-west-3"}],
    region="eu-north-1",
)
alarms = aws.sns.Topic("alarms", region="eu-west-3")
aws.dynamodb.ContributorInsights("who-asks", table_name=table.name)
pulumi.export("tables", [table.arn, inline.arn, alarms.arn])
