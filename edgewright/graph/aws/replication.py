"""Copies of stored things that AWS resources make: replicas, backups, snapshots, images, keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from edgewright.graph.flow_model import Copy, Maker, as_target, entries
from edgewright.graph.model import RawResource, is_secret, is_unknown
from edgewright.graph.resource.location import region_of_arn
from edgewright.graph.resource.view import read

BUCKET = "aws:s3/bucket:Bucket"
TABLE = "aws:dynamodb/table:Table"
CLUSTER = "aws:rds/cluster:Cluster"
DATABASE = "aws:rds/instance:Instance"
GLOBAL_CLUSTER = "aws:rds/globalCluster:GlobalCluster"
SNAPSHOTS = ("aws:rds/snapshot:Snapshot", DATABASE)
CLUSTER_SNAPSHOTS = ("aws:rds/clusterSnapshot:ClusterSnapshot", CLUSTER)
FILE_SYSTEM = "aws:efs/fileSystem:FileSystem"
REPOSITORY = "aws:ecr/repository:Repository"
VAULT = "aws:backup/vault:Vault"
AIR_GAPPED_VAULT = "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault"
PLAN = "aws:backup/plan:Plan"
SELECTION = "aws:backup/selection:Selection"
KEYS = ("aws:kms/key:Key", "aws:kms/externalKey:ExternalKey")


def bucket_replication(maker: Maker) -> Iterator[Copy]:
    """S3 replication rules; those that are switched off copy nothing."""
    sources = maker.sources("bucket", [BUCKET], maker.get("bucket"))
    yield from _replicated(maker, "rules", maker.each("rules"), sources)


def bucket_itself(maker: Maker) -> Iterator[Copy]:
    """The same rules, written into the bucket."""
    rules = maker.each("replicationConfiguration", "rules")
    yield from _replicated(maker, "replicationConfiguration", rules, (maker.resource,))


def _replicated(
    maker: Maker, property: str, rules: list[Any], sources: tuple[RawResource, ...]
) -> Iterator[Copy]:
    for rule in rules:
        if read(rule, "status") != "Disabled":
            address = read(rule, "destination", "bucket")
            yield maker.sink("replica", property, [BUCKET], address, sources)


def _to_regions(
    maker: Maker, mechanism: str, regions: list[Any], sources: tuple[RawResource, ...] = ()
) -> Iterator[Copy]:
    for name in regions:
        yield Copy(mechanism, maker.region(name), as_target(name), sources)


def table(maker: Maker) -> Iterator[Copy]:
    """Replicas that a DynamoDB table declares itself."""
    regions = [read(one, "regionName") for one in maker.each("replicas")]
    yield from _to_regions(maker, "replica", regions)


def global_table(maker: Maker) -> Iterator[Copy]:
    """A global table (version 2017) joins tables of one name."""
    name = maker.get("name")
    sources = [one for one in maker.index.of_type(TABLE) if one.props.get("name") == name]
    regions = [read(one, "regionName") for one in maker.each("replicas")]
    yield from _to_regions(maker, "replica", regions, tuple(sources))


def table_replica(maker: Maker) -> Iterator[Copy]:
    """A replica declared apart from its table, in the region it is in itself."""
    yield _pulled(maker, "replica", "globalTableArn", [TABLE])


def _pulled(
    maker: Maker, mechanism: str, property: str, types: list[str], region: Any = None
) -> Copy:
    """What a resource copies to where it is itself.

    Where the source is, `region` says; else the source itself does, or its ARN.
    """
    address = maker.get(property)
    found = maker.sources(property, types, address)
    if region is not None:
        start = maker.region(region)
    elif found:
        start = maker.at(found[0])
    else:
        start = maker.region(region_of_arn(address) if isinstance(address, str) else None)
    return Copy(mechanism, maker.place, maker.resource.urn, found, start, maker.resource)


def database_cluster(maker: Maker) -> Iterator[Copy]:
    """A cluster that replicates another one, or joins a global cluster as a secondary."""
    if maker.get("replicationSourceIdentifier") is not None:
        region = maker.get("sourceRegion")
        types = [CLUSTER, DATABASE]
        yield _pulled(maker, "replica", "replicationSourceIdentifier", types, region)
        return
    group = maker.refer(
        "globalClusterIdentifier", [GLOBAL_CLUSTER], maker.get("globalClusterIdentifier")
    )
    if group is not None and not _is_primary(maker, group, maker.resource):
        members = maker.index.referring(group, CLUSTER, "globalClusterIdentifier")
        others = [one for one in members if _is_primary(maker, group, one)]
        sources = tuple(sorted(others, key=lambda one: one.urn))
        yield Copy("replica", maker.place, maker.resource.urn, sources, receiver=maker.resource)


def _is_primary(maker: Maker, group: RawResource, cluster: RawResource) -> bool:
    """The first cluster of a global one has the master user; later ones take it from there."""
    first = Maker(group, maker.index).refer(
        "sourceDbClusterIdentifier", [CLUSTER], group.props.get("sourceDbClusterIdentifier")
    )
    return cluster == first or cluster.inputs.get("masterUsername") is not None


def database(maker: Maker) -> Iterator[Copy]:
    """A read replica. A plain name means one in its own region, only an ARN reaches another."""
    address = maker.get("replicateSourceDb")
    if address is not None:
        own = isinstance(address, str) and not region_of_arn(address)
        region = maker.place.region if own else None
        yield _pulled(maker, "replica", "replicateSourceDb", [DATABASE, CLUSTER], region)


def database_backups(maker: Maker) -> Iterator[Copy]:
    """Automated backups of a database, replicated to where this resource is."""
    yield _pulled(maker, "backup", "sourceDbInstanceArn", [DATABASE])


def database_snapshot(maker: Maker) -> Iterator[Copy]:
    """A copy of a database snapshot."""
    yield from _snapshot(maker, "sourceDbSnapshotIdentifier", list(SNAPSHOTS))


def cluster_snapshot(maker: Maker) -> Iterator[Copy]:
    """A copy of a cluster snapshot."""
    yield from _snapshot(maker, "sourceDbClusterSnapshotIdentifier", list(CLUSTER_SNAPSHOTS))


def _snapshot(maker: Maker, property: str, types: list[str]) -> Iterator[Copy]:
    address, wanted = maker.get(property), maker.get("destinationRegion")
    local = isinstance(address, str) and not region_of_arn(address)
    made = _pulled(maker, "snapshot", property, types, maker.place.region if local else None)
    to = maker.place if wanted is None else maker.region(wanted)
    yield Copy("snapshot", to, made.target, made.sources, made.start, made.receiver)


def file_system(maker: Maker) -> Iterator[Copy]:
    """Replication of an EFS file system; a zone's name is its region's and a letter."""
    identifier = maker.get("sourceFileSystemId")
    sources = maker.sources("sourceFileSystemId", [FILE_SYSTEM], identifier)
    goal = maker.get("destination")
    region, zone = read(goal, "region"), read(goal, "availabilityZoneName")
    if region is None and isinstance(zone, str):
        region = zone[:-1]
    if region is None and read(goal, "fileSystemId") is not None:
        address = read(goal, "fileSystemId")
        yield maker.sink("replica", "destination", [FILE_SYSTEM], address, sources)
    else:
        yield from _to_regions(maker, "replica", [region], sources)


def image_replication(maker: Maker) -> Iterator[Copy]:
    """Replication of a whole registry: every repository of its region that a filter lets pass."""
    for rule in maker.each("replicationConfiguration", "rules"):
        filters = [read(one, "filter") for one in entries(read(rule, "repositoryFilters"))]
        sources = tuple(_repositories(maker, filters))
        regions = [read(one, "region") for one in entries(read(rule, "destinations"))]
        yield from _to_regions(maker, "registry", regions, sources)


def _repositories(maker: Maker, prefixes: list[Any]) -> Iterator[RawResource]:
    for one in sorted(maker.index.of_type(REPOSITORY), key=lambda found: found.urn):
        name = one.props.get("name")
        near = maker.at(one).region in (maker.place.region, None)
        if near and (not prefixes or any(_begins(name, prefix) for prefix in prefixes)):
            yield one


def _begins(name: Any, prefix: Any) -> bool:
    """Whether a name has a prefix; where either cannot be read, it may."""
    readable = isinstance(name, str) and isinstance(prefix, str)
    return not readable or name.startswith(prefix)


def backup_plan(maker: Maker) -> Iterator[Copy]:
    """Copies that a backup plan makes of all that it selects."""
    sources = tuple(_selected(maker))
    for rule in maker.each("rules"):
        for action in entries(read(rule, "copyActions")):
            address = read(action, "destinationVaultArn")
            yield maker.sink("backup", "rules", [VAULT, AIR_GAPPED_VAULT], address, sources)


def _selected(maker: Maker) -> Iterator[RawResource]:
    found: dict[str, RawResource] = {}
    for selection in maker.index.referring(maker.resource, SELECTION, "planId"):
        for one in [*_listed(maker, selection), *_tagged(maker, selection)]:
            found[one.urn] = one
    yield from (found[urn] for urn in sorted(found))


def _listed(maker: Maker, selection: RawResource) -> Iterator[RawResource]:
    """What a selection lists: by reference, and by ARN, `*` and `?` included."""
    urns = selection.property_dependencies.get("resources", ())
    yield from (maker.index.by_urn[urn] for urn in urns if urn in maker.index.by_urn)
    listed = entries(read(selection.props, "resources"))
    patterns = [one for one in listed if isinstance(one, str)]
    for arn, one in maker.index.arns().items() if patterns else ():
        if any(arn == pattern or fnmatchcase(arn, pattern) for pattern in patterns):
            yield one


def _tagged(maker: Maker, selection: RawResource) -> Iterator[RawResource]:
    wanted = entries(read(selection.props, "selectionTags"))
    for one in maker.index.by_urn.values() if wanted else ():
        tags = one.props.get("tags")
        if isinstance(tags, dict) and any(_has(tags, tag) for tag in wanted):
            yield one


def _has(tags: dict[str, Any], wanted: Any) -> bool:
    key, value = read(wanted, "key"), read(wanted, "value")
    if any(is_unknown(part) or is_secret(part) for part in (key, value)):
        return True
    return key is not None and tags.get(key) == value


def volume_snapshot(maker: Maker) -> Iterator[Copy]:
    """A copy of a snapshot of a volume."""
    types = ["aws:ebs/snapshot:Snapshot", "aws:ebs/snapshotImport:SnapshotImport"]
    region = maker.get("sourceRegion")
    yield _pulled(maker, "snapshot", "sourceSnapshotId", types, region)


def machine_image(maker: Maker) -> Iterator[Copy]:
    """A copy of a machine image, with what is on its disks."""
    types = ["aws:ec2/ami:Ami", "aws:ec2/amiFromInstance:AmiFromInstance"]
    region = maker.get("sourceAmiRegion")
    yield _pulled(maker, "snapshot", "sourceAmiId", types, region)


def snapshot_policy(maker: Maker) -> Iterator[Copy]:
    """Snapshots that a lifecycle policy copies to other regions."""
    details = maker.get("policyDetails")
    rules = [
        rule
        for schedule in entries(read(details, "schedules"))
        for rule in entries(read(schedule, "crossRegionCopyRules"))
    ]
    action = read(details, "action")
    rules += entries(read(action, "crossRegionCopies"))
    for rule in rules:
        goal = read(rule, "targetRegion") or read(rule, "target")
        named = region_of_arn(goal) if isinstance(goal, str) else None
        yield Copy("snapshot", maker.region(named or goal), as_target(goal))


def warehouse_snapshots(maker: Maker) -> Iterator[Copy]:
    """Snapshots of a Redshift cluster, copied to another region."""
    identifier = maker.get("clusterIdentifier")
    sources = maker.sources("clusterIdentifier", ["aws:redshift/cluster:Cluster"], identifier)
    yield from _to_regions(maker, "snapshot", [maker.get("destinationRegion")], sources)


def replica_key(maker: Maker) -> Iterator[Copy]:
    """A replica of a multi-region key: the same key material in another region."""
    yield _pulled(maker, "key", "primaryKeyArn", list(KEYS))


def secret(maker: Maker) -> Iterator[Copy]:
    """Replicas of a secret."""
    regions = [read(one, "region") for one in maker.each("replicas")]
    yield from _to_regions(maker, "secret", regions)


COPIES: dict[str, Callable[[Maker], Iterator[Copy]]] = {
    BUCKET: bucket_itself,
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": bucket_replication,
    TABLE: table,
    "aws:dynamodb/globalTable:GlobalTable": global_table,
    "aws:dynamodb/tableReplica:TableReplica": table_replica,
    CLUSTER: database_cluster,
    DATABASE: database,
    "aws:rds/instanceAutomatedBackupsReplication:"
    "InstanceAutomatedBackupsReplication": database_backups,
    "aws:rds/snapshotCopy:SnapshotCopy": database_snapshot,
    "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": cluster_snapshot,
    "aws:efs/replicationConfiguration:ReplicationConfiguration": file_system,
    "aws:ecr/replicationConfiguration:ReplicationConfiguration": image_replication,
    PLAN: backup_plan,
    "aws:ebs/snapshotCopy:SnapshotCopy": volume_snapshot,
    "aws:ec2/amiCopy:AmiCopy": machine_image,
    "aws:dlm/lifecyclePolicy:LifecyclePolicy": snapshot_policy,
    "aws:redshift/snapshotCopy:SnapshotCopy": warehouse_snapshots,
    "aws:kms/replicaKey:ReplicaKey": replica_key,
    "aws:kms/replicaExternalKey:ReplicaExternalKey": replica_key,
    "aws:secretsmanager/secret:Secret": secret,
}
PARTS = frozenset(
    {
        "aws:dynamodb/globalTable:GlobalTable",
        "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
        "aws:efs/replicationConfiguration:ReplicationConfiguration",
        "aws:ecr/replicationConfiguration:ReplicationConfiguration",
        PLAN,
        SELECTION,
        "aws:dlm/lifecyclePolicy:LifecyclePolicy",
        "aws:redshift/snapshotCopy:SnapshotCopy",
    }
)
"""Types that hold nothing themselves and only say what is copied where."""
