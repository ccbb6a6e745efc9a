"""The estate: what a person writes, as closed and frozen pydantic models.

Every model refuses unknown keys. Checks that need more than one part of the estate (names that
must exist, regions a cloud must list) are in `references.py`, so that all of them are reported at
once, each with its place in the file. The texts below fields are what editors show.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AliasChoices, Field, PrivateAttr, Tag

from edgewright.base.errors import Place
from edgewright.base.vocabulary import CloudName, Runtime
from edgewright.base.yaml_source import nearest_place
from edgewright.spec.evidence import CloudAssurances, DeclaredMechanism, Evidence, Federated
from edgewright.spec.fields import (
    BY_SHAPE,
    Coordinates,
    CountryCode,
    DataSize,
    Duration,
    Model,
    Name,
    Names,
    Text,
)
from edgewright.spec.own_taxonomy import OwnTaxonomy
from edgewright.spec.patterns import ACCOUNT


class Classification(StrEnum):
    """How much harm disclosure does, in rising order."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"


class DataAsset(Model):
    """A body of data: either a source (with an origin) or derived from others.

    A derived asset inherits the labels of everything it is derived from, unless it is evidenced
    that nobody can be found out from it.
    """

    categories: Names = ()
    """What it is about, as categories of the Fides taxonomy (user.biometric)."""
    subjects: Names = ()
    """Whom it is about, as subjects of the Fides taxonomy (patient) or public."""
    origin: CountryCode | None = None
    """Country whose law it is born under (ISO 3166-1 alpha-2)."""
    classification: Classification | None = None
    """How much harm disclosure does."""
    retention: Duration | None = None
    """How long it may be kept."""
    derived_from: Names = ()
    """The data it is made from; its labels are theirs."""
    by: str | None = None
    """The training workload that makes it."""
    people: Annotated[int, Field(ge=0)] | None = None
    """How many people it is about."""
    use: Literal["bias-detection"] | None = None
    """Held for one use only; bias-detection: to find and correct bias (AI Act, article 10(5))."""
    anonymous: Evidence | None = None
    """For derived data: that it is anonymous. Without it, it carries its sources' labels."""
    federated: Federated | None = None
    """For updates of a model: why they say nothing of the data. Without it, they carry labels."""


class LatencySpread(Model):
    """A measured round-trip time at two quantiles."""

    p50: Duration
    """Half of the measurements were below this."""
    p95: Duration
    """95 of 100 measurements were below this."""


class Access(Model):
    """How a site reaches the clouds: a measured round-trip time, or the type of link."""

    rtt: LatencySpread | None = None
    """Round-trip time to the nearest point of presence, measured."""
    source: Text | None = None
    """How and when it was measured."""
    type: Literal["fibre", "fixed-wireless", "5g", "leo", "meo", "geo"] | None = None
    """The type of link; leo, meo and geo are satellite orbits."""


class Site(Model):
    """A place with devices."""

    country: CountryCode
    """Country it is in (ISO 3166-1 alpha-2)."""
    at: Coordinates
    """Latitude and longitude in degrees (WGS 84)."""
    access: Access | None = None
    """How it reaches the clouds."""
    offline: Duration | None = None
    """How long it must work without a connection."""


class Accelerator(Model):
    """An accelerator and the versions a model must be built for."""

    kind: Text
    """Its make, as nvidia-jetson."""
    sm: str | None = None
    """CUDA compute capability, as "8.7"."""
    jetpack: str | None = None
    """JetPack version, as "6.2"."""


class DeviceClass(Model):
    """A kind of device: its hardware, its edge runtime and the image it runs."""

    arch: Literal["amd64", "arm64", "armhf"]
    """Processor architecture, as container images name it."""
    memory: DataSize
    """Main memory."""
    accelerator: Annotated[
        Annotated[Literal["none"], Tag("<word>")] | Annotated[Accelerator, Tag("<mapping>")],
        BY_SHAPE,
        Coordinates,
    ] = "none"
    """What speeds up inference, or none."""
    runtime: Runtime
    """The edge runtime that runs workloads."""
    image: Name
    """The device image it runs: a folder of edge_images."""
    tpm: Literal["none", "1.2", "2.0"] = "none"
    """Version of its trusted platform module."""
    secure_boot: bool = False
    """Whether it boots only what is signed."""


class Fleet(Model):
    """Devices of one class at one site."""

    site: str
    """The site they are at."""
    device_class: str = Field(alias="class")
    """The device class they are of."""
    count: Annotated[int, Field(ge=1, le=1_000_000)]
    """How many there are."""
    tags: dict[str, str] = Field(default_factory=dict)
    """Words to select devices by."""


class AwsCloud(CloudAssurances):
    """The AWS account and regions the estate may use."""

    regions: Annotated[tuple[str, ...], Field(min_length=1)]
    """Regions that may be used."""
    account: Annotated[str, Field(pattern=ACCOUNT.pattern)] | None = None
    """Account id, twelve digits in quotes."""

    @property
    def account_id(self) -> str | None:
        """What the cloud calls whoever pays; None when it is not stated."""
        return self.account


class AzureCloud(CloudAssurances):
    """The Azure subscription and regions the estate may use."""

    regions: Annotated[tuple[str, ...], Field(min_length=1)]
    """Regions that may be used."""
    subscription: str | None = None
    """Subscription id."""

    @property
    def account_id(self) -> str | None:
        """What the cloud calls whoever pays; None when it is not stated."""
        return self.subscription


CloudEntry = AwsCloud | AzureCloud
"""A cloud in use."""


class Clouds(Model):
    """The clouds in use."""

    aws: AwsCloud | None = None
    """Amazon Web Services."""
    azure: AzureCloud | None = None
    """Microsoft Azure."""

    @property
    def used(self) -> dict[CloudName, CloudEntry]:
        """The clouds the estate uses, by name, in the order of `CloudName`."""
        listed = {CloudName.AWS: self.aws, CloudName.AZURE: self.azure}
        return {name: cloud for name, cloud in listed.items() if cloud}

    def regions_of(self, cloud: str) -> tuple[str, ...]:
        """The regions the estate lists for `cloud`; none when it does not use it."""
        return next((entry.regions for name, entry in self.used.items() if name == cloud), ())


class LatencyBudget(Model):
    """How long an answer may take, from the event named to the result."""

    p95: Duration
    """95 of 100 answers must come within this."""
    start: Text = Field(alias="from")
    """The event from which time is taken."""


class Needs(Model):
    """What a device must have to run a workload."""

    memory: DataSize | None = None
    """Main memory it takes."""
    accelerator: str | None = None
    """The kind of accelerator it takes."""


class Workload(Model):
    """A training job in a cloud, or inference or federated training on fleets."""

    kind: Literal["training", "inference", "federated"]
    """What it does; federated: it trains on fleets, each on the data of its own site."""
    on: Names
    """The one cloud it trains on, or the fleets it runs on."""
    region: str | None = None
    """Region of the cloud, for training."""
    reads: Names = ()
    """Data it reads."""
    writes: Names = ()
    """Data it writes."""
    model: str | None = None
    """The data that is its model's weights."""
    gpu: Annotated[int, Field(ge=0)] = 0
    """GPUs it trains with."""
    image: Text | None = None
    """Container image it runs from, with its digest."""
    latency: LatencyBudget | None = None
    """How long an answer may take."""
    needs: Needs | None = None
    """What a device must have to run it."""


class CloudEndpoint(Model):
    """A region of a cloud as the end of a flow."""

    cloud: CloudName
    """The cloud."""
    region: str
    """A region listed under clouds."""


Endpoint = Annotated[
    Annotated[str, Tag("<word>")] | Annotated[CloudEndpoint, Tag("<mapping>")], BY_SHAPE
]
"""A fleet or site by its name, or a region of a cloud."""


class Flow(Model):
    """Data moving from one place to another, as declared by people."""

    data: str
    """The data that moves."""
    source: Endpoint = Field(alias="from")
    """Where from: a fleet, a site or a region of a cloud."""
    target: Endpoint = Field(alias="to")
    """Where to: a fleet, a site or a region of a cloud."""
    over: Text | None = None
    """Protocol, as mqtt or https."""
    tls: Literal["1.2", "1.3"] | None = None
    """Lowest TLS version, in quotes."""
    mutual: bool = False
    """Whether both ends prove who they are."""
    purpose: Text | None = None
    """What it moves for, as training or ota."""
    recipient: Text | None = None
    """Who receives it; without it, the operator of the region or the estate's owner."""
    recipient_parent: CountryCode | None = None
    """Country of that recipient's ultimate parent (ISO 3166-1 alpha-2)."""
    frequency: Literal["occasional", "repeated", "continuous"] | None = None
    """How often it moves; what does not say is taken for continuous."""
    transfer_mechanism: DeclaredMechanism | None = Field(
        default=None, validation_alias=AliasChoices("transfer_mechanism", "basis")
    )
    """What allows it to cross a border."""


class RemoteAccess(Model):
    """People elsewhere who can see data where it is: looking at it is a transfer."""

    country: CountryCode
    """Country they sit in (ISO 3166-1 alpha-2)."""
    at: Coordinates | None = None
    """Latitude and longitude in degrees (WGS 84)."""
    operator: Text
    """Who they work for."""
    operator_parent: CountryCode | None = None
    """Country of that company's ultimate parent (ISO 3166-1 alpha-2)."""
    sees: Annotated[Names, Field(min_length=1)]
    """Data they can see."""
    where: Annotated[tuple[Endpoint, ...], Field(min_length=1)]
    """Places they can reach: fleets, sites or regions of a cloud."""
    purpose: Text = "support"
    """What they look at it for."""
    frequency: Literal["occasional", "repeated", "continuous"] | None = None
    """How often they do."""
    transfer_mechanism: DeclaredMechanism | None = Field(
        default=None, validation_alias=AliasChoices("transfer_mechanism", "basis")
    )
    """What allows them to see it across a border."""


class Ring(Model):
    """One step of a rollout. The last ring has no percentage: it is all that remain."""

    name: Name
    """Its name."""
    percent: Annotated[float, Field(gt=0, le=100)] | None = None
    """Share of the devices reached once it is done, rings before included; none for the last."""
    soak: Duration | None = None
    """How long it is watched before the next."""


class StopIf(Model):
    """When a rollout stops by itself."""

    failed_percent: Annotated[float, Field(gt=0, le=100)]
    """Share of devices that failed."""


class Rollout(Model):
    """How releases reach the fleets."""

    rings: Annotated[tuple[Ring, ...], Field(min_length=1)]
    """Its steps, in order."""
    stop_if: StopIf | None = None
    """When it stops by itself."""
    rollback: Literal["previous", "none"] = "none"
    """What a device that failed goes back to."""


class Policies(Model):
    """Which packs judge the estate, and the files with their parameters and waivers."""

    packs: Annotated[Names, Field(min_length=1)]
    """Packs of policies: names of shipped ones, or files beside the estate."""
    params: Text | None = None
    """File with parameters, beside the estate."""
    waivers: Text | None = None
    """File with waivers, beside the estate."""


class Estate(Model):
    """A whole hybrid AI system, as one file."""

    estate: Name
    """Its name."""
    owner: Text
    """Who answers for it, as an address."""
    taxonomy: OwnTaxonomy = OwnTaxonomy()
    """Own categories and subjects of data."""
    data: dict[Name, DataAsset]
    """All data, by name."""
    sites: dict[Name, Site] = Field(default_factory=dict)
    """Places with devices, by name."""
    device_classes: dict[Name, DeviceClass] = Field(default_factory=dict)
    """Kinds of devices, by name."""
    fleets: dict[Name, Fleet] = Field(default_factory=dict)
    """Devices of one class at one site, by name."""
    clouds: Clouds = Clouds()
    """Clouds and regions that may be used."""
    workloads: dict[Name, Workload] = Field(default_factory=dict)
    """What runs, by name."""
    support: dict[Name, RemoteAccess] = Field(default_factory=dict)
    """People elsewhere who can see data, by a name for them."""
    flows: tuple[Flow, ...] = ()
    """Data movements that people declare; what follows from resources is found by itself."""
    rollout: Rollout | None = None
    """How releases reach the fleets."""
    policies: Policies
    """What the estate is judged by."""

    _places: dict[tuple[str | int, ...], Place] = PrivateAttr(default_factory=dict)
    _value_places: dict[tuple[str | int, ...], Place] = PrivateAttr(default_factory=dict)

    def place_of(self, *path: str | int) -> Place | None:
        """Where the key or item at `path` stands, or the nearest thing around it.

        None for an estate that was not loaded from a file.
        """
        return nearest_place(path, self._places)

    def value_place_of(self, *path: str | int) -> Place | None:
        """Where the value at `path` itself stands; see `place_of`."""
        return nearest_place(path, self._value_places)
