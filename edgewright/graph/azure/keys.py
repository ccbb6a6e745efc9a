"""Keys of Azure Key Vault: which of them a service uses, where that is, and who holds it."""

from __future__ import annotations

import re

from edgewright.graph.azure.pairs import pair_of, same_geography
from edgewright.graph.model import (
    CONTESTED,
    UNKNOWN,
    Properties,
    PropertyValue,
    RawResource,
    is_marker,
)
from edgewright.graph.provider import CustodyRule
from edgewright.graph.resource.encryption import ENCRYPTION, PROVIDER_KEY, unknown_encryption
from edgewright.graph.resource.index import canonical_type, lower
from edgewright.graph.resource.location import country_of, region_named
from edgewright.graph.resource.reading import agreed, entries, is_unreadable, read
from edgewright.graph.resource.view import ResourceView

KEY = "azure-native:keyvault:Key"
VAULT = "azure-native:keyvault:Vault"
SCOPE = "azure-native:storage:EncryptionScope"
CLASSIC_KEY = "azure:storage/customerManagedKey:CustomerManagedKey"
MANAGED_HSM = "azure-native:keyvault:ManagedHsm"
HSM_HOST = ".managedhsm."
"""Part of the address of every key in a Managed HSM, in each of Azure's clouds."""
_ADDRESS = re.compile(r"https://([^./]+)\.(?:vault|managedhsm)\.", re.IGNORECASE)


def account_encryption(account: ResourceView) -> Properties:
    """{encryption, key, key_countries} of a storage account, which its scopes may contradict.

    Blobs and containers of a scope are encrypted with the key of that (Microsoft Learn,
    "Encryption scopes for Blob storage"); where keys differ, no one is the account's.
    """
    scopes = [
        scope
        for one in (account.parts, account.perhaps)
        for scope in one(SCOPE, "accountName")
        if lower(scope.observed("state")) != "disabled"
    ]
    source = account.observed("encryption", "keySource")
    beside = [_of_classic(one) for one in account.parts(CLASSIC_KEY, "storageAccountId")]
    perhaps = [_of_classic(one) for one in account.perhaps(CLASSIC_KEY, "storageAccountId")]
    made = [
        *(beside or [_by_source(account, "encryption", source)]),
        *perhaps,
        *(_by_source(one, "keyVaultProperties", one.observed("source")) for one in scopes),
    ]
    return {name: agreed([one[name] for one in made]) for name in ENCRYPTION}


def _of_classic(part: ResourceView) -> Properties:
    """The key of an account that is a resource of its own, as the classic package has it.

    https://www.pulumi.com/registry/packages/azure/api-docs/storage/customermanagedkey
    """
    places = ("keyVaultKeyId", "keyVaultId", "keyVaultUri")
    given = (place for place in places if part.observed(place) is not None)
    return encryption(part, next(given, "keyVaultId"))


def _by_source(view: ResourceView, property: str, source: PropertyValue) -> Properties:
    """The key of an account or a scope, by who says it holds the key; a word without case."""
    if is_unreadable(source, str):
        return unknown_encryption()
    ours = lower(source) == "microsoft.keyvault"
    return encryption(view, property) if ours else dict(PROVIDER_KEY)


def encryption(view: ResourceView, property: str) -> Properties:
    """{encryption, key, key_countries} for a Key Vault key that `property` refers to.

    A key whose vault is not part of the program is in a country that nobody knows.
    """
    near = _referred(view, property)
    if len(near) != 1:
        hidden = CONTESTED if near else dict(UNKNOWN)
        return {"encryption": "customer", "key": hidden, "key_countries": hidden}
    found = near[0]
    vault = view.index.follow(found, "vaultName", VAULT) if _is(found, KEY) else found
    names = {_name(one) for one in (vault, found) if one is not None}
    if not _hosts(view.observed(property)) <= names:
        # The address that is written there is of another vault.
        return {"encryption": "customer", "key": CONTESTED, "key_countries": CONTESTED}
    nowhere: list[PropertyValue] = [dict(UNKNOWN)]
    countries = _countries(view.of(vault)) if vault else nowhere
    return {"encryption": "customer", "key": found.urn, "key_countries": countries}


def key_written_in(view: ResourceView, property: str, address: PropertyValue) -> Properties:
    """The same as rows ask for it: what is written there is read with all else in `property`.

    What is no text and no block names no key, whatever else it may mean; and what is unknown, and
    was computed from no key, may be none.
    """
    if isinstance(address, bool | int | float) or address in ({}, []):
        return unknown_encryption()
    if is_marker(address) and not _referred(view, property):
        return unknown_encryption()
    return encryption(view, property)


def _countries(vault: ResourceView) -> list[PropertyValue]:
    """The countries that the keys of a vault or Managed HSM are in, sorted; unknown ones last.

    A vault is replicated to its region's pair within a geography, a Managed HSM to the regions it
    names (Microsoft Learn, "Reliability in Azure Key Vault", "Enable multi-region replication on
    Azure Managed HSM").
    """
    own = vault.place.region
    named = entries(vault.declared("properties", "regions"))
    regions = [region_named(vault.locator, read(one, "name")) for one in named]
    pair = pair_of(own) if _is(vault.resource, VAULT) else None
    if isinstance(pair, str) and same_geography(own, pair):
        regions.append(pair)
    places = [vault.place.country, *(country_of("azure", region) for region in regions)]
    known: list[PropertyValue] = [*sorted({place for place in places if place is not None})]
    return [*known, dict(UNKNOWN)] if None in places else known


def _referred(view: ResourceView, property: str) -> list[RawResource]:
    """The keys that a property was computed from; without any, the vaults."""
    behind = view.index.behind(view.resource, property)
    found = ([one for one in behind if _is(one, type)] for type in (KEY, VAULT, MANAGED_HSM))
    return next(filter(None, found), [])


def _is(resource: RawResource, type: str) -> bool:
    return canonical_type(resource.type) == type


def _name(resource: RawResource) -> str | None:
    """The name of a vault, or of the vault of a key, in lower case."""
    places = ("vaultName",) if _is(resource, KEY) else ("vaultName", "name")
    given = (resource.props.get(place) for place in places)
    return next((one.lower() for one in given if isinstance(one, str)), None)


def _hosts(value: PropertyValue) -> set[str]:
    """The names of the vaults whose addresses are written somewhere in a value."""
    if isinstance(value, dict):
        return set().union(*map(_hosts, value.values()))
    found = _ADDRESS.match(value) if isinstance(value, str) else None
    return {found.group(1).lower()} if found else set()


def vault_key(view: ResourceView) -> Properties:
    """A Key Vault key with its vault's protection. Soft delete keeps it 90 days by default."""
    vault = view.index.follow(view.resource, "vaultName", VAULT)
    properties = read(vault.props, "properties") if vault else dict(UNKNOWN)
    protected = read(properties, "enablePurgeProtection")
    return {
        "rotation": _rotation(view),
        "deletion_window_days": read(properties, "softDeleteRetentionInDays") or 90,
        "purge_protection": dict(UNKNOWN) if is_unreadable(protected, bool) else protected is True,
    }


def _rotation(view: ResourceView) -> PropertyValue:
    """Whether a policy rotates a key: one may only let it expire, or tell somebody before.

    Microsoft Learn, "Configure cryptographic key auto-rotation in Azure Key Vault".
    """
    actions = entries(view.observed("properties", "rotationPolicy", "lifetimeActions"))
    types = [read(one, "action", "type") for one in actions]
    if any(isinstance(one, str) and one.lower() == "rotate" for one in types):
        return True
    return dict(UNKNOWN) if any(map(is_marker, types)) else False


def custody_of_address(address: str) -> str | None:
    """Who holds a key by its address: only a Managed HSM's says so."""
    return "hsm" if HSM_HOST in address else None


CUSTODY: dict[str, CustodyRule] = {
    KEY: lambda key: "customer",
    VAULT: lambda vault: "customer",
    MANAGED_HSM: lambda key: "hsm",
}
"""Who holds keys: of a vault, the premium tier's hardware modules are shared by its customers; only
a Managed HSM is one customer's (Microsoft Learn, "How to choose the right key management
solution")."""
