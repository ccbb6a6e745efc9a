"""IoT Hub with enrolment, twins and routes; ids of other subscriptions written by hand."""

import pulumi
from pulumi_azure_native import (
    deviceprovisioningservices,
    digitaltwins,
    eventhub,
    iothub,
    resources,
    storage,
)
from pulumi_azure_native.authorization import get_client_config

subscription = get_client_config().subscription_id
NAME = "acme-plant"
group = resources.ResourceGroup("plant", resource_group_name=NAME, location="northeurope")
of = {"resource_group_name": group.name}
spaces = eventhub.Namespace("messages-ns", sku={"name": "Basic"}, **of)
messages = eventhub.EventHub(
    "messages",
    namespace_name=spaces.name,
    opts=pulumi.ResourceOptions(parent=spaces),
    **of,
)
uploads = storage.StorageAccount("uploads", kind="StorageV2", sku={"name": "Standard_GZRS"}, **of)
hub = iothub.IotHubResource(
    "hub",
    resource_name_="acme-plant-hub",
    sku={"name": "S1", "capacity": 1},
    properties={
        "min_tls_version": "1.2",
        "routing": {
            "endpoints": {
                "event_hubs": [
                    {
                        "name": "messages",
                        "authentication_type": "identityBased",
                        "endpoint_uri": spaces.service_bus_endpoint,
                        "entity_path": messages.name,
                    }
                ]
            },
            "routes": [
                {
                    "name": "all",
                    "source": "DeviceMessages",
                    "endpoint_names": ["messages"],
                    "is_enabled": True,
                }
            ],
        },
        "event_hub_endpoints": {"events": {"retention_time_in_days": 2, "partition_count": 4}},
    },
    tags={"edgewright:data": "vibrations"},
    **of,
)
keys = iothub.list_iot_hub_resource_keys_for_key_name_output(
    resource_group_name=group.name, resource_name=hub.name, key_name="iothubowner"
)
iothub.Certificate(
    "root",
    resource_name_=hub.name,
    certificate_name="root",
    properties={"certificate": "MIIB", "is_verified": True},
    **of,
)
enrolment = deviceprovisioningservices.IotDpsResource(
    "enrolment",
    sku={"name": "S1", "capacity": 1},
    properties={
        "iot_hubs": [
            {
                "location": "northeurope",
                "connection_string": pulumi.Output.secret(
                    keys.apply(
                        lambda found: (
                            "HostName=acme-plant-hub.azure-devices.net;"
                            f"SharedAccessKey={found.primary_key}"
                        )
                    )
                ),
            }
        ]
    },
    **of,
)
twins = digitaltwins.DigitalTwin(
    "twins", resource_name_="acme-twins", tags={"edgewright:data": "vibrations"}, **of
)
digitaltwins.DigitalTwinsEndpoint(
    "twins-out",
    resource_name_=twins.name,
    endpoint_name="out",
    properties={
        "endpoint_type": "EventHub",
        "authentication_type": "IdentityBased",
        "endpoint_uri": f"sb://{NAME}.servicebus.windows.net",
        "entity_path": "twins",
    },
    **of,
)
pulumi.export(
    "hub",
    f"/subscriptions/{subscription}/resourceGroups/{NAME}/providers/Microsoft.Devices/IotHubs/hub",
)
