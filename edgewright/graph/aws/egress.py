"""What flows out of AWS resources without being stored on purpose: logs, messages, requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from edgewright.graph.aws.addresses import bucket_of_host, bucket_of_uri, region_of_host
from edgewright.graph.aws.replication import BUCKET
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import PropertyValue, RawResource
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.inference import inferred
from edgewright.graph.resource.reading import host_of, read
from edgewright.graph.resource.source import SourceResource, as_target, in_order

LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
LOG_DESTINATION = "aws:cloudwatch/logDestination:LogDestination"
STREAM = "aws:kinesis/stream:Stream"
FIREHOSE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
FUNCTION = "aws:lambda/function:Function"
TOPIC = "aws:sns/topic:Topic"
LOG_SINKS = (LOG_DESTINATION, STREAM, FIREHOSE, FUNCTION)
VPC = "aws:ec2/vpc:Vpc"
TRANSIT_GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway"
Sender: TypeAlias = Callable[[SourceResource, str, PropertyValue], DerivedFlow]
"""The flow of one action of a topic rule, which stands in a property."""


def trail(source: SourceResource) -> Iterator[DerivedFlow]:
    """Logs of what was done. A multi-region trail collects those of every region in one."""
    many = source.declared("isMultiRegionTrail") not in (None, False)
    bucket = source.sink("log", "s3BucketName", [BUCKET], source.declared("s3BucketName"))
    group = source.declared("cloudWatchLogsGroupArn")
    # The ARN of a log group is written with ":*" at its end here.
    address = group.removesuffix(":*") if isinstance(group, str) else group
    sinks = [bucket]
    if group is not None:
        sinks.append(source.sink("log", "cloudWatchLogsGroupArn", [LOG_GROUP], address))
    for one in sinks:
        yield DerivedFlow("log", one.to, one.target, receiver=one.receiver, roams=many)


def log_subscription(source: SourceResource) -> Iterator[DerivedFlow]:
    """A log group's events, sent on; a destination may be in another region and account."""
    holders = source.holders("logGroup", [LOG_GROUP], source.declared("logGroup"))
    address = source.declared("destinationArn")
    yield source.sink("log", "destinationArn", LOG_SINKS, address, holders)


def log_destination(source: SourceResource) -> Iterator[DerivedFlow]:
    """What a log destination passes on to its stream."""
    yield source.sink("log", "targetArn", (STREAM, FIREHOSE), source.declared("targetArn"))


def bucket_logging(source: SourceResource) -> Iterator[DerivedFlow]:
    """Access logs of a bucket."""
    holders = source.holders("bucket", [BUCKET], source.declared("bucket"))
    address = source.declared("targetBucket")
    yield source.sink("log", "targetBucket", [BUCKET], address, holders)


ENDPOINTS = (
    ("httpEndpointConfiguration", "url"),
    ("splunkConfiguration", "hecEndpoint"),
    ("snowflakeConfiguration", "accountUrl"),
    ("opensearchConfiguration", "clusterEndpoint"),
    ("elasticsearchConfiguration", "clusterEndpoint"),
)
FIREHOSE_BUCKETS = (
    ("extendedS3Configuration",),
    ("extendedS3Configuration", "s3BackupConfiguration"),
    *((name, "s3Configuration") for name, _ in ENDPOINTS),
    ("redshiftConfiguration", "s3Configuration"),
    ("icebergConfiguration", "s3Configuration"),
)


def delivery_stream(source: SourceResource) -> Iterator[DerivedFlow]:
    """What a Firehose stream delivers: to an endpoint, and to the buckets it writes."""
    origin = source.declared("kinesisSourceConfiguration", "kinesisStreamArn")
    holders = source.holders("kinesisSourceConfiguration", [STREAM], origin)
    for name, property in ENDPOINTS:
        address = source.declared(name, property)
        if address is not None:
            yield _to_host(source, address, holders)
    for path in FIREHOSE_BUCKETS:
        bucket = source.declared(*path, "bucketArn")
        if bucket is not None:
            yield source.sink("telemetry", path[0], [BUCKET], bucket, holders)


def _to_host(
    source: SourceResource, address: PropertyValue, holders: tuple[RawResource, ...] = ()
) -> DerivedFlow:
    """What goes to an address; only AWS's own host names say in which region they are."""
    host = host_of(address)
    return DerivedFlow("telemetry", source.region(region_of_host(host)), host, holders)


def topic_rule(source: SourceResource) -> Iterator[DerivedFlow]:
    """What a rule of AWS IoT Core does with messages, its action for errors included."""
    for action, plural, send in RULE_ACTIONS:
        for one in source.each(plural):
            yield send(source, plural, one)
        failed = source.declared("errorAction", action)
        if failed is not None:
            yield send(source, "errorAction", failed)


def _sends_to_host(*path: str) -> Sender:
    return lambda source, property, action: _to_host(source, read(action, *path))


def _sends_to(types: tuple[str, ...], name: str) -> Sender:
    return lambda source, property, action: source.sink(
        "telemetry", property, types, read(action, name)
    )


def _sends_near(types: tuple[str, ...], name: str) -> Sender:
    """Actions that name what they send to, which is then in the rule's own region."""

    def send(source: SourceResource, property: str, action: PropertyValue) -> DerivedFlow:
        found = source.refer(property, types, read(action, name))
        target = as_target(read(action, name)) if found is None else found.urn
        return DerivedFlow("telemetry", source.place, target, receiver=found)

    return send


RULE_ACTIONS: tuple[tuple[str, str, Sender], ...] = (
    ("http", "https", _sends_to_host("url")),
    ("kafka", "kafkas", _sends_to_host("clientProperties", "bootstrap.servers")),
    ("elasticsearch", "elasticsearch", _sends_to_host("endpoint")),
    ("sqs", "sqs", _sends_to_host("queueUrl")),
    ("s3", "s3", _sends_to((BUCKET,), "bucketName")),
    ("sns", "sns", _sends_to((TOPIC,), "targetArn")),
    ("lambda", "lambdas", _sends_to((FUNCTION,), "functionArn")),
    ("kinesis", "kineses", _sends_near((STREAM,), "streamName")),
    ("firehose", "firehoses", _sends_near((FIREHOSE,), "deliveryStreamName")),
)
"""Name among the error actions, name of the property, and what an action says of its goal."""


def inference_profile(source: SourceResource) -> Iterator[DerivedFlow]:
    """Where Bedrock may run a model that is called through a profile."""
    yield from inferred(source, source.declared("modelSource", "copyFrom"))


def agent(source: SourceResource) -> Iterator[DerivedFlow]:
    """Where Bedrock may run the model of an agent."""
    yield from inferred(source, source.declared("foundationModel"))


CAPTURES = {
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration": (
        ("dataCaptureConfig", "destinationS3Uri"),
        ("asyncInferenceConfig", "outputConfig", "s3OutputPath"),
        ("asyncInferenceConfig", "outputConfig", "s3FailurePath"),
    ),
    "aws:sagemaker/featureGroup:FeatureGroup": (
        ("offlineStoreConfig", "s3StorageConfig", "s3Uri"),
    ),
    "aws:sagemaker/trainingJob:TrainingJob": (
        ("outputDataConfig", "s3OutputPath"),
        ("checkpointConfig", "s3Uri"),
    ),
}
"""Where SageMaker writes what it has seen or made: type -> paths of the properties."""


def capture(source: SourceResource) -> Iterator[DerivedFlow]:
    """Requests and answers, features, models and checkpoints, written to a bucket."""
    for path in CAPTURES[source.resource.type]:
        uri = source.declared(*path)
        off = source.declared(path[0], "enableCapture") is False
        if uri is not None and not off:
            yield source.sink("capture", path[0], [BUCKET], bucket_of_uri(uri))


def distribution(source: SourceResource) -> Iterator[DerivedFlow]:
    """Copies of what CloudFront serves, at edge locations.

    Neither a price class nor a geographic restriction keeps them in a known country.
    """
    buckets = [bucket_of_host(read(one, "domainName")) for one in source.each("origins")]
    holders = in_order(one for name in buckets for one in source.holders("origins", [BUCKET], name))
    yield DerivedFlow("cache", source.anywhere(), source.service(), holders)


def accelerator(source: SourceResource) -> Iterator[DerivedFlow]:
    """Traffic enters Global Accelerator at the edge location nearest to the client."""
    yield DerivedFlow("peering", source.anywhere(), source.service())


def network_peering(source: SourceResource) -> Iterator[DerivedFlow]:
    """A way between two networks; without a region named, the other one is in this region."""
    yield from _peered(source, "vpcId", "peerVpcId", VPC)


def gateway_peering(source: SourceResource) -> Iterator[DerivedFlow]:
    """A way between two transit gateways."""
    yield from _peered(source, "transitGatewayId", "peerTransitGatewayId", TRANSIT_GATEWAY)


def _peered(source: SourceResource, own: str, other: str, type: str) -> Iterator[DerivedFlow]:
    holders = source.holders(own, [type], source.declared(own))
    address, region = source.declared(other), source.declared("peerRegion")
    peer = source.refer(other, [type], address)
    target = as_target(address) if peer is None else peer.urn
    to = source.place if peer is None else source.at(peer)
    if region is not None:
        to = source.region(region)
    yield DerivedFlow("peering", to, target, holders, receiver=peer)


FLOWS: dict[str, FlowRule] = {
    "aws:cloudtrail/trail:Trail": trail,
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": log_subscription,
    LOG_DESTINATION: log_destination,
    "aws:s3/bucketLogging:BucketLogging": bucket_logging,
    FIREHOSE: delivery_stream,
    "aws:iot/topicRule:TopicRule": topic_rule,
    "aws:bedrock/inferenceProfile:InferenceProfile": inference_profile,
    **dict.fromkeys(CAPTURES, capture),
    "aws:globalaccelerator/accelerator:Accelerator": accelerator,
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": network_peering,
    "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": gateway_peering,
}
STRUCTURAL = frozenset(
    {
        "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        LOG_DESTINATION,
        "aws:s3/bucketLogging:BucketLogging",
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        "aws:ec2transitgateway/peeringAttachment:PeeringAttachment",
    }
)
"""Types that hold nothing themselves and only say what goes where."""
