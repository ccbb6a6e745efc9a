"""Types that ordinary programs contain: almost all of them have a kind, and the rest are named.

The list is of public Pulumi programs and of recordings, by how often they are there. A type that
only configures or connects others is a part of those, which counts as known too, but apart.
"""

from __future__ import annotations

import pytest

from edgewright.graph.model import RawResource
from edgewright.graph.normalise import record_graph

AWS = """
ec2/securityGroupRule:SecurityGroupRule ec2/securityGroup:SecurityGroup eks/addon:Addon
eks/cluster:Cluster eks/nodeGroup:NodeGroup iam/rolePolicyAttachment:RolePolicyAttachment
iam/policy:Policy iam/instanceProfile:InstanceProfile ec2/launchTemplate:LaunchTemplate
ec2/instance:Instance ec2/vpc:Vpc ec2/subnet:Subnet ec2/routeTable:RouteTable
ec2/internetGateway:InternetGateway ec2/natGateway:NatGateway ec2/eip:Eip autoscaling/group:Group
dynamodb/table:Table lambda/function:Function lambda/permission:Permission
lambda/eventSourceMapping:EventSourceMapping sns/topic:Topic sns/topicSubscription:TopicSubscription
rds/instance:Instance rds/cluster:Cluster rds/subnetGroup:SubnetGroup kinesis/stream:Stream
kinesis/firehoseDeliveryStream:FirehoseDeliveryStream sqs/queue:Queue
ecs/taskDefinition:TaskDefinition ecs/service:Service ecs/cluster:Cluster redshift/cluster:Cluster
glue/job:Job glue/connection:Connection glue/crawler:Crawler glue/catalogDatabase:CatalogDatabase
athena/workgroup:Workgroup sagemaker/endpoint:Endpoint
sagemaker/endpointConfiguration:EndpointConfiguration sagemaker/model:Model
sagemaker/notebookInstance:NotebookInstance sagemaker/domain:Domain iot/topicRule:TopicRule
iot/thing:Thing iot/certificate:Certificate secretsmanager/secret:Secret
secretsmanager/secretVersion:SecretVersion ssm/parameter:Parameter cloudwatch/logGroup:LogGroup
cloudwatch/metricAlarm:MetricAlarm cloudwatch/eventRule:EventRule cloudtrail/trail:Trail
cloudfront/distribution:Distribution lb/loadBalancer:LoadBalancer lb/listener:Listener
lb/targetGroup:TargetGroup apigateway/restApi:RestApi apigateway/stage:Stage apigatewayv2/api:Api
acm/certificate:Certificate route53/record:Record route53/zone:Zone efs/fileSystem:FileSystem
ebs/volume:Volume opensearch/domain:Domain elasticache/replicationGroup:ReplicationGroup
msk/cluster:Cluster sfn/stateMachine:StateMachine appsync/graphQLApi:GraphQLApi
cognito/userPool:UserPool s3/bucketObject:BucketObject
"""
AZURE_NATIVE = """
authorization:RoleAssignment storage:StorageAccount storage:BlobContainer storage:Blob
storage:FileShare storage:ManagementPolicy documentdb:DatabaseAccount cosmosdb:DatabaseAccount
sql:Server sql:Database sql:FirewallRule dbforpostgresql:Server keyvault:Vault keyvault:Secret
keyvault:Key synapse:Workspace datafactory:Factory databricks:Workspace hdinsight:Cluster
eventhub:Namespace eventhub:EventHub servicebus:Namespace servicebus:Queue
network:NetworkSecurityGroup network:VirtualNetwork network:PublicIPAddress network:PrivateEndpoint
network:ApplicationGateway network:FrontDoor compute:VirtualMachine compute:Disk
compute:DiskEncryptionSet containerservice:ManagedCluster containerregistry:Registry
containerinstance:ContainerGroup app:ContainerApp web:AppServicePlan web:WebApp
machinelearningservices:Workspace machinelearningservices:OnlineEndpoint
machinelearningservices:Compute cognitiveservices:Account cognitiveservices:Deployment
search:Service devices:IotHubResource iothub:IotHubResource
deviceprovisioningservices:IotDpsResource operationalinsights:Workspace insights:Component
insights:DiagnosticSetting recoveryservices:Vault cdn:Profile cdn:Endpoint
managedidentity:UserAssignedIdentity
"""
AZURE = "storage/account:Account storage/container:Container"
KUBERNETES = """
apps/v1:Deployment apps/v1:StatefulSet apps/v1:DaemonSet batch/v1:Job core/v1:Secret
core/v1:ConfigMap core/v1:PersistentVolumeClaim core/v1:Service networking.k8s.io/v1:Ingress
networking.k8s.io/v1:NetworkPolicy core/v1:ServiceAccount rbac.authorization.k8s.io/v1:Role
rbac.authorization.k8s.io/v1:RoleBinding rbac.authorization.k8s.io/v1:ClusterRoleBinding
core/v1:Namespace helm.sh/v3:Release helm.sh/v3:Chart
"""
LISTED = [
    f"{package}:{token}"
    for package, tokens in (
        ("aws", AWS),
        ("azure-native", AZURE_NATIVE),
        ("azure", AZURE),
        ("kubernetes", KUBERNETES),
    )
    for token in tokens.split()
] + ["aws-native:s3:Bucket"]


def kind_of(type: str) -> str | None:
    """The kind of a resource of a type that says nothing."""
    [first, *_] = record_graph([RawResource("urn:it", type, "it", {}, {})]).nodes
    return first.kind


def test_almost_all_have_a_kind() -> None:
    without = [token for token in LISTED if kind_of(token) is None]
    assert len(without) <= len(LISTED) * 0.05, without


@pytest.mark.parametrize("token", LISTED)
def test_one_that_keeps_data_is_never_a_part(token: str) -> None:
    from edgewright.facts.type_content import content_of
    from edgewright.graph.resource.index import canonical_type

    content = content_of(canonical_type(token))
    assert content is None or content.holds != "data" or kind_of(token) != "structural", token
