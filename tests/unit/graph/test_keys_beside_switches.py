"""A customer key beside a switch for encryption that nobody set.

Pulumi Registry, of the package aws: "when specifying a key, encryption needs to be switched on", of
each of these; Amazon Redshift encrypts new clusters by default since 2025-01-10 (Amazon Redshift
Management Guide, "Amazon Redshift database encryption"), so there a key alone is enough since then.
Azure REST API, Accounts (keySource is Microsoft.KeyVault by default); the classic package has no
switch for a flexible server.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from edgewright.graph.model import UNKNOWN, RawResource
from edgewright.graph.normalise import record_graph

KEY = "arn:aws:kms:eu-central-1:111122223333:key/1"
VAULT_KEY = "https://v.vault.azure.net/keys/k/1"
CLUSTER, INSTANCE = "aws:redshift/cluster:Cluster", "aws:rds/instance:Instance"


def encryption(type: str, day: date | None, props: dict[str, Any]) -> Any:
    resource = RawResource(f"urn:pulumi:dev::shop::{type}::it", type, "it", props, dict(props))
    return record_graph([resource], day=day).nodes[0].props["encryption"]


@pytest.mark.parametrize(
    ("type", "props", "expected"),
    [
        (INSTANCE, {"kmsKeyId": KEY}, UNKNOWN),
        (INSTANCE, {"kmsKeyId": KEY, "storageEncrypted": False}, "none"),
        (INSTANCE, {"kmsKeyId": KEY, "storageEncrypted": True}, "customer"),
        (INSTANCE, {"kmsKeyId": KEY, "snapshotIdentifier": "s"}, "customer"),
        ("aws:docdb/cluster:Cluster", {"kmsKeyId": KEY}, UNKNOWN),
        ("aws:docdb/cluster:Cluster", {"kmsKeyId": KEY, "snapshotIdentifier": "s"}, "customer"),
        ("aws:neptune/cluster:Cluster", {"kmsKeyArn": KEY}, UNKNOWN),
        ("aws:efs/fileSystem:FileSystem", {"kmsKeyId": KEY}, UNKNOWN),
        ("aws:efs/fileSystem:FileSystem", {"kmsKeyId": KEY, "encrypted": True}, "customer"),
        ("aws:kinesis/stream:Stream", {"kmsKeyId": KEY}, UNKNOWN),
        ("aws:kinesis/stream:Stream", {"kmsKeyId": KEY, "encryptionType": "NONE"}, "none"),
        ("aws:kinesis/stream:Stream", {"kmsKeyId": KEY, "encryptionType": "KMS"}, "customer"),
        ("aws:storagegateway/nfsFileShare:NfsFileShare", {"kmsKeyArn": KEY}, UNKNOWN),
        ("aws:dynamodb/table:Table", {"serverSideEncryption": {"kmsKeyArn": KEY}}, UNKNOWN),
        ("aws:mq/broker:Broker", {"encryptionOptions": {"kmsKeyId": KEY}}, UNKNOWN),
        (CLUSTER, {"kmsKeyId": KEY}, "customer"),
        (
            "azure-native:cognitiveservices:Account",
            {"properties": {"encryption": {"keyVaultProperties": {"keyName": "k"}}}},
            "customer",
        ),
        (
            "azure:postgresql/flexibleServer:FlexibleServer",
            {"customerManagedKey": {"keyVaultKeyId": VAULT_KEY}},
            "customer",
        ),
        (
            "azure-native:elasticsan:VolumeGroup",
            {"encryptionProperties": {"keyVaultProperties": {"keyVaultUri": VAULT_KEY}}},
            UNKNOWN,
        ),
    ],
)
def test_a_key_counts_where_encryption_is_switched_on(
    type: str, props: dict[str, Any], expected: Any
) -> None:
    assert encryption(type, None, props) == expected


def test_a_key_alone_counts_since_a_service_is_switched_on_by_default() -> None:
    assert encryption(CLUSTER, date(2025, 1, 10), {"kmsKeyId": KEY}) == "customer"
    assert encryption(CLUSTER, date(2024, 12, 31), {"kmsKeyId": KEY}) == UNKNOWN
