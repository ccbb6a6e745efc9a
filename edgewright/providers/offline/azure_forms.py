"""Azure resource types of the `azure-native` package.

Resource ids are those of the Azure Resource Manager template reference; host names are the public
cloud's (Azure private endpoint DNS reference). A resource cannot move: its id's parts and its
location are fixed for every type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edgewright.providers.changes import ALL_BUT_TAGS
from edgewright.providers.offline.declared import Declared
from edgewright.providers.offline.forms import PLACEHOLDER, Form, Naming
from edgewright.providers.offline.made_up import made_up, seed_of
from edgewright.providers.property_values import UNKNOWN, is_marked, is_unknown, known, opened

SUBSCRIPTION = "/subscriptions/{@subscription}"
GROUP = SUBSCRIPTION + "/resourceGroups/{resourceGroupName}"
WORKSPACE = "Microsoft.MachineLearningServices/workspaces/{workspaceName}"
FIXED = ("location", "resourceGroupName")
"""What no ARM resource can change in place, whatever its type."""


def identity(resource: Declared) -> Any:
    """A resource's identity with the principals the directory gave it."""
    given = opened(resource.inputs.get("identity")).value
    if given is None or is_unknown(given):
        return given
    type, users = opened(given.get("type")).value, opened(given.get("userAssignedIdentities")).value
    if is_unknown(type):
        return UNKNOWN
    own = {"principalId": "{@uuid.principal}", "tenantId": "{@tenant}"}
    named = own if "systemassigned" in str(type).lower().replace(" ", "") else {}
    both = {name: resource.fill(value) for name, value in named.items()}
    return {**both, **({} if users is None else {"userAssignedIdentities": _users(users)})}


def _users(users: Any) -> Any:
    """User-assigned identities by id, each with the principal and client it has everywhere."""
    if is_unknown(users) or (isinstance(users, list) and is_marked(users)):
        return UNKNOWN
    ids = known(users) if isinstance(users, list) else list(users)
    return {id: _principals(id) for id in ids}


def _principals(id: str) -> dict[str, Any]:
    seed = seed_of(id.lower())
    return {
        "principalId": made_up("uuid.principal", seed),
        "clientId": made_up("uuid.client", seed),
    }


def location(resource: Declared) -> Any:
    """A location as Azure answers it: "West Europe" is "westeurope"."""
    given = resource.read("location").value
    if given is None or is_unknown(given):
        return given
    return str(given).lower().replace(" ", "")


def login_server(resource: Declared) -> Any:
    """A registry's host, which is in lower case whatever its name."""
    host = opened(resource.fill("{registryName}.azurecr.io")).value
    return host if is_unknown(host) else str(host).lower()


def _arm(
    path: str,
    replaces: tuple[str, ...] = (),
    naming: Naming | None = None,
    *,
    above: str = GROUP,
    **outputs: Any,
) -> Form:
    """A type by its path below a provider namespace: id, name and ARM type follow from it."""
    parts = path.split("/")
    id = f"{above}/providers/{path}"
    added = {
        "name": parts[-1],
        "type": "/".join([parts[0], *parts[1::2]]),
        "location": location,
        "identity": identity,
        **outputs,
    }
    return Form(id, added, naming, _fixed(id, replaces), seed="{@id}")


def _fixed(id: str, more: tuple[str, ...]) -> tuple[str, ...]:
    parts = [name for name in PLACEHOLDER.findall(id) if not name[0].startswith("@")]
    return tuple(dict.fromkeys([*FIXED, *(name for name, _ in parts), *more]))


def _compact(property: str, limit: int) -> Naming:
    return Naming(property, style="compact", limit=limit)


def _joined(property: str, limit: int) -> Naming:
    return Naming(property, style="joined", limit=limit)


def _vault_item(kind: str, property: str, uri: str) -> dict[str, str]:
    base = f"https://{{vaultName}}.vault.azure.net/{kind}/{{{property}}}"
    return {uri: base, f"{uri}WithVersion": f"{base}/{{@hex32.version}}"}


def _endpoints() -> dict[str, str]:
    services = ("blob", "dfs", "file", "queue", "table")
    return {name: f"https://{{accountName}}.{name}.core.windows.net/" for name in services}


def _children(top: str, limit: int, paths: Mapping[str, str]) -> dict[str, Form]:
    """Types below a resource by their path there, "" for that resource itself.

    The last part of each path is the type's own name, made up when the program gives none.
    """
    forms = {}
    for type, path in paths.items():
        whole = f"{top}/{path}" if path else top
        own = whole.rpartition("/")[2].strip("{}")
        forms[type] = _arm(whole, naming=_joined(own, limit))
    return forms


OTHER = Form(None, {"location": location, "identity": identity}, None, FIXED)
"""Any other type."""

AZURE: Mapping[str, Form] = {
    "azure-native:resources:ResourceGroup": Form(
        GROUP,
        {
            "name": "{resourceGroupName}",
            "type": "Microsoft.Resources/resourceGroups",
            "location": location,
            "properties": {"provisioningState": "Succeeded"},
        },
        _joined("resourceGroupName", 90),
        FIXED,
        seed="{@id}",
    ),
    "azure-native:resources:Deployment": _arm(
        "Microsoft.Resources/deployments/{deploymentName}",
        naming=_joined("deploymentName", 64),
        properties={"provisioningState": "Succeeded"},
    ),
    "azure-native:authorization:RoleAssignment": Form(
        "{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
        {"name": "{roleAssignmentName}", "type": "Microsoft.Authorization/roleAssignments"},
        Naming("roleAssignmentName", style="uuid"),
        (ALL_BUT_TAGS,),
    ),
    "azure-native:managedidentity:UserAssignedIdentity": _arm(
        "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}",
        naming=_joined("resourceName", 128),
        principalId="{@uuid.principal}",
        clientId="{@uuid.client}",
        tenantId="{@tenant}",
    ),
    "azure-native:storage:StorageAccount": _arm(
        "Microsoft.Storage/storageAccounts/{accountName}",
        ("isHnsEnabled", "encryption.requireInfrastructureEncryption"),
        _compact("accountName", 24),
        primaryEndpoints=_endpoints(),
        primaryLocation=location,
        provisioningState="Succeeded",
    ),
    "azure-native:storage:BlobContainer": _arm(
        "Microsoft.Storage/storageAccounts/{accountName}/blobServices/default"
        "/containers/{containerName}",
        naming=_joined("containerName", 63),
    ),
    "azure-native:storage:BlobServiceProperties": _arm(
        "Microsoft.Storage/storageAccounts/{accountName}/blobServices/{blobServicesName}"
    ),
    "azure-native:storage:ManagementPolicy": _arm(
        "Microsoft.Storage/storageAccounts/{accountName}/managementPolicies/{managementPolicyName}"
    ),
    "azure-native:keyvault:Vault": _arm(
        "Microsoft.KeyVault/vaults/{vaultName}",
        naming=_joined("vaultName", 24),
        properties={
            "vaultUri": "https://{vaultName}.vault.azure.net/",
            "provisioningState": "Succeeded",
        },
    ),
    "azure-native:keyvault:Key": _arm(
        "Microsoft.KeyVault/vaults/{vaultName}/keys/{keyName}",
        ("properties",),
        _joined("keyName", 127),
        **_vault_item("keys", "keyName", "keyUri"),
    ),
    "azure-native:keyvault:Secret": _arm(
        "Microsoft.KeyVault/vaults/{vaultName}/secrets/{secretName}",
        naming=_joined("secretName", 127),
        properties=_vault_item("secrets", "secretName", "secretUri"),
    ),
    "azure-native:containerregistry:Registry": _arm(
        "Microsoft.ContainerRegistry/registries/{registryName}",
        ("encryption.status", "zoneRedundancy"),
        _compact("registryName", 50),
        loginServer=login_server,
        provisioningState="Succeeded",
    ),
    "azure-native:machinelearningservices:Workspace": _arm(
        WORKSPACE,
        ("encryption.status", "hbiWorkspace", "storageAccount"),
        _joined("workspaceName", 33),
        workspaceId="{@uuid.workspace}",
        mlFlowTrackingUri="azureml://{location}.api.azureml.ms/mlflow/v1.0{@id}",
        discoveryUrl="https://{location}.api.azureml.ms/discovery",
        tenantId="{@tenant}",
        provisioningState="Succeeded",
    ),
    "azure-native:machinelearningservices:Compute": _arm(
        f"{WORKSPACE}/computes/{{computeName}}", naming=_joined("computeName", 24)
    ),
    "azure-native:machinelearningservices:ModelContainer": _arm(
        f"{WORKSPACE}/models/{{name}}", naming=_joined("name", 255)
    ),
    "azure-native:machinelearningservices:ModelVersion": _arm(
        f"{WORKSPACE}/models/{{name}}/versions/{{version}}"
    ),
    "azure-native:machinelearningservices:EnvironmentVersion": _arm(
        f"{WORKSPACE}/environments/{{name}}/versions/{{version}}", ("properties",)
    ),
    "azure-native:machinelearningservices:ComponentVersion": _arm(
        f"{WORKSPACE}/components/{{name}}/versions/{{version}}", ("properties.componentSpec",)
    ),
    "azure-native:iothub:IotHubResource": _arm(
        "Microsoft.Devices/IotHubs/{resourceName}",
        naming=_joined("resourceName", 50),
        properties={
            "hostName": "{resourceName}.azure-devices.net",
            "state": "Active",
            "provisioningState": "Succeeded",
        },
    ),
    "azure-native:deviceprovisioningservices:IotDpsResource": _arm(
        "Microsoft.Devices/provisioningServices/{provisioningServiceName}",
        naming=_joined("provisioningServiceName", 64),
        properties={
            "serviceOperationsHostName": "{provisioningServiceName}.azure-devices-provisioning.net",
            "deviceProvisioningHostName": "global.azure-devices-provisioning.net",
            "idScope": "0ne{@token8}",
            "state": "Active",
            "provisioningState": "Succeeded",
        },
    ),
    "azure-native:operationalinsights:Workspace": _arm(
        "Microsoft.OperationalInsights/workspaces/{workspaceName}",
        naming=_joined("workspaceName", 63),
        customerId="{@uuid.customer}",
        provisioningState="Succeeded",
    ),
    "azure-native:applicationinsights:Component": _arm(
        "Microsoft.Insights/components/{resourceName}",
        naming=_joined("resourceName", 255),
        appId="{@uuid.app}",
        instrumentationKey="{@uuid.instrumentation}",
        provisioningState="Succeeded",
    ),
    **_children(
        "Microsoft.DocumentDB/databaseAccounts/{accountName}",
        50,
        {"azure-native:cosmosdb:DatabaseAccount": ""},
    ),
    **_children(
        "Microsoft.ContainerRegistry/registries/{registryName}",
        50,
        {"azure-native:containerregistry:Replication": "replications/{replicationName}"},
    ),
    **_children(
        "Microsoft.ServiceBus/namespaces/{namespaceName}",
        50,
        {"azure-native:servicebus:Namespace": ""},
    ),
    **_children(
        "Microsoft.EventHub/namespaces/{namespaceName}",
        50,
        {
            "azure-native:eventhub:Namespace": "",
            "azure-native:eventhub:EventHub": "eventhubs/{eventHubName}",
            "azure-native:eventhub:NamespaceAuthorizationRule": "authorizationRules"
            "/{authorizationRuleName}",
        },
    ),
    **_children(
        "Microsoft.MachineLearningServices/registries/{registryName}",
        33,
        {"azure-native:machinelearningservices:Registry": ""},
    ),
    **_children(
        WORKSPACE,
        32,
        {
            "azure-native:machinelearningservices:OnlineEndpoint": "onlineEndpoints/{endpointName}",
            "azure-native:machinelearningservices:OnlineDeployment": "onlineEndpoints"
            "/{endpointName}/deployments/{deploymentName}",
            "azure-native:machinelearningservices:FeaturesetVersion": "featuresets/{name}"
            "/versions/{version}",
        },
    ),
    **_children(
        "Microsoft.RecoveryServices/vaults/{vaultName}",
        50,
        {
            "azure-native:recoveryservices:Vault": "",
            "azure-native:recoveryservices:ProtectedItem": "backupFabrics/{fabricName}"
            "/protectionContainers/{containerName}/protectedItems/{protectedItemName}",
        },
    ),
    **_children(
        "Microsoft.DataProtection/backupVaults/{vaultName}",
        50,
        {
            "azure-native:dataprotection:BackupVault": "",
            "azure-native:dataprotection:BackupInstance": "backupInstances/{backupInstanceName}",
        },
    ),
    "azure-native:keyvault:ManagedHsm": _arm(
        "Microsoft.KeyVault/managedHSMs/{name}",
        naming=_joined("name", 24),
        properties={"hsmUri": "https://{name}.managedhsm.azure.net/"},
    ),
    **_children(
        "Microsoft.Network/virtualNetworks/{virtualNetworkName}",
        64,
        {
            "azure-native:network:VirtualNetwork": "",
            "azure-native:network:VirtualNetworkPeering": "virtualNetworkPeerings"
            "/{virtualNetworkPeeringName}",
        },
    ),
    **_children(
        "Microsoft.Cdn/profiles/{profileName}",
        50,
        {
            "azure-native:cdn:Profile": "",
            "azure-native:cdn:AFDEndpoint": "afdEndpoints/{endpointName}",
            "azure-native:cdn:AFDOriginGroup": "originGroups/{originGroupName}",
            "azure-native:cdn:AFDOrigin": "originGroups/{originGroupName}/origins/{originName}",
            "azure-native:cdn:Route": "afdEndpoints/{endpointName}/routes/{routeName}",
            "azure-native:cdn:Endpoint": "endpoints/{endpointName}",
        },
    ),
    **_children(
        "Microsoft.CognitiveServices/accounts/{accountName}",
        64,
        {
            "azure-native:cognitiveservices:Account": "",
            "azure-native:cognitiveservices:Deployment": "deployments/{deploymentName}",
        },
    ),
    **_children(
        "Microsoft.Sql/servers/{serverName}",
        63,
        {
            "azure-native:sql:Server": "",
            "azure-native:sql:FailoverGroup": "failoverGroups/{failoverGroupName}",
        },
    ),
    "azure-native:monitor:DiagnosticSetting": Form(
        "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
        {"type": "Microsoft.Insights/diagnosticSettings"},
        _joined("name", 64),
        ("resourceUri", "name"),
        seed="{@id}",
    ),
}
"""Nested `name` outputs are the last part of the id."""
