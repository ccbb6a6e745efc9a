"""A web shop: containers behind a load balancer, a database, a cache; groups in three styles."""

import json

import pulumi
import pulumi_aws as aws

DATA = {"edgewright:data": "orders customers"}
network = aws.ec2.Vpc("shop", cidr_block="10.20.0.0/16", tags={"Name": "shop"})
zones = aws.get_availability_zones(state="available").names[:2]
subnets = [
    aws.ec2.Subnet(
        f"subnet-{i}", vpc_id=network.id, cidr_block=f"10.20.{i}.0/24", availability_zone=zone
    )
    for i, zone in enumerate(zones)
]
ids = [subnet.id for subnet in subnets]
front = aws.ec2.SecurityGroup(
    "front",
    vpc_id=network.id,
    ingress=[{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}],
)
tasks = aws.ec2.SecurityGroup("tasks", vpc_id=network.id)
aws.ec2.SecurityGroupRule(
    "tasks-in",
    type="ingress",
    security_group_id=tasks.id,
    source_security_group_id=front.id,
    protocol="tcp",
    from_port=8080,
    to_port=8080,
)
store = aws.ec2.SecurityGroup("store", vpc_id=network.id)
aws.vpc.SecurityGroupIngressRule(
    "store-in",
    security_group_id=store.id,
    referenced_security_group_id=tasks.id,
    ip_protocol="tcp",
    from_port=5432,
    to_port=5432,
)
balancer = aws.lb.LoadBalancer("shop-lb", security_groups=[front.id], subnets=ids)
group = aws.lb.TargetGroup(
    "shop-tg", port=8080, protocol="HTTP", target_type="ip", vpc_id=network.id
)
certificate = aws.acm.Certificate("shop-cert", domain_name="shop.example", validation_method="DNS")
listener = aws.lb.Listener(
    "https",
    load_balancer_arn=balancer.arn,
    port=443,
    protocol="HTTPS",
    certificate_arn=certificate.arn,
    default_actions=[{"type": "forward", "target_group_arn": group.arn}],
)
between = aws.rds.SubnetGroup("between", subnet_ids=ids)
database = aws.rds.Instance(
    "orders",
    engine="postgres",
    instance_class="db.t4g.small",
    allocated_storage=50,
    db_subnet_group_name=between.name,
    vpc_security_group_ids=[store.id],
    storage_encrypted=True,
    manage_master_user_password=True,
    username="shop",
    tags=DATA,
    opts=pulumi.ResourceOptions(protect=True),
)
cache = aws.elasticache.ReplicationGroup(
    "sessions",
    description="sessions",
    node_type="cache.t4g.small",
    transit_encryption_enabled=True,
    tags={"edgewright:data": "customers"},
)
logs = aws.cloudwatch.LogGroup("shop-logs", retention_in_days=30)
cluster = aws.ecs.Cluster("shop-cluster")
role = aws.iam.Role(
    "task-role",
    assume_role_policy=aws.iam.get_policy_document(
        statements=[
            {
                "actions": ["sts:AssumeRole"],
                "principals": [{"type": "Service", "identifiers": ["ecs-tasks.amazonaws.com"]}],
            }
        ]
    ).json,
)
aws.iam.RolePolicyAttachment(
    "execution",
    role=role.name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
)
task = aws.ecs.TaskDefinition(
    "web",
    family="web",
    cpu="256",
    memory="512",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    execution_role_arn=role.arn,
    container_definitions=pulumi.Output.all(database.address, logs.name).apply(
        lambda found: json.dumps(
            [
                {
                    "name": "web",
                    "image": "registry.example/shop:3",
                    "environment": [{"name": "DB", "value": found[0]}],
                    "logConfiguration": {
                        "logDriver": "awslogs",
                        "options": {"awslogs-group": found[1]},
                    },
                }
            ]
        )
    ),
)
aws.ecs.Service(
    "web-service",
    cluster=cluster.arn,
    task_definition=task.arn,
    desired_count=2,
    launch_type="FARGATE",
    network_configuration={"subnets": ids, "security_groups": [tasks.id]},
    load_balancers=[
        {"target_group_arn": group.arn, "container_name": "web", "container_port": 8080}
    ],
    opts=pulumi.ResourceOptions(depends_on=[listener]),
)
pulumi.export("url", balancer.dns_name.apply(lambda name: f"https://{name}"))
