"""A training job's definition on SageMaker, with a role that may do just that job.

A pipeline, not a `TrainingJob` resource: declaring a job starts it, and when a stack is first
deployed neither its image nor its data are there. A pipeline is the definition: it is started once
they are.
"""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_aws as aws

from edgewright.base.errors import EdgewrightError
from edgewright.components.aws.arns import arn
from edgewright.components.aws.policy_document import allow, document, trust
from edgewright.components.contract import DataLakeOutputs, TrainingArgs, TrainingOutputs
from edgewright.components.intent import intent, tags
from edgewright.components.naming import bounded

ROLE_LIMIT = 64
PIPELINE_LIMIT = 256
INSTANCE_BY_GPUS = {
    0: "ml.m5.2xlarge",
    1: "ml.g5.2xlarge",
    4: "ml.g5.12xlarge",
    8: "ml.g5.48xlarge",
}
"""Smallest machine with that many GPUs; G5 (NVIDIA A10G) has none with 2 or 3.

G5 machines have local disks, which their own hardware encrypts; SageMaker refuses a key of ours
for them. The CPU machine has none, so its volume takes our key."""
VOLUME_GB = 100
MAX_RUNTIME_S = 86_400


def instance_type(workload: str, gpus: int) -> str:
    """The smallest machine with at least `gpus` GPUs.

    Raises:
        EdgewrightError: CMP-004 when one machine does not have so many.
    """
    fitting = [count for count in sorted(INSTANCE_BY_GPUS) if count >= gpus]
    if fitting:
        return INSTANCE_BY_GPUS[fitting[0]]
    raise EdgewrightError(
        "CMP-004",
        f"workload {workload!r} asks for {gpus} GPUs; one SageMaker machine has at most 8",
        hint=f"Ask for at most 8: `gpu: 8` in workloads.{workload}.",
    )


class Training(pulumi.ComponentResource):
    """An execution role, its rights and a pipeline of one training step."""

    def __init__(
        self, name: str, args: TrainingArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        instance = instance_type(args.workload, args.gpus)
        super().__init__("edgewright:aws:Training", name, _intent(args), opts)
        home, child = args.home, pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-role",
            name=bounded(f"{home.estate}-{args.workload}-{home.region}", ROLE_LIMIT),
            assume_role_policy=trust("sagemaker.amazonaws.com", home.account),
            tags=tags(home),
            opts=child,
        )
        rights = aws.iam.RolePolicy(
            f"{name}-rights", role=role.id, policy=_rights(args, role.arn), opts=child
        )
        pipeline_name = bounded(f"{home.estate}-{args.workload}", PIPELINE_LIMIT)
        pipeline = aws.sagemaker.Pipeline(
            f"{name}-pipeline",
            pipeline_name=pipeline_name,
            pipeline_display_name=pipeline_name,
            pipeline_definition=pulumi.Output.json_dumps(_definition(args, instance, role.arn)),
            role_arn=role.arn,
            region=home.region,
            tags=tags(home, args.data),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[rights]),
        )
        self.outputs = TrainingOutputs(pipeline.arn)
        self.register_outputs({"id": pipeline.arn})


def _intent(args: TrainingArgs) -> dict[str, Any]:
    return intent(
        args.home,
        args.data,
        volume_encryption="provider" if args.gpus else "customer",
        output_encryption="customer",
        inter_node_encryption=True,
        network_isolated=True,
        image=args.image,
    )


def _rights(args: TrainingArgs, role: pulumi.Output[str]) -> pulumi.Output[str]:
    """Read what it reads, write what it writes, with the key, the image and its own log."""
    home = args.home
    logs = arn(home, "logs", "log-group:/aws/sagemaker/*")
    statements = [
        _on_objects(["s3:GetObject"], args.reads),
        allow(["s3:ListBucket"], [lake.id for lake in args.reads]),
        _on_objects(["s3:PutObject"], args.writes),
        allow(["kms:Decrypt", "kms:GenerateDataKey"], args.keys.key),
        allow(
            ["kms:CreateGrant"],
            args.keys.key,
            {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        ),
        allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], logs),
    ]
    if args.image_source is not None:
        pull = [
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchCheckLayerAvailability",
        ]
        statements += [
            allow(pull, args.image_source),
            allow(["ecr:GetAuthorizationToken"], "*", _in_region(home.region)),
        ]
    run = ["sagemaker:CreateTrainingJob", "sagemaker:DescribeTrainingJob", "sagemaker:AddTags"]
    to_sagemaker = {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}
    statements += [
        allow(run, arn(home, "sagemaker", "training-job/*")),
        allow(["iam:PassRole"], role, to_sagemaker),
    ]
    return document(*(entry for entry in statements if _applies(entry["Resource"])))


def _applies(resources: Any) -> bool:
    """A workload that reads (or writes) nothing gives an empty list, which IAM refuses."""
    return not isinstance(resources, list) or bool(resources)


def _on_objects(actions: list[str], lakes: tuple[DataLakeOutputs, ...]) -> dict[str, Any]:
    return allow(actions, [lake.id.apply(lambda id: f"{id}/*") for lake in lakes])


def _in_region(region: str) -> dict[str, Any]:
    """For actions that take no resource: at least not in every region."""
    return {"StringEquals": {"aws:RequestedRegion": region}}


def _definition(args: TrainingArgs, instance: str, role: pulumi.Output[str]) -> dict[str, Any]:
    """A pipeline definition (schema 2020-12-01) whose only step is the training job."""
    step = {
        "AlgorithmSpecification": {"TrainingImage": args.image, "TrainingInputMode": "FastFile"},
        "RoleArn": role,
        "InputDataConfig": [_channel(lake) for lake in args.reads],
        "OutputDataConfig": {
            "S3OutputPath": f"{(args.writes or args.reads)[0].address}/runs",
            "KmsKeyId": args.keys.key,
        },
        "ResourceConfig": {
            "InstanceType": instance,
            "InstanceCount": 1,
            "VolumeSizeInGB": VOLUME_GB,
            **({} if args.gpus else {"VolumeKmsKeyId": args.keys.key}),
        },
        "StoppingCondition": {"MaxRuntimeInSeconds": MAX_RUNTIME_S},
        "EnableNetworkIsolation": True,
        "EnableInterContainerTrafficEncryption": True,
    }
    only = {"Name": args.workload, "Type": "Training", "Arguments": step}
    return {"Version": "2020-12-01", "Steps": [only]}


def _channel(lake: DataLakeOutputs) -> dict[str, Any]:
    source = {
        "S3DataType": "S3Prefix",
        "S3Uri": f"{lake.address}/",
        "S3DataDistributionType": "FullyReplicated",
    }
    return {"ChannelName": lake.asset, "DataSource": {"S3DataSource": source}}
