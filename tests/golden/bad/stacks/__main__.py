"""A program that never heard of edgewright, and does everything wrong."""

import json

import copies
import pulumi
import pulumi_aws as aws
import pulumi_aws_native as aws_native
from pulumi_azure_native import containerregistry, iothub, resources, storage

from edgewright.components.azure.edge_deployment import EdgeDeployment

LABELS = {"edgewright:data": "frames"}
greengrass = aws_native.greengrassv2

aws.s3.Bucket("frames", region="us-east-1", acl="public-read", tags=LABELS)
aws.sqs.Queue("ghosts", region="eu-central-1", tags={"edgewright:data": "ghosts"})
aws.kms.Key("for-ever", region="us-east-1")
aws.rds.Instance(
    "visitors",
    region="eu-central-1",
    instance_class="db.t3.micro",
    engine="postgres",
    publicly_accessible=True,
    tags=LABELS,
)
aws.iam.Role(
    "anybody",
    assume_role_policy=json.dumps(
        {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]}
    ),
    managed_policy_arns=["arn:aws:iam::aws:policy/AdministratorAccess"],
)
aws.iot.Policy(
    "devices",
    region="us-east-1",
    policy=json.dumps({"Statement": [{"Effect": "Allow", "Action": "iot:*", "Resource": "*"}]}),
)
native = pulumi.ResourceOptions(
    provider=aws_native.Provider("native", region=aws_native.Region.US_EAST1)
)
recipe = {
    "RecipeFormatVersion": "2020-01-25",
    "ComponentName": "bad.watch",
    "ComponentVersion": "1.0.0",
    "Manifests": [
        {
            "Platform": {"os": "linux", "runtime": "*"},
            "Artifacts": [{"Uri": "docker:example.com/watch:latest"}],
        }
    ],
}
greengrass.ComponentVersion("watch", inline_recipe=json.dumps(recipe), opts=native)
greengrass.Deployment(
    "watch",
    target_arn="arn:aws:iot:us-east-1:111122223333:thinggroup/yard",
    components={
        "aws.greengrass.NucleusLite": {"component_version": "2.6.0"},
        "bad.watch": {"component_version": "1.0.0"},
    },
    deployment_policies={"failure_handling_policy": "ROLLBACK"},
    opts=native,
)

group = resources.ResourceGroup("group", location="brazilsouth")
storage.StorageAccount(
    "frames",
    resource_group_name=group.name,
    location="brazilsouth",
    kind="StorageV2",
    sku={"name": "Standard_GRS"},
    minimum_tls_version="TLS1_0",
    tags=LABELS,
)
containerregistry.Registry(
    "images", resource_group_name=group.name, location="brazilsouth", sku={"name": "Basic"}
)
hub = iothub.IotHubResource(
    "hub",
    resource_group_name=group.name,
    location="brazilsouth",
    sku={"name": "S1", "capacity": 1},
    properties={"min_tls_version": "1.0"},
    tags=LABELS,
)
image = "mcr.microsoft.com/azureiotedge-agent:1.4"
agent = {"type": "docker", "settings": {"image": image}}
EdgeDeployment(
    "old-edge",
    host_name="hub.azure-devices.net",
    content={
        "modulesContent": {
            "$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": agent}}}
        }
    },
    target_condition="tags.fleet='dock'",
    priority=1,
)
copies.declare(LABELS)
