"""The network that the other program refers to."""

import pulumi
import pulumi_aws as aws

network = aws.ec2.Vpc("shared", cidr_block="10.9.0.0/16")
subnet = aws.ec2.Subnet("shared-a", vpc_id=network.id, cidr_block="10.9.1.0/24")
pulumi.export("vpc", network.id)
pulumi.export("subnets", [subnet.id])
pulumi.export("token", pulumi.Output.secret("canary"))
