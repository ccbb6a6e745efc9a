"""How a new device becomes a thing of its fleet: a fleet provisioning template and its role."""

from __future__ import annotations

from typing import Any

import pulumi

from edgewright.components.aws.arns import arn
from edgewright.components.aws.policy_document import allow, document
from edgewright.components.contract import Home


def template_body(thing_prefix: str, thing_type: str, group: str, policy: str) -> dict[str, Any]:
    """A template that makes one thing per serial number.

    Fleet provisioning may only refer to a certificate by its id. `ThingName` starts with the
    fleet's name, so that the provisioning role can be held to such names.
    """
    name = {"Fn::Join": ["", [f"{thing_prefix}-", {"Ref": "SerialNumber"}]]}
    thing = {"ThingName": name, "ThingTypeName": thing_type, "ThingGroups": [group]}
    certificate = {"CertificateId": {"Ref": "AWS::IoT::Certificate::Id"}, "Status": "Active"}
    return {
        "Parameters": {
            "SerialNumber": {"Type": "String"},
            "AWS::IoT::Certificate::Id": {"Type": "String"},
        },
        "Resources": {
            "thing": {"Type": "AWS::IoT::Thing", "Properties": thing},
            "certificate": {"Type": "AWS::IoT::Certificate", "Properties": certificate},
            "policy": {"Type": "AWS::IoT::Policy", "Properties": {"PolicyName": policy}},
        },
    }


def provisioning_rights(
    home: Home, thing_prefix: str, thing_type: str, group: str, policy: str
) -> pulumi.Output[str]:
    """What the template's role may do: register this fleet's things, nothing of other fleets.

    Certificates have ids that nobody chooses, so they cannot be narrowed by name.
    """
    thing = arn(home, "iot", f"thing/{thing_prefix}-*")
    certificate = arn(home, "iot", "cert/*")
    return document(
        allow(["iot:CreateThing", "iot:DescribeThing", "iot:UpdateThing"], thing),
        allow(["iot:CreateThing"], arn(home, "iot", f"thingtype/{thing_type}")),
        allow(
            ["iot:AddThingToThingGroup", "iot:ListThingGroupsForThing"],
            [thing, arn(home, "iot", f"thinggroup/{group}")],
        ),
        allow(
            ["iot:AttachThingPrincipal", "iot:ListThingPrincipals", "iot:ListPrincipalThings"],
            [thing, certificate],
        ),
        allow(
            ["iot:AttachPolicy", "iot:ListPrincipalPolicies"],
            [certificate, arn(home, "iot", f"policy/{policy}")],
        ),
        allow(
            ["iot:RegisterCertificate", "iot:UpdateCertificate", "iot:DescribeCertificate"],
            certificate,
        ),
        allow(["iot:DescribeThingType"], arn(home, "iot", f"thingtype/{thing_type}")),
        allow(["iot:DescribeThingGroup"], arn(home, "iot", f"thinggroup/{group}")),
        allow(["iot:GetPolicy"], arn(home, "iot", f"policy/{policy}")),
    )
