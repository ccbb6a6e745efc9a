"""How one cloud, or what runs at sites, says where its resources are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from edgewright.graph.model import RawResource, ResourceLocation

if TYPE_CHECKING:
    from edgewright.graph.resource.index import ResourceIndex

Finder: TypeAlias = "Callable[[RawResource, ResourceIndex], ResourceLocation]"
Resolver: TypeAlias = "Callable[[ResourceIndex, str, tuple[str, ...] | None], RawResource | None]"


def exactly(
    index: ResourceIndex, address: str, types: tuple[str, ...] | None
) -> RawResource | None:
    """The resource of one of `types` whose ARN, id, bucket or name is the address."""
    found = (index.at_address(type, address) for type in types or ())
    return next((one for one in found if one is not None), None)


@dataclass(frozen=True)
class Locator:
    """How one cloud, or what runs at sites, says where its resources are.

    Attributes:
        prefixes: beginnings of the type tokens it is for.
        cloud: the cloud's name in the facts; None outside the clouds.
        locate: where a resource of such a type is.
        region_name: a region's name as the facts have it, from any spelling of it.
        provider_region: the property of its Pulumi provider that names a region.
        region_of_address: the region that an address names; None where it names none.
        resolve: the resource that an address names, of one of the types (of any, for None).
        own_names: type -> the input that names such a resource, where that is not called "name":
            all that is known of its name before it is made.
    """

    prefixes: tuple[str, ...]
    cloud: str | None
    locate: Finder
    region_name: Callable[[str], str] = str
    provider_region: str = "region"
    region_of_address: Callable[[str], str | None] = lambda address: None
    resolve: Resolver = exactly
    own_names: Mapping[str, str] = field(default_factory=dict)
