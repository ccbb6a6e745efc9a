"""Functions of the `azure-native` and `azure` packages, and what they answer.

Which ones: those of the programs in github.com/pulumi/examples (counted by their calls at commit
40c09b266d44), and their like. Forms are those of the Azure REST API reference.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from edgewright.providers.offline.answering import NEEDED, Args, Function, made
from edgewright.providers.offline.settings import NOBODY, Settings
from edgewright.providers.property_values import secret


def _client(args: Args, settings: Settings) -> dict[str, Any]:
    return {
        "clientId": NOBODY,
        "objectId": NOBODY,
        "subscriptionId": settings.subscription,
        "tenantId": settings.tenant,
    }


def _client_token(args: Args, settings: Settings) -> dict[str, Any]:
    return {"token": secret(f"offline-{made(settings, 'hex64', 'token')}")}


def _key(settings: Settings, *parts: object) -> Any:
    raw = bytes.fromhex(made(settings, "hex64", *parts))
    return secret(base64.b64encode(raw).decode())


def _storage_keys(args: Args, settings: Settings) -> dict[str, Any]:
    names = ("key1", "key2")
    return {
        "keys": [
            {
                "keyName": name,
                "permissions": "FULL",
                "value": _key(settings, args.get("accountName"), name),
            }
            for name in names
        ]
    }


def _registry_passwords(args: Args, settings: Settings) -> dict[str, Any]:
    registry = args.get("registryName")
    passwords = [
        {"name": name, "value": _key(settings, registry, name)}
        for name in ("password", "password2")
    ]
    return {"username": registry, "passwords": passwords}


def _shared_keys(args: Args, settings: Settings) -> dict[str, Any]:
    workspace = args.get("workspaceName")
    return {
        "primarySharedKey": _key(settings, workspace, "primary"),
        "secondarySharedKey": _key(settings, workspace, "secondary"),
    }


def _signature(name: str) -> Function:
    """A shared access signature: the text of a query, with nobody's signature."""

    def sign(args: Args, settings: Settings) -> dict[str, Any]:
        signature = made(settings, "hex32", args.get("accountName"))
        return {name: secret(f"sv=2022-11-02&sig={signature}")}

    return sign


def _cluster_login(args: Args, settings: Settings) -> dict[str, Any]:
    name = args.get("resourceName")
    server = f"https://offline-{made(settings, 'hex16', name)}.invalid"
    text = (
        f"apiVersion: v1\nkind: Config\ncurrent-context: {name}\n"
        f"clusters:\n- name: {name}\n  cluster:\n    server: {server}\n"
        f"users:\n- name: {name}\n  user: {{}}\n"
        f"contexts:\n- name: {name}\n  context:\n    cluster: {name}\n    user: {name}\n"
    )
    value = secret(base64.b64encode(text.encode()).decode())
    return {"kubeconfigs": [{"name": "clusterUser", "value": value}]}


def _database_keys(args: Args, settings: Settings) -> dict[str, Any]:
    names = ("primaryMasterKey", "primaryReadonlyMasterKey", "secondaryMasterKey")
    every = (*names, "secondaryReadonlyMasterKey")
    return {name: _key(settings, args.get("accountName"), name) for name in every}


def _namespace_keys(args: Args, settings: Settings) -> dict[str, Any]:
    """Keys of an event hub's or service bus's namespace, and connection strings with them."""
    namespace, rule = args.get("namespaceName"), args.get("authorizationRuleName")
    answer: dict[str, Any] = {"keyName": rule}
    for which in ("primary", "secondary"):
        key = _key(settings, namespace, rule, which)
        text = (
            f"Endpoint=sb://{namespace}.servicebus.windows.net/;SharedAccessKeyName={rule};"
            f"SharedAccessKey={key['value']}"
        )
        answer[f"{which}Key"] = key
        answer[f"{which}ConnectionString"] = secret(text)
    return answer


def _hub_keys(args: Args, settings: Settings) -> dict[str, Any]:
    hub, rule = args.get("resourceName"), args.get("keyName")
    keys = {f"{one}Key": _key(settings, hub, rule, one) for one in ("primary", "secondary")}
    return {"keyName": rule, **keys}


def _workspace_keys(args: Args, settings: Settings) -> dict[str, Any]:
    workspace = args.get("workspaceName")
    return {"userStorageKey": _key(settings, workspace, "storage")}


def _there(path: str, name: str, **more: str) -> Function:
    """A function that finds a resource of a group by its name.

    Args:
        path: the resource's type and, in braces, the arguments that name it.
        name: the argument with its own name.
        more: outputs that are made up: name -> kind.
    """

    def find(args: Args, settings: Settings) -> dict[str, Any]:
        group = f"/subscriptions/{settings.subscription}/resourceGroups/"
        id = f"{group}{args.get('resourceGroupName')}{path.format_map(dict(args))}"
        extra = {key: made(settings, kind, id.lower(), key) for key, kind in more.items()}
        return {"id": id, "name": args.get(name), **extra}

    return find


def _placed(find: Function) -> Function:
    """The same of a resource that has a location."""
    return lambda args, settings: {**find(args, settings), "location": NEEDED}


def _subscription(args: Args, settings: Settings) -> dict[str, Any]:
    subscription = args.get("subscriptionId") or settings.subscription
    return {
        "id": f"/subscriptions/{subscription}",
        "subscriptionId": subscription,
        "tenantId": settings.tenant,
        "displayName": "offline",
        "state": "Enabled",
    }


def _classic_group(args: Args, settings: Settings) -> dict[str, Any]:
    name = args.get("name")
    id = f"/subscriptions/{settings.subscription}/resourceGroups/{name}"
    return {"id": id, "name": name, "location": NEEDED}


IDENTITY = _there(
    "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}",
    "resourceName",
    principalId="uuid",
    clientId="uuid",
)
AZURE: Mapping[str, Function] = {
    "azure-native:authorization:getClientConfig": _client,
    "azure-native:authorization:getClientToken": _client_token,
    "azure-native:storage:listStorageAccountKeys": _storage_keys,
    "azure-native:storage:listStorageAccountSAS": _signature("accountSasToken"),
    "azure-native:storage:listStorageAccountServiceSAS": _signature("serviceSasToken"),
    "azure-native:storage:getStorageAccount": _placed(
        _there("/providers/Microsoft.Storage/storageAccounts/{accountName}", "accountName")
    ),
    "azure-native:containerregistry:listRegistryCredentials": _registry_passwords,
    "azure-native:operationalinsights:getSharedKeys": _shared_keys,
    "azure-native:operationalinsights:getWorkspace": _placed(
        _there(
            "/providers/Microsoft.OperationalInsights/workspaces/{workspaceName}",
            "workspaceName",
            customerId="uuid",
        )
    ),
    "azure-native:resources:getResourceGroup": _placed(_there("", "resourceGroupName")),
    "azure-native:keyvault:getVault": _placed(
        _there("/providers/Microsoft.KeyVault/vaults/{vaultName}", "vaultName")
    ),
    "azure-native:managedidentity:getUserAssignedIdentity": _placed(IDENTITY),
    "azure-native:network:getVirtualNetwork": _placed(
        _there(
            "/providers/Microsoft.Network/virtualNetworks/{virtualNetworkName}",
            "virtualNetworkName",
        )
    ),
    "azure-native:network:getSubnet": _there(
        "/providers/Microsoft.Network/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}",
        "subnetName",
    ),
    "azure-native:containerservice:listManagedClusterUserCredentials": _cluster_login,
    "azure-native:containerservice:listManagedClusterAdminCredentials": _cluster_login,
    "azure-native:cosmosdb:listDatabaseAccountKeys": _database_keys,
    "azure-native:documentdb:listDatabaseAccountKeys": _database_keys,
    "azure-native:eventhub:listNamespaceKeys": _namespace_keys,
    "azure-native:servicebus:listNamespaceKeys": _namespace_keys,
    "azure-native:iothub:listIotHubResourceKeysForKeyName": _hub_keys,
    "azure-native:devices:listIotHubResourceKeysForKeyName": _hub_keys,
    "azure-native:machinelearningservices:listWorkspaceKeys": _workspace_keys,
}
CLASSIC: Mapping[str, Function] = {
    "azure:core/getClientConfig:getClientConfig": _client,
    "azure:core/getSubscription:getSubscription": _subscription,
    "azure:core/getResourceGroup:getResourceGroup": _classic_group,
}
DIRECTORY: Mapping[str, Function] = {"azuread:index/getClientConfig:getClientConfig": _client}
