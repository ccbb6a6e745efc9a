"""A training job's definition in Azure ML, with an identity that may do just that job.

A component of the workspace, not a `Job` resource: declaring a job starts it, and when a stack is
first deployed neither its image nor its data are there.
"""

from __future__ import annotations

from typing import Any

import pulumi
from pulumi_azure_native import machinelearningservices as ml
from pulumi_azure_native import managedidentity

from edgewright.base.errors import EdgewrightError
from edgewright.base.ids import digest
from edgewright.components.azure.roles import BLOB_READER, BLOB_WRITER, IMAGE_PULLER, grant
from edgewright.components.contract import TrainingArgs, TrainingOutputs
from edgewright.components.intent import intent, tags
from edgewright.components.naming import bounded

IDENTITY_LIMIT = 128
NAME_LIMIT = 255
INSTANCE_BY_GPUS = {
    0: "Standard_D8s_v5",
    1: "Standard_NC8as_T4_v3",
    4: "Standard_NC64as_T4_v3",
}
"""Smallest machine with that many GPUs (NVIDIA T4, offered in more regions than later ones)."""


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
        f"workload {workload!r} asks for {gpus} GPUs; one Azure ML machine has at most 4 here",
        hint=f"Ask for at most 4: `gpu: 4` in workloads.{workload}.",
    )


class Training(pulumi.ComponentResource):
    """An identity, its roles, the environment (image) and the component that runs in it."""

    def __init__(
        self, name: str, args: TrainingArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        specification = _specification(args, instance_type(args.workload, args.gpus))
        super().__init__("edgewright:azure:Training", name, _intent(args), opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        identity = managedidentity.UserAssignedIdentity(
            f"{name}-identity",
            resource_name_=bounded(f"{args.home.estate}-{args.workload}", IDENTITY_LIMIT),
            resource_group_name=args.home.group,
            location=args.home.region,
            tags=tags(args.home),
            opts=self._child,
        )
        self._grants(identity)
        environment = ml.EnvironmentVersion(
            f"{name}-environment",
            name=bounded(args.workload, NAME_LIMIT),
            version=_version(args.image),
            workspace_name=args.workspace,
            resource_group_name=args.home.group,
            properties=ml.EnvironmentVersionPropertiesArgs(image=args.image, os_type="Linux"),
            opts=self._child,
        )
        definition = ml.ComponentVersion(
            f"{name}-definition",
            name=bounded(args.workload, NAME_LIMIT),
            version=_version(specification),
            workspace_name=args.workspace,
            resource_group_name=args.home.group,
            properties=ml.ComponentVersionPropertiesArgs(
                component_spec={**specification, "environment": environment.id},
                tags=tags(args.home),
            ),
            opts=self._child,
        )
        self.outputs = TrainingOutputs(definition.id)
        self.register_outputs({"id": definition.id})

    def _grants(self, identity: managedidentity.UserAssignedIdentity) -> None:
        """Read what it reads, write what it writes, pull its image."""
        args, who = self._args, identity.principal_id
        for lake in args.reads:
            title = f"{self._name}-reads-{lake.asset}"
            grant(title, args.home, BLOB_READER, who, lake.id, self._child)
        for lake in args.writes:
            title = f"{self._name}-writes-{lake.asset}"
            grant(title, args.home, BLOB_WRITER, who, lake.id, self._child)
        if args.image_source is not None:
            title = f"{self._name}-pulls"
            grant(title, args.home, IMAGE_PULLER, who, args.image_source, self._child)


def _intent(args: TrainingArgs) -> dict[str, Any]:
    return intent(
        args.home,
        args.data,
        volume_encryption="provider",
        output_encryption="customer",
        inter_node_encryption=True,
        network_isolated=True,
        image=args.image,
    )


def _version(content: Any) -> str:
    """Versions cannot change once made, so each follows from what it names."""
    return digest(content).removeprefix("sha256:")[:12]


def _specification(args: TrainingArgs, instance: str) -> dict[str, Any]:
    """The component as Azure ML's command component schema has it."""
    reads = {_key(lake.asset): {"type": "uri_folder"} for lake in args.reads}
    writes = {_key(lake.asset): {"type": "uri_folder"} for lake in args.writes}
    given = [f"--{key} ${{{{inputs.{key}}}}}" for key in reads]
    taken = [f"--{key} ${{{{outputs.{key}}}}}" for key in writes]
    return {
        "$schema": "https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json",
        "name": _key(args.workload),
        "type": "command",
        "is_deterministic": False,
        "inputs": reads,
        "outputs": writes,
        "command": " ".join(["train", *given, *taken]),
        "resources": {"instance_count": 1, "instance_type": instance},
    }


def _key(name: str) -> str:
    """Azure ML's names of inputs and components: letters, digits and underscores."""
    return name.replace("-", "_")
