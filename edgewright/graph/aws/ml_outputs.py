"""What services for machine learning and devices write elsewhere by themselves.

Buckets they write to, regions in which a model may answer, vector stores outside AWS, and people
who label data anywhere in the world.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edgewright.graph.aws.addresses import bucket_of_uri, region_of_host
from edgewright.graph.aws.egress import STREAM
from edgewright.graph.aws.egress import agent as agent_model
from edgewright.graph.aws.replication import BUCKET
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import UNKNOWN, PropertyValue
from edgewright.graph.provider import FlowRule
from edgewright.graph.resource.inference import inferred
from edgewright.graph.resource.reading import entries, host_of, read
from edgewright.graph.resource.source import SourceResource, as_target

_TUNED = ("outputDataConfig.s3OutputPath", "checkpointConfig.s3Uri")
_MONITORED = "monitoringOutputs.*.s3Output.s3Uri"
BUCKETS: Mapping[str, tuple[str, ...]] = {
    "aws:sagemaker/domain:Domain": ("defaultUserSettings.sharingSettings.s3OutputPath",),
    "aws:sagemaker/userProfile:UserProfile": ("userSettings.sharingSettings.s3OutputPath",),
    "aws:sagemaker/deviceFleet:DeviceFleet": ("outputConfig.s3OutputLocation",),
    "aws:sagemaker/hub:Hub": ("s3StorageConfig.s3OutputPath",),
    "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer": ("artifactStoreUri",),
    "aws:sagemaker/mlflowApp:MlflowApp": ("artifactStoreUri",),
    "aws:sagemaker/modelCardExportJob:ModelCardExportJob": ("outputConfig.s3OutputPath",),
    "aws-native:sagemaker:InferenceExperiment": ("dataStorageConfig.destination",),
    "aws-native:sagemaker:ProcessingJob": ("processingOutputConfig.outputs.*.s3Output.s3Uri",),
    "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition": (
        f"dataQualityJobOutputConfig.{_MONITORED}",
    ),
    "aws-native:sagemaker:ModelBiasJobDefinition": (f"modelBiasJobOutputConfig.{_MONITORED}",),
    "aws-native:sagemaker:ModelExplainabilityJobDefinition": (
        f"modelExplainabilityJobOutputConfig.{_MONITORED}",
    ),
    "aws-native:sagemaker:ModelQualityJobDefinition": (
        f"modelQualityJobOutputConfig.{_MONITORED}",
    ),
    "aws:sagemaker/monitoringSchedule:MonitoringSchedule": (
        f"monitoringScheduleConfig.monitoringJobDefinition.monitoringOutputConfig.{_MONITORED}",
    ),
    "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob": (
        *(f"trainingJobDefinition.{path}" for path in _TUNED),
        *(f"trainingJobDefinitions.*.{path}" for path in _TUNED),
    ),
    "aws:bedrock/agentDataSource:AgentDataSource": (
        "vectorIngestionConfiguration.customTransformationConfiguration.intermediateStorage."
        "s3Location.uri",
    ),
    "aws:bedrock/customModel:CustomModel": ("outputDataConfig.s3Uri",),
    "aws:comprehend/documentClassifier:DocumentClassifier": ("outputDataConfig.s3Uri",),
    "aws-native:comprehend:Flywheel": ("dataLakeS3Uri",),
    "aws-native:omics:RunCache": ("cacheS3Location",),
    "aws-native:omics:SequenceStore": ("fallbackLocation",),
    "aws-native:iotanalytics:Channel": ("channelStorage.customerManagedS3.bucket",),
    "aws-native:iotanalytics:Datastore": ("datastoreStorage.customerManagedS3.bucket",),
    "aws-native:iotanalytics:Dataset": (
        "contentDeliveryRules.*.destination.s3DestinationConfiguration.bucket",
    ),
    "aws-native:iottwinmaker:Workspace": ("s3Location",),
}
"""Type -> paths of the buckets, or of places in them, that its resources write to."""
_VECTORS = (
    ("opensearchServerlessConfiguration", "collectionArn"),
    ("opensearchManagedClusterConfiguration", "domainArn"),
    ("neptuneAnalyticsConfiguration", "graphArn"),
    ("rdsConfiguration", "resourceArn"),
    ("s3VectorsConfiguration", "vectorBucketArn"),
)
_VECTOR_STORES = (
    "aws:opensearch/serverlessCollection:ServerlessCollection",
    "aws:opensearch/domain:Domain",
    "aws:neptunegraph/graph:Graph",
    "aws:rds/cluster:Cluster",
    "aws:s3/vectorsVectorBucket:VectorsVectorBucket",
)
_ELSEWHERE = (
    ("pineconeConfiguration", "connectionString"),
    ("mongoDbAtlasConfiguration", "endpoint"),
    ("redisEnterpriseCloudConfiguration", "endpoint"),
)
PUBLIC_CROWD, VENDOR_CROWD = "workteam/public-crowd/", "workteam/vendor-crowd/"
"""In the ARN of a work team that is no team of the account's own: Amazon Mechanical Turk, or a
vendor's (Amazon SageMaker AI Developer Guide, "Workforces")."""


def _at(source: SourceResource, path: str) -> Iterator[tuple[str, PropertyValue]]:
    """(top property, value) of what is set at a path; `*` stands for each entry of a list."""
    top, *steps = path.split(".")
    values = [source.declared(top)]
    for step in steps:
        values = [
            found
            for value in values
            for found in (_entries(value) if step == "*" else [read(value, step)])
        ]
    yield from ((top, value) for value in values if value not in (None, ""))


def _entries(value: PropertyValue) -> list[PropertyValue]:
    """The entries of a list; an object in its place is its one entry."""
    return [value] if isinstance(value, dict) else entries(value)


def buckets(source: SourceResource) -> Iterator[DerivedFlow]:
    """What is written to buckets."""
    for path in BUCKETS[source.resource.type]:
        for top, uri in _at(source, path):
            yield _to_bucket(source, top, uri)


def _to_bucket(source: SourceResource, property: str, uri: PropertyValue) -> DerivedFlow:
    is_arn = isinstance(uri, str) and uri.startswith("arn:")
    return source.sink("capture", property, [BUCKET], uri if is_arn else bucket_of_uri(uri))


def _models(*paths: str) -> FlowRule:
    """Where the models may answer that stand at these paths."""

    def rule(source: SourceResource) -> Iterator[DerivedFlow]:
        for path in paths:
            for _, name in _at(source, path):
                yield from inferred(source, name)

    return rule


def agent(source: SourceResource) -> Iterator[DerivedFlow]:
    """Where the model of an agent answers, and those of its steps."""
    yield from agent_model(source)
    yield from _models("promptOverrideConfigurations.*.promptConfigurations.*.foundationModel")(
        source
    )


def knowledge_base(source: SourceResource) -> Iterator[DerivedFlow]:
    """Vectors of documents, in the store that keeps them; pictures of them in a bucket."""
    top = "storageConfiguration"
    for part, name in _VECTORS:
        address = source.declared(top, part, name)
        if address is not None:
            yield source.sink("capture", top, _VECTOR_STORES, address)
    for part, name in _ELSEWHERE:
        address = source.declared(top, part, name)
        if address is not None:
            host = host_of(address)
            yield DerivedFlow("capture", source.region(region_of_host(host)), host)
    vector = "knowledgeBaseConfiguration.vectorKnowledgeBaseConfiguration"
    stored = f"{vector}.supplementalDataStorageConfiguration.storageLocations.*.s3Location.uri"
    for property, uri in _at(source, stored):
        yield _to_bucket(source, property, uri)
    yield from _models(f"{vector}.embeddingModelArn")(source)


def batch(source: SourceResource) -> Iterator[DerivedFlow]:
    """A batch of requests to a model, and its answers."""
    yield from inferred(source, source.declared("modelId"))
    for top, uri in _at(source, "outputDataConfig.s3OutputDataConfig.s3Uri"):
        yield _to_bucket(source, top, uri)


def evaluation(source: SourceResource) -> Iterator[DerivedFlow]:
    """An evaluation of models, and its results."""
    yield from _models("inferenceConfig.models.*.bedrockModel.modelIdentifier")(source)
    for top, uri in _at(source, "outputDataConfig.s3Uri"):
        yield _to_bucket(source, top, uri)


def labelling(source: SourceResource) -> Iterator[DerivedFlow]:
    """Labels that people gave, and what they were shown for it, wherever those people are."""
    for top, uri in _at(source, "outputConfig.s3OutputPath"):
        yield _to_bucket(source, top, uri)
    for top in ("humanTaskConfig", "humanLoopConfig"):
        team = source.declared(top, "workteamArn")
        if isinstance(team, str) and PUBLIC_CROWD in team:
            yield DerivedFlow("capture", source.anywhere(), team)
        elif isinstance(team, str) and VENDOR_CROWD in team:
            yield DerivedFlow("capture", source.nowhere(), team)


def stream_processor(source: SourceResource) -> Iterator[DerivedFlow]:
    """What is seen in a video stream: faces to a data stream, objects to a bucket."""
    stream = source.declared("output", "kinesisDataStream", "arn")
    if stream is not None:
        yield source.sink("capture", "output", (STREAM,), stream)
    for top, uri in _at(source, "output.s3Destination.bucket"):
        yield _to_bucket(source, top, uri)


def bot(source: SourceResource) -> Iterator[DerivedFlow]:
    """Replicas of a bot (AWS::Lex::Bot Replication)."""
    for _, regions in _at(source, "replication.replicaRegions"):
        for name in entries(regions):
            to = source.region(name)
            yield DerivedFlow("replica", to, as_target(to.region or dict(UNKNOWN)))


FLOWS: Mapping[str, FlowRule] = {
    **dict.fromkeys(BUCKETS, buckets),
    "aws:sagemaker/labelingJob:LabelingJob": labelling,
    "aws:sagemaker/flowDefinition:FlowDefinition": labelling,
    "aws:bedrock/agentAgent:AgentAgent": agent,
    "aws:bedrock/agentFlow:AgentFlow": _models(
        "definition.nodes.*.configuration.prompt.sourceConfiguration.inline.modelId"
    ),
    "aws:bedrock/agentPrompt:AgentPrompt": _models("variants.*.modelId"),
    "aws:bedrock/guardrail:Guardrail": _models("crossRegionConfig.guardrailProfileIdentifier"),
    "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase": knowledge_base,
    "aws:bedrock/evaluationJob:EvaluationJob": evaluation,
    "aws:bedrockmodel/invocationJob:InvocationJob": batch,
    "aws:rekognition/streamProcessor:StreamProcessor": stream_processor,
    "aws:lex/v2modelsBot:V2modelsBot": bot,
}
"""Type -> what it writes elsewhere."""
