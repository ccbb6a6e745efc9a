"""An Azure ML workspace: it lists models' versions, and training runs in it."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import applicationinsights, operationalinsights, storage
from pulumi_azure_native import machinelearningservices as ml

from edgewright.components.azure.storage_account import keep, storage_account
from edgewright.components.contract import ModelRegistryArgs, ModelRegistryOutputs
from edgewright.components.intent import intent, tags
from edgewright.components.naming import bounded

WORKSPACE_LIMIT = 33
LOG_LIMIT = 63
LOG_DAYS = 30


class ModelRegistry(pulumi.ComponentResource):
    """The workspace with what its API demands: a storage account, a vault, insights, a registry.

    It is private: no access from the Internet, and out of it only to what it approves, so that
    code in a training job cannot carry data away. Its metadata is encrypted with our key on
    Microsoft's side rather than in further resources in this subscription.
    """

    def __init__(
        self, name: str, args: ModelRegistryArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        wanted = intent(
            args.home,
            args.data,
            carrier=", ".join(args.models),
            encryption="customer",
            public_network=False,
        )
        super().__init__("edgewright:azure:ModelRegistry", name, wanted, opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        account = storage_account(
            f"{name}-account", args.home, "workspace", args.data, args.keys, self._child
        )
        keep(name, args.home, account, None, self._child)
        workspace = self._workspace(account, self._insights())
        models = {model: self._model(workspace, model) for model in args.models}
        self.outputs = ModelRegistryOutputs(
            workspace=workspace.name, ids={model: made.id for model, made in models.items()}
        )
        self.register_outputs({"workspace": workspace.name, "ids": self.outputs.ids})

    def _insights(self) -> applicationinsights.Component:
        """Insights keeps its records in a log workspace of our own, in the same region."""
        home = self._args.home
        logs = operationalinsights.Workspace(
            f"{self._name}-logs",
            workspace_name=bounded(f"{home.estate}-{home.region}-ml", LOG_LIMIT),
            resource_group_name=home.group,
            location=home.region,
            sku=operationalinsights.WorkspaceSkuArgs(name="PerGB2018"),
            retention_in_days=LOG_DAYS,
            features=operationalinsights.WorkspaceFeaturesArgs(disable_local_auth=True),
            tags=tags(home),
            opts=self._child,
        )
        return applicationinsights.Component(
            f"{self._name}-insights",
            resource_name_=bounded(f"{home.estate}-{home.region}-ml", LOG_LIMIT),
            resource_group_name=home.group,
            location=home.region,
            kind="web",
            application_type="web",
            ingestion_mode="LogAnalytics",
            workspace_resource_id=logs.id,
            disable_local_auth=True,
            tags=tags(home),
            opts=self._child,
        )

    def _workspace(
        self, account: storage.StorageAccount, insights: applicationinsights.Component
    ) -> ml.Workspace:
        home, keys = self._args.home, self._args.keys
        registries = list(self._args.images.ids.values())
        return ml.Workspace(
            f"{self._name}-workspace",
            workspace_name=bounded(f"{home.estate}-{home.region}", WORKSPACE_LIMIT),
            resource_group_name=home.group,
            location=home.region,
            kind="Default",
            identity=ml.ManagedServiceIdentityArgs(
                type="SystemAssigned,UserAssigned", user_assigned_identities=[keys.user]
            ),
            storage_account=account.id,
            key_vault=keys.store,
            application_insights=insights.id,
            container_registry=registries[0] if registries else None,
            encryption=_encryption(self._args),
            enable_service_side_cmk_encryption=True,
            hbi_workspace=True,
            public_network_access="Disabled",
            managed_network=ml.ManagedNetworkSettingsArgs(
                isolation_mode="AllowOnlyApprovedOutbound"
            ),
            system_datastores_auth_mode="Identity",
            v1_legacy_mode=False,
            tags=tags(home, self._args.data),
            opts=self._child,
        )

    def _model(self, workspace: ml.Workspace, model: str) -> ml.ModelContainer:
        return ml.ModelContainer(
            f"{self._name}-{model}",
            name=model,
            workspace_name=workspace.name,
            resource_group_name=self._args.home.group,
            properties=ml.ModelContainerPropertiesArgs(tags=tags(self._args.home)),
            opts=self._child,
        )


def _encryption(args: ModelRegistryArgs) -> ml.EncryptionPropertyArgs:
    """Our key at its present version: a workspace does not follow rotations by itself."""
    key = ml.KeyVaultPropertiesArgs(
        key_identifier=args.keys.pinned_key, key_vault_arm_id=args.keys.store
    )
    return ml.EncryptionPropertyArgs(
        status="Enabled",
        key_vault_properties=key,
        identity=ml.IdentityForCmkArgs(user_assigned_identity=args.keys.user),
    )
