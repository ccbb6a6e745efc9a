"""The shape of every facts file, as closed pydantic models: a row without a source cannot load.

How sure a fact is: "verified" was measured or read in the source itself, "stated" is what a
source says of itself or of others, "unverified" is general knowledge or inferred.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from edgewright.facts.iso3166 import ASSIGNED


def _assigned(code: str) -> str:
    if code not in ASSIGNED:
        raise ValueError(f"{code!r} is not a country of ISO 3166-1")
    return code


Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$"), AfterValidator(_assigned)]
"""ISO 3166-1 alpha-2, assigned."""

PROSE = "prose"
"""Marks what people read and nothing decides by: other words there change no verdict."""
Text = Annotated[str, Field(min_length=1), PROSE]

Confidence = Literal["verified", "stated", "unverified"]


class Row(BaseModel):
    """What every fact carries.

    Attributes:
        source: in the file a key of its `sources`; once read, that source's full text.
        as_of: the date the fact was last known to hold.
        note: what a reader must know besides, for example which vendor error was corrected.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Text
    as_of: date
    confidence: Confidence
    note: Text | None = None


class RegionFact(Row):
    """A region of a cloud.

    Attributes:
        partition: "aws", "aws-cn", "azure" and so on: accounts do not reach across partitions.
        country: None where it is not published; never guessed.
        subdivision: ISO 3166-2 of its state or province; None where it is not known.
        area: the city or area the coordinates stand for.
        latitude, longitude: degrees; both None where no place is known.
        zones: how many availability zones it has, 0 for none; None where that is not known.
        operator: who runs it. operator_parent: country of that operator's ultimate parent.
        pair: the region that geo-redundant copies go to (Azure); None when there is none.
        pair_known: False when it is not known whether there is a pair: then a None says nothing.
        geography: the provider's own data-residency boundary (Azure). It can span countries.
    """

    cloud: Literal["aws", "azure"]
    name: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    partition: str
    country: Country | None
    subdivision: Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")] | None = None
    area: str | None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None
    zones: Annotated[int, Field(ge=0)] | None = None
    operator: str | None
    operator_parent: Country | None
    pair: str | None
    pair_known: bool = False
    geography: str | None

    @model_validator(mode="after")
    def _both_coordinates_or_none(self) -> RegionFact:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("give both latitude and longitude, or neither")
        return self

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> RegionFact:
        if self.subdivision and self.subdivision[:2] != self.country:
            raise ValueError(f"subdivision {self.subdivision} is not in country {self.country}")
        if self.pair == self.name or (self.pair and not self.pair_known):
            raise ValueError("a pair is another region, and is known when it is named")
        return self

    @property
    def at(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, None where the place is not known."""
        if self.latitude is None or self.longitude is None:
            return None
        return (self.latitude, self.longitude)


Value = str | int | float | bool | None


class Override(Row):
    """A correction of what a vendor records of a region.

    Attributes:
        recorded: what the vendor's own data says, by the name it has there. Once it says something
            else, the correction must be looked at again.
        corrected: what the region's row says instead, by attribute of `RegionFact`.
        reason: why the vendor's data cannot stand.
    """

    cloud: Literal["aws", "azure"]
    name: str
    recorded: Annotated[dict[str, Value], Field(min_length=1)]
    corrected: Annotated[dict[str, Value], Field(min_length=1)]
    reason: Text


class CountryNames(Row):
    """The names of a standard's countries, every assigned code with one."""

    standard: str
    countries: dict[Country, Annotated[str, Field(min_length=1)]]

    @model_validator(mode="after")
    def _every_code(self) -> CountryNames:
        missing = sorted(ASSIGNED - set(self.countries))
        if missing:
            raise ValueError(f"no name for {', '.join(missing)}")
        return self


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
    rank: Annotated[int, Field(ge=0, strict=True)]
