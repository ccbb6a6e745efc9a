"""What Azure resources without a kind send or copy: a part of what they belong to says where."""

from __future__ import annotations

from typing import Any

import pytest

from edgewright.graph.model import RawResource
from edgewright.graph.normalise import record_graph


def raw(
    type: str, label: str, behind: dict[str, tuple[str, ...]] | None = None, /, **props: Any
) -> RawResource:
    return RawResource(
        urn=f"urn:pulumi:dev::p::{type}::{label}",
        type=type,
        name=label,
        props=props,
        inputs=dict(props),
        property_dependencies=behind or {},
    )


ACCOUNT = raw(
    "azure-native:storage:StorageAccount",
    "kept",
    accountName="kept",
    location="eastus",
    sku={"name": "Standard_LRS"},
)
HUB = raw("azure-native:eventhub:Namespace", "events", namespaceName="events", location="eastus")
TWINS = raw(
    "azure-native:digitaltwins:DigitalTwin", "twins", resourceName="twins", location="westeurope"
)
PLANT = raw(
    "azure-native:iotoperations:Instance", "plant", instanceName="plant", location="westeurope"
)
APP = raw("azure-native:web:WebApp", "shop", name="shop", location="westeurope")
STORE = raw(
    "azure-native:appconfiguration:ConfigurationStore",
    "store",
    configStoreName="store",
    location="westeurope",
)
NETWORK = raw(
    "azure-native:network:VirtualNetwork",
    "net",
    id="/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net",
    virtualNetworkName="net",
    location="westeurope",
)


@pytest.mark.parametrize(
    ("part", "around", "kind"),
    [
        (
            raw(
                "azure-native:digitaltwins:DigitalTwinsEndpoint",
                "to",
                resourceName="twins",
                properties={"endpointUri": "sb://events.servicebus.windows.net"},
            ),
            [TWINS, HUB],
            "copy.telemetry",
        ),
        (
            raw(
                "azure-native:digitaltwins:DigitalTwinsEndpoint",
                "to",
                {"properties": (HUB.urn,)},
                resourceName="twins",
                properties={"connectionStringPrimaryKey": {"$secret": True}},
            ),
            [TWINS, HUB],
            "copy.telemetry",
        ),
        (
            raw(
                "azure-native:web:WebAppBackupConfiguration",
                "to",
                name="shop",
                storageAccountUrl="https://kept.blob.core.windows.net/backups?sig=x",
            ),
            [APP, ACCOUNT],
            "copy.backup",
        ),
        (
            raw(
                "azure-native:iotoperations:DataflowEndpoint",
                "to",
                instanceName="plant",
                properties={"dataLakeStorageSettings": {"host": "https://kept.blob.x.net"}},
            ),
            [PLANT, ACCOUNT],
            "copy.telemetry",
        ),
        (
            raw(
                "azure-native:appconfiguration:Replica",
                "to",
                configStoreName="store",
                location="eastus",
            ),
            [STORE],
            "copy.replica",
        ),
        (
            raw(
                "azure:network/networkWatcherFlowLog:NetworkWatcherFlowLog",
                "to",
                {"storageAccountId": (ACCOUNT.urn,)},
                targetResourceId=NETWORK.props["id"],
                storageAccountId={"$unknown": True},
            ),
            [NETWORK, ACCOUNT],
            "copy.log",
        ),
    ],
    ids=lambda one: getattr(one, "type", ""),
)
def test_what_is_sent_goes_where_its_part_says(
    part: RawResource, around: list[RawResource], kind: str
) -> None:
    graph = record_graph([part, *around])
    flows = [one for one in graph.nodes if str(one.kind).startswith("copy.")]
    assert [(one.kind, one.location.region, one.props["source"]) for one in flows] == [
        (kind, "eastus", around[0].urn)
    ]


def test_the_broker_of_an_instance_itself_is_no_other_place() -> None:
    local = raw(
        "azure-native:iotoperations:DataflowEndpoint",
        "to",
        instanceName="plant",
        properties={"mqttSettings": {"host": "aio-broker:18883"}},
    )
    graph = record_graph([local, PLANT])
    assert [one for one in graph.nodes if str(one.kind).startswith("copy.")] == []
