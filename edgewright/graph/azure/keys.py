"""Keys of Azure Key Vault: which of them a service uses, where that is, and who holds it."""

from __future__ import annotations

from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, RawResource, is_marker
from edgewright.graph.provider import CustodyRule
from edgewright.graph.resource.reading import as_text, is_unreadable, read
from edgewright.graph.resource.view import ResourceView

KEY = "azure-native:keyvault:Key"
VAULT = "azure-native:keyvault:Vault"
MANAGED_HSM = "azure-native:keyvault:ManagedHsm"
HSM_HOST = ".managedhsm."
"""Part of the address of every key in a Managed HSM, in each of Azure's clouds."""
ENCRYPTION = ("encryption", "key", "key_countries")
PROVIDER_KEY: Properties = {"encryption": "provider", "key": None, "key_countries": None}
"""What a service has that was given no key: one of Azure's own."""


def encryption(view: ResourceView, property: str) -> Properties:
    """{encryption, key, key_countries} for a Key Vault key that `property` refers to.

    The country is the vault's: keys never leave their vault's geography. A key whose vault is not
    part of the program has an unknown country.
    """
    for type in (KEY, VAULT, MANAGED_HSM):
        found = _referred(view, property, type)
        if found is not None:
            vault = view.index.follow(found, "vaultName", VAULT) if type == KEY else found
            country = view.of(vault).country() if vault else dict(UNKNOWN)
            return {"encryption": "customer", "key": found.urn, "key_countries": [country]}
    return {"encryption": "customer", "key": dict(UNKNOWN), "key_countries": dict(UNKNOWN)}


def _referred(view: ResourceView, property: str, type: str) -> RawResource | None:
    urns = view.resource.property_dependencies.get(property, ())
    wanted = [view.index.by_urn[urn] for urn in urns if urn in view.index.by_urn]
    return next((found for found in wanted if found in view.index.of_type(type)), None)


def vault_key(view: ResourceView) -> Properties:
    """A Key Vault key with its vault's protection. Soft delete keeps it 90 days by default."""
    vault = view.index.follow(view.resource, "vaultName", VAULT)
    properties = read(vault.props, "properties") if vault else dict(UNKNOWN)
    protected = read(properties, "enablePurgeProtection")
    rotation = view.observed("properties", "rotationPolicy")
    return {
        "rotation": dict(UNKNOWN) if is_marker(rotation) else bool(rotation),
        "deletion_window_days": read(properties, "softDeleteRetentionInDays") or 90,
        "purge_protection": dict(UNKNOWN) if is_unreadable(protected, bool) else protected is True,
    }


def _key_custody(key: ResourceView) -> PropertyValue:
    """A Key Vault key, by its type; of a type that cannot be read, nobody knows."""
    kind = as_text(key.observed("properties", "kty")) or as_text(key.observed("kty"))
    if kind is None:
        return dict(UNKNOWN)
    return "hsm" if kind.upper().endswith("-HSM") else "customer"


def _vault_custody(vault: ResourceView) -> PropertyValue:
    """Some key of a vault: only the premium tier has keys in hardware modules."""
    tier = as_text(vault.observed("properties", "sku", "name")) or ""
    return "customer" if tier.lower() == "standard" else dict(UNKNOWN)


def custody_of_address(address: str) -> str | None:
    """Who holds a key by its address: only a Managed HSM's says so."""
    return "hsm" if HSM_HOST in address else None


CUSTODY: dict[str, CustodyRule] = {
    KEY: _key_custody,
    VAULT: _vault_custody,
    MANAGED_HSM: lambda key: "hsm",
}
