"""Storage accounts: what Azure does with settings that are left out, and what opens an account."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pulumi_azure_native
import pytest

from edgewright.graph.azure.location import OWN_NAMES
from edgewright.graph.model import UNKNOWN, RawResource
from edgewright.graph.normalise import record_graph
from edgewright.graph.resource.from_state import assemble

URN = "urn:pulumi:s::p::"
ACCOUNT = "azure-native:storage:StorageAccount"


def state(type: str, of: str | None = None, property: str = "", **inputs: Any) -> dict[str, Any]:
    behind = {property: [f"{URN}{of}::it"]} if of else {}
    made = {"urn": f"{URN}{type}::it", "type": type, "inputs": inputs}
    return {**made, "propertyDependencies": behind}


def props(account: dict[str, Any], *others: dict[str, Any]) -> dict[str, Any]:
    graph = record_graph(assemble([account, *others]))
    return next(node.props for node in graph.nodes if node.id == account["urn"])


# "The default value is true since API version 2019-04-01", "the default interpretation is true for
# this property" until the versions of 2023: Azure REST API, Storage Accounts - Create, by version.
DEFAULTS: list[tuple[str, Any, Any]] = [
    (ACCOUNT, True, False),
    ("azure-native:storage/v20240101:StorageAccount", True, False),
    ("azure-native_storage_v20240101:storage:StorageAccount", True, False),
    ("azure-native:storage/v20190401:StorageAccount", True, UNKNOWN),
    ("azure-native:storage/v20180701:StorageAccount", False, UNKNOWN),
    ("azure-native_storage_v20180701:storage:StorageAccount", False, UNKNOWN),
]


@pytest.mark.parametrize(("type", "https", "public"), DEFAULTS)
def test_a_default_is_that_of_the_version(type: str, https: Any, public: Any) -> None:
    found = props(state(type, location="westeurope"))
    assert (found["tls_only"], found["public"]) == (https, public)
    said = {"enableHttpsTrafficOnly": True, "allowBlobPublicAccess": False}
    found = props(state(type, location="westeurope", **said))
    assert (found["tls_only"], found["public"]) == (True, False)


CLASSIC = "azure:storage/account:Account"
SITE = {"indexDocument": "index.html"}


def test_the_files_of_a_website_are_for_everybody() -> None:
    """Microsoft Learn, "Static website hosting in Azure Storage": anonymous access requests."""
    closed = {"allowNestedItemsToBePublic": False}
    native = state(ACCOUNT, allowBlobPublicAccess=False)
    site = state("azure-native:storage:StorageAccountStaticWebsite", ACCOUNT, "accountName", **SITE)
    assert props(native, site)["public"] is True
    for inline in (SITE, {}):
        assert props(state(CLASSIC, **closed, staticWebsite=inline))["public"] is True
    type = "azure:storage/accountStaticWebsite:AccountStaticWebsite"
    beside = state(type, CLASSIC, "storageAccountId")
    assert props(state(CLASSIC, **closed), beside)["public"] is True


def test_an_account_without_a_website_is_as_closed_as_it_says() -> None:
    assert props(state(ACCOUNT, allowBlobPublicAccess=False))["public"] is False
    assert props(state(CLASSIC, allowNestedItemsToBePublic=False))["public"] is False


@pytest.mark.parametrize("source", ["Microsoft.Keyvault", "Microsoft.KeyVault"])
def test_the_source_of_a_key_has_no_case(source: str) -> None:
    """Both spellings are in Microsoft's own pages: of the API and of its templates."""
    assert props(state(ACCOUNT, encryption={"keySource": source}))["encryption"] == "customer"
    provided = {"keySource": "Microsoft.Storage"}
    assert props(state(ACCOUNT, encryption=provided))["encryption"] == "provider"


@pytest.mark.parametrize("answer", [{}, {"name": UNKNOWN}])
def test_a_part_may_name_what_it_is_of_before_that_is_made(answer: dict[str, Any]) -> None:
    """In a preview a resource's own name is known from its input alone."""

    def raw(type: str, **props: Any) -> RawResource:
        return RawResource(f"{URN}{type}::it", type, "it", {**props, **answer}, props)

    account = raw(ACCOUNT, accountName="frames", allowBlobPublicAccess=False)
    versions = raw("azure-native:storage:BlobServiceProperties", accountName="frames")
    versions.props["isVersioningEnabled"] = True
    website = raw("azure-native:storage:StorageAccountStaticWebsite", accountName="frames")
    registry = raw("azure-native:containerregistry:Registry", registryName="images")
    abroad = raw("azure-native:containerregistry:Replication", registryName="images")
    abroad.props["location"] = "eastus"
    graph = record_graph([account, versions, website, registry, abroad])
    found = {node.id: node.props for node in graph.nodes}
    assert (found[account.urn]["versioned"], found[account.urn]["public"]) == (True, True)
    copies = [node.location.country for node in graph.nodes if node.kind == "copy.registry"]
    assert copies == ["US"]
    other = raw(ACCOUNT, accountName="others")
    graph = record_graph([other, versions, website])
    assert next(node.props for node in graph.nodes if node.id == other.urn)["public"] is False


@pytest.mark.parametrize(("type", "name"), OWN_NAMES.items())
def test_names_are_inputs_of_the_package(type: str, name: str) -> None:
    _, module, resource = type.split(":")
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", resource).lower()
    path = Path(pulumi_azure_native.__file__).parent / module / f"{words}.py"
    inputs, _, _ = path.read_text().partition("@pulumi.type_token")
    assert f'name="{name}"' in inputs
