"""ECR repositories: tags that never move, a scan on push, our own key."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_aws as aws

from edgewright.components.aws.arns import registry_host
from edgewright.components.contract import Home, ImageRegistryArgs, ImageRegistryOutputs
from edgewright.components.intent import intent, tags


class ImageRegistry(pulumi.ComponentResource):
    """One private repository per container image, named ESTATE/IMAGE."""

    def __init__(
        self, name: str, args: ImageRegistryArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        wanted: dict[str, Any] = {
            "encryption": "customer",
            "immutable_tags": True,
            "scan_on_push": True,
        }
        super().__init__(
            "edgewright:aws:ImageRegistry",
            name,
            intent(args.home, public=False, **wanted),
            opts,
        )
        made = {
            repository: self._repository(name, repository, args) for repository in args.repositories
        }
        self.outputs = ImageRegistryOutputs(
            ids={repository: resource.arn for repository, resource in made.items()},
            addresses={
                repository: f"{registry_host(args.home)}/{_path(args.home, repository)}"
                for repository in made
            },
        )
        self.register_outputs({"addresses": self.outputs.addresses})

    def _repository(
        self, name: str, repository: str, args: ImageRegistryArgs
    ) -> aws.ecr.Repository:
        return aws.ecr.Repository(
            f"{name}-{repository}",
            name=_path(args.home, repository),
            image_tag_mutability="IMMUTABLE",
            image_scanning_configuration={"scan_on_push": True},
            encryption_configurations=[{"encryption_type": "KMS", "kms_key": args.keys.key}],
            force_delete=False,
            region=args.home.region,
            tags=tags(args.home),
            opts=pulumi.ResourceOptions(parent=self),
        )


def _path(home: Home, repository: str) -> str:
    return f"{home.estate}/{repository}"
