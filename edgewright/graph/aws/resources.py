"""AWS resource types in neutral kinds: storage, registries, training, IoT, identity."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.graph.aws.iam_policy import policy_statements
from edgewright.graph.aws.keys import EXTERNAL_KEY, KEY, encryption, imported_key, kms_key
from edgewright.graph.aws.replication import BUCKET, BUCKET_REPLICATION, bucket_replication
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, is_marker, is_unknown
from edgewright.graph.provider import Normaliser
from edgewright.graph.resource.reading import (
    as_list,
    as_object,
    entries,
    is_unreadable,
    parsed,
    read,
)
from edgewright.graph.resource.source import SourceResource, replicas
from edgewright.graph.resource.view import ResourceView

SSE_CONFIGURATION = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
)
PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
BLOCK_SETTINGS = (
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
)


def bucket(view: ResourceView) -> Properties:
    """An S3 bucket with the resources that configure it.

    Defaults are the service's: SSE-S3 since 2023-01-05, TLS 1.2 as the floor of its endpoints.
    """
    denies = _transport_denials(view)
    return {
        **_bucket_encryption(view),
        "public": _bucket_public(view),
        "tls_only": denies,
        "tls_min": "1.2",
        "versioned": _bucket_versioned(view),
        "redundancy": "zone",
        "replicas": replicas(_replications(view)),
        "retention_days": _bucket_retention(view),
    }


def _bucket_encryption(view: ResourceView) -> Properties:
    part = view.part(SSE_CONFIGURATION, "bucket")
    rules = part.observed("rules") if part else None
    if is_unreadable(rules, list):
        return {name: dict(UNKNOWN) for name in ("encryption", "key", "key_country")}
    default = read(rules, 0, "applyServerSideEncryptionByDefault")
    algorithm = read(default, "sseAlgorithm")
    if part is None or algorithm in (None, "AES256"):
        return {"encryption": "provider", "key": None, "key_country": None}
    return encryption(part, "rules", read(default, "kmsMasterKeyId"))


def _bucket_public(view: ResourceView) -> PropertyValue:
    """False once all four settings block it; True by a public ACL; else not set."""
    part = view.part(PUBLIC_ACCESS_BLOCK, "bucket")
    settings = [part.observed(name) for name in BLOCK_SETTINGS] if part else []
    if settings and all(value is True for value in settings):
        return False
    if any(is_unreadable(value, bool) for value in settings):
        return dict(UNKNOWN)
    acl = view.observed("acl")
    return True if isinstance(acl, str) and acl.startswith("public") else None


def _transport_denials(view: ResourceView) -> PropertyValue:
    """Whether a bucket policy denies every request without TLS."""
    part = view.part(BUCKET_POLICY, "bucket")
    found = policy_statements(part.observed("policy")) if part else None
    if is_unknown(found):
        return dict(UNKNOWN)
    return any(_denies_plain_text(entry) for entry in as_list(found))


def _denies_plain_text(entry: PropertyValue) -> bool:
    secure = read(entry, "conditions", "Bool", "aws:SecureTransport")
    return (
        read(entry, "effect") == "Deny"
        and "s3:*" in as_list(read(entry, "actions"))
        and read(entry, "principals") in ("*", {"AWS": "*"})
        and secure in ("false", False, ["false"])
        and not read(entry, "inverted")
    )


def _bucket_versioned(view: ResourceView) -> PropertyValue:
    part = view.part(VERSIONING, "bucket")
    status = part.observed("versioningConfiguration", "status") if part else None
    return dict(UNKNOWN) if is_unreadable(status, str) else status == "Enabled"


def _replications(view: ResourceView) -> Iterator[DerivedFlow]:
    for part in view.parts(BUCKET_REPLICATION, "bucket"):
        yield from bucket_replication(SourceResource(part.resource, part.index))


def _bucket_retention(view: ResourceView) -> PropertyValue:
    """Days after which every object is deleted: only enabled rules that cover the whole bucket."""
    part = view.part(LIFECYCLE, "bucket")
    rules = part.observed("rules") if part else None
    if is_unreadable(rules, list):
        return dict(UNKNOWN)
    days = [_expiry_days(rule) for rule in as_list(rules)]
    known = [value for value in days if isinstance(value, int) and not isinstance(value, bool)]
    unreadable = any(value is not None for value in days)
    return min(known, default=dict(UNKNOWN) if unreadable else None)


def _expiry_days(rule: PropertyValue) -> PropertyValue:
    covers_all = not read(rule, "filter") and not read(rule, "prefix")
    if read(rule, "filter", "prefix") == "" and len(as_object(read(rule, "filter"))) == 1:
        covers_all = True
    if read(rule, "status") != "Enabled" or not covers_all:
        return None
    return read(rule, "expiration", "days")


def ecr_repository(view: ResourceView) -> Properties:
    """An ECR repository; AES256 with AWS's own key is the service's default."""
    settings = view.observed("encryptionConfigurations", 0)
    address = read(settings, "kmsKey")
    key: Properties = {"encryption": "provider", "key": None}
    if read(settings, "encryptionType") == "KMS":
        key = encryption(view, "encryptionConfigurations", address)
        key.pop("key_country")
    return {
        **key,
        "immutable_tags": view.observed("imageTagMutability") == "IMMUTABLE",
        "scan_on_push": view.flag("imageScanningConfiguration", "scanOnPush", default=False),
        "public": False,
        "replicas": [],
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
    return {"encryption": None, "public_network": False}


def iot_policy(view: ResourceView) -> Properties:
    """An AWS IoT policy, which says what a device may do."""
    return {"statements": policy_statements(view.observed("policy"))}


def iam_role(view: ResourceView) -> Properties:
    """An IAM role with its inline policies."""
    inline = [part.observed("policy") for part in view.parts(ROLE_POLICY, "role")]
    inline += [read(entry, "policy") for entry in entries(view.declared("inlinePolicies"))]
    lists = [policy_statements(document) for document in inline]
    unreadable = any(is_unknown(found) for found in lists)
    stated = [entry for found in lists for entry in as_list(found)]
    trust = policy_statements(view.observed("assumeRolePolicy"))
    trusted = [read(entry, "principals") for entry in as_list(trust)]
    return {
        "statements": dict(UNKNOWN) if unreadable else stated,
        "trusted": dict(UNKNOWN) if is_unknown(trust) else trusted,
    }


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
        "data_residency": True,
        "residency_offer": None,
        "failover_region": None,
        "failover_country": None,
        "public_network": True,
    }


NORMALISERS: dict[str, tuple[str, Normaliser]] = {
    BUCKET: ("storage.bucket", bucket),
    KEY: ("key.key", kms_key),
    EXTERNAL_KEY: ("key.key", imported_key),
    "aws:ecr/repository:Repository": ("registry.images", ecr_repository),
    "aws:sagemaker/trainingJob:TrainingJob": ("ml.training", training_job),
    "aws:sagemaker/pipeline:Pipeline": ("ml.training", training_pipeline),
    "aws:sagemaker/modelPackageGroup:ModelPackageGroup": ("ml.registry", model_package_group),
    "aws:iot/policy:Policy": ("iot.policy", iot_policy),
    "aws:iot/domainConfiguration:DomainConfiguration": ("iot.hub", iot_domain),
    "aws:iam/role:Role": ("identity.role", iam_role),
}
STRUCTURAL = frozenset(
    {
        SSE_CONFIGURATION,
        PUBLIC_ACCESS_BLOCK,
        VERSIONING,
        LIFECYCLE,
        BUCKET_REPLICATION,
        BUCKET_POLICY,
        ROLE_POLICY,
        "aws:kms/alias:Alias",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    }
)
"""Types that only configure another one: assessed as part of it."""
