"""What edge deployments bring to the country of a fleet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from edgewright.graph.edge.software import NORMALISERS
from edgewright.graph.flow_model import DerivedFlow
from edgewright.graph.model import RawResource, ResourceLocation
from edgewright.graph.resource.labels import intent_of
from edgewright.graph.resource.source import SourceResource, as_target

FLEETS = ("edgewright:aws:EdgeFleet", "edgewright:azure:EdgeFleet", "edgewright:k3s:EdgeFleet")
"""Our components that say in which country a fleet is."""


def delivery(source: SourceResource) -> Iterator[DerivedFlow]:
    """A deployment takes what it carries to a site, which is in no region.

    A release need not repeat the country: the component of its fleet has said it.
    """
    intent = intent_of(source.resource, source.index)
    name = intent.get("fleet")
    fleet = _fleet(source, name)
    said = intent.get("country")
    if said is None and fleet is not None:
        said = intent_of(fleet, source.index).get("country")
    country = said if isinstance(said, str) else None
    to = ResourceLocation(None, None, country)
    yield DerivedFlow("delivery", to, as_target(name), receiver=fleet)


def _fleet(source: SourceResource, name: Any) -> RawResource | None:
    """The component of the fleet with this name, if exactly one has it."""
    if not isinstance(name, str):
        return None
    listed = [one for type in FLEETS for one in source.index.of_type(type)]
    found = [one for one in listed if intent_of(one, source.index).get("fleet") == name]
    return found[0] if len(found) == 1 else None


FLOWS: dict[str, Callable[[SourceResource], Iterator[DerivedFlow]]] = {
    token: delivery for token, (kind, _) in NORMALISERS.items() if kind == "edge.deployment"
}
