"""Copies of stored things that AWS resources make: replicas, backups, snapshots, images, keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from edgewright.graph.aws.accounts import perhaps_in_region
from edgewright.graph.aws.addresses import region_of_arn
from edgewright.graph.aws.keys import EXTERNAL_KEY, EXTERNAL_REPLICA_KEY, KEY, REPLICA_KEY
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import PropertyValue, RawResource, ResourceLocation
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.lookups import ByText, Lookup
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.source import SourceResource, as_target, in_order

BUCKET = "aws:s3/bucket:Bucket"
BUCKET_REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
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


def bucket_replication(source: SourceResource) -> Iterator[DerivedFlow]:
    """S3 replication rules; those that are switched off copy nothing."""
    holders = source.holders("bucket", [BUCKET], source.declared("bucket"))
    yield from _replicated(source, "rules", source.each("rules"), holders)


def bucket_itself(source: SourceResource) -> Iterator[DerivedFlow]:
    """What is written into a bucket: replication, and where its access logs go."""
    yield from bucket_itself_replicates(source)
    for name in ("logging", "loggings"):
        for one in _blocks(source.declared(name)):
            address = read(one, "targetBucket")
            yield source.sink("log", name, [BUCKET], address, (source.resource,))


def bucket_itself_replicates(source: SourceResource) -> Iterator[DerivedFlow]:
    """The same rules, written into the bucket; older versions of the provider have lists here."""
    for name in ("replicationConfiguration", "replicationConfigurations"):
        for one in _blocks(source.declared(name)):
            rules = entries(read(one, "rules"))
            yield from _replicated(source, name, rules, (source.resource,))


def _blocks(value: PropertyValue) -> list[PropertyValue]:
    """The blocks of a property that is one block or a list of them."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _replicated(
    source: SourceResource,
    property: str,
    rules: list[PropertyValue],
    holders: tuple[RawResource, ...],
) -> Iterator[DerivedFlow]:
    for rule in rules:
        if read(rule, "status") != "Disabled":
            for goal in _blocks(read(rule, "destination")) or _blocks(read(rule, "destinations")):
                yield source.sink("replica", property, [BUCKET], read(goal, "bucket"), holders)


def _to_regions(
    source: SourceResource,
    kind: str,
    regions: list[PropertyValue],
    holders: tuple[RawResource, ...] = (),
) -> Iterator[DerivedFlow]:
    for name in regions:
        yield DerivedFlow(kind, source.region(name), as_target(name), holders)


def table(source: SourceResource) -> Iterator[DerivedFlow]:
    """Replicas that a DynamoDB table declares itself."""
    regions = [read(one, "regionName") for one in source.each("replicas")]
    yield from _to_regions(source, "replica", regions)


def global_table(source: SourceResource) -> Iterator[DerivedFlow]:
    """A global table (version 2017) joins tables of one name."""
    name = source.declared("name")
    holders = source.index.listed(Lookup((TABLE,), _by_name), repr(name))
    regions = [read(one, "regionName") for one in source.each("replicas")]
    yield from _to_regions(source, "replica", regions, tuple(holders))


def _by_name(table: RawResource, index: ResourceIndex) -> Iterator[str]:
    """The key of a table that is called so, or whose name nobody knows."""
    yield repr(table.props.get("name"))


def table_replica(source: SourceResource) -> Iterator[DerivedFlow]:
    """A replica declared apart from its table, in the region it is in itself."""
    yield _pulled(source, "replica", "globalTableArn", [TABLE])


def _pulled(
    source: SourceResource, kind: str, property: str, types: list[str], region: PropertyValue = None
) -> DerivedFlow:
    """What a resource copies to where it is itself, from what `property` refers to.

    Where that is, `region` says; else the resource referred to does, or its ARN.
    """
    address = source.declared(property)
    found = source.holders(property, types, address)
    start: ResourceLocation | None
    if region is not None:
        start = source.region(region)
    else:
        start = (
            None
            if found
            else source.region(region_of_arn(address) if isinstance(address, str) else None)
        )
    return DerivedFlow(kind, source.place, source.resource.urn, found, start, source.resource)


def database_cluster(source: SourceResource) -> Iterator[DerivedFlow]:
    """A cluster that replicates another one, or joins a global cluster as a secondary."""
    if source.declared("replicationSourceIdentifier") is not None:
        region = source.declared("sourceRegion")
        types = [CLUSTER, DATABASE]
        yield _pulled(source, "replica", "replicationSourceIdentifier", types, region)
        return
    name = "globalClusterIdentifier"
    groups = source.holders(name, [GLOBAL_CLUSTER], source.declared(name))
    if groups and not all(_is_primary(source, group, source.resource) for group in groups):
        holders = in_order(
            one
            for group in groups
            for one in source.of(group).users(CLUSTER, name)
            if one != source.resource and _is_primary(source, group, one)
        )
        yield DerivedFlow(
            "replica", source.place, source.resource.urn, holders, receiver=source.resource
        )


def _is_primary(source: SourceResource, group: RawResource, cluster: RawResource) -> bool:
    """The first cluster of a global one has the master user; later ones take it from there."""
    first = source.of(group).refer(
        "sourceDbClusterIdentifier", [CLUSTER], group.props.get("sourceDbClusterIdentifier")
    )
    return cluster == first or cluster.inputs.get("masterUsername") is not None


def database(source: SourceResource) -> Iterator[DerivedFlow]:
    """A read replica. A plain name means one in its own region, only an ARN reaches another."""
    address = source.declared("replicateSourceDb")
    if address is not None:
        own = isinstance(address, str) and not region_of_arn(address)
        region = source.place.region if own else None
        yield _pulled(source, "replica", "replicateSourceDb", [DATABASE, CLUSTER], region)


def database_backups(source: SourceResource) -> Iterator[DerivedFlow]:
    """Automated backups of a database, replicated to where this resource is."""
    yield _pulled(source, "backup", "sourceDbInstanceArn", [DATABASE])


def database_snapshot(source: SourceResource) -> Iterator[DerivedFlow]:
    """A copy of a database snapshot."""
    yield from _snapshot(source, "sourceDbSnapshotIdentifier", list(SNAPSHOTS))


def cluster_snapshot(source: SourceResource) -> Iterator[DerivedFlow]:
    """A copy of a cluster snapshot."""
    yield from _snapshot(source, "sourceDbClusterSnapshotIdentifier", list(CLUSTER_SNAPSHOTS))


def _snapshot(source: SourceResource, property: str, types: list[str]) -> Iterator[DerivedFlow]:
    address, wanted = source.declared(property), source.declared("destinationRegion")
    local = isinstance(address, str) and not region_of_arn(address)
    made = _pulled(source, "snapshot", property, types, source.place.region if local else None)
    to = source.place if wanted is None else source.region(wanted)
    yield DerivedFlow("snapshot", to, made.target, made.holders, made.start, made.receiver)


def file_system(source: SourceResource) -> Iterator[DerivedFlow]:
    """Replication of an EFS file system; a zone's name is its region's and a letter."""
    identifier = source.declared("sourceFileSystemId")
    holders = source.holders("sourceFileSystemId", [FILE_SYSTEM], identifier)
    goal = source.declared("destination")
    region, zone = read(goal, "region"), read(goal, "availabilityZoneName")
    if region is None and isinstance(zone, str):
        region = zone[:-1]
    if region is None and read(goal, "fileSystemId") is not None:
        address = read(goal, "fileSystemId")
        yield source.sink("replica", "destination", [FILE_SYSTEM], address, holders)
    else:
        yield from _to_regions(source, "replica", [region], holders)


def image_replication(source: SourceResource) -> Iterator[DerivedFlow]:
    """Replication of a whole registry: every repository of its region that a filter lets pass."""
    for rule in source.each("replicationConfiguration", "rules"):
        filters = [read(one, "filter") for one in entries(read(rule, "repositoryFilters"))]
        holders = in_order(_repositories(source, filters))
        regions = [read(one, "region") for one in entries(read(rule, "destinations"))]
        yield from _to_regions(source, "registry", regions, holders)


def _repositories(source: SourceResource, prefixes: list[PropertyValue]) -> Iterator[RawResource]:
    for one in perhaps_in_region(source, REPOSITORY):
        name = one.resource.props.get("name")
        if not prefixes or any(_begins(name, prefix) for prefix in prefixes):
            yield one.resource


def _begins(name: PropertyValue, prefix: PropertyValue) -> bool:
    """Whether a name has a prefix; where either cannot be read, it may."""
    if isinstance(name, str) and isinstance(prefix, str):
        return name.startswith(prefix)
    return True


def backup_plan(source: SourceResource) -> Iterator[DerivedFlow]:
    """Copies that a backup plan makes of all that it selects."""
    holders = in_order(_selected(source))
    for rule in source.each("rules"):
        for action in entries(read(rule, "copyActions")):
            address = read(action, "destinationVaultArn")
            yield source.sink("backup", "rules", [VAULT, AIR_GAPPED_VAULT], address, holders)


def _selected(source: SourceResource) -> Iterator[RawResource]:
    for selection in source.users(SELECTION, "planId"):
        yield from _listed(source, selection)
        yield from _tagged(source, selection)


def _listed(source: SourceResource, selection: RawResource) -> Iterator[RawResource]:
    """What a selection lists: by reference, and by ARN, `*` and `?` included."""
    yield from source.index.behind(selection, "resources")
    for pattern in entries(read(selection.props, "resources")):
        if isinstance(pattern, str):
            # One lookup for all addresses, and one for each pattern: every resource is in it.
            is_pattern = any(letter in pattern for letter in "*?[")
            lookup = Lookup(None, _Addressed(pattern)) if is_pattern else _BY_ARN
            yield from source.index.members(lookup, True if is_pattern else pattern)


def _tagged(source: SourceResource, selection: RawResource) -> Iterator[RawResource]:
    for wanted in entries(read(selection.props, "selectionTags")):
        key, value = read(wanted, "key"), read(wanted, "value")
        if isinstance(key, str) and isinstance(value, str):
            yield from source.index.members(_BY_TAG, (key, value))
        else:  # nobody can tell which tag is meant
            yield from source.index.members(_WITH_TAGS, True)


_BY_ARN = Lookup(None, ByText("arn"))


@dataclass(frozen=True)
class _Addressed:
    """Keys of a lookup: True of what has an ARN that a pattern fits."""

    pattern: str

    def __call__(self, resource: RawResource, index: ResourceIndex) -> Iterator[bool]:
        arn = resource.props.get("arn")
        if isinstance(arn, str) and (arn == self.pattern or fnmatchcase(arn, self.pattern)):
            yield True


def _tags_of(resource: RawResource, index: ResourceIndex) -> Iterator[tuple[str, str]]:
    tags = resource.props.get("tags")
    if isinstance(tags, dict):
        yield from ((key, value) for key, value in tags.items() if isinstance(value, str))


_BY_TAG = Lookup(None, _tags_of)


def _with_tags(resource: RawResource, index: ResourceIndex) -> Iterator[bool]:
    if isinstance(resource.props.get("tags"), dict):
        yield True


_WITH_TAGS = Lookup(None, _with_tags)


def volume_snapshot(source: SourceResource) -> Iterator[DerivedFlow]:
    """A copy of a snapshot of a volume."""
    types = ["aws:ebs/snapshot:Snapshot", "aws:ebs/snapshotImport:SnapshotImport"]
    region = source.declared("sourceRegion")
    yield _pulled(source, "snapshot", "sourceSnapshotId", types, region)


def machine_image(source: SourceResource) -> Iterator[DerivedFlow]:
    """A copy of a machine image, with what is on its disks."""
    types = ["aws:ec2/ami:Ami", "aws:ec2/amiFromInstance:AmiFromInstance"]
    region = source.declared("sourceAmiRegion")
    yield _pulled(source, "snapshot", "sourceAmiId", types, region)


def snapshot_policy(source: SourceResource) -> Iterator[DerivedFlow]:
    """Snapshots that a lifecycle policy copies to other regions."""
    details = source.declared("policyDetails")
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
        yield DerivedFlow("snapshot", source.region(named or goal), as_target(goal))


def warehouse_snapshots(source: SourceResource) -> Iterator[DerivedFlow]:
    """Snapshots of a Redshift cluster, copied to another region."""
    identifier = source.declared("clusterIdentifier")
    holders = source.holders("clusterIdentifier", ["aws:redshift/cluster:Cluster"], identifier)
    yield from _to_regions(source, "snapshot", [source.declared("destinationRegion")], holders)


def replica_key(source: SourceResource) -> Iterator[DerivedFlow]:
    """A replica of a multi-region key: the same key material in another region."""
    yield _pulled(source, "key", "primaryKeyArn", [KEY, EXTERNAL_KEY])


def secret(source: SourceResource) -> Iterator[DerivedFlow]:
    """Replicas of a secret."""
    regions = [read(one, "region") for one in source.each("replicas")]
    yield from _to_regions(source, "secret", regions)


FLOWS: dict[str, FlowRule] = {
    BUCKET: bucket_itself,
    BUCKET_REPLICATION: bucket_replication,
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
    REPLICA_KEY: replica_key,
    EXTERNAL_REPLICA_KEY: replica_key,
    "aws:secretsmanager/secret:Secret": secret,
}
STRUCTURAL = frozenset(
    {
        "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
        "aws:efs/replicationConfiguration:ReplicationConfiguration",
        "aws:ecr/replicationConfiguration:ReplicationConfiguration",
        SELECTION,
        "aws:redshift/snapshotCopy:SnapshotCopy",
    }
)
"""Types that hold nothing themselves and only say what is copied where."""
