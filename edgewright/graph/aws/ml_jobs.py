"""Jobs of SageMaker and Bedrock: what their disks and what they write is encrypted with.

A schedule and a tuning job say it in jobs of their own, or in those that they name; of several the
weakest counts. Without a key AWS encrypts with one of its own, output by the default of the bucket
(Amazon SageMaker AI Developer Guide, "Notebook instances, SageMaker AI jobs, and Endpoints").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edgewright.graph.aws.keys import encryption
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, RawResource, is_marker
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

Path = tuple[str, ...]
NETWORK = ("networkConfig",)
ISOLATION, TRAFFIC = "enableNetworkIsolation", "enableInterContainerTrafficEncryption"
SCHEDULE = "aws:sagemaker/monitoringSchedule:MonitoringSchedule"


@dataclass(frozen=True)
class JobPaths:
    """Where a job says what.

    Attributes:
        volume: paths of the keys of its disks; any of them may be the one.
        output: the path of the key of what it writes.
        network: what has the switches of isolation and of traffic.
        image: the path of its container's image.
    """

    volume: tuple[Path, ...]
    output: Path
    network: Path
    image: Path


def _definition(prefix: str) -> JobPaths:
    return JobPaths(
        (("jobResources", "clusterConfig", "volumeKmsKeyId"),),
        (f"{prefix}JobOutputConfig", "kmsKeyId"),
        NETWORK,
        (f"{prefix}AppSpecification", "imageUri"),
    )


DEFINITIONS = {
    "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition": _definition("dataQuality"),
    "aws-native:sagemaker:ModelBiasJobDefinition": _definition("modelBias"),
    "aws-native:sagemaker:ModelExplainabilityJobDefinition": _definition("modelExplainability"),
    "aws-native:sagemaker:ModelQualityJobDefinition": _definition("modelQuality"),
}
"""Jobs that a monitoring schedule may name."""
_PROCESSING = JobPaths(
    (("processingResources", "clusterConfig", "volumeKmsKeyId"),),
    ("processingOutputConfig", "kmsKeyId"),
    NETWORK,
    ("appSpecification", "imageUri"),
)
_MONITORING = JobPaths(
    (("monitoringResources", "clusterConfig", "volumeKmsKeyId"),),
    ("monitoringOutputConfig", "kmsKeyId"),
    NETWORK,
    ("monitoringAppSpecification", "imageUri"),
)
_TRAINING = JobPaths(
    (
        ("resourceConfig", "volumeKmsKeyId"),
        ("hyperParameterTuningResourceConfig", "volumeKmsKeyId"),
    ),
    ("outputDataConfig", "kmsKeyId"),
    (),
    ("algorithmSpecification", "trainingImage"),
)
JOB = (
    "volume_encryption",
    "output_encryption",
    "inter_node_encryption",
    "network_isolated",
    "image",
)


def _job(view: ResourceView, property: str, job: PropertyValue, paths: JobPaths) -> Properties:
    """What a job says of itself, which stands in a property of a resource."""
    keys = [read(job, *path) for path in paths.volume]
    volume = next((one for one in keys if one not in (None, "")), None)
    network = read(job, *paths.network)
    image = read(job, *paths.image)
    return {
        "volume_encryption": encryption(view, property, volume)["encryption"],
        "output_encryption": encryption(view, property, read(job, *paths.output))["encryption"],
        "inter_node_encryption": _switch(network, TRAFFIC),
        "network_isolated": _switch(network, ISOLATION),
        "image": dict(UNKNOWN) if image in (None, "") else image,
    }


def _switch(network: PropertyValue, name: str) -> PropertyValue:
    """A switch that is off where nothing is said (`rows/machine_learning.json` has the sources)."""
    value = read(network, name)
    return False if value is None else value


def weakest(values: list[PropertyValue]) -> PropertyValue:
    """What is known to be weak, else what nobody can read, else the first."""
    weak = (value for value in values if value in (False, "none", "provider"))
    hidden = (value for value in values if is_marker(value))
    return next(weak, next(hidden, values[0]))


def loosest_image(images: list[PropertyValue]) -> PropertyValue:
    """Of images the first that is pinned to no digest, else one nobody can read, else the first."""
    if not images:
        return dict(UNKNOWN)
    loose = (one for one in images if isinstance(one, str) and "@sha256:" not in one)
    hidden = (one for one in images if not isinstance(one, str))
    return next(loose, next(hidden, images[0]))


def _together(jobs: list[Properties]) -> Properties:
    if not jobs:
        return {name: dict(UNKNOWN) for name in JOB}
    found = {name: weakest([one[name] for one in jobs]) for name in JOB}
    return {**found, "image": loosest_image([one["image"] for one in jobs])}


def _keys_of(paths: JobPaths) -> Joiner:
    """The two keys of a job; its row reads the rest."""

    def joiner(view: ResourceView) -> Properties:
        volume, output = view.declared(*paths.volume[0]), view.declared(*paths.output)
        return {
            "volume_encryption": encryption(view, paths.volume[0][0], volume)["encryption"],
            "output_encryption": encryption(view, paths.output[0], output)["encryption"],
        }

    return joiner


def _output_key(*path: str) -> Joiner:
    """The key of what a job writes; where none is named nobody knows, it may be the bucket's."""

    def joiner(view: ResourceView) -> Properties:
        address = view.declared(*path)
        named = address not in (None, "")
        found = encryption(view, path[0], address)["encryption"] if named else dict(UNKNOWN)
        return {"output_encryption": found}

    return joiner


def _tuning(view: ResourceView) -> Properties:
    """A tuning job: the training jobs that it starts."""
    return _together(
        [
            _job(view, property, job, _TRAINING)
            for property in ("trainingJobDefinition", "trainingJobDefinitions")
            for job in _definitions(view.declared(property))
        ]
    )


def _definitions(given: PropertyValue) -> list[PropertyValue]:
    return [given] if isinstance(given, dict) else entries(given)


def _schedule(view: ResourceView) -> Properties:
    """A monitoring schedule: the job it defines, or the one it names."""
    config = "monitoringScheduleConfig"
    own = view.declared(config, "monitoringJobDefinition")
    if own is not None:
        return _together([_job(view, config, own, _MONITORING)])
    named = [*_named_jobs(view, config, view.declared(config, "monitoringJobDefinitionName"))]
    if len(named) != 1:
        return _together([])
    job = view.of(named[0])
    paths = DEFINITIONS[job.resource.type]
    found = _job(job, "", job.resource.props, paths)
    return _together([{**found, **_keys_of(paths)(job)}])


def _named_jobs(view: ResourceView, property: str, name: PropertyValue) -> Iterator[RawResource]:
    """The jobs of the program that a name stands for, or may."""
    found = [
        one
        for type in DEFINITIONS
        for one in (view.index.all_at_address(type, name) if isinstance(name, str) else ())
    ]
    yield from found or view.index.behind(view.resource, property, DEFINITIONS)


JOINERS: Mapping[str, Joiner] = {
    "aws-native:sagemaker:ProcessingJob": _keys_of(_PROCESSING),
    **{type: _keys_of(paths) for type, paths in DEFINITIONS.items()},
    SCHEDULE: _schedule,
    "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob": _tuning,
    "aws:bedrock/evaluationJob:EvaluationJob": _output_key("customerEncryptionKeyId"),
    "aws:bedrockmodel/invocationJob:InvocationJob": _output_key(
        "outputDataConfig", "s3OutputDataConfig", "s3EncryptionKeyId"
    ),
}
"""Type -> what reads its jobs."""
