"""How Azure's resources look once they exist (ids: Azure Resource Manager's template reference)."""

from __future__ import annotations

from typing import Any

from edgewright.providers.offline.made import SUBSCRIPTION, Inputs, Kind, identity
from edgewright.providers.property_values import SIGNATURE_KEY, UNKNOWN, known

TENANT = "00000000-0000-0000-0000-000000000000"
GROUP = "/subscriptions/{sub}/resourceGroups/{resourceGroupName}"
HUB_HOST = "{name}.azure-devices.net"


def _id(path: str) -> str:
    return f"{GROUP}/providers/{path}"


def _arm(path: str, name: str, **outputs: str) -> Kind:
    """A resource directly in a resource group."""
    return Kind(name, _id(path + "/{name}"), {"name": "{name}", **outputs}, _system_identity)


def _system_identity(urn: str, inputs: Inputs) -> dict[str, Any]:
    """Identities as Azure gives them back: the service's own, and a map of the user's."""
    identity_given = known(inputs.get("identity"))
    if not isinstance(identity_given, dict):
        return {}
    answer: dict[str, Any] = {**identity_given, "tenantId": TENANT}
    if "SystemAssigned" in str(identity_given.get("type")):
        answer["principalId"] = identity(urn)
    listed = identity_given.get("userAssignedIdentities")
    if isinstance(listed, list):
        answer["userAssignedIdentities"] = {
            id: {"principalId": identity(id), "clientId": identity(id + "#client")}
            for id in listed
            if isinstance(id, str)
        }
    return {"identity": answer}


def _properties(inputs: Inputs, **added: str) -> dict[str, Any]:
    """The `properties` a program gave, secrets still wrapped, with what the service adds."""
    given = inputs.get("properties") or {}
    is_whole_secret = isinstance(given, dict) and SIGNATURE_KEY in given
    return {} if is_whole_secret or given == UNKNOWN else {"properties": {**given, **added}}


def _vault(urn: str, inputs: Inputs) -> dict[str, Any]:
    name = known(inputs.get("vaultName"))
    return _properties(inputs, vaultUri=f"https://{name}.vault.azure.net/")


def _hub(urn: str, inputs: Inputs) -> dict[str, Any]:
    host = HUB_HOST.format(name=known(inputs.get("resourceName")))
    return {**_system_identity(urn, inputs), **_properties(inputs, hostName=host)}


def _enrolment(urn: str, inputs: Inputs) -> dict[str, Any]:
    name = known(inputs.get("provisioningServiceName"))
    added = _properties(
        inputs,
        idScope="0ne" + identity(urn).replace("-", "").upper()[:8],
        serviceOperationsHostName=f"{name}.azure-devices-provisioning.net",
        deviceProvisioningHostName="global.azure-devices-provisioning.net",
    )
    return {**_system_identity(urn, inputs), **added}


STORAGE = "Microsoft.Storage/storageAccounts"
WORKSPACE = "Microsoft.MachineLearningServices/workspaces"

KINDS: dict[str, Kind] = {
    "azure-native:resources:ResourceGroup": Kind("resourceGroupName", GROUP, {"name": "{name}"}),
    "azure-native:resources:Deployment": _arm("Microsoft.Resources/deployments", "deploymentName"),
    "azure-native:managedidentity:UserAssignedIdentity": Kind(
        "resourceName",
        _id("Microsoft.ManagedIdentity/userAssignedIdentities/{name}"),
        {"name": "{name}", "tenantId": TENANT},
        lambda urn, _: {"principalId": identity(urn), "clientId": identity(urn + "#client")},
    ),
    "azure-native:keyvault:Vault": Kind(
        "vaultName", _id("Microsoft.KeyVault/vaults/{name}"), {"name": "{name}"}, _vault
    ),
    "azure-native:keyvault:Key": Kind(
        "keyName",
        _id("Microsoft.KeyVault/vaults/{vaultName}/keys/{name}"),
        {
            "name": "{name}",
            "keyUri": "https://{vaultName}.vault.azure.net/keys/{name}",
            "keyUriWithVersion": "https://{vaultName}.vault.azure.net/keys/{name}/{uuid}",
        },
    ),
    "azure-native:storage:StorageAccount": _arm(STORAGE, "accountName"),
    "azure-native:storage:BlobServiceProperties": Kind(
        "blobServicesName",
        _id(STORAGE + "/{accountName}/blobServices/{name}"),
        {"name": "{name}"},
    ),
    "azure-native:storage:BlobContainer": Kind(
        "containerName",
        _id(STORAGE + "/{accountName}/blobServices/default/containers/{name}"),
        {"name": "{name}"},
    ),
    "azure-native:storage:ManagementPolicy": Kind(
        "managementPolicyName",
        _id(STORAGE + "/{accountName}/managementPolicies/{name}"),
        {"name": "{name}"},
    ),
    "azure-native:containerregistry:Registry": _arm(
        "Microsoft.ContainerRegistry/registries", "registryName", loginServer="{name}.azurecr.io"
    ),
    "azure-native:machinelearningservices:Workspace": _arm(WORKSPACE, "workspaceName"),
    "azure-native:machinelearningservices:ModelContainer": Kind(
        "name", _id(WORKSPACE + "/{workspaceName}/models/{name}")
    ),
    "azure-native:machinelearningservices:ComponentVersion": Kind(
        "version", _id(WORKSPACE + "/{workspaceName}/components/{name}/versions/{version}")
    ),
    "azure-native:machinelearningservices:EnvironmentVersion": Kind(
        "version", _id(WORKSPACE + "/{workspaceName}/environments/{name}/versions/{version}")
    ),
    "azure-native:operationalinsights:Workspace": _arm(
        "Microsoft.OperationalInsights/workspaces", "workspaceName", customerId="{uuid}"
    ),
    "azure-native:applicationinsights:Component": _arm(
        "Microsoft.Insights/components", "resourceName", appId="{uuid}"
    ),
    "azure-native:iothub:IotHubResource": Kind(
        "resourceName", _id("Microsoft.Devices/IotHubs/{name}"), {"name": "{name}"}, _hub
    ),
    "azure-native:deviceprovisioningservices:IotDpsResource": Kind(
        "provisioningServiceName",
        _id("Microsoft.Devices/provisioningServices/{name}"),
        {"name": "{name}"},
        _enrolment,
    ),
    "azure-native:authorization:RoleAssignment": Kind(
        None,
        "{scope}/providers/Microsoft.Authorization/roleAssignments/{uuid}",
        {"name": "{uuid}"},
    ),
}
CLIENT = {
    "clientId": TENANT,
    "objectId": TENANT,
    "subscriptionId": SUBSCRIPTION,
    "tenantId": TENANT,
}
