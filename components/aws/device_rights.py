"""What a Greengrass core device may do: over MQTT as itself, and in AWS through its role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi

from edgewright.components.aws.arns import arn
from edgewright.components.aws.policy_document import allow, document
from edgewright.components.contract import EdgeFleetArgs, Home

THING = "${iot:Connection.Thing.ThingName}"
"""Filled in by AWS IoT with the name of the connected thing: a device can only ever be itself."""


def iot_policy(args: EdgeFleetArgs, role_alias: str) -> pulumi.Output[str]:
    """The policy on a core device's certificate.

    Scoped after AWS's minimal policy for core devices; what that grants on "*" is narrowed to the
    thing's own client ids, topics and core device. Greengrass opens further MQTT connections as
    THING#1, THING#2 and so on. Rights of a thing group's policy do not reach the Greengrass data
    plane, so all of them are here.
    """
    home = args.home
    own = f"$aws/things/{THING}/*"
    sent = f"{home.estate}/{args.fleet}/{THING}/*"
    core = arn(home, "greengrass", f"coreDevices:{THING}")
    return document(
        allow(["iot:Connect"], [_iot(home, f"client/{THING}"), _iot(home, f"client/{THING}#*")]),
        allow(["iot:Publish"], [_iot(home, f"topic/{own}"), _iot(home, f"topic/{sent}")]),
        allow(["iot:Receive"], [_iot(home, f"topic/{own}")]),
        allow(["iot:Subscribe"], [_iot(home, f"topicfilter/{own}")]),
        allow(["iot:AssumeRoleWithCertificate"], [_iot(home, f"rolealias/{role_alias}")]),
        allow(
            ["greengrass:GetDeploymentConfiguration", "greengrass:ListThingGroupsForCoreDevice"],
            [core],
        ),
        allow(
            ["greengrass:ResolveComponentCandidates", "greengrass:GetComponentVersionArtifact"],
            [
                arn(home, "greengrass", "components:*"),
                arn(home, "greengrass", "components:*", account="aws"),
            ],
        ),
    )


def _iot(home: Home, resource: str) -> str:
    return arn(home, "iot", resource)


def role_rights(args: EdgeFleetArgs) -> pulumi.Output[str]:
    """What a device may do in AWS: pull its images, read its models, write updates and its log."""
    statements = [
        allow(
            ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            arn(args.home, "logs", "log-group:/aws/greengrass/*"),
        ),
        *_pull(args.home, args.images),
    ]
    if args.models:
        objects = [lake.id.apply(lambda id: f"{id}/*") for lake in args.models]
        statements += [
            allow(["s3:GetObject"], objects),
            allow(["s3:ListBucket"], [lake.id for lake in args.models]),
            allow(["kms:Decrypt"], args.keys.key),
        ]
    if args.updates:
        objects = [lake.id.apply(lambda id: f"{id}/*") for lake in args.updates]
        statements += [
            allow(["s3:PutObject"], objects),
            allow(["kms:GenerateDataKey"], args.keys.key),
        ]
    return document(*statements)


def _pull(home: Home, repositories: Sequence[pulumi.Output[str]]) -> list[dict[str, Any]]:
    """Pulling needs a login, and that action takes no resource: only its region can be held."""
    if not repositories:
        return []
    in_region = {"StringEquals": {"aws:RequestedRegion": home.region}}
    return [
        allow(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], list(repositories)),
        allow(["ecr:GetAuthorizationToken"], "*", in_region),
    ]
