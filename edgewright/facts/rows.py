"""The shape of every facts file, as closed pydantic models: a row without a source cannot load.

How sure a fact is: "verified" was measured or read in the source itself, "stated" is what a
source says of itself or of others, "unverified" is general knowledge or inferred.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""

Confidence = Literal["verified", "stated", "unverified"]


class Row(BaseModel):
    """What every fact carries.

    Attributes:
        source: in the file a key of its `sources`; once read, that source's full text.
        as_of: the date the fact was last known to hold.
        note: what a reader must know besides, for example which vendor error was corrected.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Annotated[str, Field(min_length=1)]
    as_of: date
    confidence: Confidence
    note: str | None = None


class RegionFact(Row):
    """A region of a cloud.

    Attributes:
        partition: "aws", "aws-cn", "azure" and so on: accounts do not reach across partitions.
        country: None where it is not published; never guessed.
        area: the city or area the coordinates stand for.
        latitude, longitude: degrees; both None where no place is known.
        operator: who runs it. operator_parent: country of that operator's ultimate parent.
        pair: the region that geo-redundant copies go to (Azure); None when it has none.
        geography: the provider's own data-residency boundary (Azure).
    """

    cloud: Literal["aws", "azure"]
    name: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    partition: str
    country: Country | None
    area: str | None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None
    operator: str | None
    operator_parent: Country | None
    pair: str | None
    geography: str | None

    @model_validator(mode="after")
    def _both_coordinates_or_none(self) -> RegionFact:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("give both latitude and longitude, or neither")
        return self

    @property
    def at(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, None where the place is not known."""
        if self.latitude is None or self.longitude is None:
            return None
        return (self.latitude, self.longitude)


class Zone(Row):
    """A legal zone and the countries in it."""

    zone: str
    countries: Annotated[tuple[Country, ...], Field(min_length=1)]


class Regime(Row):
    """A body of transfer law and the countries whose data it governs."""

    regime: str
    countries: Annotated[tuple[Country, ...], Field(min_length=1)]


class Adequacy(Row):
    """A regime's finding that a country protects data well enough to send it there.

    Attributes:
        until: the last day it holds; None when it has no end.
        condition: what a recipient must meet for it to apply; None when it covers the country.
    """

    regime: str
    to: Country
    until: date | None
    condition: str | None


class Support(Row):
    """A support window.

    Attributes:
        version: leading parts of the versions it covers ("1.5" covers "1.5.21").
        ends: the last day of support; None when no end is published.
    """

    runtime: Literal["greengrass", "greengrass-lite", "iot-edge", "k3s"]
    version: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)*$")]
    ends: date | None


class ClassificationRank(Row):
    """A classification and its rank; a higher rank means more harm if disclosed."""

    classification: str
    rank: Annotated[int, Field(ge=0)]
