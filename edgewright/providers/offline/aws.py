"""How AWS's resources look once they exist (ARN forms: AWS Service Authorization Reference)."""

from __future__ import annotations

import json
from typing import Any

from edgewright.providers.offline.made import Inputs, Kind, identity
from edgewright.providers.property_values import known


def _arn(service: str, resource: str, *, is_global: bool = False) -> str:
    region = "" if is_global else "{region}"
    return f"arn:aws:{service}:{region}:{{account}}:{resource}"


def _of_bucket() -> Kind:
    return Kind("bucket", "{bucket}", {})


def _component(urn: str, inputs: Inputs) -> dict[str, Any]:
    """Name and version of a Greengrass component, which its recipe says."""
    try:
        recipe = json.loads(known(inputs.get("inlineRecipe")))
    except (json.JSONDecodeError, TypeError):
        return {}
    return {
        "componentName": recipe.get("ComponentName"),
        "componentVersion": recipe.get("ComponentVersion"),
    }


def _role(urn: str, inputs: Inputs) -> dict[str, Any]:
    mark = identity(urn).replace("-", "").upper()[:17]
    return {"uniqueId": f"AROA{mark}"}


KINDS: dict[str, Kind] = {
    "aws:s3/bucket:Bucket": Kind(
        "bucket",
        outputs={
            "arn": "arn:aws:s3:::{name}",
            "bucketDomainName": "{name}.s3.amazonaws.com",
            "bucketRegionalDomainName": "{name}.s3.{region}.amazonaws.com",
        },
    ),
    "aws:s3/bucketVersioning:BucketVersioning": _of_bucket(),
    "aws:s3/bucketPolicy:BucketPolicy": _of_bucket(),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": _of_bucket(),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": _of_bucket(),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": _of_bucket(),
    "aws:s3/bucketServerSideEncryptionConfiguration:"
    "BucketServerSideEncryptionConfiguration": _of_bucket(),
    "aws:kms/key:Key": Kind(None, "{uuid}", {"arn": _arn("kms", "key/{uuid}"), "keyId": "{uuid}"}),
    "aws:kms/alias:Alias": Kind("name", outputs={"arn": _arn("kms", "{name}")}),
    "aws:ecr/repository:Repository": Kind(
        "name",
        outputs={
            "arn": _arn("ecr", "repository/{name}"),
            "registryId": "{account}",
            "repositoryUrl": "{account}.dkr.ecr.{region}.amazonaws.com/{name}",
        },
    ),
    "aws:iam/role:Role": Kind(
        "name", outputs={"arn": _arn("iam", "role/{name}", is_global=True)}, more=_role
    ),
    "aws:iam/rolePolicy:RolePolicy": Kind("name", "{role}:{name}"),
    "aws:iam/policy:Policy": Kind(
        "name",
        _arn("iam", "policy/{name}", is_global=True),
        {"arn": _arn("iam", "policy/{name}", is_global=True)},
    ),
    "aws:iot/thing:Thing": Kind("name", outputs={"arn": _arn("iot", "thing/{name}")}),
    "aws:iot/thingGroup:ThingGroup": Kind(
        "name", outputs={"arn": _arn("iot", "thinggroup/{name}")}
    ),
    "aws:iot/thingType:ThingType": Kind("name", outputs={"arn": _arn("iot", "thingtype/{name}")}),
    "aws:iot/policy:Policy": Kind(
        "name", outputs={"arn": _arn("iot", "policy/{name}"), "defaultVersionId": "1"}
    ),
    "aws:iot/roleAlias:RoleAlias": Kind("alias", outputs={"arn": _arn("iot", "rolealias/{name}")}),
    "aws:iot/provisioningTemplate:ProvisioningTemplate": Kind(
        "name", outputs={"arn": _arn("iot", "provisioningtemplate/{name}")}
    ),
    "aws:sagemaker/modelPackageGroup:ModelPackageGroup": Kind(
        "modelPackageGroupName", outputs={"arn": _arn("sagemaker", "model-package-group/{name}")}
    ),
    "aws:sagemaker/pipeline:Pipeline": Kind(
        "pipelineName", outputs={"arn": _arn("sagemaker", "pipeline/{name}")}
    ),
    "aws:sagemaker/trainingJob:TrainingJob": Kind(
        "trainingJobName", outputs={"arn": _arn("sagemaker", "training-job/{name}")}
    ),
    "aws:ssm/parameter:Parameter": Kind(
        "name", outputs={"arn": _arn("ssm", "parameter{name}"), "version": "1"}
    ),
    "aws-native:greengrassv2:ComponentVersion": Kind(
        None,
        _arn("greengrass", "components:{uuid}"),
        {"arn": _arn("greengrass", "components:{uuid}")},
        _component,
    ),
    "aws-native:greengrassv2:Deployment": Kind(None, "{uuid}", {"deploymentId": "{uuid}"}),
}

REPLACING = {
    "aws-native:greengrassv2:ComponentVersion": frozenset({"inlineRecipe", "lambdaFunction"}),
    "aws-native:greengrassv2:Deployment": frozenset(
        {
            "components",
            "deploymentName",
            "deploymentPolicies",
            "iotJobConfiguration",
            "parentTargetArn",
            "targetArn",
        }
    ),
}
"""Inputs that cannot be changed, beyond names and regions."""
