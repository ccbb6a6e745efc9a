"""The kinds of value that estates and device images are made of."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    WithJsonSchema,
)

from edgewright.base.units import NotAQuantity, Quantity, parse_quantity, quantity_pattern
from edgewright.spec.patterns import COUNTRY, NAME, WORD

Name = Annotated[str, Field(pattern=NAME.pattern, max_length=40)]
"""A name in the estate: lower-case words joined by hyphens. 40 characters leave room for the
suffixes that components add (an AWS provisioning template's name has 36, an S3 bucket's 63)."""

TaxonomyKey = Annotated[str, Field(pattern=WORD.pattern, max_length=40)]
"""An own category or subject of data, in the form of those of the Fides taxonomy."""

CountryCode = Annotated[str, Field(pattern=COUNTRY.pattern)]
"""ISO 3166-1 alpha-2."""

Coordinates = tuple[
    Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]
]
"""Latitude and longitude in degrees (WGS 84)."""

Text = Annotated[str, Field(min_length=1, max_length=1000)]


def _quantity_reader(dimension: str, example: str) -> BeforeValidator:
    def read(value: Any) -> Quantity:
        if isinstance(value, Quantity):
            return value
        if not isinstance(value, str):
            shown = value if isinstance(value, int | float) else "this"
            raise NotAQuantity(f"{shown} has no unit", f"Write it as {example}.")
        return parse_quantity(value, dimension)

    return BeforeValidator(read)


def _quantity_schema(dimension: str, example: str) -> WithJsonSchema:
    return WithJsonSchema(
        {"type": "string", "examples": [example], "pattern": quantity_pattern(dimension)}
    )


Duration = Annotated[Quantity, _quantity_reader("time", "50 ms"), _quantity_schema("time", "50 ms")]
DataSize = Annotated[Quantity, _quantity_reader("data", "16 GB"), _quantity_schema("data", "16 GB")]


def _listed(value: Any) -> Any:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_listed, json_schema_input_type=str | list[str])]
"""One name or a list of them."""


def _chosen_by_shape(value: Any) -> str:
    return "<mapping>" if isinstance(value, dict | BaseModel) else "<word>"


BY_SHAPE = Discriminator(_chosen_by_shape)
"""Tells a word from a mapping, so that what is wrong in one is not told as wrong in both."""


class Model(BaseModel):
    """Closed and frozen: an unknown key is an error, and nothing changes after loading."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        allow_inf_nan=False,
    )
