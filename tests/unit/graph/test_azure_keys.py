"""Keys of Azure Key Vault: which one a service uses, who holds it, and whether it is rotated."""

from __future__ import annotations

from typing import Any

import pytest

from edgewright.graph.model import UNKNOWN, RawResource
from edgewright.graph.normalise import record_graph

KEY, VAULT = "azure-native:keyvault:Key", "azure-native:keyvault:Vault"
MANAGED_HSM = "azure-native:keyvault:ManagedHsm"
ACCOUNT = "azure-native:storage:StorageAccount"


def raw(type: str, name: str, uses: dict[str, list[RawResource]], **props: Any) -> RawResource:
    behind = {where: tuple(one.urn for one in used) for where, used in uses.items()}
    urn = f"urn:pulumi:s::p::{type}::{name}"
    return RawResource(urn, type, name, props, props, property_dependencies=behind)


def vault(
    name: str, type: str = VAULT, location: str = "germanywestcentral", **props: Any
) -> RawResource:
    return raw(type, name, {}, vaultName=name, location=location, **props)


def key(of: RawResource, name: str = "k", **properties: Any) -> RawResource:
    return raw(KEY, name, {"vaultName": [of]}, vaultName=UNKNOWN, properties=properties)


def props(one: RawResource, *others: RawResource) -> dict[str, Any]:
    graph = record_graph([one, *others])
    return next(node.props for node in graph.nodes if node.id == one.urn)


def account(address: Any, *used: RawResource) -> RawResource:
    address = {"keyVaultUri": address, "keyName": "k"}
    encryption = {"keySource": "Microsoft.Keyvault", "keyVaultProperties": address}
    return raw(
        ACCOUNT, "a", {"encryption": [*used]}, location="germanywestcentral", encryption=encryption
    )


HOME, FAR = vault("home"), vault("far", location="eastus")
OURS, THEIRS = key(HOME), key(FAR, "other")
HSM = vault("pool", MANAGED_HSM)
USES: list[tuple[str, Any, Any, Any, list[RawResource]]] = [
    ("computed", UNKNOWN, ["DE"], "customer", [OURS]),
    ("written and computed", "https://home.vault.azure.net/", ["DE"], "customer", [OURS]),
    ("by the vault alone", "https://HOME.vault.azure.net", ["DE"], "customer", [HOME]),
    ("abroad", "https://far.vault.azure.net", ["US"], "customer", [THEIRS]),
    ("of a managed HSM", "https://pool.managedhsm.azure.net", ["DE"], "hsm", [HSM]),
    # The name of the key is ours, its vault is not.
    ("another vault's", "https://far.vault.azure.net", UNKNOWN, UNKNOWN, [OURS]),
    ("another tenant's", "https://theirs.vault.azure.net", UNKNOWN, UNKNOWN, [HOME]),
    ("an HSM of that name", "https://elsewhere.managedhsm.azure.net", UNKNOWN, UNKNOWN, [HSM]),
    ("of two, nobody knows which", UNKNOWN, UNKNOWN, UNKNOWN, [OURS, THEIRS]),
    ("not of the program", "https://home.vault.azure.net", UNKNOWN, UNKNOWN, []),
]


@pytest.mark.parametrize(
    ("address", "countries", "custody", "used"),
    [case[1:] for case in USES],
    ids=[case[0] for case in USES],
)
def test_which_key_an_account_uses(
    address: Any, countries: Any, custody: Any, used: list[RawResource]
) -> None:
    found = props(account(address, *used), HOME, FAR, OURS, THEIRS, HSM)
    assert found["encryption"] == "customer"
    assert (found["key_countries"], found["key_custody"]) == (countries, custody)


WIDE = {"regions": [{"name": "Germany West Central", "isPrimary": True}, {"name": "eastus"}]}
PLACES: list[tuple[RawResource, Any]] = [
    # Microsoft Learn, "Reliability in Azure Key Vault": to the pair within the geography.
    (vault("v", location="westeurope"), ["IE", "NL"]),
    (vault("v", location="brazilsouth"), ["BR"]),
    (vault("v", location="polandcentral"), ["PL"]),
    # "Enable multi-region replication on Azure Managed HSM": the same keys in each region.
    (vault("v", MANAGED_HSM), ["DE"]),
    (vault("v", MANAGED_HSM, properties=WIDE), ["DE", "US"]),
    (vault("v", MANAGED_HSM, properties={"regions": [{"name": UNKNOWN}]}), ["DE", UNKNOWN]),
    (vault("v", MANAGED_HSM, properties={"regions": UNKNOWN}), ["DE", UNKNOWN]),
]


@pytest.mark.parametrize(("holder", "countries"), PLACES)
def test_a_key_is_wherever_its_vault_is_replicated(holder: RawResource, countries: Any) -> None:
    assert props(account(UNKNOWN, holder), holder)["key_countries"] == countries


@pytest.mark.parametrize("kind", ["RSA", "RSA-HSM", "EC-HSM", UNKNOWN])
def test_hardware_of_a_vault_is_not_of_one_customer(kind: Any) -> None:
    """Microsoft Learn, "How to choose the right key management solution": Premium is shared."""
    premium = vault("v", properties={"sku": {"name": "premium"}})
    held = key(premium, kty=kind)
    assert props(account(UNKNOWN, held), held, premium)["key_custody"] == "customer"
    assert props(account(UNKNOWN, premium), premium)["key_custody"] == "customer"


def test_a_name_says_nothing_of_custody() -> None:
    held = key(HOME, "x.managedhsm.y")
    assert props(account(UNKNOWN, held), held, HOME)["key_custody"] == "customer"


def _acting(*types: Any) -> dict[str, Any]:
    trigger = {"timeBeforeExpiry": "P30D"}
    actions = [{"action": {"type": type}, "trigger": trigger} for type in types]
    return {"attributes": {"expiryTime": "P1Y"}, "lifetimeActions": actions}


# Microsoft Learn, "Configure cryptographic key auto-rotation in Azure Key Vault".
ROTATIONS: list[tuple[Any, Any]] = [
    (None, False),
    (_acting("rotate"), True),
    (_acting("Notify", "Rotate"), True),
    (_acting("notify"), False),
    ({"attributes": {"expiryTime": "P1Y"}}, False),
    ({"lifetimeActions": []}, False),
    (_acting(UNKNOWN), UNKNOWN),
    (_acting("notify", UNKNOWN), UNKNOWN),
    ({"lifetimeActions": UNKNOWN}, UNKNOWN),
    (UNKNOWN, UNKNOWN),
    ("yearly", UNKNOWN),
]


@pytest.mark.parametrize(("policy", "right"), ROTATIONS)
def test_a_policy_rotates_only_if_it_says_so(policy: Any, right: Any) -> None:
    assert props(key(HOME, rotationPolicy=policy), HOME)["rotation"] == right


SCOPE = "azure-native:storage:EncryptionScope"


def scope(source: Any, *used: RawResource, **more: Any) -> RawResource:
    uses = {"accountName": [account(UNKNOWN)], "keyVaultProperties": [*used]}
    return raw(SCOPE, "scope", uses, source=source, **more)


# Microsoft Learn, "Encryption scopes for Blob storage": a scope has a key of its own, Microsoft's
# or one in a vault; the words have no case.
SCOPES: list[tuple[str, RawResource, tuple[Any, Any, Any]]] = [
    ("of Microsoft's key", scope("Microsoft.Storage"), (UNKNOWN, UNKNOWN, UNKNOWN)),
    ("of a key by default", scope(None), (UNKNOWN, UNKNOWN, UNKNOWN)),
    ("of a key nobody knows", scope(UNKNOWN), (UNKNOWN, UNKNOWN, UNKNOWN)),
    ("of the same key", scope("microsoft.keyvault", OURS), ("customer", ["DE"], "customer")),
    ("of a key abroad", scope("Microsoft.KeyVault", THEIRS), ("customer", UNKNOWN, UNKNOWN)),
    (
        "switched off",
        scope("Microsoft.Storage", state="Disabled"),
        ("customer", ["DE"], "customer"),
    ),
]


@pytest.mark.parametrize(
    ("other", "right"), [case[1:] for case in SCOPES], ids=[case[0] for case in SCOPES]
)
def test_a_scope_has_a_key_of_its_own(other: RawResource, right: tuple[Any, Any, Any]) -> None:
    found = props(account(UNKNOWN, OURS), other, HOME, FAR, OURS, THEIRS)
    assert (found["encryption"], found["key_countries"], found["key_custody"]) == right


def test_a_scope_of_microsofts_key_changes_nothing_where_that_is_the_accounts() -> None:
    plain = raw(ACCOUNT, "a", {}, location="germanywestcentral")
    assert props(plain, scope("Microsoft.Storage"))["encryption"] == "provider"


def test_the_classic_package_gives_an_account_its_key_apart() -> None:
    """Pulumi Registry, azure.storage.CustomerManagedKey: by the vault's id and the key's name."""
    plain = raw("azure:storage/account:Account", "a", {}, location="germanywestcentral")
    type = "azure:storage/customerManagedKey:CustomerManagedKey"
    for property, used in (("keyVaultId", HOME), ("keyVaultKeyId", OURS)):
        uses = {"storageAccountId": [plain], property: [used]}
        apart = raw(type, "cmk", uses, **{property: UNKNOWN, "keyName": "k"})
        found = props(plain, apart, HOME, OURS)
        assert (found["encryption"], found["key_countries"]) == ("customer", ["DE"])
    assert props(plain, HOME, OURS)["encryption"] == "provider"
