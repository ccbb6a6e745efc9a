"""Whether IoT hubs and provisioning services are kept in their region by a setting on offer.

In most regions Azure refuses `enableDataResidency`, and what fails over goes to the region's pair
(Microsoft Learn, "Reliability in Azure IoT Hub").
"""

from __future__ import annotations

from edgewright.facts import settings
from edgewright.graph.model import UNKNOWN, PropertyValue
from edgewright.graph.resource.index import canonical_type
from edgewright.graph.resource.view import ResourceView

DATA_RESIDENCY = ("properties", "enableDataResidency")


def offer(view: ResourceView) -> settings.Offer:
    """Whether Azure offers the setting for a resource where it is."""
    return settings.offered(
        canonical_type(view.resource.type), DATA_RESIDENCY[-1], view.place.region
    )


def stays_in_region(view: ResourceView, given: PropertyValue) -> PropertyValue:
    """Whether the setting keeps a resource in its region.

    Args:
        view: the resource.
        given: its setting.

    Returns:
        True or False; the unknown marker for one that nobody can read, where it would count. Where
        no fact says that it is offered, it keeps nothing anywhere.
    """
    if given in (None, False) or offer(view) not in settings.IN_FORCE:
        return False
    return True if given is True else dict(UNKNOWN)
