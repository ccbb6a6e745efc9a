"""The estate: what a person writes, as closed and frozen pydantic models.

Every model refuses unknown keys. Checks that need more than one part of the estate (names that
must exist, regions a cloud must list) are in `references.py`, so that all of them are reported at
once, each with its place in the file.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, WithJsonSchema

from edgewright.base.errors import Place
from edgewright.base.units import Quantity, parse_quantity

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
"""A name in the estate: lower-case words joined by hyphens. 40 characters leave room for the
suffixes that components add (an AWS provisioning template's name has 36, an S3 bucket's 63)."""

CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""


def _quantity_reader(dimension: str) -> BeforeValidator:
    def read(value: Any) -> Quantity:
        if isinstance(value, Quantity):
            return value
        if not isinstance(value, str):
            raise ValueError('write a number with its unit in quotes or bare, as "50 ms"')
        return parse_quantity(value, dimension)

    return BeforeValidator(read)


def _quantity_schema(example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "examples": [example], "pattern": r"^\s*[0-9.]+\s*\S"})


Duration = Annotated[Quantity, _quantity_reader("time"), _quantity_schema("50 ms")]
DataSize = Annotated[Quantity, _quantity_reader("data"), _quantity_schema("16 GB")]


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""One name or a list of them."""


class Model(BaseModel):
    """Closed and frozen: an unknown key is an error, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Classification(StrEnum):
    """How much harm disclosure does, in rising order."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"


class DataAsset(Model):
    """A body of data: either a source (with an origin) or derived from others.

    A derived asset inherits the labels of everything it is derived from.
    """

    categories: Names = ()
    subjects: Names = ()
    origin: CountryCode | None = None
    classification: Classification | None = None
    retention: Duration | None = None
    derived_from: Names = ()
    by: str | None = None


class LatencySpread(Model):
    """A measured round-trip time at two quantiles."""

    p50: Duration
    p95: Duration


class Access(Model):
    """How a site reaches the clouds: a measured round-trip time, or the type of link."""

    rtt: LatencySpread | None = None
    source: str | None = None
    type: Literal["fibre", "fixed-wireless", "5g", "leo", "meo", "geo"] | None = None


class Site(Model):
    """A place with devices."""

    country: CountryCode
    at: tuple[Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]]
    access: Access | None = None
    offline: Duration | None = None


class Accelerator(Model):
    """An accelerator and the versions a model must be built for."""

    kind: str
    sm: str | None = None
    jetpack: str | None = None


class DeviceClass(Model):
    """A kind of device: its hardware, its edge runtime and the image it runs."""

    arch: Literal["amd64", "arm64", "armhf"]
    memory: DataSize
    accelerator: Literal["none"] | Accelerator = "none"
    runtime: Literal["greengrass", "greengrass-lite", "iot-edge", "k3s"]
    image: Name
    tpm: Literal["none", "1.2", "2.0"] = "none"
    secure_boot: bool = False


class Fleet(Model):
    """Devices of one class at one site."""

    site: str
    device_class: str = Field(alias="class")
    count: Annotated[int, Field(ge=1, le=1_000_000)]
    tags: dict[str, str] = {}


class AwsCloud(Model):
    """The AWS account and regions the estate may use."""

    regions: Annotated[tuple[str, ...], Field(min_length=1)]
    account: Annotated[str, Field(pattern=r"^[0-9]{12}$")] | None = None


class AzureCloud(Model):
    """The Azure subscription and regions the estate may use."""

    regions: Annotated[tuple[str, ...], Field(min_length=1)]
    subscription: str | None = None


class Clouds(Model):
    """The clouds in use."""

    aws: AwsCloud | None = None
    azure: AzureCloud | None = None

    def regions_of(self, cloud: str) -> tuple[str, ...]:
        """The regions the estate lists for `cloud`; none when it does not use it."""
        entry: AwsCloud | AzureCloud | None = getattr(self, cloud, None)
        return entry.regions if entry else ()


class LatencyBudget(Model):
    """How long an answer may take, from the event named to the result."""

    p95: Duration
    start: str = Field(alias="from")


class Needs(Model):
    """What a device must have to run a workload."""

    memory: DataSize | None = None
    accelerator: str | None = None


class Workload(Model):
    """A training job in a cloud or inference on fleets."""

    kind: Literal["training", "inference"]
    on: Names
    region: str | None = None
    reads: Names = ()
    writes: Names = ()
    model: str | None = None
    gpu: Annotated[int, Field(ge=0)] = 0
    image: str | None = None
    latency: LatencyBudget | None = None
    needs: Needs | None = None


class CloudEndpoint(Model):
    """A region of a cloud as the end of a flow."""

    cloud: Literal["aws", "azure"]
    region: str


class Basis(Model):
    """The legal basis of a transfer, with its evidence and its end."""

    type: Literal["adequacy", "scc", "bcr", "dpf", "derogation", "consent"]
    evidence: str | None = None
    valid_to: date | None = None


class Flow(Model):
    """Data moving from one place to another, as declared by people."""

    data: str
    source: str | CloudEndpoint = Field(alias="from")
    target: str | CloudEndpoint = Field(alias="to")
    over: str | None = None
    tls: Literal["1.2", "1.3"] | None = None
    mutual: bool = False
    purpose: str | None = None
    basis: Basis | None = None


class Ring(Model):
    """One step of a rollout. The last ring has no percentage: it is all that remain."""

    name: Name
    percent: Annotated[float, Field(gt=0, le=100)] | None = None
    soak: Duration | None = None


class StopIf(Model):
    """When a rollout stops by itself."""

    failed_percent: Annotated[float, Field(gt=0, le=100)]


class Rollout(Model):
    """How releases reach the fleets."""

    rings: Annotated[tuple[Ring, ...], Field(min_length=1)]
    stop_if: StopIf | None = None
    rollback: Literal["previous", "none"] = "none"


class Policies(Model):
    """Which packs judge the estate, and the files with their parameters and waivers."""

    packs: Annotated[Names, Field(min_length=1)]
    params: str | None = None
    waivers: str | None = None


class Estate(Model):
    """A whole hybrid AI system, as one file."""

    estate: Name
    owner: str
    data: dict[Name, DataAsset]
    sites: dict[Name, Site] = {}
    device_classes: dict[Name, DeviceClass] = {}
    fleets: dict[Name, Fleet] = {}
    clouds: Clouds = Clouds()
    workloads: dict[Name, Workload] = {}
    flows: tuple[Flow, ...] = ()
    rollout: Rollout | None = None
    policies: Policies

    _places: dict[tuple[str | int, ...], Place] = PrivateAttr(default_factory=dict)

    def place_of(self, *path: str | int) -> Place | None:
        """Where the value at `path` stands in the file it was loaded from (the nearest known
        ancestor's place when the value itself has none); None for an estate made in code.
        """
        for length in range(len(path), -1, -1):
            if place := self._places.get(path[:length]):
                return place
        return None
