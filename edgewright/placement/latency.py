"""The round trip no fibre can beat: it can prove that a budget is missed, never that it is met."""

from __future__ import annotations

from edgewright.topology.distance import great_circle_km
from edgewright.topology.model import Location, Topology

LIGHT_KM_PER_S = 299_792.458
"""Speed of light in vacuum, exact by the definition of the metre (SI)."""

FIBRE_SHARE = 2 / 3
"""Share of it at which signals travel in optical fibre, as rounded by convention. No measured round
trip on 2,348 directed pairs of Azure regions beat the bound that follows from it (Microsoft's
inter-region table, 2026-07). It does not hold for radio links and hollow-core fibre."""


def rtt_lower_bound_s(one: tuple[float, float], other: tuple[float, float]) -> float:
    """2 d / (2/3 c) in seconds, d the great-circle distance between two (latitude, longitude)."""
    return 2 * great_circle_km(one, other) / (FIBRE_SHARE * LIGHT_KM_PER_S)


def event_locations(topology: Topology) -> dict[str, Location]:
    """Where the event of a latency budget happens, by the words that name a place.

    These are the sites and the fleets of the estate; a site's name goes before a fleet's. Any
    other word names an event at the fleet's own site.
    """
    places = {location.id: location for location in topology.locations}
    by_fleet = {fleet.id: places[fleet.location] for fleet in topology.fleets}
    by_site = {place.name: place for place in topology.locations if place.kind == "site"}
    return {**by_fleet, **by_site}
