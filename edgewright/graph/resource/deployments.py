"""What an edge deployment says and brings, whatever runtime it is for."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import UNKNOWN, Properties, PropertyValue, RawResource, ResourceLocation
from edgewright.graph.resource.ancestor import OWN_COMPONENTS
from edgewright.graph.resource.index import (
    ResourceIndex,
    canonical_type,
)
from edgewright.graph.resource.labels import intent_of
from edgewright.graph.resource.lookups import Lookup
from edgewright.graph.resource.source import SourceResource, as_target
from edgewright.graph.resource.view import ResourceView

FLEET = "EdgeFleet"
"""Our components that say in which country a fleet is."""


def fleet_of(view: ResourceView) -> Properties:
    """{fleet, devices}: which fleet a deployment goes to, and how many devices are in it.

    Both are what its component wants: no runtime's own resource says them before devices join.
    """
    return {name: view.intent.get(name) for name in ("fleet", "devices")}


def unreadable(view: ResourceView) -> Properties:
    """A deployment whose content cannot be read: whatever it says is unknown."""
    names = ("runtime", "runtime_version", "rollback_on_failure", "abort", "components")
    return {**fleet_of(view), **{name: dict(UNKNOWN) for name in names}}


def delivery(source: SourceResource) -> Iterator[DerivedFlow]:
    """A deployment takes what it carries to a site, which is in no region.

    A release need not repeat the country: the component of its fleet has said it.
    """
    name = source.intent.get("fleet")
    fleet = _fleet(source, name)
    declared = source.intent.get("country")
    if declared is None and fleet is not None:
        declared = intent_of(fleet, source.index).get("country")
    country = declared if isinstance(declared, str) else None
    to = ResourceLocation(None, None, country)
    yield DerivedFlow("delivery", to, as_target(name), receiver=fleet)


def _fleet(source: SourceResource, name: PropertyValue) -> RawResource | None:
    """The component of the fleet with this name, if exactly one has it."""
    if not isinstance(name, str):
        return None
    found = source.index.listed(_FLEETS, name)
    return found[0] if len(found) == 1 else None


def _fleet_name(resource: RawResource, index: ResourceIndex) -> Iterator[str]:
    """The fleet that a component of ours is, for whatever cloud or runtime."""
    type = canonical_type(resource.type)
    if type.startswith(OWN_COMPONENTS) and type.rpartition(":")[2] == FLEET:
        name = intent_of(resource, index).get("fleet")
        if isinstance(name, str):
            yield name


_FLEETS = Lookup(None, _fleet_name)
