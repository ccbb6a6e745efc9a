"""Settings of databases that several resources say, or that depend on the engine or on who asks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from edgewright.graph.aws.database_tls import GroupReference, transport
from edgewright.graph.aws.keys import encryption
from edgewright.graph.aws.references import is_set, referred
from edgewright.graph.aws.replication import CLUSTER, DATABASE
from edgewright.graph.model import ABSENT, UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.resource.encryption import PROVIDER_KEY, UNENCRYPTED, unknown_encryption
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.reading import as_text, entries, is_unreadable, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
SHARD_GROUP = "aws:rds/shardGroup:ShardGroup"
PROXY = "aws:rds/proxy:Proxy"
DOCDB_CLUSTER = "aws:docdb/cluster:Cluster"
DOCDB_INSTANCE = "aws:docdb/clusterInstance:ClusterInstance"
NEPTUNE_CLUSTER = "aws:neptune/cluster:Cluster"
NEPTUNE_INSTANCE = "aws:neptune/clusterInstance:ClusterInstance"
GLOBAL_CLUSTERS = {
    "aws:rds/globalCluster:GlobalCluster": CLUSTER,
    "aws:docdb/globalCluster:GlobalCluster": DOCDB_CLUSTER,
    "aws:neptune/globalCluster:GlobalCluster": NEPTUNE_CLUSTER,
}
"""Type of a global cluster -> that of its clusters."""
GROUP = GroupReference(
    "parameterGroupName",
    ("aws:rds/parameterGroup:ParameterGroup", "aws-native:rds:DbParameterGroup"),
)
CLUSTER_GROUP = GroupReference(
    "dbClusterParameterGroupName",
    (
        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
        "aws-native:rds:DbClusterParameterGroup",
    ),
)
DOCDB_GROUP = GroupReference(
    "dbClusterParameterGroupName", ("aws:docdb/clusterParameterGroup:ClusterParameterGroup",)
)
MULTI_ZONE_ENGINES = ("mysql", "postgres")
"""Engines of a cluster that is no Aurora: one of three instances in three zones."""
ENCRYPTED_SINCE = "2026-02-18"
"""Amazon Aurora User Guide, "Encrypting Amazon Aurora resources": all new clusters since then."""
RESTORED = ("snapshotIdentifier", "restoreToPointInTime", "replicationSourceIdentifier", "s3Import")

_COPIED = ("replicateSourceDb", "snapshotIdentifier", "restoreToPointInTime")


def instance(view: ResourceView) -> Properties:
    """A database instance; in aws-native it may be one of a cluster."""
    if is_set(view, "dbClusterIdentifier"):
        return _member(view, "dbClusterIdentifier", CLUSTER) | {
            "public_network": _public(view),
            "backup_days": ABSENT,
            "deletion_protected": ABSENT,
            "multi_zone": ABSENT,
        }
    # CloudFormation keeps backups for a day where nobody says how long, the package aws none.
    kept = view.observed("backupRetentionPeriod")
    replica = is_set(view, "replicateSourceDb")
    default = dict(UNKNOWN) if replica else 1 if _by_cloudformation(view) else 0
    return {
        **transport(view, GROUP, view.declared("engine")),
        **_restored_encryption(view),
        "public_network": _public(view),
        "backup_days": default if kept is None else kept,
    }


def _by_cloudformation(view: ResourceView) -> bool:
    return (view.resource.written_type or "").startswith("aws-native:")


def _public(view: ResourceView) -> PropertyValue:
    """Off in the package aws; asked of CloudFormation, the network decides."""
    value = view.observed("publiclyAccessible")
    if value is None:
        return dict(UNKNOWN) if _by_cloudformation(view) else False
    return dict(UNKNOWN) if is_unreadable(value, bool) else value


def _restored_encryption(view: ResourceView) -> Properties:
    """What is made of a snapshot or of another database is encrypted as that was."""
    made_of = [*RESTORED, "replicateSourceDb"]
    if is_set(view, "kmsKeyId"):
        return _key_of_copy(view, "kmsKeyId")
    if not any(is_set(view, one) for one in made_of):
        return {}
    source = referred(view, "replicateSourceDb", (DATABASE,), "identifier")
    if source is None or any(is_set(source, one) for one in made_of):
        return unknown_encryption()
    return storage_encryption(source, "kmsKeyId")


def storage_encryption(view: ResourceView, key: str, unset: PropertyValue = "none") -> Properties:
    """{encryption, key, key_countries} of a store with a switch `storageEncrypted` and a key."""
    switch = view.declared("storageEncrypted")
    if is_unreadable(switch, bool) or is_marker(unset):
        return unknown_encryption()
    if switch is False:
        return dict(UNENCRYPTED)
    if is_set(view, key):
        made_of = (*RESTORED, "globalClusterIdentifier", "replicateSourceDb")
        copied = any(is_set(view, one) for one in made_of)
        # A key alone is refused, unless it is that of a copy.
        known = switch is True or copied
        return encryption(view, key, view.declared(key)) if known else unknown_encryption()
    return {**PROVIDER_KEY, "encryption": "provider" if switch else unset}


def cluster(view: ResourceView) -> Properties:
    """An Aurora cluster, or a cluster of instances in three zones."""
    engine = view.declared("engine")
    in_zones = as_text(engine) in MULTI_ZONE_ENGINES
    return {
        **transport(view, CLUSTER_GROUP, engine),
        **cluster_encryption(view),
        "public_network": _cluster_public(view, in_zones=in_zones),
        "multi_zone": True if in_zones else dict(UNKNOWN),
    }


def cluster_encryption(view: ResourceView) -> Properties:
    """The encryption of a cluster; what it is made of decides where it says nothing itself."""
    joins = is_set(view, "globalClusterIdentifier")
    if not is_set(view, "kmsKeyId"):
        restored = any(is_set(view, one) for one in (*RESTORED, "sourceDbClusterIdentifier"))
        if restored or (joins and view.declared("storageEncrypted") is not True):
            return unknown_encryption()
    return storage_encryption(view, "kmsKeyId", _cluster_default(view))


def _cluster_default(view: ResourceView) -> PropertyValue:
    engine, mode = view.declared("engine"), view.declared("engineMode")
    if not isinstance(engine, str) or is_unreadable(mode, str):
        return dict(UNKNOWN)
    if not engine.lower().startswith("aurora"):
        return "none"
    day = view.index.day
    return (
        "provider"
        if mode == "serverless" or day is None or (day.isoformat() >= ENCRYPTED_SINCE)
        else "none"
    )


def _cluster_public(view: ResourceView, *, in_zones: bool) -> PropertyValue:
    value = view.declared("publiclyAccessible")
    if in_zones and value is None:
        group = view.declared("dbSubnetGroupName")
        if _by_cloudformation(view) or is_marker(group):
            return dict(UNKNOWN)
        return group in (None, "", "default")
    if in_zones:
        return dict(UNKNOWN) if is_unreadable(value, bool) else value
    return _members_public(view, CLUSTER_INSTANCE)


def _members_public(view: ResourceView, type: str) -> PropertyValue:
    """Whether an instance of a cluster is public; without an instance nobody knows."""
    own, perhaps = view.parts(type, "clusterIdentifier"), view.perhaps(type, "clusterIdentifier")
    seen = [_public(one) for one in own]
    if any(one is True for one in seen):
        return True
    doubted = [one for one in (_public(one) for one in perhaps) if one is not False]
    hidden = not seen or doubted or any(one is not False for one in seen)
    return dict(UNKNOWN) if hidden else False


def _member(view: ResourceView, property: str, type: str) -> Properties:
    """What an instance has of its cluster."""
    found = referred(view, property, (type,), "clusterIdentifier")
    hidden = {**unknown_encryption(), "tls_only": dict(UNKNOWN), "tls_min": dict(UNKNOWN)}
    if found is None:
        return hidden
    if type == CLUSTER:
        kept = cluster_encryption(found)
        return kept | transport(found, CLUSTER_GROUP, found.declared("engine"))
    if is_set(found, "snapshotIdentifier") and not is_set(found, "kmsKeyId"):
        return hidden
    return storage_encryption(found, "kmsKeyId") | transport(found, DOCDB_GROUP, "docdb")


def _own_storage(view: ResourceView, key: str) -> Properties:
    """Of a cluster that may be made of another: what that had is not read."""
    if is_set(view, key):
        return _key_of_copy(view, key)
    joins = any(is_set(view, one) for one in (*RESTORED, "globalClusterIdentifier"))
    return unknown_encryption() if joins else {}


def _key_of_copy(view: ResourceView, key: str) -> Properties:
    """A key of its own that a copy takes beside no switch; of all else, the row reads it."""
    copied = any(is_set(view, one) for one in _COPIED) and not is_set(view, "storageEncrypted")
    return encryption(view, key, view.declared(key)) if copied else {}


def docdb_cluster(view: ResourceView) -> Properties:
    """A DocumentDB cluster."""
    return _own_storage(view, "kmsKeyId") | transport(view, DOCDB_GROUP, "docdb")


def neptune_cluster(view: ResourceView) -> Properties:
    """A Neptune cluster."""
    return _own_storage(view, "kmsKeyArn") | {
        "public_network": _members_public(view, NEPTUNE_INSTANCE)
    }


def neptune_instance(view: ResourceView) -> Properties:
    """An instance of a Neptune cluster."""
    found = referred(view, "clusterIdentifier", (NEPTUNE_CLUSTER,), "clusterIdentifier")
    if found is None:
        return unknown_encryption() | {"local_auth": dict(UNKNOWN)}
    by_identity = found.declared("iamDatabaseAuthenticationEnabled")
    hidden = is_unreadable(by_identity, bool)
    return (storage_encryption(found, "kmsKeyArn") | _own_storage(found, "kmsKeyArn")) | {
        "local_auth": dict(UNKNOWN) if hidden else by_identity is not True,
    }


def global_cluster(view: ResourceView) -> Properties:
    """A global cluster is encrypted as the cluster it was made of."""
    type = GLOBAL_CLUSTERS[canonical_type(view.resource.type)]
    if is_set(view, "sourceDbClusterIdentifier"):
        source = referred(view, "sourceDbClusterIdentifier", (type,), "clusterIdentifier")
        if source is None:
            return unknown_encryption()
        if type == CLUSTER:
            return cluster_encryption(source)
        key = "kmsKeyArn" if type == NEPTUNE_CLUSTER else "kmsKeyId"
        return storage_encryption(source, key) | _own_storage(source, key)
    # Each of its clusters has a key of its own, so that one of AWS is the least there is.
    unset: PropertyValue = dict(UNKNOWN) if type == CLUSTER else "none"
    return storage_encryption(view, "kmsKeyId", unset)


def proxy(view: ResourceView) -> Properties:
    """Whether somebody may log in to a proxy with a password: anyone of whom IAM is not asked."""
    scheme, listed = view.declared("defaultAuthScheme"), entries(view.declared("auths"))
    asked = [read(one, "iamAuth") for one in listed]
    if any(one is None or (isinstance(one, str) and one != "REQUIRED") for one in asked):
        return {"local_auth": True}
    if any(one != "REQUIRED" for one in asked) or is_unreadable(scheme, str):
        return {"local_auth": dict(UNKNOWN)}
    return {"local_auth": not asked and scheme != "IAM_AUTH"}


JOINERS: Mapping[str, Joiner] = {
    DATABASE: instance,
    CLUSTER: cluster,
    CLUSTER_INSTANCE: partial(_member, property="clusterIdentifier", type=CLUSTER),
    SHARD_GROUP: partial(_member, property="dbClusterIdentifier", type=CLUSTER),
    PROXY: proxy,
    DOCDB_CLUSTER: docdb_cluster,
    DOCDB_INSTANCE: partial(_member, property="clusterIdentifier", type=DOCDB_CLUSTER),
    NEPTUNE_CLUSTER: neptune_cluster,
    NEPTUNE_INSTANCE: neptune_instance,
    **dict.fromkeys(GLOBAL_CLUSTERS, global_cluster),
}
