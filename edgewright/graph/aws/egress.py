"""What flows out of AWS resources without being stored on purpose: logs, messages, requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from edgewright.facts import services
from edgewright.graph.flow_model import Copy, Maker, as_target
from edgewright.graph.model import RawResource
from edgewright.graph.resource.addresses import (
    aws_region_of,
    bucket_of_host,
    bucket_of_uri,
    host_of,
)
from edgewright.graph.resource.inference import inferred
from edgewright.graph.resource.view import read

BUCKET = "aws:s3/bucket:Bucket"
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
LOG_DESTINATION = "aws:cloudwatch/logDestination:LogDestination"
STREAM = "aws:kinesis/stream:Stream"
FIREHOSE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
FUNCTION = "aws:lambda/function:Function"
TOPIC = "aws:sns/topic:Topic"
QUEUE = "aws:sqs/queue:Queue"
LOG_SINKS = (LOG_DESTINATION, STREAM, FIREHOSE, FUNCTION)
VPC = "aws:ec2/vpc:Vpc"
TRANSIT_GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway"


def trail(maker: Maker) -> Iterator[Copy]:
    """Logs of what was done. A multi-region trail collects those of every region in one."""
    many = maker.get("isMultiRegionTrail") not in (None, False)
    bucket = maker.sink("log", "s3BucketName", [BUCKET], maker.get("s3BucketName"))
    group = maker.get("cloudWatchLogsGroupArn")
    # The ARN of a log group is written with ":*" at its end here.
    address = group.removesuffix(":*") if isinstance(group, str) else group
    sinks = [bucket]
    if group is not None:
        sinks.append(maker.sink("log", "cloudWatchLogsGroupArn", [LOG_GROUP], address))
    for one in sinks:
        yield Copy("log", one.to, one.target, receiver=one.receiver, roams=many)


def log_subscription(maker: Maker) -> Iterator[Copy]:
    """A log group's events, sent on; a destination may be in another region and account."""
    sources = maker.sources("logGroup", [LOG_GROUP], maker.get("logGroup"))
    address = maker.get("destinationArn")
    yield maker.sink("log", "destinationArn", LOG_SINKS, address, sources)


def log_destination(maker: Maker) -> Iterator[Copy]:
    """What a log destination passes on to its stream."""
    yield maker.sink("log", "targetArn", (STREAM, FIREHOSE), maker.get("targetArn"))


def bucket_logging(maker: Maker) -> Iterator[Copy]:
    """Access logs of a bucket."""
    sources = maker.sources("bucket", [BUCKET], maker.get("bucket"))
    address = maker.get("targetBucket")
    yield maker.sink("log", "targetBucket", [BUCKET], address, sources)


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


def delivery_stream(maker: Maker) -> Iterator[Copy]:
    """What a Firehose stream delivers: to an endpoint, and to the buckets it writes."""
    origin = maker.get("kinesisSourceConfiguration", "kinesisStreamArn")
    sources = maker.sources("kinesisSourceConfiguration", [STREAM], origin)
    for name, property in ENDPOINTS:
        address = maker.get(name, property)
        if address is not None:
            yield _to_host(maker, address, sources)
    for path in FIREHOSE_BUCKETS:
        bucket = maker.get(*path, "bucketArn")
        if bucket is not None:
            yield maker.sink("telemetry", path[0], [BUCKET], bucket, sources)


def _to_host(maker: Maker, address: Any, sources: tuple[RawResource, ...] = ()) -> Copy:
    """What goes to an address; only AWS's own host names say in which region they are."""
    host = host_of(address)
    return Copy("telemetry", maker.region(aws_region_of(host)), host, sources)


def topic_rule(maker: Maker) -> Iterator[Copy]:
    """What a rule of AWS IoT Core does with messages, its action for errors included."""
    for action, plural, send in RULE_ACTIONS:
        for one in maker.each(plural):
            yield send(maker, plural, one)
        failed = maker.get("errorAction", action)
        if failed is not None:
            yield send(maker, "errorAction", failed)


def _sends_to_host(*path: str) -> Callable[[Maker, str, Any], Copy]:
    return lambda maker, property, action: _to_host(maker, read(action, *path))


def _sends_to(types: tuple[str, ...], name: str) -> Callable[[Maker, str, Any], Copy]:
    return lambda maker, property, action: maker.sink(
        "telemetry", property, types, read(action, name)
    )


def _sends_near(types: tuple[str, ...], name: str) -> Callable[[Maker, str, Any], Copy]:
    """Actions that name what they send to, which is then in the rule's own region."""

    def send(maker: Maker, property: str, action: Any) -> Copy:
        found = maker.refer(property, types, read(action, name))
        target = as_target(read(action, name)) if found is None else found.urn
        return Copy("telemetry", maker.place, target, receiver=found)

    return send


RULE_ACTIONS: tuple[tuple[str, str, Callable[[Maker, str, Any], Copy]], ...] = (
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


def inference_profile(maker: Maker) -> Iterator[Copy]:
    """Where Bedrock may run a model that is called through a profile."""
    yield from inferred(maker, maker.get("modelSource", "copyFrom"))


def agent(maker: Maker) -> Iterator[Copy]:
    """Where Bedrock may run the model of an agent."""
    yield from inferred(maker, maker.get("foundationModel"))


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


def capture(maker: Maker) -> Iterator[Copy]:
    """Requests and answers, features, models and checkpoints, written to a bucket."""
    for path in CAPTURES[maker.resource.type]:
        uri = maker.get(*path)
        off = maker.get(path[0], "enableCapture") is False
        if uri is not None and not off:
            yield maker.sink("capture", path[0], [BUCKET], bucket_of_uri(uri))


def distribution(maker: Maker) -> Iterator[Copy]:
    """Copies of what CloudFront serves, at edge locations.

    Neither a price class nor a geographic restriction keeps them in a known country.
    """
    found: dict[str, RawResource] = {}
    for origin in maker.each("origins"):
        bucket = bucket_of_host(read(origin, "domainName"))
        served = maker.refer("origins", [BUCKET], bucket)
        if served is not None:
            found[served.urn] = served
    sources = tuple(found[urn] for urn in sorted(found))
    yield Copy("cache", maker.anywhere(), _service_name(maker), sources)


def accelerator(maker: Maker) -> Iterator[Copy]:
    """Traffic enters Global Accelerator at the edge location nearest to the client."""
    yield Copy("peering", maker.anywhere(), _service_name(maker))


def _service_name(maker: Maker) -> str:
    service = services.global_service(maker.resource.type)
    return service.service if service else maker.resource.type


def network_peering(maker: Maker) -> Iterator[Copy]:
    """A way between two networks; without a region named, the other one is in this region."""
    yield from _peered(maker, "vpcId", "peerVpcId", VPC)


def gateway_peering(maker: Maker) -> Iterator[Copy]:
    """A way between two transit gateways."""
    yield from _peered(maker, "transitGatewayId", "peerTransitGatewayId", TRANSIT_GATEWAY)


def _peered(maker: Maker, own: str, other: str, type: str) -> Iterator[Copy]:
    sources = maker.sources(own, [type], maker.get(own))
    peer, region = maker.refer(other, [type], maker.get(other)), maker.get("peerRegion")
    target = as_target(maker.get(other)) if peer is None else peer.urn
    to = maker.place if peer is None else maker.at(peer)
    if region is not None:
        to = maker.region(region)
    yield Copy("peering", to, target, sources, receiver=peer)


COPIES: dict[str, Callable[[Maker], Iterator[Copy]]] = {
    "aws:cloudtrail/trail:Trail": trail,
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": log_subscription,
    LOG_DESTINATION: log_destination,
    "aws:s3/bucketLogging:BucketLogging": bucket_logging,
    FIREHOSE: delivery_stream,
    "aws:iot/topicRule:TopicRule": topic_rule,
    "aws:bedrock/inferenceProfile:InferenceProfile": inference_profile,
    "aws:bedrock/agentAgent:AgentAgent": agent,
    **dict.fromkeys(CAPTURES, capture),
    "aws:cloudfront/distribution:Distribution": distribution,
    "aws:globalaccelerator/accelerator:Accelerator": accelerator,
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": network_peering,
    "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": gateway_peering,
}
PARTS = frozenset(
    {
        "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        LOG_DESTINATION,
        "aws:s3/bucketLogging:BucketLogging",
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        "aws:ec2transitgateway/peeringAttachment:PeeringAttachment",
    }
)
"""Types that hold nothing themselves and only say what goes where."""
