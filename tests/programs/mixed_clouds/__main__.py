"""AWS and Azure in one program: a referenced stack, a dynamic provider, the classic package."""

import pulumi
import pulumi_aws as aws
from pulumi.dynamic import CreateResult, Resource, ResourceProvider
from pulumi_azure_native import resources, storage

shared = pulumi.StackReference("organization/shared-network/test")
network_id = shared.get_output("vpc")


class Numbering(ResourceProvider):
    """Gives out a number."""

    def create(self, props: dict) -> CreateResult:
        return CreateResult(id_="7", outs={**props, "number": "7"})


class Number(Resource):
    """A number from a register of somebody's own."""

    number: pulumi.Output[str]

    def __init__(self, name: str, register: str) -> None:
        super().__init__(Numbering(), name, {"register": register, "number": None})


number = Number("number", "stores")
group = resources.ResourceGroup("exchange", location="francecentral")
account = storage.StorageAccount(
    "landing",
    resource_group_name=group.name,
    kind="StorageV2",
    sku={"name": "Standard_LRS"},
    tags={"edgewright:data": "exports"},
)
bucket = aws.s3.Bucket(
    "mirror",
    region="eu-west-3",
    tags={"edgewright:data": "exports", "number": number.number},
    opts=pulumi.ResourceOptions(depends_on=[account]),
)
guard = aws.ec2.SecurityGroup(
    "mover",
    vpc_id=network_id,
    egress=[{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}],
)
function = aws.lambda_.Function(
    "mover",
    role="arn:aws:iam::000000000000:role/mover",
    runtime="python3.13",
    handler="main.handle",
    code=pulumi.AssetArchive({"main.py": pulumi.StringAsset("def handle(e, c): ...\n")}),
    vpc_config={
        "subnet_ids": shared.require_output("subnets"),
        "security_group_ids": [guard.id],
    },
    environment={"variables": {"TOKEN": shared.require_output("token"), "TO": bucket.bucket}},
    tags={"edgewright:data": "exports"},
)
classic = pulumi.CustomResource(
    "azure:storage/account:Account",
    "old-landing",
    {
        "resourceGroupName": group.name,
        "location": "France South",
        "accountTier": "Standard",
        "accountReplicationType": "LRS",
        "tags": {"edgewright:data": "exports"},
    },
)
pulumi.CustomResource(
    "azure:storage/container:Container",
    "old-box",
    {"storageAccountId": classic.id, "name": "box"},
)
pulumi.CustomResource("random:index/randomPassword:RandomPassword", "password", {"length": 24})
pulumi.export("moved", pulumi.Output.concat("s3://", bucket.bucket, "/", account.name))
