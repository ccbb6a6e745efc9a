"""Two networks in two regions, peered, with machines, templates and labels on their disks."""

import base64

import pulumi
import pulumi_aws as aws

west = aws.Provider("west", region="eu-west-1")
there = pulumi.ResourceOptions(provider=west)
home = aws.ec2.Vpc("home", cidr_block="10.1.0.0/16")
away = aws.ec2.Vpc("away", cidr_block="10.2.0.0/16", opts=there)
peering = aws.ec2.VpcPeeringConnection(
    "peering", vpc_id=home.id, peer_vpc_id=away.id, peer_region="eu-west-1"
)
aws.ec2.VpcPeeringConnectionAccepter(
    "accepted", vpc_peering_connection_id=peering.id, auto_accept=True, opts=there
)
table = aws.ec2.RouteTable(
    "home-routes",
    vpc_id=home.id,
    routes=[{"cidr_block": "10.2.0.0/16", "vpc_peering_connection_id": peering.id}],
)
back = aws.ec2.RouteTable("away-routes", vpc_id=away.id, opts=there)
aws.ec2.Route(
    "back",
    route_table_id=back.id,
    destination_cidr_block="10.1.0.0/16",
    vpc_peering_connection_id=peering.id,
    opts=there,
)
subnet = aws.ec2.Subnet("home-a", vpc_id=home.id, cidr_block="10.1.1.0/24")
logs = aws.cloudwatch.LogGroup("flows", retention_in_days=14)
aws.ec2.FlowLog(
    "home-flows",
    vpc_id=home.id,
    traffic_type="ALL",
    log_destination=logs.arn,
    iam_role_arn="arn:aws:iam::000000000000:role/flow-logs",
)
aws.ec2.VpcEndpoint("to-s3", vpc_id=home.id, service_name="com.amazonaws.eu-central-1.s3")
aws.ec2.NetworkAcl("home-acl", vpc_id=home.id, subnet_ids=[subnet.id])
group = aws.ec2.SecurityGroup("ssh", vpc_id=home.id)
aws.ec2.SecurityGroupRule(
    "ssh-in",
    type="ingress",
    security_group_id=group.id,
    protocol="tcp",
    from_port=22,
    to_port=22,
    cidr_blocks=["0.0.0.0/0"],
)
image = aws.ec2.get_ami(
    owners=["amazon"],
    most_recent=True,
    filters=[{"name": "name", "values": ["al2023-ami-*-x86_64"]}],
)
aws.ec2.Instance(
    "jump",
    ami=image.id,
    instance_type="t3.micro",
    subnet_id=subnet.id,
    vpc_security_group_ids=[group.id],
    associate_public_ip_address=True,
    volume_tags={"edgewright:data": "shell-history"},
)
worker = aws.ec2.Instance(
    "worker",
    ami=image.id,
    instance_type="m6i.large",
    subnet_id=subnet.id,
    root_block_device={"encrypted": True},
    ebs_block_devices=[
        {
            "device_name": "/dev/sdf",
            "volume_size": 100,
            "tags": {"edgewright:data": "recordings"},
        }
    ],
    user_data=pulumi.Output.secret("#!/bin/sh\n"),
)
volume = aws.ebs.Volume(
    "extra", availability_zone="eu-central-1a", size=10, tags={"edgewright:data": "recordings"}
)
aws.ec2.VolumeAttachment(
    "extra-worker", device_name="/dev/sdg", instance_id=worker.id, volume_id=volume.id
)
template = aws.ec2.LaunchTemplate(
    "template",
    image_id=image.id,
    instance_type="t3.small",
    user_data=base64.b64encode(b"#!/bin/sh\n").decode(),
    tag_specifications=[{"resource_type": "volume", "tags": {"edgewright:data": "renders"}}],
)
aws.autoscaling.Group(
    "renderers",
    min_size=0,
    max_size=4,
    vpc_zone_identifiers=[subnet.id],
    launch_template={"id": template.id, "version": "$Latest"},
    tags=[{"key": "edgewright:data", "value": "renders", "propagate_at_launch": True}],
)
