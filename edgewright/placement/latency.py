"""The round trip no fibre can beat: it can prove that a budget is missed, never that it is met."""

from __future__ import annotations

from edgewright.topology.distance import great_circle_km
from edgewright.topology.locations import site_id
from edgewright.topology.model import Topology, Work

LIGHT_KM_PER_S = 299_792.458
"""Speed of light in vacuum, exact by the definition of the metre (SI)."""

FIBRE_SHARE = 2 / 3
"""Share of it at which signals travel in optical fibre, as rounded by convention. No measured round
trip on 2,348 directed pairs of Azure regions beat the bound that follows from it (Microsoft's
inter-region table, 2026-07). It does not hold for radio links and hollow-core fibre."""


def rtt_lower_bound_s(one: tuple[float, float], other: tuple[float, float]) -> float:
    """2 d / (2/3 c) in seconds, d the great-circle distance between two (latitude, longitude)."""
    return 2 * great_circle_km(one, other) / (FIBRE_SHARE * LIGHT_KM_PER_S)


def event_location(topology: Topology, work: Work, own_site: str) -> str:
    """The location where a workload's budget starts to run.

    The site or fleet that the budget's `from` names; for any other word, the fleet's own site.
    """
    places = {location.id: location.id for location in topology.locations}
    places.update({fleet.id: fleet.location for fleet in topology.fleets})
    event = work.latency_from or ""
    return places.get(site_id(event)) or places.get(event) or own_site
