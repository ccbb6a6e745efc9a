"""Cosmos DB in two regions and functions on it; a component of somebody's own."""

import pulumi
from pulumi_azure_native import cosmosdb, resources, storage, web

group = resources.ResourceGroup("profiles", location="northeurope")


class Functions(pulumi.ComponentResource):
    """A function app with its storage and plan."""

    def __init__(self, name: str, settings: dict, opts: pulumi.ResourceOptions | None = None):
        super().__init__("acme:apps:Functions", name, {"settings": settings}, opts)
        inside = pulumi.ResourceOptions(parent=self)
        account = storage.StorageAccount(
            f"{name}code",
            resource_group_name=group.name,
            kind="StorageV2",
            sku={"name": "Standard_GRS"},
            opts=inside,
        )
        box = storage.BlobContainer(
            f"{name}-zips",
            resource_group_name=group.name,
            account_name=account.name,
            public_access="None",
            opts=inside,
        )
        storage.Blob(
            f"{name}-zip",
            resource_group_name=group.name,
            account_name=account.name,
            container_name=box.name,
            source=pulumi.StringAsset("print('hello')"),
            opts=pulumi.ResourceOptions(parent=box),
        )
        plan = web.AppServicePlan(
            f"{name}-plan",
            resource_group_name=group.name,
            kind="functionapp",
            sku={"name": "Y1", "tier": "Dynamic"},
            opts=inside,
        )
        self.app = web.WebApp(
            f"{name}-app",
            resource_group_name=group.name,
            kind="functionapp",
            server_farm_id=plan.id,
            site_config={
                "app_settings": [{"name": key, "value": value} for key, value in settings.items()]
            },
            opts=inside,
        )
        self.register_outputs({"host": self.app.default_host_name})


account = cosmosdb.DatabaseAccount(
    "people",
    resource_group_name=group.name,
    database_account_offer_type="Standard",
    locations=[
        {"location_name": "northeurope", "failover_priority": 0},
        {"location_name": "westeurope", "failover_priority": 1},
    ],
    consistency_policy={"default_consistency_level": "Session"},
    disable_local_auth=True,
    tags={"edgewright:data": "profiles"},
)
database = cosmosdb.SqlResourceSqlDatabase(
    "people-db",
    resource_group_name=group.name,
    account_name=account.name,
    resource={"id": "people"},
    database_name="people",
)
cosmosdb.SqlResourceSqlContainer(
    "people-items",
    resource_group_name=group.name,
    account_name=account.name,
    database_name=database.name,
    container_name="items",
    resource={"id": "items", "partition_key": {"paths": ["/id"], "kind": "Hash"}},
)
Functions("lookup", {"COSMOS": account.document_endpoint})
