"""Events into a table by functions; default tags by a provider; roles with inline policies."""

import json

import pulumi
import pulumi_aws as aws

provider = aws.Provider(
    "tagged",
    region="eu-west-1",
    default_tags={"tags": {"team": "events", "edgewright:data": "clicks"}},
)
opts = pulumi.ResourceOptions(provider=provider)
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"Service": "lambda.amazonaws.com"},
            }
        ],
    }
)
dead = aws.sqs.Queue("dead-letters", message_retention_seconds=1209600, opts=opts)
queue = aws.sqs.Queue(
    "clicks",
    redrive_policy=dead.arn.apply(
        lambda arn: json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 3})
    ),
    opts=opts,
)
topic = aws.sns.Topic("news", opts=opts)
aws.sns.TopicSubscription(
    "news-to-clicks", topic=topic.arn, protocol="sqs", endpoint=queue.arn, opts=opts
)
aws.sqs.QueuePolicy(
    "let-news-in",
    queue_url=queue.url,
    policy=pulumi.Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "sns.amazonaws.com"},
                    "Action": "sqs:SendMessage",
                    "Resource": queue.arn,
                    "Condition": {"ArnEquals": {"aws:SourceArn": topic.arn}},
                }
            ],
        }
    ),
    opts=opts,
)
table = aws.dynamodb.Table(
    "events",
    attributes=[{"name": "id", "type": "S"}],
    hash_key="id",
    billing_mode="PAY_PER_REQUEST",
    stream_enabled=True,
    stream_view_type="NEW_IMAGE",
    opts=opts,
)
role = aws.iam.Role(
    "worker-role",
    assume_role_policy=TRUST,
    inline_policies=[
        {
            "name": "write",
            "policy": table.arn.apply(
                lambda arn: json.dumps(
                    {
                        "Version": "2012-10-17",
                        "Statement": [
                            {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": arn}
                        ],
                    }
                )
            ),
        }
    ],
    opts=opts,
)
worker = aws.lambda_.Function(
    "worker",
    role=role.arn,
    runtime="python3.13",
    handler="main.handle",
    code=pulumi.AssetArchive({"main.py": pulumi.StringAsset("def handle(e, c): ...\n")}),
    environment={"variables": {"TABLE": table.name}},
    opts=opts,
)
aws.lambda_.EventSourceMapping(
    "clicks-to-worker", event_source_arn=queue.arn, function_name=worker.arn, opts=opts
)
rule = aws.cloudwatch.EventRule("nightly", schedule_expression="rate(1 day)", opts=opts)
aws.cloudwatch.EventTarget("nightly-worker", rule=rule.name, arn=worker.arn, opts=opts)
aws.lambda_.Permission(
    "let-nightly",
    action="lambda:InvokeFunction",
    function=worker.name,
    principal="events.amazonaws.com",
    source_arn=rule.arn,
    opts=opts,
)
api = aws.apigatewayv2.Api("clicks-api", protocol_type="HTTP", target=worker.arn, opts=opts)
aws.cloudwatch.MetricAlarm(
    "too-many-dead",
    comparison_operator="GreaterThanThreshold",
    evaluation_periods=1,
    metric_name="ApproximateNumberOfMessagesVisible",
    namespace="AWS/SQS",
    period=300,
    statistic="Sum",
    threshold=10,
    dimensions={"QueueName": dead.name},
    opts=opts,
)
pulumi.export("api", api.api_endpoint)
