"""What a cloud does outside the region that was named: control planes, global services, inference.

A region says where data rests. It does not say where the cloud is steered from, that some services
have no region at all, or that a model may answer from another country.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from edgewright.facts import law, regions
from edgewright.facts.law_data import provenance
from edgewright.facts.reader import FactsFile, Table
from edgewright.facts.rows import Country, RegionFact, Row

WORLDWIDE = "*"
"""Stands for every country: no list of countries can be given."""
IN_REGION = "model"
"""Name of the row for Bedrock ids that name a model and no geography."""

Cloud = Literal["aws", "azure"]


class ControlPlane(Row):
    """Where the calls that steer a partition are answered.

    Attributes:
        region: the region that global services are steered from; None where there is no one
            region, or it is not published.
        country: None where it is not known, or the plane is spread over several countries.
    """

    cloud: Cloud
    partition: str
    region: str | None
    country: Country | None


class GlobalService(Row):
    """A service that is in no region that a resource could name.

    Attributes:
        tokens: Pulumi type tokens. One that ends in "/" or ":" stands for all that begin so.
        service: its name, as the provider writes it.
        control_plane_region: where its settings are kept; None where that is spread or not known.
        worldwide: True when what it holds is served or kept at edge locations all over the world;
            False when only its settings are global.
        only_if: properties (camelCase path -> value) that make it global; empty when it always is.
    """

    cloud: Cloud
    tokens: Annotated[tuple[str, ...], Field(min_length=1)]
    service: str
    control_plane_region: str | None
    worldwide: bool
    only_if: dict[str, str] = Field(default_factory=dict)

    def covers(self, token: str) -> bool:
        """Whether a type token belongs to this service."""
        return any(
            token.startswith(own) if own.endswith(("/", ":")) else token == own
            for own in self.tokens
        )


class InferenceZone(Row):
    """Where a model may be run: a Bedrock profile prefix, or an Azure OpenAI deployment SKU.

    Attributes:
        name: the prefix with its dot ("eu."), or the SKU ("DataZoneStandard").
        scope: "region" (where the resource is), "zone" (anywhere in `areas`) or "worldwide".
        areas: legal zones or countries; none for a region, "*" alone for worldwide.
        home: True when only the one area that the resource lies in counts.
    """

    cloud: Cloud
    name: str
    scope: Literal["region", "zone", "worldwide"]
    areas: tuple[str, ...]
    home: bool = False

    @model_validator(mode="after")
    def _areas_fit_the_scope(self) -> InferenceZone:
        fits = {
            "region": self.areas == (),
            "zone": bool(self.areas) and WORLDWIDE not in self.areas,
            "worldwide": self.areas == (WORLDWIDE,),
        }
        if not fits[self.scope]:
            raise ValueError(f"areas {list(self.areas)} do not fit scope {self.scope}")
        return self


def astray(
    rows: tuple[ControlPlane, ...], facts: Mapping[tuple[str, str], RegionFact]
) -> Iterator[tuple[int, str]]:
    """Control planes that contradict the regions: each as (row number, why it cannot be)."""
    for number, row in enumerate(rows):
        place = facts.get((row.cloud, row.region or ""))
        if row.region and (place is None or place.partition != row.partition):
            yield number, f"region: {row.partition} has no region {row.region}"
        elif place and place.country != row.country:
            yield number, f"country: {row.region} is in {place.country}, not in {row.country}"


def _not_in_the_regions(rows: tuple[ControlPlane, ...]) -> Iterator[tuple[int, str]]:
    return astray(rows, regions.regions())


CONTROL_PLANES = FactsFile(
    "control_planes", ControlPlane, ("cloud", "partition"), "rows", _not_in_the_regions
)
SERVICES = FactsFile("services", GlobalService, ("cloud", "tokens"), "rows")
INFERENCE = FactsFile("inference", InferenceZone, ("cloud", "name"), "rows")


def tables() -> tuple[Table[Any], ...]:
    """The facts files of this module, for what goes over every fact."""
    return (CONTROL_PLANES.table(), SERVICES.table(), INFERENCE.table())


@lru_cache(maxsize=1)
def control_planes() -> dict[str, dict[str, dict[str, Any]]]:
    """{cloud: {partition: {region, country, as_of, source, confidence}}}, as rules read it.

    Raises:
        EdgewrightError: FCT-001, as every function here, when a facts file is not valid.
    """
    planes: dict[str, dict[str, dict[str, Any]]] = {}
    for row in CONTROL_PLANES.rows():
        entry = {"region": row.region, "country": row.country, **provenance(row)}
        planes.setdefault(row.cloud, {})[row.partition] = entry
    return planes


def global_services() -> tuple[GlobalService, ...]:
    """Every service that is in no region."""
    return SERVICES.rows()


@lru_cache(maxsize=4096)
def global_service(token: str) -> GlobalService | None:
    """The global service that a type token (without an API version) belongs to, if any.

    Whoever asks holds its `only_if` against the resource's own properties.
    """
    return next((service for service in SERVICES.rows() if service.covers(token)), None)


def inference_zone(cloud: str, name: str) -> InferenceZone | None:
    """What is known of a Bedrock profile or model id, or of an Azure OpenAI deployment SKU.

    Args:
        cloud: "aws" or "azure".
        name: "eu.", the id of a profile or model ("eu.amazon.nova-pro-v1:0",
            "arn:aws:bedrock:...:inference-profile/eu.amazon..."), or the SKU's name.

    Returns:
        None when it is not known: nothing can then be said of where the model is run.
    """
    wanted = _prefix(name) if cloud == "aws" else name
    return next((row for row in INFERENCE.rows() if (row.cloud, row.name) == (cloud, wanted)), None)


def inference_countries(cloud: str, name: str, region: str) -> tuple[str, ...] | None:
    """The countries in which a model deployed in `region` may be run, sorted.

    Returns:
        None when no list can be given: worldwide, or the name, region or its zone is not known.
    """
    zone, place = inference_zone(cloud, name), regions.region(cloud, region)
    if zone is None or place is None or place.country is None or zone.scope == "worldwide":
        return None
    if zone.scope == "region":
        return _geography(place)
    areas = [_members(area) for area in zone.areas]
    counted = [area for area in areas if not zone.home or place.country in area]
    return tuple(sorted({country for area in counted for country in area})) or None


def _prefix(name: str) -> str:
    """The geography of a Bedrock id with its dot; "model" for a model of the region itself.

    An id without a dot, as an application profile has, does not say where it is run.
    """
    head, dot, rest = name.rpartition("/")[2].partition(".")
    if name == IN_REGION or (dot and rest and "." not in rest):
        return IN_REGION
    return f"{head}{dot}"


def _members(area: str) -> frozenset[str]:
    zones = {zone.zone: frozenset(zone.countries) for zone in law.zones()}
    return zones.get(area, frozenset({area}))


def _geography(place: RegionFact) -> tuple[str, ...]:
    # A provider keeps regional processing in its geography, and two of Azure's span a border.
    near = {
        fact.country
        for fact in regions.regions().values()
        if place.geography and fact.partition == place.partition
        if fact.geography == place.geography and fact.country
    }
    return tuple(sorted(near | {str(place.country)}))
