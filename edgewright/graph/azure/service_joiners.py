"""The types whose rows of `compute` to `iot` call something joined, and what reads it."""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.azure import (
    application_gateways,
    container_apps,
    edge_endpoints,
    firewalls,
    kubernetes_clusters,
    machines,
    networks,
    role_assignments,
    service_access,
    vaults,
    web_apps,
)
from edgewright.graph.azure.log_settings import logs
from edgewright.graph.resource.rows import Joiner

LOGGED = (
    "azure-native:containerservice:Fleet",
    *("azure-native:web:AppServiceEnvironment", "azure-native:logic:Workflow"),
    "azure-native:network:BastionHost",
    *("azure-native:communication:CommunicationService", "azure-native:videoindexer:Account"),
    *("azure-native:communication:EmailService", "azure-native:healthcareapis:FhirService"),
    *("azure-native:healthcareapis:DicomService", "azure-native:healthcareapis:Service"),
    "azure-native:healthcareapis:IotConnector",
)
"""Types of which diagnostic settings alone are joined."""
JOINERS: Mapping[str, Joiner] = {
    **dict.fromkeys(LOGGED, logs),
    machines.MACHINE: machines.machine,
    machines.SCALE_SET: machines.scale_set,
    kubernetes_clusters.CLUSTER: kubernetes_clusters.cluster,
    kubernetes_clusters.POOL: kubernetes_clusters.pool,
    container_apps.GROUP: container_apps.group,
    container_apps.APP: container_apps.app,
    container_apps.JOB: container_apps.job,
    container_apps.ENVIRONMENT: container_apps.environment,
    web_apps.APP: web_apps.web_app,
    web_apps.SLOT: web_apps.web_app,
    networks.NETWORK: networks.network,
    networks.PRIVATE_ENDPOINT: networks.private_endpoint,
    networks.BALANCER: networks.balancer,
    networks.ZONE: networks.zone,
    firewalls.GROUP: firewalls.security_group,
    firewalls.FIREWALL: firewalls.azure_firewall,
    firewalls.POLICY: firewalls.firewall_policy,
    firewalls.ADMIN_RULES: firewalls.admin_rules,
    application_gateways.GATEWAY: application_gateways.gateway,
    edge_endpoints.ENDPOINT: edge_endpoints.front_door_endpoint,
    edge_endpoints.CDN_ENDPOINT: edge_endpoints.cdn_endpoint,
    edge_endpoints.CLASSIC: edge_endpoints.front_door,
    role_assignments.ASSIGNMENT: role_assignments.assignment,
    role_assignments.ELIGIBLE: role_assignments.assignment,
    role_assignments.DEFINITION: role_assignments.definition,
    vaults.VAULT: vaults.vault,
    vaults.MANAGED_HSM: vaults.hsm,
    vaults.SECRET: vaults.secret,
    service_access.BATCH: service_access.batch_account,
    service_access.VMWARE: service_access.logged_and_keyed,
    service_access.BOT: service_access.logged_and_keyed,
    service_access.AI: service_access.ai_account,
    service_access.IOT_CENTRAL: service_access.iot_central,
    service_access.API_MANAGEMENT: service_access.api_management,
    service_access.LISTENER: service_access.broker_listener,
    service_access.DEVICE_GROUP: service_access.device_group,
    service_access.COMPUTE: service_access.compute,
}
"""Type token -> what reads the properties that its row calls joined."""
