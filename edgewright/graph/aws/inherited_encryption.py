"""Copies and parts that are encrypted as what they are of, unless they have a key of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from edgewright.graph.aws.keys import encryption
from edgewright.graph.aws.references import is_set, referred
from edgewright.graph.model import Properties
from edgewright.graph.provider import Normaliser
from edgewright.graph.resource.encryption import encryption_in, unknown_encryption
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.rows import Joiner, load_rows
from edgewright.graph.resource.view import ResourceView


@dataclass(frozen=True)
class Inherits:
    """What a type's resources are encrypted as.

    Attributes:
        property: what refers to that.
        types: the types it can be of; no type refers back here, so that this comes to an end.
        name: what such a resource is called there.
        key: where a key of its own is written, if it can have one.
    """

    property: str
    types: tuple[str, ...]
    name: str = "name"
    key: str = ""


INHERITED: Mapping[str, Inherits] = {
    "aws:rds/snapshot:Snapshot": Inherits(
        "dbInstanceIdentifier", ("aws:rds/instance:Instance",), "identifier"
    ),
    "aws:rds/clusterSnapshot:ClusterSnapshot": Inherits(
        "dbClusterIdentifier", ("aws:rds/cluster:Cluster",), "clusterIdentifier"
    ),
    "aws:rds/snapshotCopy:SnapshotCopy": Inherits(
        "sourceDbSnapshotIdentifier", ("aws:rds/snapshot:Snapshot",), key="kmsKeyId"
    ),
    "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": Inherits(
        "sourceDbClusterSnapshotIdentifier",
        ("aws:rds/clusterSnapshot:ClusterSnapshot",),
        key="kmsKeyId",
    ),
    "aws:docdb/clusterSnapshot:ClusterSnapshot": Inherits(
        "dbClusterIdentifier", ("aws:docdb/cluster:Cluster",), "clusterIdentifier"
    ),
    "aws:neptune/clusterSnapshot:ClusterSnapshot": Inherits(
        "dbClusterIdentifier", ("aws:neptune/cluster:Cluster",), "clusterIdentifier"
    ),
    "aws:ebs/snapshot:Snapshot": Inherits("volumeId", ("aws:ebs/volume:Volume",)),
    "aws:ebs/volumeCopy:VolumeCopy": Inherits("sourceVolumeId", ("aws:ebs/volume:Volume",)),
    "aws:fsx/backup:Backup": Inherits(
        "fileSystemId",
        (
            "aws:fsx/lustreFileSystem:LustreFileSystem",
            "aws:fsx/windowsFileSystem:WindowsFileSystem",
            "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
        ),
    ),
    "aws:s3tables/table:Table": Inherits(
        "tableBucketArn",
        ("aws:s3tables/tableBucket:TableBucket",),
        key="encryptionConfiguration.kmsKeyArn",
    ),
    "aws:timestreamwrite/table:Table": Inherits(
        "databaseName", ("aws:timestreamwrite/database:Database",), "databaseName"
    ),
    "aws:memorydb/snapshot:Snapshot": Inherits(
        "clusterName", ("aws:memorydb/cluster:Cluster",), key="kmsKeyArn"
    ),
    "aws:redshift/clusterSnapshot:ClusterSnapshot": Inherits(
        "clusterIdentifier", ("aws:redshift/cluster:Cluster",), "clusterIdentifier"
    ),
    "aws:redshiftserverless/snapshot:Snapshot": Inherits(
        "namespaceName", ("aws:redshiftserverless/namespace:Namespace",), "namespaceName"
    ),
}
"""Type -> what its resources are encrypted as."""


def joiners(others: Mapping[str, Joiner]) -> Mapping[str, Joiner]:
    """What reads the encryption of these types.

    Args:
        others: the joiners of all other types.
    """
    readers: dict[str, tuple[str, Normaliser]] = {}
    own = {token: partial(_inherited, one, readers) for token, one in INHERITED.items()}
    rows = load_rows(Path(__file__).parent / "rows")
    readers.update(rows.normalisers(encryption, {**others, **own}))
    return own


def _inherited(
    rule: Inherits, readers: Mapping[str, tuple[str, Normaliser]], view: ResourceView
) -> Properties:
    if rule.key and is_set(view, rule.key):
        return encryption(view, rule.key.partition(".")[0], view.declared(*rule.key.split(".")))
    source = referred(view, rule.property, rule.types, rule.name)
    if source is None:
        return unknown_encryption()
    _, read = readers[canonical_type(source.resource.type)]
    return encryption_in(read(source))
