"""After how many days storage accounts delete, by Microsoft Learn's pages on lifecycle management.

Cited by short names, all of Microsoft Learn:
RULES: "Lifecycle management policies", elements, filters and actions of a rule.
VERSIONS: "Blob versioning", section "Versioning on delete operations".
SOFT: "Soft delete for blobs", section "How blob soft delete works".
WORM: "Time-based retention policies for immutable blob data" and "Legal holds" of the same.
"""

from typing import Any

import pytest

from edgewright.graph.model import UNKNOWN, RawResource
from edgewright.graph.normalise import record_graph

STORAGE = "azure-native:storage:"
ACCOUNT = f"{STORAGE}StorageAccount"
WHOLE = {"blobTypes": ["blockBlob"]}


def raw(type: str, name: str, **props: Any) -> RawResource:
    behind = {} if type == ACCOUNT else {"accountName": (f"urn:pulumi:s::p::{ACCOUNT}::it",)}
    urn = f"urn:pulumi:s::p::{type}::{name}"
    return RawResource(urn, type, name, props, props, property_dependencies=behind)


def part(type: str, name: str = "part", /, **props: Any) -> RawResource:
    return raw(f"{STORAGE}{type}", name, **props)


def deleting(days: int, version: int | None = None, **filters: Any) -> dict[str, Any]:
    """A rule that deletes blobs and, if it says so, their earlier versions."""
    actions: dict[str, Any] = {"baseBlob": {"delete": {"daysAfterModificationGreaterThan": days}}}
    if version is not None:
        actions["version"] = {"delete": {"daysAfterCreationGreaterThan": version}}
    return {"enabled": True, "definition": {"actions": actions, "filters": WHOLE | filters}}


def policy(*rules: Any, name: str = "policy") -> RawResource:
    return part("ManagementPolicy", name, policy={"rules": list(rules)})


def blobs(name: str = "blobs", **props: Any) -> RawResource:
    return part("BlobServiceProperties", name, **props)


VERSIONED = blobs(isVersioningEnabled=True)
LOCKED = {"immutabilityPolicy": {"immutabilityPeriodSinceCreationInDays": 365}}
CASES: list[tuple[str, Any, list[RawResource]]] = [
    ("nothing", None, []),
    ("RULES: over all", 7, [policy(deleting(7))]),
    ("RULES: the shortest", 3, [policy(deleting(7), deleting(3))]),
    ("RULES: of a prefix", None, [policy(deleting(7, prefixMatch=["raw/"]))]),
    (
        "RULES: with an index tag",
        None,
        [policy(deleting(7, blobIndexMatch=[{"name": "stage", "op": "==", "value": "raw"}]))],
    ),
    ("RULES: append blobs only", None, [policy(deleting(7, blobTypes=["appendBlob"]))]),
    ("RULES: of both types", 7, [policy(deleting(7, blobTypes=["blockBlob", "appendBlob"]))]),
    ("RULES: types have no case", 7, [policy(deleting(7, blobTypes=["blockblob"]))]),
    ("RULES: filters nobody can read", UNKNOWN, [policy(deleting(7, prefixMatch=UNKNOWN))]),
    ("RULES: types nobody can read", UNKNOWN, [policy(deleting(7, blobTypes=UNKNOWN))]),
    ("RULES: not enabled", None, [policy(deleting(7) | {"enabled": False})]),
    (
        "RULES: counted from the last access",
        None,
        [
            policy(
                {
                    "enabled": True,
                    "definition": {
                        "actions": {
                            "baseBlob": {"delete": {"daysAfterLastAccessTimeGreaterThan": 7}}
                        },
                        "filters": WHOLE,
                    },
                }
            )
        ],
    ),
    ("two policies", UNKNOWN, [policy(deleting(7)), policy(deleting(90), name="other")]),
    ("VERSIONS: blobs only", None, [policy(deleting(7)), VERSIONED]),
    ("VERSIONS: both", 7, [policy(deleting(7, 5)), VERSIONED]),
    ("VERSIONS: later", 30, [policy(deleting(7, 30)), VERSIONED]),
    (
        "VERSIONS: of a prefix",
        None,
        [policy(deleting(7), deleting(7, 7, prefixMatch=["a"])), VERSIONED],
    ),
    ("VERSIONS: nobody knows", UNKNOWN, [policy(deleting(7)), blobs(isVersioningEnabled=UNKNOWN)]),
    ("VERSIONS: off", 7, [policy(deleting(7)), blobs(isVersioningEnabled=False)]),
    (
        "SOFT: what is deleted can be brought back",
        37,
        [policy(deleting(7)), blobs(deleteRetentionPolicy={"enabled": True, "days": 30})],
    ),
    (
        "SOFT: switched off",
        7,
        [policy(deleting(7)), blobs(deleteRetentionPolicy={"enabled": False, "days": 30})],
    ),
    (
        "SOFT: nobody knows",
        UNKNOWN,
        [policy(deleting(7)), blobs(deleteRetentionPolicy={"enabled": True, "days": UNKNOWN})],
    ),
    (
        "WORM: of a container",
        90,
        [
            policy(deleting(7)),
            part("BlobContainerImmutabilityPolicy", immutabilityPeriodSinceCreationInDays=90),
        ],
    ),
    (
        "WORM: of the account",
        365,
        [policy(deleting(7)), raw(ACCOUNT, "it", immutableStorageWithVersioning=LOCKED)],
    ),
    ("WORM: a legal hold", None, [policy(deleting(7)), part("BlobContainerLegalHold", tags=["a"])]),
]


@pytest.mark.parametrize(
    ("right", "program"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_an_account_deletes(right: Any, program: list[RawResource]) -> None:
    account = next((one for one in program if one.type == ACCOUNT), raw(ACCOUNT, "it"))
    parts = [one for one in program if one.type != ACCOUNT]
    graph = record_graph([account, *parts])
    node = next(one for one in graph.nodes if one.id == account.urn)
    assert node.props["retention_days"] == right
