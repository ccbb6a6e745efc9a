"""Devices into a stream, a time series and a bucket; a role by name, ARNs built by hand."""

import json

import pulumi
import pulumi_aws as aws
import pulumi_aws_native as native

account = aws.get_caller_identity().account_id
region = aws.get_region().region
endpoint = aws.iot.get_endpoint(endpoint_type="iot:Data-ATS")
kind = aws.iot.ThingType("sensor-type", name="sensor")
group = aws.iot.ThingGroup("plant", name="plant")
things = []
for line in ("north", "south"):
    thing = aws.iot.Thing(f"sensor-{line}", thing_type_name=kind.name, attributes={"line": line})
    certificate = aws.iot.Certificate(f"cert-{line}", active=True)
    aws.iot.ThingPrincipalAttachment(f"bound-{line}", thing=thing.name, principal=certificate.arn)
    things.append((thing, certificate))
policy = aws.iot.Policy(
    "publish",
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "iot:Publish",
                    "Resource": f"arn:aws:iot:{region}:{account}:topic/plant/*",
                }
            ],
        }
    ),
)
aws.iot.PolicyAttachment("north-may", policy=policy.name, target=things[0][1].arn)
stream = aws.kinesis.Stream(
    "telemetry", shard_count=1, encryption_type="NONE", tags={"edgewright:data": "telemetry"}
)
archive = native.s3.Bucket(
    "archive", tags=[{"key": "edgewright:data", "value": "telemetry"}, {"key": "a", "value": "b"}]
)
series = aws.timestreamwrite.Database("plant-series", database_name="plant")
table = aws.timestreamwrite.Table(
    "plant-table",
    database_name=series.database_name,
    table_name="telemetry",
    tags={"edgewright:data": "telemetry"},
)
role = aws.iam.Role(
    "iot-role",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"Service": "iot.amazonaws.com"},
                }
            ],
        }
    ),
)
aws.iam.RolePolicy(
    "iot-role-policy",
    role=role.id,
    policy=stream.arn.apply(
        lambda arn: json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "kinesis:PutRecord", "Resource": arn}],
            }
        )
    ),
)
aws.iot.TopicRule(
    "to-stream",
    name="to_stream",
    enabled=True,
    sql="SELECT * FROM 'plant/+'",
    sql_version="2016-03-23",
    kineses=[{"role_arn": role.arn, "stream_name": stream.name}],
    timestreams=[
        {
            "role_arn": role.arn,
            "database_name": series.database_name,
            "table_name": table.table_name,
            "dimensions": [{"name": "line", "value": "${line}"}],
        }
    ],
)
aws.kinesis.FirehoseDeliveryStream(
    "to-archive",
    destination="extended_s3",
    kinesis_source_configuration={"kinesis_stream_arn": stream.arn, "role_arn": role.arn},
    extended_s3_configuration={"bucket_arn": archive.arn, "role_arn": role.arn},
    tags={"edgewright:data": "telemetry"},
)
pulumi.export("endpoint", endpoint.endpoint_address)
