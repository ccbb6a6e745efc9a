"""What moves data out of databases, files and logs: exports, tasks, flows, replicas of clusters."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.graph.aws.addresses import bucket_of_uri, region_of_arn, region_of_host
from edgewright.graph.aws.egress import FIREHOSE, LOG_GROUP, STREAM
from edgewright.graph.aws.replication import BUCKET, TABLE
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import PropertyValue, RawResource
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.reading import entries, host_of, read
from edgewright.graph.resource.source import SourceResource, as_target, in_order

CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
GLOBAL_CACHE = "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup"
LOCATION = "aws:datasync/s3Location:S3Location"
ENDPOINT = "aws:dms/endpoint:Endpoint"
S3_ENDPOINT = "aws:dms/s3Endpoint:S3Endpoint"
SNAPSHOTS = (
    "aws:rds/snapshot:Snapshot",
    "aws:rds/clusterSnapshot:ClusterSnapshot",
    "aws:rds/cluster:Cluster",
    "aws:rds/snapshotCopy:SnapshotCopy",
    "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
)


def snapshot_export(source: SourceResource) -> Iterator[DerivedFlow]:
    """A snapshot of a database, written to a bucket."""
    holders = source.holders("sourceArn", SNAPSHOTS, source.declared("sourceArn"))
    address = source.declared("s3BucketName")
    yield source.sink("snapshot", "s3BucketName", [BUCKET], address, holders)


def table_export(source: SourceResource) -> Iterator[DerivedFlow]:
    """A table, written to a bucket."""
    holders = source.holders("tableArn", [TABLE], source.declared("tableArn"))
    yield source.sink("snapshot", "s3Bucket", [BUCKET], source.declared("s3Bucket"), holders)


def integration(source: SourceResource) -> Iterator[DerivedFlow]:
    """A database that is copied to a warehouse as it changes."""
    holders = source.holders("sourceArn", None, source.declared("sourceArn"))
    yield source.sink("replica", "targetArn", None, source.declared("targetArn"), holders)


def keyspace(source: SourceResource) -> Iterator[DerivedFlow]:
    """A keyspace in several regions, its own included."""
    for name in source.each("replicationSpecification", "regionLists"):
        yield DerivedFlow("replica", source.region(name), as_target(name))


def distributed_cluster(source: SourceResource) -> Iterator[DerivedFlow]:
    """A cluster of Aurora DSQL over regions: its peers, and the witness that keeps its log."""
    witness = source.declared("multiRegionProperties", "witnessRegion")
    if witness is not None:
        yield DerivedFlow("replica", source.region(witness), as_target(witness))
    for arn in source.each("multiRegionProperties", "clusters"):
        region = region_of_arn(arn) if isinstance(arn, str) else None
        yield DerivedFlow("replica", source.region(region), as_target(arn))


def cluster_peering(source: SourceResource) -> Iterator[DerivedFlow]:
    """The same, where peers are made known to each other by a resource of their own."""
    witness = source.declared("witnessRegion")
    if witness is not None:
        yield DerivedFlow("replica", source.region(witness), as_target(witness))
    for arn in source.each("clusters"):
        region = region_of_arn(arn) if isinstance(arn, str) else None
        yield DerivedFlow("replica", source.region(region), as_target(arn))


def secondary_cluster(types: tuple[str, str]) -> FlowRule:
    """A cluster that joins a global one as a secondary, or is a replica of another."""
    cluster, group = types

    def rule(source: SourceResource) -> Iterator[DerivedFlow]:
        for name, kinds in (
            ("replicationSourceIdentifier", [cluster]),
            ("globalClusterIdentifier", [group]),
        ):
            address = source.declared(name)
            if address is None or (name.startswith("global") and _is_first(source)):
                continue
            found = source.holders(name, kinds, address)
            beside = [one for it in found for one in source.of(it).users(cluster, name)]
            if isinstance(address, str) and kinds == [group]:
                beside += source.index.having(cluster, name, address)
            holders = in_order(one for one in [*found, *beside] if _is(one, cluster, source))
            arn = region_of_arn(address) if isinstance(address, str) else None
            start = None if holders else source.region(arn)
            yield DerivedFlow(
                "replica", source.place, source.resource.urn, holders, start, source.resource
            )

    return rule


def _is(resource: RawResource, type: str, source: SourceResource) -> bool:
    """Whether a resource is another cluster, of the same type."""
    return resource.type == type and resource.urn != source.resource.urn


def _is_first(source: SourceResource) -> bool:
    """The first cluster of a global one has the master user, or that one was made of it."""
    return source.resource.inputs.get("masterUsername") is not None


def secondary_group(source: SourceResource) -> Iterator[DerivedFlow]:
    """A cache that joins a global one takes its data from the first, which has no such property."""
    name = "globalReplicationGroupId"
    address = source.declared(name)
    if address is None:
        return
    group = source.refer(name, [GLOBAL_CACHE], address)
    holders = () if group is None else _first_caches(source.of(group))
    start = None if holders else source.nowhere()
    yield DerivedFlow("replica", source.place, source.resource.urn, holders, start, source.resource)


def _first_caches(group: SourceResource) -> tuple[RawResource, ...]:
    name = "primaryReplicationGroupId"
    return group.holders(name, [CACHE], group.declared(name))


def refused_records(source: SourceResource) -> Iterator[DerivedFlow]:
    """What a table of Timestream does not take, written to a bucket."""
    path = ("magneticStoreWriteProperties", "magneticStoreRejectedDataLocation", "s3Configuration")
    bucket = source.declared(*path, "bucketName")
    if bucket is not None:
        yield source.sink("capture", path[0], [BUCKET], bucket)


def engine_logs(source: SourceResource) -> Iterator[DerivedFlow]:
    """Logs of InfluxDB, written to a bucket."""
    path = ("logDeliveryConfiguration", "s3Configuration")
    bucket = source.declared(*path, "bucketName")
    if bucket is not None and source.declared(*path, "enabled") is not False:
        yield source.sink("log", path[0], [BUCKET], bucket)


def share(source: SourceResource) -> Iterator[DerivedFlow]:
    """What a gateway shows is in a bucket, which may be in another region than the gateway."""
    given = source.declared("locationArn")
    address = given.rpartition(":::")[2].partition("/")[0] if isinstance(given, str) else given
    region = source.declared("bucketRegion")
    found = source.sink("replica", "locationArn", [BUCKET], address)
    if region is not None and found.receiver is None:
        found = DerivedFlow("replica", source.region(region), found.target)
    yield found


def sync_task(source: SourceResource) -> Iterator[DerivedFlow]:
    """What DataSync copies, from one location to another; a bucket may be elsewhere."""
    name = "destinationLocationArn"
    location = source.refer(name, [LOCATION], source.declared(name))
    if location is None:
        yield source.sink("replica", name, None, source.declared(name))
        return
    beside = source.of(location)
    found = beside.sink("replica", "s3BucketArn", [BUCKET], beside.declared("s3BucketArn"))
    yield DerivedFlow("replica", found.to, found.target, receiver=found.receiver)


def migration(source: SourceResource) -> Iterator[DerivedFlow]:
    """What a task of DMS copies to its target."""
    name = "targetEndpointArn"
    target = source.refer(name, [ENDPOINT, S3_ENDPOINT], source.declared(name))
    if target is None:
        yield DerivedFlow("replica", source.nowhere(), as_target(source.declared(name)))
        return
    beside = source.of(target)
    if target.type == S3_ENDPOINT:
        bucket = beside.sink("replica", "bucketName", [BUCKET], beside.declared("bucketName"))
        yield DerivedFlow("replica", bucket.to, bucket.target, receiver=bucket.receiver)
        return
    host = host_of(beside.declared("serverName"))
    yield DerivedFlow("replica", source.region(region_of_host(host)), host)


def flow(source: SourceResource) -> Iterator[DerivedFlow]:
    """What AppFlow puts into buckets and other services, which may be anybody's."""
    for goal in source.each("destinationFlowConfigs"):
        properties = read(goal, "destinationConnectorProperties")
        buckets = [read(properties, name, "bucketName") for name in ("s3", "upsolver")]
        bucket = next((one for one in buckets if one is not None), None)
        if bucket is None:
            target = as_target(read(goal, "connectorType"))
            yield DerivedFlow("telemetry", source.nowhere(), target)
        else:
            yield source.sink("telemetry", "destinationFlowConfigs", [BUCKET], bucket)


def results(source: SourceResource) -> Iterator[DerivedFlow]:
    """What queries of Athena find, written to a bucket."""
    path = ("configuration", "resultConfiguration", "outputLocation")
    uri = source.declared(*path)
    if uri is not None:
        yield source.sink("capture", path[0], [BUCKET], bucket_of_uri(uri))


def delivery_channel(source: SourceResource) -> Iterator[DerivedFlow]:
    """What AWS Config has recorded, written to a bucket."""
    yield source.sink("log", "s3BucketName", [BUCKET], source.declared("s3BucketName"))


def flow_log(source: SourceResource) -> Iterator[DerivedFlow]:
    """Who spoke to whom in a network, written to a bucket, a stream or a group of logs."""
    address = source.declared("logDestination")
    if address is not None:
        text = address.removesuffix(":*") if isinstance(address, str) else address
        yield source.sink("log", "logDestination", [BUCKET, LOG_GROUP, FIREHOSE], text)


def metric_stream(source: SourceResource) -> Iterator[DerivedFlow]:
    """Metrics of a region, sent on."""
    yield source.sink("telemetry", "firehoseArn", [FIREHOSE], source.declared("firehoseArn"))


def journal(source: SourceResource) -> Iterator[DerivedFlow]:
    """What is written into a ledger, sent to a stream."""
    given: PropertyValue = source.declared("kinesisConfiguration")
    for one in given if isinstance(given, list) else entries([given]):
        yield source.sink("telemetry", "kinesisConfiguration", [STREAM], read(one, "streamArn"))


FLOWS: dict[str, FlowRule] = {
    "aws:rds/exportTask:ExportTask": snapshot_export,
    "aws:dynamodb/tableExport:TableExport": table_export,
    "aws:rds/integration:Integration": integration,
    "aws:keyspaces/keyspace:Keyspace": keyspace,
    "aws:dsql/cluster:Cluster": distributed_cluster,
    "aws:dsql/clusterPeering:ClusterPeering": cluster_peering,
    "aws:docdb/cluster:Cluster": secondary_cluster(
        ("aws:docdb/cluster:Cluster", "aws:docdb/globalCluster:GlobalCluster")
    ),
    "aws:neptune/cluster:Cluster": secondary_cluster(
        ("aws:neptune/cluster:Cluster", "aws:neptune/globalCluster:GlobalCluster")
    ),
    CACHE: secondary_group,
    "aws:timestreamwrite/table:Table": refused_records,
    "aws:timestreaminfluxdb/dbInstance:DbInstance": engine_logs,
    "aws:timestreaminfluxdb/dbCluster:DbCluster": engine_logs,
    "aws:storagegateway/nfsFileShare:NfsFileShare": share,
    "aws:storagegateway/smbFileShare:SmbFileShare": share,
    "aws:datasync/task:Task": sync_task,
    "aws:dms/replicationTask:ReplicationTask": migration,
    "aws:dms/replicationConfig:ReplicationConfig": migration,
    "aws:appflow/flow:Flow": flow,
    "aws:athena/workgroup:Workgroup": results,
    "aws:cfg/deliveryChannel:DeliveryChannel": delivery_channel,
    "aws:ec2/flowLog:FlowLog": flow_log,
    "aws:cloudwatch/metricStream:MetricStream": metric_stream,
    "aws:qldb/stream:Stream": journal,
}
