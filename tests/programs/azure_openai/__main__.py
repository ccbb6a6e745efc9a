"""Answers over documents: Azure OpenAI, a search service, an app; labels by the project."""

import pulumi
from pulumi_azure_native import (
    app,
    cognitiveservices,
    operationalinsights,
    resources,
    search,
    storage,
)

LOCATION = "swedencentral"
group = resources.ResourceGroup("answers", location=LOCATION)
of = {"resource_group_name": group.name, "location": LOCATION}
documents = storage.StorageAccount(
    "documents", kind="StorageV2", sku={"name": "Standard_LRS"}, **of
)
models = cognitiveservices.Account(
    "models",
    kind="OpenAI",
    sku={"name": "S0"},
    properties={
        "custom_sub_domain_name": "acme-models",
        "public_network_access": "Disabled",
        "disable_local_auth": True,
    },
    **of,
)
for name, model, sku in (
    ("chat", "gpt-4.1", "DataZoneStandard"),
    ("vectors", "text-embedding-3-large", "Standard"),
):
    cognitiveservices.Deployment(
        name,
        resource_group_name=group.name,
        account_name=models.name,
        deployment_name=name,
        sku={"name": sku, "capacity": 10},
        properties={"model": {"format": "OpenAI", "name": model, "version": "1"}},
        opts=pulumi.ResourceOptions(delete_before_replace=True),
    )
index = search.Service(
    "index",
    sku={"name": "standard"},
    replica_count=1,
    partition_count=1,
    tags={"edgewright:data": "handbooks"},
    **of,
)
logs = operationalinsights.Workspace("logs", sku={"name": "PerGB2018"}, **of)
shared = pulumi.Output.all(group.name, logs.name).apply(
    lambda found: operationalinsights.get_shared_keys(
        resource_group_name=found[0], workspace_name=found[1]
    )
)
environment = app.ManagedEnvironment(
    "environment",
    app_logs_configuration={
        "destination": "log-analytics",
        "log_analytics_configuration": {
            "customer_id": logs.customer_id,
            "shared_key": shared.apply(lambda found: found.primary_shared_key),
        },
    },
    **of,
)
app.ContainerApp(
    "chat-app",
    managed_environment_id=environment.id,
    configuration={"ingress": {"external": True, "target_port": 8000}},
    template={
        "containers": [
            {
                "name": "chat",
                "image": "registry.example/chat:4",
                "env": [{"name": "SEARCH", "value": pulumi.Output.concat("https://", index.name)}],
            }
        ]
    },
    **of,
)
pulumi.export("models", models.properties.apply(lambda found: found.endpoint if found else None))
