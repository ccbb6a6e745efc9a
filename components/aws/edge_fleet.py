"""One Greengrass fleet: its thing type, its groups, what its devices may do, how they enrol."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from edgewright.components.aws.device_rights import iot_policy, role_rights
from edgewright.components.aws.enrolment import provisioning_rights, template_body
from edgewright.components.aws.policy_document import trust
from edgewright.components.contract import EdgeFleetArgs, EdgeFleetOutputs
from edgewright.components.intent import intent, tags
from edgewright.components.naming import bounded

THING_LIMIT = 128
ROLE_LIMIT = 64
TEMPLATE_LIMIT = 36
CREDENTIALS_S = 3600


@dataclass(frozen=True)
class Names:
    """The fleet's physical names, each within its service's limit."""

    fleet: str
    role: str
    provisioner: str
    template: str

    def ring(self, ring: str) -> str:
        """The thing group of one ring."""
        return bounded(f"{self.fleet}-{ring}", THING_LIMIT)


def names_of(args: EdgeFleetArgs) -> Names:
    """The names of a fleet's resources."""
    fleet = f"{args.home.estate}-{args.fleet}"
    regional = f"{fleet}-{args.home.region}"
    return Names(
        fleet=bounded(fleet, THING_LIMIT),
        role=bounded(f"{regional}-device", ROLE_LIMIT),
        provisioner=bounded(f"{regional}-enrol", ROLE_LIMIT),
        template=bounded(fleet, TEMPLATE_LIMIT),
    )


class EdgeFleet(pulumi.ComponentResource):
    """A fleet's group with one group per ring below it.

    Devices are in a ring's group only (a thing may not be in two groups of one hierarchy), and
    every ring gets its own deployment: rates and stop criteria of a deployment do not hold for
    devices that join its group later, so a release is never promoted by moving devices.
    """

    def __init__(
        self, name: str, args: EdgeFleetArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("edgewright:aws:EdgeFleet", name, _intent(args), opts)
        self._name, self._args, self._names = name, args, names_of(args)
        self._child = pulumi.ResourceOptions(parent=self)
        self._tags = tags(args.home)
        thing_type = aws.iot.ThingType(
            f"{name}-type",
            name=self._names.fleet,
            properties={"searchable_attributes": ["fleet", "ring"]},
            region=args.home.region,
            tags=self._tags,
            opts=self._child,
        )
        groups = self._groups()
        policy = self._policy()
        template = self._enrolment([thing_type, policy, *groups.values()])
        self.outputs = EdgeFleetOutputs(
            endpoint=pulumi.Output.from_input(""),
            enrolment=template.name,
            targets={ring: group.arn for ring, group in groups.items()},
        )
        self.register_outputs({"enrolment": template.name, "targets": self.outputs.targets})

    def _groups(self) -> dict[str, aws.iot.ThingGroup]:
        whole = self._group("group", self._names.fleet, {"fleet": self._args.fleet})
        return {
            ring.name: self._group(
                f"group-{ring.name}",
                self._names.ring(ring.name),
                {"fleet": self._args.fleet, "ring": ring.name},
                parent=whole,
            )
            for ring in self._args.rings
        }

    def _group(
        self,
        part: str,
        group: str,
        attributes: dict[str, str],
        parent: aws.iot.ThingGroup | None = None,
    ) -> aws.iot.ThingGroup:
        return aws.iot.ThingGroup(
            f"{self._name}-{part}",
            name=group,
            parent_group_name=parent.name if parent else None,
            properties={"attribute_payload": {"attributes": attributes}},
            region=self._args.home.region,
            tags=self._tags,
            opts=self._child,
        )

    def _policy(self) -> aws.iot.Policy:
        """The devices' IoT policy, and the role it lets them take."""
        args, alias = self._args, self._names.role
        role = aws.iam.Role(
            f"{self._name}-role",
            name=self._names.role,
            assume_role_policy=trust("credentials.iot.amazonaws.com", args.home.account),
            tags=tags(args.home),
            opts=self._child,
        )
        aws.iam.RolePolicy(
            f"{self._name}-rights", role=role.id, policy=role_rights(args), opts=self._child
        )
        aws.iot.RoleAlias(
            f"{self._name}-role-alias",
            alias=alias,
            role_arn=role.arn,
            credential_duration=CREDENTIALS_S,
            region=args.home.region,
            tags=tags(args.home),
            opts=self._child,
        )
        return aws.iot.Policy(
            f"{self._name}-policy",
            name=self._names.fleet,
            policy=iot_policy(args, alias),
            region=args.home.region,
            tags=self._tags,
            opts=self._child,
        )

    def _enrolment(self, needed: list[pulumi.Resource]) -> aws.iot.ProvisioningTemplate:
        """The template; new devices join the last ring, the one that is updated last."""
        names, home = self._names, self._args.home
        parts = (names.fleet, names.fleet, names.ring(self._args.rings[-1].name), names.fleet)
        role = aws.iam.Role(
            f"{self._name}-enrolment-role",
            name=names.provisioner,
            assume_role_policy=trust("iot.amazonaws.com", home.account),
            tags=tags(home),
            opts=self._child,
        )
        rights = aws.iam.RolePolicy(
            f"{self._name}-enrolment-rights",
            role=role.id,
            policy=provisioning_rights(home, *parts),
            opts=self._child,
        )
        return aws.iot.ProvisioningTemplate(
            f"{self._name}-enrolment",
            name=names.template,
            type="FLEET_PROVISIONING",
            enabled=True,
            provisioning_role_arn=role.arn,
            template_body=pulumi.Output.json_dumps(template_body(*parts)),
            region=home.region,
            tags=tags(home),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[rights, *needed]),
        )


def _intent(args: EdgeFleetArgs) -> dict[str, object]:
    return intent(
        args.home,
        args.data,
        fleet=args.fleet,
        runtime=args.runtime,
        country=args.country,
        devices=args.devices,
        tags=dict(args.tags),
    )
