"""A key vault that cannot be purged, a key that rotates, and the one identity that may use it."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import keyvault, managedidentity

from edgewright.components.azure.roles import KEY_USER, grant
from edgewright.components.contract import KeysArgs, KeysOutputs
from edgewright.components.intent import intent, tags
from edgewright.components.naming import bounded, unique

VAULT_LIMIT = 24
IDENTITY_LIMIT = 128
DELETION_DAYS = 90
"""The longest soft-delete retention Key Vault offers."""
ROTATE_AFTER = "P365D"
EXPIRE_AFTER = "P730D"


class Keys(pulumi.ComponentResource):
    """Storage, registry and workspace take the key as one user-assigned identity.

    It exists before they do, which is why they can be created encrypted; a system-assigned
    identity would come too late. The vault answers Azure services only. Keys are declared through
    Azure Resource Manager, which its firewall does not concern.
    """

    def __init__(
        self, name: str, args: KeysArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        wanted = {"rotation": True, "purge_protection": True}
        everything = intent(args.home, args.data, deletion_window_days=DELETION_DAYS, **wanted)
        super().__init__("edgewright:azure:Keys", name, everything, opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        vault = self._vault()
        user = managedidentity.UserAssignedIdentity(
            f"{name}-user",
            resource_name_=bounded(f"{args.home.estate}-{args.home.region}-keys", IDENTITY_LIMIT),
            resource_group_name=args.home.group,
            location=args.home.region,
            tags=tags(args.home),
            opts=self._child,
        )
        granted = grant(
            f"{name}-use", args.home, KEY_USER, user.principal_id, vault.id, self._child
        )
        key = self._key(vault)
        # Whoever takes the identity from here also waits until it may use the key.
        ready = pulumi.Output.all(user.id, granted.id).apply(lambda ids: str(ids[0]))
        self.outputs = KeysOutputs(
            key=key.key_uri,
            pinned_key=key.key_uri_with_version,
            store=vault.id,
            user=ready,
            user_client=user.client_id,
        )
        self.register_outputs({"key": key.key_uri, "store": vault.id})

    def _vault(self) -> keyvault.Vault:
        home = self._args.home
        return keyvault.Vault(
            f"{self._name}-vault",
            vault_name=unique(home, "keys", limit=VAULT_LIMIT),
            resource_group_name=home.group,
            location=home.region,
            properties=keyvault.VaultPropertiesArgs(
                sku=keyvault.SkuArgs(family="A", name="standard"),
                tenant_id=home.tenant,
                enable_rbac_authorization=True,
                enable_soft_delete=True,
                enable_purge_protection=True,
                soft_delete_retention_in_days=DELETION_DAYS,
                public_network_access="Disabled",
                network_acls=keyvault.NetworkRuleSetArgs(
                    bypass="AzureServices", default_action="Deny"
                ),
            ),
            tags=tags(home),
            opts=self._child,
        )

    def _key(self, vault: keyvault.Vault) -> keyvault.Key:
        rotate = keyvault.LifetimeActionArgs(
            action=keyvault.ActionArgs(type="rotate"),
            trigger=keyvault.TriggerArgs(time_after_create=ROTATE_AFTER),
        )
        return keyvault.Key(
            f"{self._name}-key",
            key_name="data",
            vault_name=vault.name,
            resource_group_name=self._args.home.group,
            properties=keyvault.KeyPropertiesArgs(
                kty="RSA",
                key_size=3072,
                key_ops=["wrapKey", "unwrapKey"],
                rotation_policy=keyvault.RotationPolicyArgs(
                    attributes=keyvault.KeyRotationPolicyAttributesArgs(expiry_time=EXPIRE_AFTER),
                    lifetime_actions=[rotate],
                ),
            ),
            tags=tags(self._args.home),
            opts=self._child,
        )
