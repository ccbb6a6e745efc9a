"""AWS resource types in neutral kinds: storage, registries, training, IoT, identity."""

from __future__ import annotations

from edgewright.graph.aws.bucket_parts import ACCESS_POINT, PARTS
from edgewright.graph.aws.buckets import bucket
from edgewright.graph.aws.containers import REPOSITORY_POLICY, is_public_repository
from edgewright.graph.aws.iam_policy import policy_statements
from edgewright.graph.aws.keys import (
    EXTERNAL_KEY,
    EXTERNAL_REPLICA_KEY,
    KEY,
    REPLICA_KEY,
    encryption,
    imported_key,
    kms_key,
    replica_key,
)
from edgewright.graph.aws.public_access import ACCOUNT_BLOCK, POINT_POLICY
from edgewright.graph.aws.replication import BUCKET
from edgewright.graph.aws.roles import ATTACHMENTS_ONLY, POLICIES_ONLY, ROLE, iam_role
from edgewright.graph.model import ABSENT, UNKNOWN, Properties, PropertyValue, is_marker
from edgewright.graph.provider import Normaliser
from edgewright.graph.resource.encryption import PROVIDER_KEY
from edgewright.graph.resource.reading import (
    as_list,
    is_unreadable,
    parsed,
    read,
)
from edgewright.graph.resource.view import ResourceView


def ecr_repository(view: ResourceView) -> Properties:
    """An ECR repository; AES256 with AWS's own key is the service's default."""
    settings = view.observed("encryptionConfigurations", 0)
    address = read(settings, "kmsKey")
    with_ours = read(settings, "encryptionType") in ("KMS", "KMS_DSSE")
    key = encryption(view, "encryptionConfigurations", address) if with_ours else PROVIDER_KEY
    return {
        "encryption": key["encryption"],
        "immutable_tags": view.observed("imageTagMutability") == "IMMUTABLE",
        "scan_on_push": view.flag("imageScanningConfiguration", "scanOnPush", default=False),
        "public": is_public_repository(view),
    }


def training_job(view: ResourceView) -> Properties:
    """A SageMaker training job: volumes, output, traffic between its machines, its container."""
    volume = encryption(view, "resourceConfig", view.observed("resourceConfig", "volumeKmsKeyId"))
    output = encryption(view, "outputDataConfig", view.observed("outputDataConfig", "kmsKeyId"))
    return {
        "volume_encryption": volume["encryption"],
        "output_encryption": output["encryption"],
        "inter_node_encryption": view.flag("enableInterContainerTrafficEncryption", default=False),
        "network_isolated": view.flag("enableNetworkIsolation", default=False),
        "image": view.observed("algorithmSpecification", "trainingImage"),
    }


def training_pipeline(view: ResourceView) -> Properties:
    """A SageMaker pipeline, judged by its training steps: the weakest of them counts.

    A pipeline without a training step has None everywhere.
    """
    definition = parsed(view.observed("pipelineDefinition"))
    steps = read(definition, "Steps")
    names = _training_step(view, {})
    if is_unreadable(definition, dict) or is_unreadable(steps, list):
        return {name: dict(UNKNOWN) for name in names}
    jobs = [read(step, "Arguments") for step in as_list(steps) if read(step, "Type") == "Training"]
    found = [_training_step(view, job) for job in jobs]
    return {name: _weakest([one[name] for one in found]) for name in names}


def _training_step(view: ResourceView, job: PropertyValue) -> Properties:
    volume = read(job, "ResourceConfig", "VolumeKmsKeyId")
    output = read(job, "OutputDataConfig", "KmsKeyId")
    return {
        "volume_encryption": encryption(view, "", volume)["encryption"],
        "output_encryption": encryption(view, "", output)["encryption"],
        "inter_node_encryption": _switched_on(job, "EnableInterContainerTrafficEncryption"),
        "network_isolated": _switched_on(job, "EnableNetworkIsolation"),
        "image": read(job, "AlgorithmSpecification", "TrainingImage"),
    }


def _switched_on(job: PropertyValue, name: str) -> PropertyValue:
    """A switch of a step, off by default; one that a parameter sets cannot be read."""
    value = read(job, name)
    return dict(UNKNOWN) if is_unreadable(value, bool) else value is True


def _weakest(values: list[PropertyValue]) -> PropertyValue:
    """What is known to be weak, else what cannot be read, else the first; None of no values.

    False before True, the provider's key before ours; of several images the first.
    """
    weak = (value for value in values if value in (False, "provider"))
    hidden = (value for value in values if is_marker(value))
    return next(weak, next(hidden, next(iter(values), None)))


def model_package_group(view: ResourceView) -> Properties:
    """A SageMaker model package group.

    It names versions of models whose bytes are in a bucket, so it has no encryption of its own.
    """
    return {**dict.fromkeys(PROVIDER_KEY, ABSENT), "public_network": False}


def iot_policy(view: ResourceView) -> Properties:
    """An AWS IoT policy, which says what a device may do."""
    return {"statements": policy_statements(view.observed("policy"))}


IOT_TLS_FLOORS = {
    "IoTSecurityPolicy_TLS13_1_3_2022_10": "1.3",
    "IoTSecurityPolicy_TLS13_1_2_2022_10": "1.2",
    "IoTSecurityPolicy_TLS12_1_2_2022_10": "1.2",
}
"""TLS floor by security policy of AWS IoT Core. A policy not listed is taken for 1.0."""


def iot_domain(view: ResourceView) -> Properties:
    """A domain configuration of AWS IoT Core; TLS13_1_2 is the service's default policy."""
    policy = view.observed("tlsConfig", "securityPolicy")
    floor = "1.2" if policy is None else IOT_TLS_FLOORS.get(str(policy), "1.0")
    return {
        "tls_min": dict(UNKNOWN) if is_unreadable(policy, str) else floor,
        "local_auth": False,
        "residency_offer": None,
        "failover_region": None,
        "public_network": True,
        "retention_days": ABSENT,
    }


NORMALISERS: dict[str, tuple[str, Normaliser]] = {
    BUCKET: ("storage.bucket", bucket),
    KEY: ("key.key", kms_key),
    EXTERNAL_KEY: ("key.key", imported_key),
    REPLICA_KEY: ("key.key", replica_key),
    EXTERNAL_REPLICA_KEY: ("key.key", replica_key),
    "aws:ecr/repository:Repository": ("registry.images", ecr_repository),
    "aws:sagemaker/trainingJob:TrainingJob": ("ml.training", training_job),
    "aws:sagemaker/pipeline:Pipeline": ("ml.training", training_pipeline),
    "aws:sagemaker/modelPackageGroup:ModelPackageGroup": ("ml.registry", model_package_group),
    "aws:iot/policy:Policy": ("iot.policy", iot_policy),
    "aws:iot/domainConfiguration:DomainConfiguration": ("iot.hub", iot_domain),
    ROLE: ("identity.role", iam_role),
}
STRUCTURAL = frozenset(
    {
        *PARTS,
        ACCESS_POINT,
        POINT_POLICY,
        ACCOUNT_BLOCK,
        ATTACHMENTS_ONLY,
        POLICIES_ONLY,
        REPOSITORY_POLICY,
        "aws:kms/alias:Alias",
        "aws:resourcegroups/group:Group",
    }
)
"""Types that only configure another one: assessed as part of it."""
