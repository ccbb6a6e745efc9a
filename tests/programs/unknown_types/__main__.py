"""Types nobody knows, beside a few that are known: of a vendor's own package, new, misspelt."""

import pulumi
import pulumi_aws as aws
import pulumi_aws_native as native


class Plain(pulumi.CustomResource):
    """A resource of any type."""

    def __init__(self, type: str, name: str, opts: pulumi.ResourceOptions | None = None, **props):
        super().__init__(type, name, props, opts)


store = Plain("acme:store/warehouse:Warehouse", "warehouse", size="large", region="eu-west-1")
Plain("acme:store/shelf:Shelf", "shelf", tags={"edgewright:data": "parts"})
Plain("acme:store/box:Box", "listed", tags=["team:parts", "edgewright:data=parts"])
Plain("acme:store/label:Label", "texts", tags="edgewright:data: parts")
Plain("aws:quantum/register:Register", "register", tags={"edgewright:data": "qubits"})
Plain("aws:quantum/gate:Gate", "gate", pulumi.ResourceOptions(depends_on=[store]))
Plain("azure-native:quantum:Workspace", "quantum", location="westus2")
Plain("kubernetes:acme.io/v1:Widget", "widget", metadata={"name": "widget"})
Plain("datadog:index/monitor:Monitor", "monitor", query="errors > 3")
native.ssm.Parameter("parameter", type="String", value="1", tags={"edgewright:data": "limits"})
native.sns.Topic(
    "topic",
    tags=[{"key": "EdgeWright:Data", "value": "limits, parts"}],
    opts=pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="5m")),
)
aws.s3.Bucket("bucket", tags=store.urn.apply(lambda urn: {"edgewright:data": "parts", "of": urn}))
