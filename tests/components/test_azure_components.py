"""What the Azure components declare for the sample estate: children, inputs, parents, limits.

On mocks (see conftest): this proves what the program asks for, not that Azure accepts it.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from edgewright.components.azure import edge_fleet

REGION = "brazilsouth"
IMAGE = re.compile(r"^[^@\s]+\.azurecr\.io/[^@\s]+@sha256:[0-9a-f]{64}$")


def test_whatever_has_a_location_says_it_itself(declared: Any) -> None:
    located = [
        item.inputs["location"]
        for item in declared.declared
        if item.type.startswith("azure-native:") and "location" in item.inputs
    ]
    assert len(located) > 12
    assert set(located) == {REGION}


def test_everything_is_in_the_regions_group(declared: Any) -> None:
    grouped = [
        item.inputs["resourceGroupName"]
        for item in declared.declared
        if item.type.startswith("azure-native:") and "resourceGroupName" in item.inputs
    ]
    assert set(grouped) == {"harbour-vision-brazilsouth"}


def test_every_component_states_its_intent_as_plain_data(declared: Any) -> None:
    components = [item for item in declared.declared if item.type.startswith("edgewright:azure:")]
    stated = [item for item in components if not item.type.endswith(":EdgeDeployment")]
    assert len(stated) == 14
    assert {item.inputs["intent"]["region"] for item in stated} == {REGION}


def test_the_vault_cannot_be_purged_and_the_key_rotates(declared: Any) -> None:
    assert declared.children("azure-brazilsouth-keys") == {
        "azure-brazilsouth-keys-vault": "azure-native:keyvault:Vault",
        "azure-brazilsouth-keys-user": "azure-native:managedidentity:UserAssignedIdentity",
        "azure-brazilsouth-keys-use": "azure-native:authorization:RoleAssignment",
        "azure-brazilsouth-keys-key": "azure-native:keyvault:Key",
    }
    vault = declared.one("azure-brazilsouth-keys-vault").inputs
    assert re.fullmatch(r"[a-z][a-z0-9-]{1,22}[a-z0-9]", vault["vaultName"])
    assert vault["properties"]["enablePurgeProtection"] is True
    assert vault["properties"]["enableRbacAuthorization"] is True
    assert vault["properties"]["networkAcls"]["defaultAction"] == "Deny"
    key = declared.one("azure-brazilsouth-keys-key").inputs["properties"]
    (action,) = key["rotationPolicy"]["lifetimeActions"]
    assert action["action"]["type"] == "rotate"


def accounts(declared: Any) -> list[dict[str, Any]]:
    return [item.inputs for item in declared.all("azure-native:storage:StorageAccount")]


def test_storage_never_leaves_its_region(declared: Any) -> None:
    # geo-redundant storage in brazilsouth would write to southcentralus, in the United States
    assert len(accounts(declared)) == 5
    assert {given["sku"]["name"] for given in accounts(declared)} == {"Standard_ZRS"}


def test_storage_is_private_and_encrypted_with_our_key(declared: Any) -> None:
    for given in accounts(declared):
        assert given["minimumTlsVersion"] == "TLS1_2"
        assert given["enableHttpsTrafficOnly"] is True
        assert given["allowBlobPublicAccess"] is False
        assert given["allowSharedKeyAccess"] is False
        assert given["allowCrossTenantReplication"] is False
        assert given["encryption"]["keySource"] == "Microsoft.Keyvault"
        assert given["encryption"]["keyVaultProperties"]["keyName"] == "data"
        assert given["encryption"]["keyVaultProperties"]["keyVaultUri"].endswith(".vault.azure.net")
        assert "keyVersion" not in given["encryption"]["keyVaultProperties"]  # follows rotations
        assert re.fullmatch(r"[a-z0-9]{3,24}", given["accountName"])


def test_a_store_keeps_versions_and_deletes_after_its_retention(declared: Any) -> None:
    store = "azure-brazilsouth-pier-frames"
    assert declared.children(store) == {
        f"{store}-account": "azure-native:storage:StorageAccount",
        f"{store}-versions": "azure-native:storage:BlobServiceProperties",
        f"{store}-retention": "azure-native:storage:ManagementPolicy",
        f"{store}-container": "azure-native:storage:BlobContainer",
    }
    assert declared.one(f"{store}-versions").inputs["isVersioningEnabled"] is True
    assert declared.one(f"{store}-container").inputs["publicAccess"] == "None"
    (rule,) = declared.one(f"{store}-retention").inputs["policy"]["rules"]
    actions = rule["definition"]["actions"]
    assert actions["baseBlob"]["delete"] == {"daysAfterModificationGreaterThan": 7}
    assert "prefixMatch" not in rule["definition"]["filters"]


def test_weights_without_a_retention_are_not_deleted(declared: Any) -> None:
    names = declared.children("azure-brazilsouth-pier-weights")
    assert "azure-brazilsouth-pier-weights-retention" not in names


def test_the_registry_takes_identities_only(declared: Any) -> None:
    given = declared.one("azure-brazilsouth-images-registry").inputs
    assert given["sku"]["name"] == "Premium"  # the tier that takes our key
    assert given["adminUserEnabled"] is False
    assert given["anonymousPullEnabled"] is False
    assert given["encryption"]["status"] == "enabled"
    assert re.fullmatch(r"[a-z0-9]{5,50}", given["registryName"])


def test_the_workspace_is_private_and_has_what_its_api_demands(declared: Any) -> None:
    given = declared.one("azure-brazilsouth-models-workspace").inputs
    for needed in ("storageAccount", "keyVault", "applicationInsights", "containerRegistry"):
        assert given[needed].startswith("id-of-azure-brazilsouth-")
    assert given["publicNetworkAccess"] == "Disabled"
    assert given["managedNetwork"]["isolationMode"] == "AllowOnlyApprovedOutbound"
    assert given["encryption"]["status"] == "Enabled"
    assert given["systemDatastoresAuthMode"] == "Identity"
    assert 3 <= len(given["workspaceName"]) <= 33


def test_training_is_defined_not_started(declared: Any) -> None:
    types = declared.children("azure-brazilsouth-adapt-detector").values()
    assert "azure-native:machinelearningservices:Job" not in types
    environment = declared.one("azure-brazilsouth-adapt-detector-environment").inputs
    assert IMAGE.match(environment["properties"]["image"])
    definition = declared.one("azure-brazilsouth-adapt-detector-definition").inputs
    specification = definition["properties"]["componentSpec"]
    assert set(specification["inputs"]) == {"detector_weights", "pier_frames"}
    assert set(specification["outputs"]) == {"pier_weights"}


def test_training_may_read_what_it_reads_and_write_what_it_writes(declared: Any) -> None:
    grants = {
        item.name.removeprefix("azure-brazilsouth-adapt-detector-"): item.inputs
        for item in declared.all("azure-native:authorization:RoleAssignment")
        if item.name.startswith("azure-brazilsouth-adapt-detector-")
    }
    assert set(grants) == {
        "reads-detector-weights",
        "reads-pier-frames",
        "writes-pier-weights",
        "pulls",
    }
    # ids of Azure's built-in roles Storage Blob Data Reader and Storage Blob Data Contributor
    assert grants["reads-pier-frames"]["roleDefinitionId"].endswith(
        "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
    )
    assert grants["writes-pier-weights"]["roleDefinitionId"].endswith(
        "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
    )
    assert grants["writes-pier-weights"]["scope"] == "id-of-azure-brazilsouth-pier-weights-account"


def test_the_hub_is_a_paid_tier_that_stays_in_its_geography(declared: Any) -> None:
    given = declared.one("azure-brazilsouth-pier-hub").inputs
    assert given["sku"]["name"] in ("S1", "S2", "S3")  # basic tiers have no IoT Edge deployments
    assert given["properties"]["minTlsVersion"] == "1.2"
    assert given["properties"]["disableLocalAuth"] is True
    assert given["properties"]["enableDataResidency"] is True
    assert re.fullmatch(r"[a-z0-9-]{3,50}", given["resourceName"])


@pytest.mark.parametrize(
    ("region", "hub", "service"),
    [
        ("brazilsouth", True, True),
        ("southeastasia", True, True),
        ("qatarcentral", True, None),
        ("switzerlandnorth", None, None),
        ("westeurope", None, None),
    ],
)
def test_data_residency_is_set_only_where_azure_is_known_to_offer_it(
    region: str, hub: bool | None, service: bool | None
) -> None:
    """Elsewhere Azure refuses to create what has it (Azure/azure-sdk-for-js#21109)."""
    assert edge_fleet.kept(edge_fleet.HUB, region) is hub
    assert edge_fleet.kept(edge_fleet.SERVICE, region) is service


def test_enrolment_is_linked_to_the_hub_without_a_shared_key(declared: Any) -> None:
    service = declared.one("azure-brazilsouth-pier-enrolment").inputs
    link = declared.one("azure-brazilsouth-pier-link").inputs
    assert service["properties"]["enableDataResidency"] is True
    assert link["properties"]["mode"] == "Incremental"
    (resource,) = link["properties"]["template"]["resources"]
    assert resource["name"] == service["provisioningServiceName"]
    assert resource["type"] == "Microsoft.Devices/provisioningServices"
    (hub,) = resource["properties"]["iotHubs"]
    host = declared.one("azure-brazilsouth-pier-hub").inputs["resourceName"]
    assert hub["hostName"] == f"{host}.azure-devices.net"
    assert hub["authenticationType"] == "SystemAssigned"
    assert "connectionString" not in json.dumps(link)


def test_the_link_repeats_the_service_as_it_was_declared(declared: Any) -> None:
    # it is written over the same resource, so what differed would be changed behind Pulumi's back
    service = declared.one("azure-brazilsouth-pier-enrolment").inputs
    link = declared.one("azure-brazilsouth-pier-link").inputs
    (resource,) = link["properties"]["template"]["resources"]
    linked = {key: value for key, value in resource["properties"].items() if key != "iotHubs"}
    assert linked == service["properties"]
    for part in ("sku", "identity", "tags", "location"):
        assert resource[part] == service[part]


def test_a_ring_is_a_deployment_aimed_at_its_devices_tags(declared: Any) -> None:
    found = {item.name: item.inputs for item in declared.all("edgewright:azure:EdgeDeployment")}
    conditions = {given["targetCondition"] for given in found.values()}
    assert conditions == {
        "tags.fleet='pier' AND tags.ring='canary'",
        "tags.fleet='pier' AND tags.ring='early'",
        "tags.fleet='pier' AND tags.ring='all'",
    }
    for given in found.values():
        modules = given["content"]["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]
        assert IMAGE.match(modules["detect-pier"]["settings"]["image"])
        assert given["hostName"].endswith(".azure-devices.net")


def test_rings_say_how_many_devices_they_reach_and_promise_no_rollback(declared: Any) -> None:
    rings = {item.inputs["intent"]["ring"]: item.inputs["intent"] for item in
             declared.all("edgewright:azure:EdgeRing")}  # fmt: skip
    # of 120 are reached: 1% = 1.2 -> 2, then 10% = 12, then all
    assert {ring: intent["devices"] for ring, intent in rings.items()} == {
        "canary": 2, "early": 10, "all": 108,
    }  # fmt: skip
    assert not any(intent["rollback_on_failure"] for intent in rings.values())
    assert all(intent["runtime_version"] == "1.6" for intent in rings.values())


def test_tag_names_are_azures(declared: Any) -> None:
    # Azure Resource Manager: at most 512 characters, none of < > % & \ ? /
    for item in declared.declared:
        if item.type.startswith("azure-native:"):
            for name in item.inputs.get("tags", {}):
                assert len(name) <= 512
                assert not set(name) & set("<>%&\\?/")
