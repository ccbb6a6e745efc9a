"""Keys beside a switch that nobody set: whether they are used, no document says.

Each of these services takes a key only with its switch on (Pulumi Registry, AWS: "when specifying a
key, encryption needs to be switched on"). A key alone is refused, or nothing comes of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from edgewright.graph.aws.egress import STREAM
from edgewright.graph.aws.references import is_set
from edgewright.graph.aws.replication import DATABASE, FILE_SYSTEM
from edgewright.graph.model import Properties
from edgewright.graph.resource.encryption import unknown_encryption
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

SWITCHES = {
    DATABASE: ("storageEncrypted", "kmsKeyId"),
    "aws:docdb/cluster:Cluster": ("storageEncrypted", "kmsKeyId"),
    "aws:neptune/cluster:Cluster": ("storageEncrypted", "kmsKeyArn"),
    FILE_SYSTEM: ("encrypted", "kmsKeyId"),
    STREAM: ("encryptionType", "kmsKeyId"),
    "aws:storagegateway/nfsFileShare:NfsFileShare": ("kmsEncrypted", "kmsKeyArn"),
    "aws:storagegateway/smbFileShare:SmbFileShare": ("kmsEncrypted", "kmsKeyArn"),
    "aws:storagegateway/cachesIscsiVolume:CachesIscsiVolume": ("kmsEncrypted", "kmsKey"),
    "aws:storagegateway/storedIscsiVolume:StoredIscsiVolume": ("kmsEncrypted", "kmsKey"),
    "aws:dynamodb/tableExport:TableExport": ("s3SseAlgorithm", "s3SseKmsKeyId"),
}
"""Type -> its switch, and its key."""
MADE_OF = ("replicateSourceDb", "snapshotIdentifier", "restoreToPointInTime")
"""What has a key of its own in a copy, whatever its switch says."""


def _alone(view: ResourceView, switch: str, key: str) -> Properties:
    copied = any(is_set(view, one) for one in MADE_OF)
    alone = is_set(view, key) and not is_set(view, switch) and not copied
    return unknown_encryption() if alone else {}


JOINERS: Mapping[str, Joiner] = {
    token: partial(_alone, switch=switch, key=key) for token, (switch, key) in SWITCHES.items()
}
