"""One IoT Edge fleet: its hub, and the service through which its devices enrol."""

from __future__ import annotations

from typing import Any

import pulumi
from pulumi_azure_native import deviceprovisioningservices as dps
from pulumi_azure_native import iothub, resources

from edgewright.base.ids import digest
from edgewright.components.azure.roles import DEVICE_REGISTRAR, TWIN_WRITER, grant
from edgewright.components.contract import EdgeFleetArgs, EdgeFleetOutputs
from edgewright.components.intent import intent, tags
from edgewright.components.naming import unique
from edgewright.facts import settings

HUB = "azure-native:iothub:IotHubResource"
SERVICE = "azure-native:deviceprovisioningservices:IotDpsResource"
DATA_RESIDENCY = "enableDataResidency"
HUB_LIMIT = 50
SERVICE_LIMIT = 64
HUB_SKU = "S1"
"""The smallest paid tier with device twins; the basic tiers have no IoT Edge deployments."""
LINK_API = "2025-02-01-preview"
"""The first API of the provisioning service that links a hub by identity instead of a shared key.
pulumi-azure-native 3.29 has the one before it, so the link is made by an ARM deployment."""


class EdgeFleet(pulumi.ComponentResource):
    """One hub per fleet, so that its labels, quotas and roles are those of that fleet alone.

    The hub takes no shared keys, so the provisioning service is linked to it by its identity.
    """

    def __init__(
        self, name: str, args: EdgeFleetArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("edgewright:azure:EdgeFleet", name, _intent(args), opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        self._hub_name = unique(args.home, args.fleet, limit=HUB_LIMIT)
        hub = self._hub()
        service = self._enrolment(hub)
        self.outputs = EdgeFleetOutputs(
            endpoint=hub.name.apply(host_name),
            enrolment=service.name,
            targets={
                ring.name: pulumi.Output.from_input(self._target(ring.name)) for ring in args.rings
            },
        )
        self.register_outputs({"endpoint": self.outputs.endpoint, "enrolment": service.name})

    def _target(self, ring: str) -> str:
        """A condition on device twins' tags, which is all an IoT Edge deployment can aim at."""
        return f"tags.fleet='{self._args.fleet}' AND tags.ring='{ring}'"

    def _hub(self) -> iothub.IotHubResource:
        home = self._args.home
        return iothub.IotHubResource(
            f"{self._name}-hub",
            resource_name_=self._hub_name,
            resource_group_name=home.group,
            location=home.region,
            sku=iothub.IotHubSkuInfoArgs(name=HUB_SKU, capacity=1),
            properties=iothub.IotHubPropertiesArgs(
                min_tls_version="1.2",
                disable_local_auth=True,
                enable_data_residency=kept(HUB, home.region),
                public_network_access="Enabled",
            ),
            identity=iothub.ArmIdentityArgs(type="SystemAssigned"),
            tags=tags(home, self._args.data),
            opts=self._child,
        )

    def _enrolment(self, hub: iothub.IotHubResource) -> dps.IotDpsResource:
        """The provisioning service, its roles on the hub, and the link between them.

        The link belongs to the service's properties, but only a newer API can express it; what it
        sets there must not be taken for drift.
        """
        home = self._args.home
        service = dps.IotDpsResource(
            f"{self._name}-enrolment",
            provisioning_service_name=unique(home, self._args.fleet, limit=SERVICE_LIMIT),
            resource_group_name=home.group,
            location=home.region,
            sku=dps.IotDpsSkuInfoArgs(name="S1", capacity=1),
            identity=dps.ManagedServiceIdentityArgs(type="SystemAssigned"),
            properties=dps.IotDpsPropertiesDescriptionArgs(
                allocation_policy="Hashed",
                enable_data_residency=kept(SERVICE, home.region),
                public_network_access="Enabled",
            ),
            tags=tags(home, self._args.data),
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["properties.iotHubs"]),
        )
        principal = service.identity.apply(lambda one: one.principal_id if one else "")
        rights = [
            grant(f"{self._name}-{right}", home, role, principal, hub.id, self._child)
            for right, role in (("registers", DEVICE_REGISTRAR), ("tags", TWIN_WRITER))
        ]
        self._link(service, rights)
        return service

    def _link(self, service: dps.IotDpsResource, rights: list[pulumi.Resource]) -> None:
        """An ARM deployment that sets the linked hub.

        Its name follows from its content: whenever the service is declared differently, and so
        written without the link, this is another deployment and links it again.
        """
        home = self._args.home
        body = _linked(self._args, self._hub_name)
        resources.Deployment(
            f"{self._name}-link",
            deployment_name=f"link-{digest(body).removeprefix('sha256:')[:12]}",
            resource_group_name=home.group,
            properties=resources.DeploymentPropertiesArgs(
                mode=resources.DeploymentMode.INCREMENTAL,
                template=service.name.apply(lambda name: _template({**body, "name": name})),
            ),
            tags=tags(home),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[service, *rights]),
        )


def kept(type: str, region: str) -> bool | None:
    """True where Azure offers to keep such a resource in its region; None where it does not."""
    is_offered = settings.offered(type, DATA_RESIDENCY, region) in settings.IN_FORCE
    return True if is_offered else None


def host_name(hub: str) -> str:
    """The host a hub's devices and its data plane are reached at."""
    return f"{hub}.azure-devices.net"


def _linked(args: EdgeFleetArgs, hub: str) -> dict[str, Any]:
    """The provisioning service as its newer API takes it, with the hub linked by identity."""
    home = args.home
    link = {
        "hostName": host_name(hub),
        "authenticationType": "SystemAssigned",
        "location": home.region,
        "applyAllocationPolicy": True,
        "allocationWeight": 1,
    }
    return {
        "type": "Microsoft.Devices/provisioningServices",
        "apiVersion": LINK_API,
        "location": home.region,
        "identity": {"type": "SystemAssigned"},
        "sku": {"name": "S1", "capacity": 1},
        "tags": tags(home, args.data),
        "properties": {
            "allocationPolicy": "Hashed",
            **({DATA_RESIDENCY: True} if kept(SERVICE, home.region) else {}),
            "publicNetworkAccess": "Enabled",
            "iotHubs": [link],
        },
    }


def _template(resource: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [resource],
    }


def _intent(args: EdgeFleetArgs) -> dict[str, object]:
    return intent(
        args.home,
        args.data,
        fleet=args.fleet,
        runtime=args.runtime,
        country=args.country,
        devices=args.devices,
        tags=dict(args.tags),
        tls_min="1.2",
    )
