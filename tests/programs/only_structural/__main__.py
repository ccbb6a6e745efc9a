"""Nothing but what groups, names and connects: a hull that others fill."""

import pulumi
import pulumi_aws as aws
from pulumi_azure_native import network, resources


class Hull(pulumi.ComponentResource):
    """A group of groups."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("acme:base:Hull", name, {"region": "eu-west-1"}, opts)
        self.inside = pulumi.ResourceOptions(parent=self)
        self.register_outputs({})


class Inner(Hull):
    """A hull in a hull."""


hull = Hull("hull")
inner = Inner("inner", hull.inside)
group = resources.ResourceGroup("base", location="eastus2", opts=inner.inside)
network.RouteTable("routes", resource_group_name=group.name, opts=inner.inside)
network.PublicIPAddress(
    "address",
    resource_group_name=group.name,
    public_ip_allocation_method="Static",
    opts=hull.inside,
)
aws.ec2.Eip(
    "eip",
    domain="vpc",
    opts=pulumi.ResourceOptions.merge(
        hull.inside,
        pulumi.ResourceOptions(aliases=[pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)]),
    ),
)
aws.ec2.InternetGateway("gateway", region="eu-west-1")
aws.resourcegroups.Group(
    "everything",
    resource_query={"query": '{"ResourceTypeFilters": ["AWS::AllSupported"], "TagFilters": []}'},
)
aws.iam.RolePolicyAttachment(
    "read-only",
    role="auditor",
    policy_arn="arn:aws:iam::aws:policy/ReadOnlyAccess",
)
pulumi.CustomResource("random:index/randomPet:RandomPet", "pet", {"length": 2})
pulumi.CustomResource("kubernetes:core/v1:Namespace", "team", {"metadata": {"name": "team"}})
