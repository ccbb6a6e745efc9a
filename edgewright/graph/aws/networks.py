"""Networks of AWS, whose traffic is logged where a flow log says so.

Amazon VPC User Guide, "Logging IP traffic using VPC Flow Logs"; Amazon VPC Transit Gateways,
"Transit Gateway Flow Logs".
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.egress import TRANSIT_GATEWAY, VPC
from edgewright.graph.aws.references import perhaps_beside
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

FLOW_LOG = "aws:ec2/flowLog:FlowLog"
VPCS = (VPC, "aws:ec2/defaultVpc:DefaultVpc")
SUBNETS = ("aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet")


def _logged(view: ResourceView, property: str, targets: tuple[str, ...]) -> PropertyValue:
    """Whether a flow log is about a network."""
    names = (property, "resourceId")  # the latter as aws-native writes it
    if any(view.parts(FLOW_LOG, name, targets) for name in names):
        return True
    perhaps = any(perhaps_beside(view, FLOW_LOG, name, targets) for name in names)
    return dict(UNKNOWN) if perhaps else False


def network(view: ResourceView) -> Properties:
    """A VPC."""
    return {"flow_logs": _logged(view, "vpcId", VPCS)}


def subnet(view: ResourceView) -> Properties:
    """A subnet: a flow log of its VPC is about it as well; of one elsewhere nobody knows."""
    own = _logged(view, "subnetId", SUBNETS)
    if own is True:
        return {"flow_logs": True}
    found = view.index.follow(view.resource, "vpcId", *VPCS)
    whole = dict(UNKNOWN) if found is None else _logged(view.of(found), "vpcId", VPCS)
    return {"flow_logs": own if whole is False else whole}


def transit_gateway(view: ResourceView) -> Properties:
    """A transit gateway."""
    return {"flow_logs": _logged(view, "transitGatewayId", (TRANSIT_GATEWAY,))}


JOINERS: Mapping[str, Joiner] = {
    **dict.fromkeys(VPCS, network),
    **dict.fromkeys(SUBNETS, subnet),
    TRANSIT_GATEWAY: transit_gateway,
}
"""Types of networks -> what reads whether their traffic is logged."""
