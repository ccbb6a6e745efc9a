"""Training and serving of a model with SageMaker; names from random; a role that exists."""

import json

import pulumi
import pulumi_aws as aws


class RandomId(pulumi.CustomResource):
    """A random id, as the package `random` has it."""

    hex: pulumi.Output[str]

    def __init__(self, name: str, byte_length: int) -> None:
        given = {"byteLength": byte_length, "hex": None}
        super().__init__("random:index/randomId:RandomId", name, given)


suffix = RandomId("suffix", 4)
role = aws.iam.Role.get("ml-role", "sagemaker-execution")
key = aws.kms.Key.get("company-key", "11111111-2222-3333-4444-555555555555")
training_data = aws.s3.Bucket(
    "training-data",
    bucket=suffix.hex.apply(lambda text: f"training-{text}"),
    tags={"edgewright:data": "scans"},
)
features = aws.sagemaker.FeatureGroup(
    "features",
    feature_group_name="patients",
    record_identifier_feature_name="id",
    event_time_feature_name="at",
    role_arn="arn:aws:iam::000000000000:role/sagemaker-execution",
    feature_definitions=[{"feature_name": "id", "feature_type": "String"}],
    online_store_config={"enable_online_store": True},
    tags={"edgewright:data": "patients"},
)
image = pulumi.Output.concat(
    aws.get_caller_identity_output().account_id, ".dkr.ecr.eu-central-1.amazonaws.com/train:1"
)
repository = aws.ecr.Repository(
    "images", image_scanning_configuration={"scan_on_push": True}, force_delete=True
)
packages = aws.sagemaker.ModelPackageGroup("detector", model_package_group_name="detector")
pipeline = aws.sagemaker.Pipeline(
    "training",
    pipeline_name="training",
    pipeline_display_name="training",
    role_arn="arn:aws:iam::000000000000:role/sagemaker-execution",
    pipeline_definition=image.apply(
        lambda found: json.dumps(
            {
                "Version": "2020-12-01",
                "Steps": [
                    {
                        "Name": "Train",
                        "Type": "Training",
                        "Arguments": {"AlgorithmSpecification": {"TrainingImage": found}},
                    }
                ],
            }
        )
    ),
)
notebook = aws.sagemaker.NotebookInstance(
    "notebook",
    role_arn=role.arn,
    instance_type="ml.t3.medium",
    kms_key_id=key.key_id,
    root_access="Disabled",
)
model = aws.sagemaker.Model(
    "model",
    execution_role_arn=role.arn,
    primary_container={"image": image},
    enable_network_isolation=True,
    tags={"edgewright:data": "weights"},
)
configuration = aws.sagemaker.EndpointConfiguration(
    "configuration",
    production_variants=[
        {
            "variant_name": "all",
            "model_name": model.name,
            "instance_type": "ml.m5.large",
            "initial_instance_count": 1,
        }
    ],
    opts=pulumi.ResourceOptions(delete_before_replace=True),
)
endpoint = aws.sagemaker.Endpoint("endpoint", endpoint_config_name=configuration.name)
aws.cloudwatch.LogGroup("endpoint-logs", name=endpoint.name.apply(lambda n: f"/sagemaker/{n}"))
