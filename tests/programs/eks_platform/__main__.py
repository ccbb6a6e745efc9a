"""A platform on EKS as the components `eks` and `awsx` make it, with workloads inside."""

import json

import pulumi
import pulumi_aws as aws


class Vpc(pulumi.ComponentResource):
    """The children that awsx gives a network."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("awsx:ec2:Vpc", name, {"natGateways": {"strategy": "Single"}}, opts)
        inside = pulumi.ResourceOptions(parent=self)
        self.vpc = aws.ec2.Vpc(name, cidr_block="10.0.0.0/16", opts=inside)
        below = pulumi.ResourceOptions(parent=self.vpc)
        gateway = aws.ec2.InternetGateway(name, vpc_id=self.vpc.id, opts=below)
        self.subnets = []
        for place in (1, 2):
            subnet = aws.ec2.Subnet(
                f"{name}-private-{place}",
                vpc_id=self.vpc.id,
                cidr_block=f"10.0.{place}.0/24",
                opts=below,
            )
            under = pulumi.ResourceOptions(parent=subnet)
            table = aws.ec2.RouteTable(f"{name}-private-{place}", vpc_id=self.vpc.id, opts=under)
            aws.ec2.RouteTableAssociation(
                f"{name}-private-{place}",
                subnet_id=subnet.id,
                route_table_id=table.id,
                opts=pulumi.ResourceOptions(parent=table),
            )
            self.subnets.append(subnet)
        address = aws.ec2.Eip(f"{name}-1", domain="vpc", opts=below)
        aws.ec2.NatGateway(
            f"{name}-1",
            subnet_id=self.subnets[0].id,
            allocation_id=address.allocation_id,
            opts=pulumi.ResourceOptions(parent=self.vpc, depends_on=[gateway]),
        )
        self.register_outputs({"vpcId": self.vpc.id})


def role_for(name: str, service: str, inside: pulumi.ResourceOptions) -> aws.iam.Role:
    """A role of a service."""
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    return aws.iam.Role(name, assume_role_policy=document, opts=inside)


class Cluster(pulumi.ComponentResource):
    """The children that eks gives a cluster."""

    def __init__(self, name: str, network: Vpc) -> None:
        super().__init__("eks:index:Cluster", name, {"version": "1.33"})
        inside = pulumi.ResourceOptions(parent=self)
        role = role_for(f"{name}-eksRole", "eks.amazonaws.com", inside)
        group = aws.ec2.SecurityGroup(
            f"{name}-eksClusterSecurityGroup", vpc_id=network.vpc.id, opts=inside
        )
        self.core = aws.eks.Cluster(
            f"{name}-eksCluster",
            role_arn=role.arn,
            vpc_config={
                "subnet_ids": [one.id for one in network.subnets],
                "security_group_ids": [group.id],
            },
            opts=inside,
        )
        workers = role_for(f"{name}-instanceRole", "ec2.amazonaws.com", inside)
        aws.iam.InstanceProfile(f"{name}-instanceProfile", role=workers.name, opts=inside)
        aws.eks.NodeGroup(
            f"{name}-nodes",
            cluster_name=self.core.name,
            node_role_arn=workers.arn,
            subnet_ids=[one.id for one in network.subnets],
            scaling_config={"desired_size": 2, "max_size": 3, "min_size": 1},
            opts=inside,
        )
        aws.eks.Addon(
            f"{name}-csi", cluster_name=self.core.name, addon_name="aws-ebs-csi-driver", opts=inside
        )
        self.register_outputs({"core": self.core.name})


cluster = Cluster("platform", Vpc("platform-net"))
cluster_opts = pulumi.ResourceOptions(depends_on=[cluster])
pulumi.CustomResource(
    "kubernetes:apps/v1:Deployment",
    "api",
    {
        "metadata": {"name": "api"},
        "spec": {
            "selector": {"matchLabels": {"app": "api"}},
            "template": {"spec": {"containers": [{"name": "api", "image": "acme/api:1"}]}},
        },
    },
    cluster_opts,
)
pulumi.CustomResource(
    "kubernetes:helm.sh/v3:Release",
    "monitoring",
    {"chart": "kube-prometheus-stack", "version": "70.0.0"},
    cluster_opts,
)
