"""AWS resource types in neutral kinds: storage, keys, registries, training, IoT."""

from __future__ import annotations

import json
from typing import Any

from edgewright.graph.model import UNKNOWN, RawResource, is_unknown
from edgewright.graph.statements import statements
from edgewright.graph.view import View, is_unreadable, read

SSE_CONFIGURATION = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
)
PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
BUCKET = "aws:s3/bucket:Bucket"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
BLOCK_SETTINGS = (
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
)


def key_class(view: View, holder: RawResource, property: str, address: Any) -> dict[str, Any]:
    """{encryption, key, key_country} for a KMS key that a service takes as an optional setting.

    Without one, AWS encrypts with a key of its own ("provider"). `alias/aws/...` names such a key.
    """
    if address is None or (isinstance(address, str) and address.startswith("alias/aws/")):
        return {"encryption": "provider", "key": None, "key_country": None}
    found = view.aws_key(holder, property, address)
    readable = not is_unknown(found["key"])
    return {"encryption": "customer" if readable else dict(UNKNOWN), **found}


def bucket(view: View) -> dict[str, Any]:
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
        "replicas": _bucket_replicas(view),
        "retention_days": _bucket_retention(view),
    }


def _bucket_encryption(view: View) -> dict[str, Any]:
    part = view.part(SSE_CONFIGURATION, "bucket")
    rules = read(part.props, "rules") if part else None
    if is_unreadable(rules, list):
        return {name: dict(UNKNOWN) for name in ("encryption", "key", "key_country")}
    default = read(rules, 0, "applyServerSideEncryptionByDefault")
    algorithm = read(default, "sseAlgorithm")
    if part is None or algorithm in (None, "AES256"):
        return {"encryption": "provider", "key": None, "key_country": None}
    return key_class(view, part, "rules", read(default, "kmsMasterKeyId"))


def _bucket_public(view: View) -> Any:
    """False once all four settings block it; True by a public ACL; else not set."""
    part = view.part(PUBLIC_ACCESS_BLOCK, "bucket")
    settings = [read(part.props, name) for name in BLOCK_SETTINGS] if part else []
    if settings and all(value is True for value in settings):
        return False
    if any(is_unreadable(value, bool) for value in settings):
        return dict(UNKNOWN)
    acl = view.get("acl")
    return True if isinstance(acl, str) and acl.startswith("public") else None


def _transport_denials(view: View) -> Any:
    """Whether a bucket policy denies every request without TLS."""
    part = view.part(BUCKET_POLICY, "bucket")
    found = statements(part.props.get("policy")) if part else []
    if is_unknown(found):
        return dict(UNKNOWN)
    return any(_denies_plain_text(entry) for entry in found or [])


def _denies_plain_text(entry: dict[str, Any]) -> bool:
    condition = entry["conditions"]
    secure = read(condition, "Bool", "aws:SecureTransport")
    return (
        entry["effect"] == "Deny"
        and "s3:*" in entry["actions"]
        and entry["principals"] in ("*", {"AWS": "*"})
        and secure in ("false", False, ["false"])
        and not entry["inverted"]
    )


def _bucket_versioned(view: View) -> Any:
    part = view.part(VERSIONING, "bucket")
    status = read(part.props, "versioningConfiguration", "status") if part else None
    return dict(UNKNOWN) if is_unreadable(status, str) else status == "Enabled"


def _bucket_replicas(view: View) -> Any:
    part = view.part(REPLICATION, "bucket")
    rules = read(part.props, "rules") if part else []
    if part is None or is_unreadable(rules, list):
        return [] if part is None else dict(UNKNOWN)
    return [_replica(view, part, rule) for rule in rules or []]


def _replica(view: View, part: RawResource, rule: Any) -> dict[str, Any]:
    address = read(rule, "destination", "bucket")
    target = view.index.at_address(BUCKET, address) if isinstance(address, str) else None
    if target is None:
        target = _other_bucket(view, part)
    if target is None:
        return {"region": dict(UNKNOWN), "country": dict(UNKNOWN)}
    return {
        "region": read(target.props, "region") or read(target.provider_props, "region"),
        "country": view.located(target),
    }


def _other_bucket(view: View, part: RawResource) -> RawResource | None:
    """The only bucket the replication rules refer to, when their address is not known yet."""
    urns = [urn for urn in part.property_dependencies.get("rules", ()) if ":Bucket::" in urn]
    return view.index.by_urn.get(urns[0]) if len(urns) == 1 else None


def _bucket_retention(view: View) -> Any:
    """Days after which every object is deleted: only enabled rules that cover the whole bucket."""
    part = view.part(LIFECYCLE, "bucket")
    rules = read(part.props, "rules") if part else None
    if is_unreadable(rules, list):
        return dict(UNKNOWN)
    days = [_expiry_days(rule) for rule in rules or []]
    known = [value for value in days if isinstance(value, int) and not isinstance(value, bool)]
    unreadable = any(value is not None for value in days)
    return min(known, default=dict(UNKNOWN) if unreadable else None)


def _expiry_days(rule: Any) -> Any:
    covers_all = not read(rule, "filter") and not read(rule, "prefix")
    if read(rule, "filter", "prefix") == "" and len(read(rule, "filter") or {}) == 1:
        covers_all = True
    if read(rule, "status") != "Enabled" or not covers_all:
        return None
    return read(rule, "expiration", "days")


def kms_key(view: View) -> dict[str, Any]:
    """A KMS key. A deletion waits 30 days unless the program says otherwise."""
    return {
        "rotation": view.flag("enableKeyRotation", default=False),
        "multi_region": view.flag("multiRegion", default=False),
        "deletion_window_days": view.flag("deletionWindowInDays") or 30,
        "purge_protection": True,
    }


def imported_key(view: View) -> dict[str, Any]:
    """A KMS key whose material was imported: AWS never rotates such a key by itself."""
    return {**kms_key(view), "rotation": False}


def ecr_repository(view: View) -> dict[str, Any]:
    """An ECR repository; AES256 with AWS's own key is the service's default."""
    settings = view.get("encryptionConfigurations", 0)
    address = read(settings, "kmsKey")
    key: dict[str, Any] = {"encryption": "provider", "key": None}
    if read(settings, "encryptionType") == "KMS":
        key = key_class(view, view.resource, "encryptionConfigurations", address)
        key.pop("key_country")
    return {
        **key,
        "immutable_tags": view.get("imageTagMutability") == "IMMUTABLE",
        "scan_on_push": view.flag("imageScanningConfiguration", "scanOnPush", default=False),
        "public": False,
        "replicas": [],
    }


def training_job(view: View) -> dict[str, Any]:
    """A SageMaker training job: volumes, output, traffic between its machines, its container."""
    volume = key_class(
        view, view.resource, "resourceConfig", view.get("resourceConfig", "volumeKmsKeyId")
    )
    output = key_class(
        view, view.resource, "outputDataConfig", view.get("outputDataConfig", "kmsKeyId")
    )
    return {
        "volume_encryption": volume["encryption"],
        "output_encryption": output["encryption"],
        "inter_node_encryption": view.flag("enableInterContainerTrafficEncryption", default=False),
        "network_isolated": view.flag("enableNetworkIsolation", default=False),
        "image": view.get("algorithmSpecification", "trainingImage"),
    }


def training_pipeline(view: View) -> dict[str, Any]:
    """A SageMaker pipeline, judged by its training steps: the weakest of them counts.

    A pipeline without a training step has None everywhere.
    """
    definition = _pipeline_definition(view)
    names = _training_step(view, {})
    if is_unknown(definition):
        return {name: dict(UNKNOWN) for name in names}
    steps = read(definition, "Steps") or []
    jobs = [read(step, "Arguments") for step in steps if read(step, "Type") == "Training"]
    found = [_training_step(view, job) for job in jobs]
    return {name: _weakest([one[name] for one in found]) for name in names}


def _pipeline_definition(view: View) -> Any:
    text = view.get("pipelineDefinition")
    if not isinstance(text, str):
        return dict(UNKNOWN)
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return dict(UNKNOWN)


def _training_step(view: View, job: Any) -> dict[str, Any]:
    volume = read(job, "ResourceConfig", "VolumeKmsKeyId")
    output = read(job, "OutputDataConfig", "KmsKeyId")
    return {
        "volume_encryption": key_class(view, view.resource, "", volume)["encryption"],
        "output_encryption": key_class(view, view.resource, "", output)["encryption"],
        "inter_node_encryption": read(job, "EnableInterContainerTrafficEncryption") is True,
        "network_isolated": read(job, "EnableNetworkIsolation") is True,
        "image": read(job, "AlgorithmSpecification", "TrainingImage"),
    }


def _weakest(values: list[Any]) -> Any:
    """False before True, the provider's key before ours; of several images the first, if any."""
    return next(
        (value for value in values if value in (False, "provider")), next(iter(values), None)
    )


def model_package_group(view: View) -> dict[str, Any]:
    """A SageMaker model package group.

    It names versions of models whose bytes are in a bucket, so it has no encryption of its own.
    """
    return {"encryption": None, "public_network": False}


def iot_policy(view: View) -> dict[str, Any]:
    """An AWS IoT policy, which says what a device may do."""
    return {"statements": statements(view.get("policy"))}


def iam_role(view: View) -> dict[str, Any]:
    """An IAM role with its inline policies."""
    inline = [part.props.get("policy") for part in view.parts(ROLE_POLICY, "role")]
    inline += [read(entry, "policy") for entry in view.get("inlinePolicies") or []]
    lists = [statements(document) for document in inline]
    unreadable = any(is_unknown(entry) for entry in lists)
    trust = statements(view.get("assumeRolePolicy"))
    return {
        "statements": dict(UNKNOWN)
        if unreadable
        else [entry for found in lists for entry in found or []],
        "trusted": trust if is_unknown(trust) else [entry["principals"] for entry in trust or []],
    }


IOT_TLS_FLOORS = {
    "IoTSecurityPolicy_TLS13_1_3_2022_10": "1.3",
    "IoTSecurityPolicy_TLS13_1_2_2022_10": "1.2",
    "IoTSecurityPolicy_TLS12_1_2_2022_10": "1.2",
}
"""TLS floor by security policy of AWS IoT Core. A policy not listed is taken for 1.0."""


def iot_domain(view: View) -> dict[str, Any]:
    """A domain configuration of AWS IoT Core; TLS13_1_2 is the service's default policy."""
    policy = view.get("tlsConfig", "securityPolicy")
    floor = "1.2" if policy is None else IOT_TLS_FLOORS.get(str(policy), "1.0")
    return {
        "tls_min": dict(UNKNOWN) if is_unreadable(policy, str) else floor,
        "local_auth": False,
        "data_residency": True,
        "failover_region": None,
        "failover_country": None,
        "public_network": True,
    }


NORMALISERS = {
    BUCKET: ("storage.bucket", bucket),
    "aws:kms/key:Key": ("key.key", kms_key),
    "aws:kms/externalKey:ExternalKey": ("key.key", imported_key),
    "aws:ecr/repository:Repository": ("registry.images", ecr_repository),
    "aws:sagemaker/trainingJob:TrainingJob": ("ml.training", training_job),
    "aws:sagemaker/pipeline:Pipeline": ("ml.training", training_pipeline),
    "aws:sagemaker/modelPackageGroup:ModelPackageGroup": ("ml.registry", model_package_group),
    "aws:iot/policy:Policy": ("iot.policy", iot_policy),
    "aws:iot/domainConfiguration:DomainConfiguration": ("iot.hub", iot_domain),
    "aws:iam/role:Role": ("identity.role", iam_role),
}
PARTS = frozenset(
    {
        SSE_CONFIGURATION,
        PUBLIC_ACCESS_BLOCK,
        VERSIONING,
        LIFECYCLE,
        REPLICATION,
        BUCKET_POLICY,
        ROLE_POLICY,
        "aws:kms/alias:Alias",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    }
)
"""Types that only configure another one: assessed as part of it."""
