"""What every cloud's components take and give, in neutral terms.

Arguments say what the estate wants, never how one cloud does it; outputs are ids and addresses,
never resources. So `build` can wire AWS and Azure alike, and neither knows of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol, TypeVar

import pulumi

from edgewright.base.vocabulary import Runtime
from edgewright.topology.rings import RingShare

CAPABILITIES = (
    "Keys",
    "DataLake",
    "ImageRegistry",
    "Training",
    "ModelRegistry",
    "EdgeFleet",
    "EdgeRelease",
)
"""The capabilities a cloud may offer. Each is a class of that name in its catalogue."""


@dataclass(frozen=True)
class DataLabel:
    """A label of the data a resource holds, as policies read it.

    Attributes:
        origin: ISO 3166-1 alpha-2 country, None when the estate does not say.
        retention_days: days this copy may be kept, None without a limit.
    """

    id: str
    origin: str | None
    classification: str
    categories: tuple[str, ...]
    retention_days: float | None

    def as_data(self) -> dict[str, Any]:
        """The label as plain data, for a component's intent."""
        return {**asdict(self), "categories": list(self.categories)}


@dataclass(frozen=True)
class Home:
    """Where a component's resources live.

    Attributes:
        account: AWS account id or Azure subscription id; part of every globally unique name.
        tenant: the directory identities are in (Azure); "" where accounts have none.
        group: the container that resources are created in (an Azure resource group's name); ""
            where the cloud has none.
    """

    estate: str
    cloud: str
    region: str
    account: str
    tenant: str = ""
    group: pulumi.Input[str] = ""


@dataclass(frozen=True)
class RegionArgs:
    """One region of one cloud, with all the labels held there."""

    estate: str
    region: str
    account: str | None
    data: tuple[DataLabel, ...]


@dataclass(frozen=True)
class KeysArgs:
    """An encryption key that never leaves its region, for the labels held there."""

    home: Home
    data: tuple[DataLabel, ...]


@dataclass(frozen=True)
class KeysOutputs:
    """The key and what a service needs to use it.

    Attributes:
        key: KMS key ARN, or Key Vault key URI without a version (services then follow rotations).
        pinned_key: the same with its version, for services that cannot follow; `key` on AWS.
        store: what the key is kept in (Key Vault resource id); the key's ARN on AWS.
        user: the identity that may use the key (user-assigned identity's id); "" on AWS, where
            each service acts as its own role. user_client: the same identity's client id.
    """

    key: pulumi.Output[str]
    pinned_key: pulumi.Output[str]
    store: pulumi.Output[str]
    user: pulumi.Output[str]
    user_client: pulumi.Output[str]


@dataclass(frozen=True)
class DataLakeArgs:
    """A store for one data asset: labels, retention and rights hold for the whole store."""

    home: Home
    asset: str
    data: tuple[DataLabel, ...]
    retention_days: float | None
    keys: KeysOutputs


@dataclass(frozen=True)
class DataLakeOutputs:
    """A store.

    Attributes:
        id: bucket ARN or storage account id.
        address: where programs read and write, "s3://BUCKET" or the container's https address.
            Known before the store exists, because its name is derived.
    """

    asset: str
    id: pulumi.Output[str]
    address: str


@dataclass(frozen=True)
class ImageRegistryArgs:
    """A private registry with one repository per container image."""

    home: Home
    repositories: tuple[str, ...]
    keys: KeysOutputs


@dataclass(frozen=True)
class ImageRegistryOutputs:
    """A registry.

    Attributes:
        ids: repository -> ARN (AWS), or the registry's id for each (Azure).
        addresses: repository -> "HOST/PATH", known before the registry exists.
    """

    ids: Mapping[str, pulumi.Output[str]]
    addresses: Mapping[str, str]


@dataclass(frozen=True)
class TrainingArgs:
    """The definition of a training job: declared now, run when its data and image are there.

    Attributes:
        image: full reference of the container image.
        image_source: id of the repository it is pulled from, None for a foreign registry.
        reads, writes: the stores of its data assets, by asset.
    """

    home: Home
    workload: str
    image: str
    image_source: pulumi.Output[str] | None
    gpus: int
    data: tuple[DataLabel, ...]
    reads: tuple[DataLakeOutputs, ...]
    writes: tuple[DataLakeOutputs, ...]
    keys: KeysOutputs
    workspace: pulumi.Output[str]


@dataclass(frozen=True)
class TrainingOutputs:
    """A training definition's id."""

    id: pulumi.Output[str]


@dataclass(frozen=True)
class ModelRegistryArgs:
    """Where the versions of trained models are listed."""

    home: Home
    models: tuple[str, ...]
    data: tuple[DataLabel, ...]
    keys: KeysOutputs
    images: ImageRegistryOutputs


@dataclass(frozen=True)
class ModelRegistryOutputs:
    """The registry.

    Attributes:
        workspace: what training runs in (Azure ML workspace's name); "" on AWS.
        ids: model -> the id of its list of versions.
    """

    workspace: pulumi.Output[str]
    ids: Mapping[str, pulumi.Output[str]]


@dataclass(frozen=True)
class EdgeFleetArgs:
    """The identities, rights and groups of one fleet's devices.

    Attributes:
        data: labels of what its devices send.
        images: ids of the repositories its devices pull from. models: stores they read models of.
        updates: stores they write to what they learned (federated training).
    """

    home: Home
    fleet: str
    runtime: Runtime
    country: str
    devices: int
    rings: tuple[RingShare, ...]
    tags: tuple[tuple[str, str], ...]
    data: tuple[DataLabel, ...]
    images: tuple[pulumi.Output[str], ...]
    models: tuple[DataLakeOutputs, ...]
    keys: KeysOutputs
    updates: tuple[DataLakeOutputs, ...] = ()


@dataclass(frozen=True)
class EdgeFleetOutputs:
    """A fleet.

    Attributes:
        endpoint: host its devices are managed through (IoT hub host name); "" on AWS.
        enrolment: what a new device enrols with: provisioning template's or service's name.
        targets: ring -> thing group ARN (AWS) or target condition (Azure).
    """

    endpoint: pulumi.Output[str]
    enrolment: pulumi.Output[str]
    targets: Mapping[str, pulumi.Output[str]]


@dataclass(frozen=True)
class EdgeModule:
    """A workload as it runs on a device.

    Attributes:
        image: full reference of its container image.
        model: address of the store its model is read from, None without a model.
        memory_bytes: what it may use, None without a limit.
        model_asset: the data asset that its model is, None without a model.
    """

    name: str
    image: str
    model: str | None
    memory_bytes: float | None
    model_asset: str | None = None


@dataclass(frozen=True)
class EdgeReleaseArgs:
    """Everything that shall run on one fleet.

    Both edge runtimes keep exactly one deployment per target and remove what it does not name, so
    a release carries all of a fleet's workloads.

    Attributes:
        arch: "amd64", "arm64" or "armhf", as in the estate.
        rings: in the order they receive the release.
        stop_failed_percent: share of failed devices that stops a ring, None for never.
        rollback: whether devices return to their previous release when this one fails.
        offline_s: seconds devices may be out of reach and still count as healthy.
    """

    home: Home
    fleet: str
    runtime: Runtime
    arch: str
    rings: tuple[RingShare, ...]
    modules: tuple[EdgeModule, ...]
    stop_failed_percent: float | None
    rollback: bool
    offline_s: float
    data: tuple[DataLabel, ...]
    edge: EdgeFleetOutputs


@dataclass(frozen=True)
class EdgeReleaseOutputs:
    """Ring -> deployment id."""

    deployments: Mapping[str, pulumi.Output[str]]


OutputsT = TypeVar("OutputsT", covariant=True)
ArgsT = TypeVar("ArgsT")


class Made(Protocol[OutputsT]):
    """A component that was declared."""

    @property
    def outputs(self) -> OutputsT:
        """Its ids and addresses."""


ComponentClass = Callable[[str, ArgsT, pulumi.ResourceOptions | None], Made[OutputsT]]
"""A component's class, called with its name, arguments and options."""


class Catalogue(Protocol):
    """The components of one cloud; its module `edgewright.components.CLOUD.catalogue` is one."""

    @property
    def Region(self) -> ComponentClass[RegionArgs, Home]:
        """The parent of all else in a region."""

    @property
    def Keys(self) -> ComponentClass[KeysArgs, KeysOutputs]:
        """Encryption keys."""

    @property
    def DataLake(self) -> ComponentClass[DataLakeArgs, DataLakeOutputs]:
        """A store for one data asset."""

    @property
    def ImageRegistry(self) -> ComponentClass[ImageRegistryArgs, ImageRegistryOutputs]:
        """Container images."""

    @property
    def Training(self) -> ComponentClass[TrainingArgs, TrainingOutputs]:
        """A training job's definition."""

    @property
    def ModelRegistry(self) -> ComponentClass[ModelRegistryArgs, ModelRegistryOutputs]:
        """Versions of trained models."""

    @property
    def EdgeFleet(self) -> ComponentClass[EdgeFleetArgs, EdgeFleetOutputs]:
        """A fleet's identities and groups."""

    @property
    def EdgeRelease(self) -> ComponentClass[EdgeReleaseArgs, EdgeReleaseOutputs]:
        """What runs on a fleet."""
