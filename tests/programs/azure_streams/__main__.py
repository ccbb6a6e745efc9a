"""Event Hubs into Stream Analytics into storage, with alerts and a queue."""

import pulumi
from pulumi_azure_native import eventhub, monitor, resources, servicebus, storage, streamanalytics

group = resources.ResourceGroup("streams")
DATA = {"edgewright:data": "vehicle-positions"}
namespace = eventhub.Namespace(
    "positions-ns",
    resource_group_name=group.name,
    location="francecentral",
    sku={"name": "Standard", "tier": "Standard"},
    minimum_tls_version="1.2",
    tags=DATA,
)
hub = eventhub.EventHub(
    "positions",
    resource_group_name=group.name,
    namespace_name=namespace.name,
    message_retention_in_days=3,
    partition_count=4,
)
eventhub.ConsumerGroup(
    "analytics",
    resource_group_name=group.name,
    namespace_name=namespace.name,
    event_hub_name=hub.name,
)
eventhub.EventHubAuthorizationRule(
    "send",
    resource_group_name=group.name,
    namespace_name=namespace.name,
    event_hub_name=hub.name,
    rights=["Send"],
)
account = storage.StorageAccount(
    "archive",
    resource_group_name=group.name,
    location="francecentral",
    kind="StorageV2",
    sku={"name": "Standard_LRS"},
    allow_blob_public_access=False,
    tags=DATA,
)
container = storage.BlobContainer(
    "positions-archive", resource_group_name=group.name, account_name=account.name
)
job = streamanalytics.StreamingJob(
    "smooth",
    resource_group_name=group.name,
    location="francecentral",
    sku={"name": "Standard"},
    tags=DATA,
)
keys = pulumi.Output.all(group.name, account.name).apply(
    lambda found: storage.list_storage_account_keys(
        resource_group_name=found[0], account_name=found[1]
    )
)
streamanalytics.Output(
    "to-archive",
    resource_group_name=group.name,
    job_name=job.name,
    datasource={
        "type": "Microsoft.Storage/Blob",
        "container": container.name,
        "storage_accounts": [
            {
                "account_name": account.name,
                "account_key": pulumi.Output.secret(keys.apply(lambda found: found.keys[0].value)),
            }
        ],
    },
)
bus = servicebus.Namespace(
    "alerts-ns", resource_group_name=group.name, sku={"name": "Standard"}, location="francecentral"
)
servicebus.Queue("alerts", resource_group_name=group.name, namespace_name=bus.name)
topic = servicebus.Topic("changes", resource_group_name=group.name, namespace_name=bus.name)
servicebus.Subscription(
    "changes-all", resource_group_name=group.name, namespace_name=bus.name, topic_name=topic.name
)
monitor.ActionGroup(
    "people",
    resource_group_name=group.name,
    enabled=True,
    group_short_name="people",
    location="Global",
)
