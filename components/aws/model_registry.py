"""SageMaker model package groups: the list of a model's versions."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from edgewright.components.contract import ModelRegistryArgs, ModelRegistryOutputs
from edgewright.components.intent import intent, tags
from edgewright.components.naming import bounded

GROUP_LIMIT = 63


class ModelRegistry(pulumi.ComponentResource):
    """One group per model. It holds names and approvals; the bytes are in the model's bucket."""

    def __init__(
        self, name: str, args: ModelRegistryArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(
            "edgewright:aws:ModelRegistry",
            name,
            intent(args.home, args.data, public_network=False),
            opts,
        )
        groups = {
            model: aws.sagemaker.ModelPackageGroup(
                f"{name}-{model}",
                model_package_group_name=bounded(f"{args.home.estate}-{model}", GROUP_LIMIT),
                region=args.home.region,
                tags=tags(args.home, args.data),
                opts=pulumi.ResourceOptions(parent=self),
            )
            for model in args.models
        }
        self.outputs = ModelRegistryOutputs(
            workspace=pulumi.Output.from_input(""),
            ids={model: group.arn for model, group in groups.items()},
        )
        self.register_outputs({"ids": self.outputs.ids})
