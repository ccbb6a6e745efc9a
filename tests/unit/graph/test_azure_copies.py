"""Copies in another region that Azure's stores make by a word: in any case, and by none they know.

The words are the enumerations of Azure's REST API; Resource Manager takes them in any case.
"""

from __future__ import annotations

from typing import Any

import pytest

from edgewright.graph.model import UNKNOWN, RawResource
from edgewright.graph.normalise import record_graph

PAIR, NOWHERE = "northeurope", None
ACCOUNT, COSMOS = "azure-native:storage:StorageAccount", "azure-native:cosmosdb:DatabaseAccount"
RECOVERY = "azure-native:recoveryservices:Vault"
BACKUP = "azure-native:dataprotection:BackupVault"
POSTGRES = "azure-native:dbforpostgresql:Server"


def sku(name: Any) -> dict[str, Any]:
    return {"sku": {"name": name}}


def periodic(kept: Any, mode: Any = "Periodic") -> dict[str, Any]:
    modes = {"backupStorageRedundancy": kept}
    return {"backupPolicy": {"type": mode, "periodicModeProperties": modes}}


def vault(kept: Any, restored: Any = None) -> dict[str, Any]:
    settings = {"standardTierStorageRedundancy": kept, "crossRegionRestore": restored}
    return {"properties": {"redundancySettings": settings}}


def stored(kept: Any, restored: Any = None) -> dict[str, Any]:
    features = {"crossRegionRestoreSettings": {"state": restored}}
    return {"properties": {"storageSettings": [{"type": kept}], "featureSettings": features}}


def server(kept: Any) -> dict[str, Any]:
    return {"backup": {"geoRedundantBackup": kept}}


CASES: list[tuple[str, dict[str, Any], list[Any]]] = [
    (ACCOUNT, sku("Standard_LRS"), []),
    (ACCOUNT, sku("Premium_ZRS"), []),
    (ACCOUNT, sku("StandardV2_GRS"), [PAIR]),
    (ACCOUNT, sku("standard_ragzrs"), [PAIR]),
    (ACCOUNT, sku("Standard_XRS"), [NOWHERE]),
    (ACCOUNT, sku(UNKNOWN), [NOWHERE]),
    (COSMOS, {}, [PAIR]),
    (COSMOS, periodic("Geo"), [PAIR]),
    (COSMOS, periodic("geo"), [PAIR]),
    (COSMOS, periodic("GEO", "periodic"), [PAIR]),
    (COSMOS, periodic("local"), []),
    (COSMOS, periodic("Zone"), []),
    (COSMOS, periodic("Regional"), [NOWHERE]),
    (COSMOS, periodic("Local", "Sometimes"), [NOWHERE]),
    (COSMOS, periodic(None, "Continuous"), []),
    (RECOVERY, {}, [PAIR]),
    (RECOVERY, vault("georedundant"), [PAIR]),
    (RECOVERY, vault("LocallyRedundant"), []),
    (RECOVERY, vault("zoneRedundant"), []),
    (RECOVERY, vault("LocallyRedundant", "enabled"), [PAIR]),
    (RECOVERY, vault("Invalid"), [NOWHERE]),
    (BACKUP, stored("GEOREDUNDANT"), [PAIR]),
    (BACKUP, stored("LocallyRedundant"), []),
    (BACKUP, stored("LocallyRedundant", "enabled"), [PAIR]),
    (BACKUP, stored("LocallyRedundant", UNKNOWN), [NOWHERE]),
    (BACKUP, stored("ReadAccessGeoZone"), [NOWHERE]),
    (POSTGRES, server("enabled"), [PAIR]),
    (POSTGRES, server("Disabled"), []),
    (POSTGRES, server("on"), [NOWHERE]),
    (POSTGRES, {}, []),
]


@pytest.mark.parametrize(("type", "given", "right"), CASES)
def test_where_copies_go(type: str, given: dict[str, Any], right: list[Any]) -> None:
    inputs = {"location": "westeurope", **given}
    one = RawResource(f"urn:pulumi:s::p::{type}::it", type, "it", inputs, inputs)
    graph = record_graph([one])
    assert [node.location.region for node in graph.nodes if "#" in node.id] == right
