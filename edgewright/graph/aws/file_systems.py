"""File systems and buckets of other kinds: what policies beside them say, and whether they back up.

Sources: Amazon EFS User Guide, "Using IAM to control access to file systems" (without a policy any
client may mount it, in plain text too) and "Using AWS Backup to back up Amazon EFS file systems"
(off unless asked for; on by itself where the file system is in one zone).
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewright.graph.aws.references import is_set
from edgewright.graph.aws.replication import FILE_SYSTEM
from edgewright.graph.aws.resource_policies import (
    PolicyOf,
    documents_of,
    is_public,
    refuses_plain_text,
)
from edgewright.graph.model import CONTESTED, UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.reading import agreed, as_text, is_unreadable
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

BACKUP_POLICY = "aws:efs/backupPolicy:BackupPolicy"
TABLE_BUCKET = "aws:s3tables/tableBucket:TableBucket"
ARCHIVE = "aws:glacier/vault:Vault"
EFS_POLICY = PolicyOf(
    (("aws:efs/fileSystemPolicy:FileSystemPolicy", "fileSystemId", "policy"),),
    inline="fileSystemPolicy",
)
TABLE_BUCKET_POLICY = PolicyOf(
    (("aws:s3tables/tableBucketPolicy:TableBucketPolicy", "tableBucketArn", "resourcePolicy"),),
    inline="",
)
ARCHIVE_POLICY = PolicyOf((), inline="accessPolicy")


def file_system(view: ResourceView) -> Properties:
    """An EFS file system. What must be denied without TLS is that a client mounts it."""
    names = tuple(filter(None, (as_text(view.observed(one)) for one in ("arn", "id"))))
    documents = documents_of(view, EFS_POLICY)
    return {
        "tls_only": refuses_plain_text(documents, "elasticfilesystem:ClientMount", names),
        "backed_up": _backed_up(view),
    }


def _backed_up(view: ResourceView) -> PropertyValue:
    sure = [
        _is_on(one.observed("backupPolicy", "status"))
        for one in view.parts(BACKUP_POLICY, "fileSystemId")
    ]
    if is_set(view, "backupPolicy"):
        sure.append(_is_on(view.declared("backupPolicy", "status")))
    found = agreed(sure or [is_set(view, "availabilityZoneName")])
    doubt = view.perhaps(BACKUP_POLICY, "fileSystemId")
    if any(_is_on(one.observed("backupPolicy", "status")) != found for one in doubt):
        return CONTESTED
    return found


def _is_on(status: PropertyValue) -> PropertyValue:
    if is_unreadable(status, str) or status is None:
        return dict(UNKNOWN)
    return status in ("ENABLED", "ENABLING")


def table_bucket(view: ResourceView) -> Properties:
    """A bucket of tables."""
    return {"public": is_public(documents_of(view, TABLE_BUCKET_POLICY))}


def archive(view: ResourceView) -> Properties:
    """A vault of archives."""
    return {"public": is_public(documents_of(view, ARCHIVE_POLICY))}


JOINERS: Mapping[str, Joiner] = {
    FILE_SYSTEM: file_system,
    TABLE_BUCKET: table_bucket,
    ARCHIVE: archive,
}
