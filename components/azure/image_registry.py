"""An Azure container registry with our own key."""

from __future__ import annotations

from typing import Any

import pulumi
from pulumi_azure_native import containerregistry

from edgewright.components.contract import ImageRegistryArgs, ImageRegistryOutputs
from edgewright.components.intent import intent, tags
from edgewright.components.naming import unique_compact

REGISTRY_LIMIT = 50
SKU = "Premium"
"""The only one that takes a key of ours; also the only one that a private link can lead to."""


class ImageRegistry(pulumi.ComponentResource):
    """One registry for all images; repositories come into being with their first push.

    Tags can move (the service has no registry-wide setting against it), so releases name images by
    digest. No geo-replication: it would copy images to other regions.
    """

    def __init__(
        self, name: str, args: ImageRegistryArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        wanted: dict[str, Any] = {
            "encryption": "customer",
            "immutable_tags": False,
            "scan_on_push": False,
        }
        super().__init__(
            "edgewright:azure:ImageRegistry",
            name,
            intent(args.home, public=False, **wanted),
            opts,
        )
        registry_name = unique_compact(args.home, "images", limit=REGISTRY_LIMIT)
        registry = self._registry(name, registry_name, args)
        self.outputs = ImageRegistryOutputs(
            ids=dict.fromkeys(args.repositories, registry.id),
            addresses={
                repository: f"{registry_name}.azurecr.io/{repository}"
                for repository in args.repositories
            },
        )
        self.register_outputs({"id": registry.id, "addresses": self.outputs.addresses})

    def _registry(
        self, name: str, registry_name: str, args: ImageRegistryArgs
    ) -> containerregistry.Registry:
        home, keys = args.home, args.keys
        key = containerregistry.KeyVaultPropertiesArgs(
            key_identifier=keys.key, identity=keys.user_client
        )
        return containerregistry.Registry(
            f"{name}-registry",
            registry_name=registry_name,
            resource_group_name=home.group,
            location=home.region,
            sku=containerregistry.SkuArgs(name=SKU),
            admin_user_enabled=False,
            anonymous_pull_enabled=False,
            identity=containerregistry.IdentityPropertiesArgs(
                type="UserAssigned", user_assigned_identities=keys.user.apply(_only)
            ),
            encryption=containerregistry.EncryptionPropertyArgs(
                status="enabled", key_vault_properties=key
            ),
            tags=tags(home),
            opts=pulumi.ResourceOptions(parent=self),
        )


def _only(identity: str) -> dict[str, containerregistry.UserIdentityPropertiesArgs]:
    """The form in which a registry takes its one identity: its id as a key."""
    return {identity: containerregistry.UserIdentityPropertiesArgs()}
