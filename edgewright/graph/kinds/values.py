"""What properties of nodes are made of: markers, places, labels, and words of a closed choice.

A property is `Known` or `Always`. Either may be a marker, whatever its type: a preview cannot know
everything. `Known` may be not set (None) besides.
"""

from __future__ import annotations

from collections.abc import Callable
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, with_config
from pydantic_core import CoreSchema, core_schema
from typing_extensions import TypeAliasType, TypedDict

from edgewright.graph.model import is_marker

T = TypeVar("T")

closed = with_config(ConfigDict(extra="forbid", strict=True))
"""Makes a typed dict take exactly its properties, each of exactly its type."""

Unknown = TypedDict("Unknown", {"$unknown": Literal[True]})
"""The marker of what a preview cannot know."""
Secret = TypedDict("Secret", {"$secret": Literal[True]})
"""The marker in place of a secret."""
closed(Unknown)
closed(Secret)
Marker = TypeAliasType("Marker", Unknown | Secret)
"""What stands for a value that nobody can read here."""


def unknown() -> Unknown:
    """A marker of what cannot be known."""
    return {"$unknown": True}


class _OrMarker:
    """Lets a marker (and None, where the union has it) through; what is left is of the one type.

    Pydantic's own unions would do the same, but say of a wrong value how it fails to be each of
    their members.
    """

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        members = get_args(source)
        types = tuple(one for one in members if one not in (NoneType, Marker))
        return core_schema.no_info_wrap_validator_function(
            _known if NoneType in members else _always,
            handler.generate_schema(Union[types]),  # noqa: UP007 - of a tuple
            json_schema_input_schema=handler(source),
        )


def _known(value: Any, check: Callable[[Any], Any]) -> Any:
    return value if value is None else _always(value, check)


def _always(value: Any, check: Callable[[Any], Any]) -> Any:
    return value if is_marker(value) else check(value)


Known = Annotated[T | Marker | None, _OrMarker()]
"""A value, None for "not set", or a marker."""
Always = Annotated[T | Marker, _OrMarker()]
"""A value or a marker, never None."""

Country = TypeAliasType(
    "Country",
    Annotated[
        str,
        Field(
            pattern=r"^([A-Z]{2}|worldwide)$",
            description="ISO 3166-1 alpha-2; worldwide for what is kept or answered anywhere",
        ),
    ],
)
Day = TypeAliasType(
    "Day", Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="YYYY-MM-DD")]
)
Cloud = Literal["aws", "azure"]
Classification = Literal["public", "internal", "confidential", "secret"]
Encryption = Literal["none", "provider", "customer"]
TlsVersion = Literal["1.0", "1.1", "1.2", "1.3"]
Runtime = Literal["greengrass", "greengrass-lite", "iot-edge", "k3s"]


@closed
class Place(TypedDict):
    """Where something is; at a site, in no cloud and in no region."""

    cloud: Annotated[Cloud | None, Field(description="whose region it is, None for a site")]
    region: Annotated[Known[str], Field(description="the region, None for a site")]
    country: Annotated[Always[Country], Field(description="the country")]


@closed
class Label(TypedDict):
    """A source data asset, as rules see it."""

    id: Annotated[str, Field(description="its name in the estate")]
    origin: Annotated[Known[Country], Field(description="country whose law it is born under")]
    classification: Annotated[Known[Classification], Field(description="harm that disclosure does")]
    categories: Annotated[
        Always[list[str]], Field(description="what it is about, as Fides data categories")
    ]
    retention_days: Annotated[Known[float], Field(description="days it may be kept")]


@closed
class Statement(TypedDict):
    """A statement of an AWS policy document."""

    effect: Annotated[Always[Literal["Allow", "Deny"]], Field(description="what it does")]
    actions: Annotated[Always[list[str]], Field(description="actions it is about")]
    resources: Annotated[Always[list[str]], Field(description="resources it is about")]
    principals: Annotated[Any, Field(description="whom it is about, as it is written there")]
    conditions: Annotated[
        Always[dict[str, Any]], Field(description="what must hold, as it is written there")
    ]
    inverted: Annotated[
        bool, Field(description="whether actions, resources or principals are the excepted ones")
    ]
