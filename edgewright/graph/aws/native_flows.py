"""What copies or sends data, or receives it, as the package aws-native writes it.

Sources are those of `spellings`. Types without rows have the same properties in both packages, as
far as anything reads them.
"""

from __future__ import annotations

from edgewright.graph.aws.egress import (
    FIREHOSE,
    FUNCTION,
    LOG_DESTINATION,
    LOG_GROUP,
    STREAM,
    TOPIC,
    TRANSIT_GATEWAY,
    VPC,
)
from edgewright.graph.aws.replication import (
    CLUSTER,
    DATABASE,
    FILE_SYSTEM,
    GLOBAL_CLUSTER,
    PLAN,
    SELECTION,
    TABLE,
    VAULT,
)
from edgewright.graph.resource.spellings import Part, Row, Spelling, each, inside

_RULE_ACTIONS = {
    "http": "https",
    "kafka": "kafkas",
    "elasticsearch": "elasticsearch",
    "sqs": "sqs",
    "s3": "s3",
    "sns": "sns",
    "lambda": "lambdas",
    "kinesis": "kineses",
    "firehose": "firehoses",
}
"""What an action of a topic rule is called -> the property of `aws` that lists such actions."""
_DELIVERIES = {
    "extendedS3DestinationConfiguration": "extendedS3Configuration",
    "s3DestinationConfiguration": "extendedS3Configuration",
    "httpEndpointDestinationConfiguration": "httpEndpointConfiguration",
    "splunkDestinationConfiguration": "splunkConfiguration",
    "snowflakeDestinationConfiguration": "snowflakeConfiguration",
    "amazonopensearchserviceDestinationConfiguration": "opensearchConfiguration",
    "elasticsearchDestinationConfiguration": "elasticsearchConfiguration",
    "redshiftDestinationConfiguration": "redshiftConfiguration",
    "icebergDestinationConfiguration": "icebergConfiguration",
    "kinesisStreamSourceConfiguration": "kinesisSourceConfiguration",
}
_STORES = {
    "aws-native:dynamodb:Table": Spelling(TABLE, rows=(Row("tableName", "name"),)),
    # Its replicas are those in all regions, its own included.
    "aws-native:dynamodb:GlobalTable": Spelling(
        TABLE,
        rows=(
            Row("tableName", "name"),
            Row("replicas", "replicas", each(Row("region", "regionName"))),
        ),
    ),
    "aws-native:rds:DbInstance": Spelling(
        DATABASE,
        rows=(
            Row("dbInstanceIdentifier", "identifier"),
            Row("sourceDbClusterIdentifier", "replicateSourceDb"),
            Row("sourceDbInstanceIdentifier", "replicateSourceDb"),
        ),
        parts=(
            Part(
                "automaticBackupReplicationRegion",
                "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
                "sourceDbInstanceArn",
                (Row("", "region"),),
            ),
        ),
    ),
    "aws-native:rds:DbCluster": Spelling(
        CLUSTER, rows=(Row("dbClusterIdentifier", "clusterIdentifier"),)
    ),
    "aws-native:rds:GlobalCluster": Spelling(GLOBAL_CLUSTER),
    "aws-native:efs:FileSystem": Spelling(
        FILE_SYSTEM,
        parts=(
            Part(
                "replicationConfiguration",
                "aws:efs/replicationConfiguration:ReplicationConfiguration",
                "sourceFileSystemId",
                tuple(
                    Row(f"destinations.0.{name}", f"destination.{name}")
                    for name in ("region", "availabilityZoneName", "fileSystemId")
                ),
            ),
        ),
    ),
    "aws-native:secretsmanager:Secret": Spelling(
        "aws:secretsmanager/secret:Secret", rows=(Row("replicaRegions", "replicas"),)
    ),
    "aws-native:ecr:ReplicationConfiguration": Spelling(
        "aws:ecr/replicationConfiguration:ReplicationConfiguration"
    ),
    "aws-native:dlm:LifecyclePolicy": Spelling(
        "aws:dlm/lifecyclePolicy:LifecyclePolicy",
        rows=(
            Row("policyDetails", "policyDetails"),
            Row(
                "policyDetails.actions.0.crossRegionCopy", "policyDetails.action.crossRegionCopies"
            ),
            Row(
                "crossRegionCopyTargets",
                "policyDetails.action.crossRegionCopies",
                each(Row("targetRegion", "target")),
            ),
        ),
    ),
}
_BACKUPS = {
    "aws-native:backup:BackupVault": Spelling(
        VAULT, rows=(Row("backupVaultName", "name"), Row("backupVaultArn", "arn"))
    ),
    "aws-native:backup:BackupPlan": Spelling(
        PLAN,
        rows=(
            Row(
                "backupPlan.backupPlanRule",
                "rules",
                each(
                    Row(
                        "copyActions",
                        "copyActions",
                        each(Row("destinationBackupVaultArn", "destinationVaultArn")),
                    )
                ),
            ),
        ),
    ),
    "aws-native:backup:BackupSelection": Spelling(
        SELECTION,
        rows=(
            Row("backupPlanId", "planId"),
            Row("backupSelection.resources", "resources"),
            Row(
                "backupSelection.listOfTags",
                "selectionTags",
                each(Row("conditionKey", "key"), Row("conditionValue", "value")),
            ),
        ),
    ),
}
_LOGS = {
    "aws-native:logs:LogGroup": Spelling(LOG_GROUP, rows=(Row("logGroupName", "name"),)),
    "aws-native:logs:Destination": Spelling(
        LOG_DESTINATION, rows=(Row("destinationName", "name"),)
    ),
    "aws-native:logs:SubscriptionFilter": Spelling(
        "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        rows=(Row("logGroupName", "logGroup"),),
    ),
    "aws-native:cloudtrail:Trail": Spelling(
        "aws:cloudtrail/trail:Trail",
        rows=(
            Row("trailName", "name"),
            Row("cloudWatchLogsLogGroupArn", "cloudWatchLogsGroupArn"),
        ),
    ),
}
_MESSAGES = {
    "aws-native:iot:TopicRule": Spelling(
        "aws:iot/topicRule:TopicRule",
        rows=(
            Row("ruleName", "name"),
            *(
                Row("topicRulePayload.actions", listing, inside(action))
                for action, listing in _RULE_ACTIONS.items()
            ),
            Row("topicRulePayload.errorAction", "errorAction"),
        ),
    ),
    "aws-native:kinesisfirehose:DeliveryStream": Spelling(
        FIREHOSE,
        rows=(
            Row("deliveryStreamName", "name"),
            *(Row(given, name) for given, name in _DELIVERIES.items()),
            Row(
                "httpEndpointDestinationConfiguration.endpointConfiguration.url",
                "httpEndpointConfiguration.url",
            ),
        ),
    ),
    "aws-native:kinesis:Stream": Spelling(STREAM),
    "aws-native:sns:Topic": Spelling(
        TOPIC, rows=(Row("topicName", "name"), Row("topicArn", "arn"))
    ),
    "aws-native:lambda:Function": Spelling(FUNCTION, rows=(Row("functionName", "name"),)),
    "aws-native:sagemaker:EndpointConfig": Spelling(
        "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
    ),
    "aws-native:sagemaker:FeatureGroup": Spelling("aws:sagemaker/featureGroup:FeatureGroup"),
    "aws-native:bedrock:Agent": Spelling("aws:bedrock/agentAgent:AgentAgent"),
    "aws-native:bedrock:ApplicationInferenceProfile": Spelling(
        "aws:bedrock/inferenceProfile:InferenceProfile"
    ),
}
_NETWORKS = {
    "aws-native:ec2:Vpc": Spelling(VPC),
    "aws-native:ec2:VpcPeeringConnection": Spelling(
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection"
    ),
    "aws-native:ec2:TransitGateway": Spelling(TRANSIT_GATEWAY),
    "aws-native:ec2:TransitGatewayPeeringAttachment": Spelling(
        "aws:ec2transitgateway/peeringAttachment:PeeringAttachment"
    ),
    "aws-native:cloudfront:Distribution": Spelling(
        "aws:cloudfront/distribution:Distribution",
        rows=(Row("distributionConfig.origins", "origins"),),
    ),
    "aws-native:globalaccelerator:Accelerator": Spelling(
        "aws:globalaccelerator/accelerator:Accelerator"
    ),
}
MOVING = {**_STORES, **_BACKUPS, **_LOGS, **_MESSAGES, **_NETWORKS}
"""Type token of aws-native -> how it is written."""
