"""An Azure program in which every kind of resource that copies by itself does so."""

import pulumi
from pulumi_azure_native import (
    applicationinsights,
    cdn,
    cognitiveservices,
    containerregistry,
    cosmosdb,
    dataprotection,
    deviceprovisioningservices,
    eventhub,
    iothub,
    keyvault,
    machinelearningservices,
    monitor,
    network,
    operationalinsights,
    recoveryservices,
    resources,
    servicebus,
    sql,
    storage,
    trafficmanager,
)

HOME, PAIR, ABROAD = "westeurope", "northeurope", "uksouth"
LABELS = {"edgewright:data": "frames"}
TENANT = "00000000-0000-4000-8000-000000000002"


class Program:
    """The resource group they are all in, and what several of them refer to."""

    def __init__(self):
        self.group = resources.ResourceGroup("group", location=HOME)
        self.away = storage.StorageAccount(
            "away", **self.at(ABROAD), kind="StorageV2", sku={"name": "Standard_LRS"}
        )
        self.logs = operationalinsights.Workspace("logs", **self.at(ABROAD))

    def at(self, location=HOME):
        return {"resource_group_name": self.group.name, "location": location}

    @property
    def within(self):
        return {"resource_group_name": self.group.name}


def declare():
    """Declare them all."""
    program = Program()
    _stored(program)
    _backed_up(program)
    _keys(program)
    _messages(program)
    _logged(program)
    _learned(program)
    _reached(program)


def _stored(program):
    home = storage.StorageAccount(
        "home", **program.at(), kind="StorageV2", sku={"name": "Standard_RAGRS"}, tags=LABELS
    )
    storage.StorageAccount(
        "brazil",
        **program.at("Brazil South"),
        kind="StorageV2",
        sku={"name": "Standard_GRS"},
        tags=LABELS,
    )
    storage.StorageAccount(
        "unpaired",
        **program.at("polandcentral"),
        kind="StorageV2",
        sku={"name": "Standard_ZRS"},
        tags=LABELS,
    )
    storage.ObjectReplicationPolicy(
        "objects",
        **program.within,
        account_name=home.name,
        object_replication_policy_id="default",
        source_account=home.name,
        destination_account=program.away.name,
    )
    cosmosdb.DatabaseAccount(
        "cosmos",
        **program.at(),
        database_account_offer_type="Standard",
        locations=[
            {"location_name": "West Europe", "failover_priority": 0},
            {"location_name": "UK South", "failover_priority": 1},
        ],
        tags=LABELS,
    )
    registry = containerregistry.Registry(
        "images", **program.at(), sku={"name": "Premium"}, tags=LABELS
    )
    containerregistry.Replication("images-copy", **program.at(ABROAD), registry_name=registry.name)
    machinelearningservices.Registry(
        "models",
        **program.at(),
        region_details=[{"location": HOME}, {"location": ABROAD}],
        tags=LABELS,
    )
    server, other = (
        sql.Server(name, **program.at(place), tags=tags)
        for name, place, tags in (("sql", HOME, LABELS), ("sql-away", ABROAD, None))
    )
    sql.FailoverGroup(
        "failover",
        **program.within,
        server_name=server.name,
        partner_servers=[{"id": other.id}],
        read_write_endpoint={"failover_policy": "Automatic"},
    )


def _backed_up(program):
    recoveryservices.Vault("recovery", **program.at(), sku={"name": "RS0"}, tags=LABELS)
    recoveryservices.Vault(
        "local-recovery",
        **program.at(),
        sku={"name": "RS0"},
        properties={
            "redundancy_settings": {"standard_tier_storage_redundancy": "LocallyRedundant"}
        },
        tags=LABELS,
    )
    dataprotection.BackupVault(
        "backups",
        **program.at(),
        properties={"storage_settings": [{"datastore_type": "VaultStore", "type": "GeoRedundant"}]},
        tags=LABELS,
    )


def _keys(program):
    keyvault.Vault(
        "vault",
        **program.at(),
        properties={"sku": {"family": "A", "name": "standard"}, "tenant_id": TENANT},
        tags=LABELS,
    )
    keyvault.ManagedHsm(
        "module",
        **program.at(),
        name="module",
        sku={"family": "B", "name": "Standard_B1"},
        properties={
            "tenant_id": TENANT,
            "regions": [{"name": HOME, "is_primary": True}, {"name": ABROAD}],
        },
        tags=LABELS,
    )


def _messages(program):
    servicebus.Namespace(
        "bus",
        **program.at(),
        geo_data_replication={
            "locations": [
                {"location_name": HOME, "role_type": "Primary"},
                {"location_name": ABROAD, "role_type": "Secondary"},
            ]
        },
        tags=LABELS,
    )
    hubs = eventhub.Namespace("hubs", **program.at(ABROAD), sku={"name": "Standard"})
    iothub.IotHubResource(
        "hub",
        **program.at(),
        sku={"name": "S1", "capacity": 1},
        properties={
            "enable_data_residency": False,
            "routing": {
                "endpoints": {
                    "event_hubs": [
                        {
                            "name": "events",
                            "endpoint_uri": hubs.name.apply(
                                lambda name: f"sb://{name}.servicebus.windows.net"
                            ),
                        }
                    ]
                }
            },
            "storage_endpoints": {
                "$default": {
                    "container_name": "uploads",
                    "connection_string": pulumi.Output.secret("AccountName=hidden;AccountKey=k"),
                }
            },
        },
        tags=LABELS,
    )
    iothub.IotHubResource(
        "resident-hub",
        **program.at(),
        sku={"name": "S1", "capacity": 1},
        properties={"enable_data_residency": True},
        tags=LABELS,
    )
    deviceprovisioningservices.IotDpsResource(
        "enrolment",
        **program.at(),
        sku={"name": "S1", "capacity": 1},
        properties={"enable_data_residency": False},
        tags=LABELS,
    )


def _logged(program):
    watched = storage.StorageAccount(
        "watched", **program.at(), kind="StorageV2", sku={"name": "Standard_LRS"}, tags=LABELS
    )
    monitor.DiagnosticSetting(
        "diagnostics",
        resource_uri=watched.id,
        workspace_id=program.logs.id,
        storage_account_id=program.away.id,
    )
    applicationinsights.Component(
        "telemetry",
        **program.at(),
        kind="web",
        application_type="web",
        ingestion_mode="LogAnalytics",
        workspace_resource_id=program.logs.id,
        tags=LABELS,
    )


def _learned(program):
    account = cognitiveservices.Account("ai", **program.at(), kind="OpenAI", tags=LABELS)
    for sku in ("GlobalStandard", "DataZoneStandard", "Standard"):
        cognitiveservices.Deployment(
            f"ai-{sku.lower()}",
            **program.within,
            account_name=account.name,
            sku={"name": sku, "capacity": 1},
            properties={"model": {"format": "OpenAI", "name": "m", "version": "1"}},
        )
    workspace = machinelearningservices.Workspace(
        "ml", **program.at(), storage_account=program.away.id, tags=LABELS
    )
    inside = {**program.within, "workspace_name": workspace.name}
    endpoint = machinelearningservices.OnlineEndpoint(
        "endpoint",
        **inside,
        location=HOME,
        properties={"auth_mode": "Key"},
    )
    machinelearningservices.OnlineDeployment(
        "blue",
        **inside,
        location=HOME,
        endpoint_name=endpoint.name,
        properties=machinelearningservices.ManagedOnlineDeploymentArgs(
            endpoint_compute_type="Managed",
            data_collector={"collections": {"model_inputs": {"data_collection_mode": "Enabled"}}},
        ),
        tags=LABELS,
    )
    machinelearningservices.FeaturesetVersion(
        "features",
        **inside,
        name="features",
        version="1",
        properties={
            "materialization_settings": {"store_type": "Offline"},
            "tags": LABELS,
        },
    )


def _reached(program):
    here = network.VirtualNetwork("here", **program.at(), tags=LABELS)
    there = network.VirtualNetwork("there", **program.at(ABROAD))
    network.VirtualNetworkPeering(
        "peering",
        **program.within,
        virtual_network_name=here.name,
        remote_virtual_network={"id": there.id},
    )
    profile = cdn.Profile(
        "edge",
        **program.within,
        location="Global",
        sku={"name": "Standard_AzureFrontDoor"},
        tags=LABELS,
    )
    cdn.AFDEndpoint("edge-endpoint", **program.within, profile_name=profile.name, location="Global")
    trafficmanager.Profile(
        "names", **program.within, location="global", traffic_routing_method="Priority", tags=LABELS
    )
