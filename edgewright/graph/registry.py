"""The clouds and edge runtimes there are: the one place that knows them all by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from edgewright.graph.aws.provider import AWS
from edgewright.graph.azure.provider import AZURE
from edgewright.graph.edge.greengrass import GREENGRASS
from edgewright.graph.edge.iot_edge import IOT_EDGE
from edgewright.graph.k3s.provider import K3S
from edgewright.graph.kubernetes.provider import KUBERNETES
from edgewright.graph.model import RawResource
from edgewright.graph.plain.provider import PLAIN
from edgewright.graph.provider import Provider
from edgewright.graph.resource.index import ResourceIndex
from edgewright.graph.resource.location import ELSEWHERE
from edgewright.graph.resource.spellings import respelled

PROVIDERS: tuple[Provider, ...] = (AWS, AZURE, GREENGRASS, IOT_EDGE, K3S, KUBERNETES, PLAIN)
LOCATORS = (*(one.locator for one in PROVIDERS if one.locator is not None), ELSEWHERE)
NORMALISERS = {token: row for one in PROVIDERS for token, row in one.kinds.items()}
"""Type token -> the kind its resources are of, and what normalises them."""
STRUCTURAL = frozenset(token for one in PROVIDERS for token in one.parts)
"""Types that only group or configure others."""
FLOWS = {token: rule for one in PROVIDERS for token, rule in one.flows.items()}
"""Type token -> the flows that follow from its resources."""
CUSTODY = {token: rule for one in PROVIDERS for token, rule in one.custody.items()}
"""Type token of a key, or of what keeps keys -> who holds it."""
SPELLINGS = tuple(one.written for one in PROVIDERS)
"""How else resources can be written."""


def index_of(resources: Iterable[RawResource], day: date | None = None) -> ResourceIndex:
    """Recorded resources, in one spelling, findable, and each in its place.

    Args:
        resources: what was recorded.
        day: the day that vendors' defaults are asked for; None for the newest.
    """
    every = (found for resource in resources for found in respelled(resource, SPELLINGS))
    return ResourceIndex(every, LOCATORS, day=day)


def cloud_of(package: str) -> str | None:
    """The cloud that a Pulumi package declares resources of; None for every other package."""
    return next(one.cloud for one in LOCATORS if f"{package}:".startswith(one.prefixes))
