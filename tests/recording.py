"""A recording engine: what a program declares, without an engine, a provider or a cloud.

What these mocks do not prove: that a provider accepts the inputs, that names are free, that roles
suffice, how an update or a replacement behaves. The engine tests and real clouds prove those.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi.runtime import mocks, rpc

SUBSCRIPTION = "00000000-0000-4000-8000-000000000001"
TENANT = "00000000-0000-4000-8000-000000000002"
ANSWERS = {
    "aws:index/getCallerIdentity:getCallerIdentity": {"accountId": "999988887777"},
    "azure-native:authorization:getClientConfig": {
        "clientId": "client",
        "objectId": "object",
        "subscriptionId": SUBSCRIPTION,
        "tenantId": TENANT,
    },
}
MADE_BY_CLOUD: dict[str, Callable[[str, dict[str, Any]], dict[str, Any]]] = {
    "aws:kms/key:Key": lambda name, _: {
        "arn": "arn:aws:kms:eu-central-1:111122223333:key/0",
        "keyId": "0",
    },
    "azure-native:keyvault:Vault": lambda name, given: {"name": given["vaultName"]},
    "azure-native:keyvault:Key": lambda name, given: {
        "keyUri": f"https://{given['vaultName']}.vault.azure.net/keys/{given['keyName']}",
        "keyUriWithVersion": f"https://{given['vaultName']}.vault.azure.net/keys/data/1",
    },
    "azure-native:resources:ResourceGroup": lambda name, given: {
        "name": given["resourceGroupName"]
    },
    "azure-native:storage:StorageAccount": lambda name, given: {"name": given["accountName"]},
    "azure-native:iothub:IotHubResource": lambda name, given: {"name": given["resourceName"]},
    "azure-native:machinelearningservices:Workspace": lambda name, given: {
        "name": given["workspaceName"]
    },
    "azure-native:deviceprovisioningservices:IotDpsResource": lambda name, given: {
        "name": given["provisioningServiceName"],
        "identity": {"type": "SystemAssigned", "principalId": "service", "tenantId": TENANT},
    },
    "azure-native:managedidentity:UserAssignedIdentity": lambda name, _: {
        "principalId": f"principal-of-{name}",
        "clientId": f"client-of-{name}",
    },
}
"""What a cloud adds to a resource's own inputs, for what components read back."""


def _with_identities(state: dict[str, Any]) -> dict[str, Any]:
    """Azure takes a resource's identities as a list of ids and gives them back as a map."""
    identity = state.get("identity")
    given = identity.get("userAssignedIdentities") if isinstance(identity, dict) else None
    if not isinstance(given, list):
        return state
    described = {id: {"principalId": f"principal {id}", "clientId": f"client {id}"} for id in given}
    return {**state, "identity": {**identity, "userAssignedIdentities": described}}


@dataclass(frozen=True)
class Declared:
    """A resource as the program declared it."""

    type: str
    name: str
    parent: str
    provider: str
    urn: str
    inputs: dict[str, Any]
    depends_on: tuple[str, ...]


@dataclass
class Recorder(mocks.Mocks):
    """Answers like a cloud where components need it, and keeps everything that was declared."""

    declared: list[Declared] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    exports: dict[str, Any] = field(default_factory=dict)

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        extra = MADE_BY_CLOUD.get(args.typ, lambda name, given: {})(args.name, args.inputs)
        arn = {"arn": f"arn:aws:made:::{args.name}"} if args.typ.startswith("aws:") else {}
        return f"id-of-{args.name}", _with_identities({**args.inputs, **arn, **extra})

    def call(self, args: mocks.MockCallArgs) -> dict[str, Any]:
        self.calls.append(args.token)
        return ANSWERS[args.token]

    def all(self, type: str) -> list[Declared]:
        return sorted((one for one in self.declared if one.type == type), key=lambda one: one.name)

    def one(self, name: str) -> Declared:
        (found,) = (item for item in self.declared if item.name == name)
        return found

    def children(self, name: str) -> dict[str, str]:
        """Name -> type of the direct children of the resource called `name`."""
        parent = self.one(name).urn
        return {item.name: item.type for item in self.declared if item.parent == parent}

    def parent_name(self, item: Declared) -> str:
        return next((one.name for one in self.declared if one.urn == item.parent), "")


class RecordingMonitor(mocks.MockMonitor):
    """Keeps parents and dependencies, which Pulumi's own mocks drop."""

    def RegisterResource(self, request: Any) -> Any:
        answer = super().RegisterResource(request)
        if request.type != "pulumi:pulumi:Stack":
            self.mocks.declared.append(
                Declared(
                    type=request.type,
                    name=request.name,
                    parent=request.parent,
                    provider=request.provider or dict(request.providers).get("aws-native", ""),
                    urn=answer.urn,
                    inputs=rpc.deserialize_properties(request.object),
                    depends_on=tuple(request.dependencies),
                )
            )
        return answer


def record(program: Callable[[], Any]) -> Recorder:
    """Run `program` on the recording engine and wait for all it declares."""
    recorder = Recorder()
    mocks.set_mocks(
        recorder, "edgewright", "test", preview=False, monitor=RecordingMonitor(recorder)
    )
    pulumi.runtime.test(program)()
    return recorder
