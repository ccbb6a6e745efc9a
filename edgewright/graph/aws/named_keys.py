"""Keys of AWS that stand where a row alone cannot say what counts.

Some services document nothing for a key that is not named; some have several keys, or take that of
another resource.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from edgewright.graph.aws.keys import encryption
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue
from edgewright.graph.resource.encryption import PROVIDER_KEY, unknown_encryption, unknown_key
from edgewright.graph.resource.reading import entries, read
from edgewright.graph.resource.rows import Joiner
from edgewright.graph.resource.view import ResourceView

_ORDER = ("none", "provider", None, "customer")
"""What encryption says of data, the weakest first; None stands for what nobody can read."""
DOMAIN = "aws:sagemaker/domain:Domain"
FEATURES = "aws:sagemaker/featureGroup:FeatureGroup"
GROUP = "aws-native:personalize:DatasetGroup"


def key_at(view: ResourceView, *path: str) -> Properties:
    """{encryption, key, key_countries} by a key that may be named at a path; none is no answer."""
    address = view.declared(*path)
    return unknown_encryption() if address in (None, "") else encryption(view, path[0], address)


def weakest_of(found: list[Properties]) -> Properties:
    """The encryption of what is encrypted with several keys: the weakest of them counts."""
    if not found:
        return unknown_encryption()
    ranked = sorted(found, key=_rank)
    return ranked[0] if ranked[0] == ranked[-1] or _rank(ranked[0]) < 3 else unknown_key()


def _rank(found: Properties) -> int:
    word = found["encryption"]
    return _ORDER.index(word if word in ("none", "provider", "customer") else None)


def _named(*paths: str) -> Joiner:
    """A joiner of a type whose keys stand at these paths and whose service says no default."""
    return lambda view: weakest_of([key_at(view, *path.split(".")) for path in paths])


def _features(view: ResourceView) -> Properties:
    """The stores of a feature group; the online one is there where it is switched on.

    Amazon SageMaker AI API Reference, OnlineStoreConfig, OfflineStoreConfig; Developer Guide,
    "Security and access control" of Feature Store: keys of AWS where none is named.
    """
    found = []
    switch = view.declared("onlineStoreConfig", "enableOnlineStore")
    if switch not in (None, False):
        path = ("onlineStoreConfig", "securityConfig", "kmsKeyId")
        found.append(encryption(view, path[0], view.declared(*path)))
    if view.declared("offlineStoreConfig") is not None:
        path = ("offlineStoreConfig", "s3StorageConfig", "kmsKeyId")
        found.append(encryption(view, path[0], view.declared(*path)))
    return weakest_of(found)


def _cluster(view: ResourceView) -> Properties:
    """Volumes of the instance groups of a HyperPod cluster, root volumes among them.

    Amazon SageMaker AI Developer Guide, "Customer managed AWS KMS key encryption for SageMaker
    HyperPod": without a key of the customer's, one that AWS owns.
    """
    found: list[Properties] = []
    for group in entries(view.declared("instanceGroups")):
        volumes = [
            read(one, "ebsVolumeConfig") for one in entries(read(group, "instanceStorageConfigs"))
        ]
        volumes = [one for one in volumes if one is not None]
        keyed = [read(one, "volumeKmsKeyId") for one in volumes]
        found += [encryption(view, "instanceGroups", address) for address in keyed]
        if not any(read(one, "rootVolume") not in (None, False) for one in volumes):
            found.append(dict(PROVIDER_KEY))
    return weakest_of(found)


def _of_group(view: ResourceView) -> Properties:
    """What the dataset group of a part of Personalize is encrypted with."""
    group = view.index.follow(view.resource, "datasetGroupArn", GROUP)
    if group is None:
        return unknown_encryption()
    return encryption(view.of(group), "kmsKeyArn", view.of(group).declared("kmsKeyArn"))


_NETWORKS: Mapping[PropertyValue, bool] = {"publicinternetonly": True, "vpconly": False}


def _space(view: ResourceView) -> Properties:
    """A space or a user of a Studio domain, which has the domain's key and network."""
    found = view.index.follow(view.resource, "domainId", DOMAIN)
    if found is None:
        return {**unknown_encryption(), "public_network": dict(UNKNOWN)}
    domain = view.of(found)
    network = domain.declared("appNetworkAccessType") or "PublicInternetOnly"
    public: PropertyValue = dict(UNKNOWN)
    if isinstance(network, str):
        public = _NETWORKS.get(network.lower(), dict(UNKNOWN))
    key = encryption(domain, "kmsKeyId", domain.declared("kmsKeyId"))
    return {**key, "public_network": public}


JOINERS: Mapping[str, Callable[[ResourceView], Properties]] = {
    "aws-native:sagemaker:ModelPackage": _named("securityConfig.kmsKeyId"),
    "aws:sagemaker/modelCard:ModelCard": _named("securityConfig.kmsKeyId"),
    "aws-native:sagemaker:PartnerApp": _named("kmsKeyId"),
    "aws-native:sagemaker:Cluster": _cluster,
    FEATURES: _features,
    "aws:sagemaker/space:Space": _space,
    "aws:sagemaker/userProfile:UserProfile": _space,
    "aws:comprehend/documentClassifier:DocumentClassifier": _named("modelKmsKeyId"),
    "aws:comprehend/entityRecognizer:EntityRecognizer": _named("modelKmsKeyId"),
    "aws-native:comprehend:Flywheel": _named("dataSecurityConfig.modelKmsKeyId"),
    "aws:rekognition/streamProcessor:StreamProcessor": _named("kmsKeyId"),
    "aws-native:translate:ParallelData": _named("encryptionKey.id"),
    "aws-native:translate:Terminology": _named("encryptionKey.id"),
    "aws-native:personalize:Dataset": _of_group,
    "aws-native:personalize:Solution": _of_group,
    "aws-native:forecast:Dataset": _named("encryptionConfig.kmsKeyArn"),
    "aws:bedrock/agentPrompt:AgentPrompt": _named("customerEncryptionKeyArn"),
    "aws:bedrock/guardrail:Guardrail": _named("kmsKeyArn"),
    "aws:bedrock/agentDataSource:AgentDataSource": _named(
        "serverSideEncryptionConfiguration.kmsKeyArn"
    ),
    "aws:bedrock/agentcoreMemory:AgentcoreMemory": _named("encryptionKeyArn"),
    "aws:qbusiness/application:Application": _named("encryptionConfiguration.kmsKeyId"),
    "aws:datazone/domain:Domain": _named("kmsKeyIdentifier"),
}
"""Type -> what reads its key."""
