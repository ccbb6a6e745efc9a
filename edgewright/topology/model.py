"""The topology: places, data assets, links and what is held where, as frozen values.

Words: a *place* (location) is where data can be. A *label* is a source data asset that a person
declared (with an origin). A *carrier* is the asset a copy physically is. Detector weights trained
on camera frames are a carrier of the label "camera-frames". A *holding* says that a label is at a
place, and the witness path says how it came.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from edgewright.base.errors import Place as FilePlace
from edgewright.base.vocabulary import CloudName, Runtime
from edgewright.spec.evidence import DeclaredMechanism
from edgewright.topology.witness_paths import Arc, Reach, WitnessPath


@dataclass(frozen=True)
class Location:
    """A place data can be: a region, a site, where people look from, anywhere, or nobody knows.

    Attributes:
        id: "aws/eu-central-1", "site/hamburg-quay", "remote-access/vendor" or the name of a service
            that serves from anywhere.
        country: ISO 3166-1 alpha-2; None when it is not known (never guessed).
        at: latitude and longitude in degrees; None when not known.
        operator_parent: country of the operator's ultimate parent; None for the owner's own sites.
        partition: the cloud's partition the region is in; None for all else.
    """

    id: str
    kind: Literal["region", "site", "remote-access", "worldwide", "somewhere"]
    name: str
    cloud: str | None
    country: str | None
    at: tuple[float, float] | None
    operator: str | None = None
    operator_parent: str | None = None
    partition: str | None = None


@dataclass(frozen=True)
class Finding:
    """What a document shows of an asset.

    Attributes:
        epsilon, delta: bounds of differential privacy; None for any other finding.
    """

    evidence: str
    assessed: date
    valid_to: date | None
    epsilon: float | None = None
    delta: float | None = None


@dataclass(frozen=True)
class Claim:
    """Why a derived asset is said not to carry the labels of what it is made from.

    Attributes:
        kind: "anonymous" (anonymity is evidenced) or "federated" (both other findings are).
        effective: whether every finding it needs is there and in force at the instant judged.
    """

    kind: Literal["anonymous", "federated"]
    anonymity: Finding | None
    secure_aggregation: Finding | None
    differential_privacy: Finding | None
    effective: bool


@dataclass(frozen=True)
class Asset:
    """A data asset with what it inherits.

    Attributes:
        labels: the source assets it carries: itself for a source, the roots for a derived one. A
            derived asset whose claim is effective is a label of its own.
        form: "source", "derived", or "federated" for updates that a federated training makes.
        origins: countries of those roots. classification: the highest among itself and its roots.
        retention_s: seconds; None when the estate sets none.
        people: how many people it is about; None when the estate does not say.
    """

    id: str
    labels: tuple[str, ...]
    categories: tuple[str, ...]
    subjects: tuple[str, ...]
    origins: tuple[str, ...]
    classification: str
    retention_s: float | None
    derived_from: tuple[str, ...]
    by: str | None
    form: Literal["source", "derived", "federated"] = "source"
    people: int | None = None
    use: str | None = None
    claim: Claim | None = None


@dataclass(frozen=True)
class Link:
    """Data going from one location to another.

    Attributes:
        id: "flow/DATA/FROM>TO" for a declared flow, "needs/WORKLOAD/DATA/LOCATION" for one that a
            workload implies by reading data or running a model that is not made where it runs,
            "support/NAME/DATA/LOCATION" for what people elsewhere see, "copy/..." for a flow that a
            resource makes by itself.
        declared: False for what is implied or follows from a resource.
        transfer_mechanism: what allows it to cross a border, as declared; None without.
        flow_kind: declared, implied, support, undeclared, or what makes the copy (replica, ...).
        recipient_parent: country of the recipient's ultimate parent.
        node: id of the derived flow's node; None for a link that no resource makes.
    """

    id: str
    data: str
    source: str
    target: str
    declared: bool
    over: str | None = None
    tls: str | None = None
    mutual: bool = False
    purpose: str | None = None
    transfer_mechanism: DeclaredMechanism | None = None
    at: FilePlace | None = None
    flow_kind: str = "declared"
    recipient: str | None = None
    recipient_parent: str | None = None
    frequency: str | None = None
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A label that is at a location, with a shortest witness path from where it was made.

    Attributes:
        reach: all that the label reaches, which knows the way.
    """

    label: str
    carrier: str
    location: str
    reach: Reach = field(repr=False, compare=False)

    @property
    def path(self) -> WitnessPath:
        """Its witness path."""
        return self.reach.path((self.carrier, self.location))


@dataclass(frozen=True, slots=True)
class Crossing:
    """A label that crosses a border, or may, by a link.

    Attributes:
        arc: the link, as a way for labels.
        reach: all that the label reaches, which knows the way.
    """

    label: str
    arc: Arc
    reach: Reach = field(repr=False, compare=False)

    @property
    def link(self) -> str:
        """Id of the link."""
        return self.arc.via

    @property
    def path(self) -> WitnessPath:
        """A shortest witness path to where the link leaves from, and the link."""
        return self.reach.over(self.arc)


@dataclass(frozen=True, order=True)
class Derivation:
    """A workload that makes an asset from another in the place where it runs."""

    parent: str
    data: str
    location: str
    workload: str


@dataclass(frozen=True)
class Assessment:
    """An assurance level somebody assessed a cloud at, 0 to 4."""

    objective: str
    level: int
    evidence: str
    assessed: date


@dataclass(frozen=True)
class Cloud:
    """A cloud of the estate: where it is used, what was assessed of it, the plan for leaving it.

    Attributes:
        account: an AWS account's id, an Azure subscription's; None when it is not stated.
        regions: those the estate may use, in the order of the file.
        exit_evidence: None without a plan. exit_tested: the day it was last tried, None for never.
    """

    name: CloudName
    account: str | None
    regions: tuple[str, ...]
    assessments: tuple[Assessment, ...]
    exit_evidence: str | None
    exit_tested: date | None


@dataclass(frozen=True)
class Workload:
    """A workload with its candidate locations resolved.

    Attributes:
        targets: fleet names for inference and federated training; for training the candidate
            location ids ("aws/eu-central-1"), in the order of the file.
        latency_p95_s, memory_bytes: None when the estate sets none.
        latency_from: where the budget starts to run. The name of a site or fleet says that the
            event happens there; any other word is an event at the fleet's own site.
        at: where it stands in the estate file, None when not known.
    """

    id: str
    kind: Literal["training", "inference", "federated"]
    targets: tuple[str, ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    model: str | None
    gpu: int
    image: str | None
    latency_p95_s: float | None
    latency_from: str | None
    memory_bytes: float | None
    accelerator: str | None
    at: FilePlace | None = None


@dataclass(frozen=True)
class FleetUnit:
    """A fleet with its site and device class joined.

    Attributes:
        cloud: the cloud that manages it ("aws" for Greengrass, "azure" for IoT Edge), None for K3s.
        rtt_p50_s, rtt_p95_s: measured access round-trip in seconds; None when not measured.
    """

    id: str
    location: str
    country: str
    device_class: str
    count: int
    tags: tuple[tuple[str, str], ...]
    arch: str
    memory_bytes: float
    accelerator: str
    runtime: Runtime
    image: str
    tpm: str
    secure_boot: bool
    cloud: CloudName | None
    access_type: str | None
    rtt_p50_s: float | None
    rtt_p95_s: float | None
    offline_s: float | None


@dataclass(frozen=True)
class RolloutRing:
    """One ring: its soak time in seconds, and the share of devices reached once it is done.

    The share is in percent and counts the rings before; None for all. `rings` makes devices of it.
    """

    name: str
    percent: float | None
    soak_s: float | None


@dataclass(frozen=True)
class RolloutPlan:
    """Rings in order, the failure share in percent that stops a rollout, and what follows."""

    rings: tuple[RolloutRing, ...]
    stop_failed_percent: float | None
    rollback: str


@dataclass(frozen=True)
class Topology:
    """The whole estate, resolved.

    Every name in it exists. Every tuple is sorted by id but `links`: the declared ones stand first,
    in the order of the file, and the others follow, sorted.

    Attributes:
        starts: (label, carrier, location): where each label is before anything moves it, and as
            what.
        derivations: where workloads make assets from others; with `starts` and `links` they say
            where every label gets, which is what `holdings` and `crossings` hold.
        spots: (label, carrier, location): every asset each label is in, wherever that is.
    """

    estate: str
    owner: str
    locations: tuple[Location, ...]
    assets: tuple[Asset, ...]
    links: tuple[Link, ...]
    starts: tuple[tuple[str, str, str], ...]
    derivations: tuple[Derivation, ...]
    spots: frozenset[tuple[str, str, str]]
    holdings: tuple[Holding, ...]
    crossings: tuple[Crossing, ...]
    clouds: tuple[Cloud, ...]
    workloads: tuple[Workload, ...]
    fleets: tuple[FleetUnit, ...]
    rollout: RolloutPlan | None

    def cloud(self, name: str | None) -> Cloud | None:
        """The cloud called `name`; None when the estate does not use it."""
        return next((item for item in self.clouds if item.name == name), None)

    def location(self, id: str) -> Location:
        """The location called `id`."""
        return next(item for item in self.locations if item.id == id)

    def asset(self, id: str) -> Asset:
        """The data asset called `id`."""
        return next(item for item in self.assets if item.id == id)

    def fleet(self, id: str) -> FleetUnit:
        """The fleet called `id`."""
        return next(item for item in self.fleets if item.id == id)
