"""What components for a fleet that no cloud manages take and give.

They make content that somebody carries to a site: there is no region, no account and no key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import pulumi

from edgewright.components.contract import ComponentClass, DataLabel, EdgeModule
from edgewright.topology.rings import RingShare


@dataclass(frozen=True)
class SiteFleetArgs:
    """The nodes of a fleet that no cloud manages.

    Attributes:
        country: ISO 3166-1 alpha-2 code of its site.
        arch: "amd64", "arm64" or "armhf", as in the estate.
        data: labels of what the site holds.
    """

    estate: str
    fleet: str
    country: str
    arch: str
    devices: int
    rings: tuple[RingShare, ...]
    tags: tuple[tuple[str, str], ...]
    data: tuple[DataLabel, ...]


@dataclass(frozen=True)
class SiteFleetOutputs:
    """File name -> text, to be carried to the site."""

    bundle: pulumi.Output[Mapping[str, str]]


@dataclass(frozen=True)
class SiteReleaseArgs:
    """Everything that shall run on a fleet that no cloud manages.

    Attributes:
        country, rings, tags: as in SiteFleetArgs.
        data: labels of the models it carries.
        leaves: whether the estate lets anything leave the site by network.
    """

    estate: str
    fleet: str
    country: str
    rings: tuple[RingShare, ...]
    tags: tuple[tuple[str, str], ...]
    modules: tuple[EdgeModule, ...]
    data: tuple[DataLabel, ...]
    leaves: bool


@dataclass(frozen=True)
class SiteReleaseOutputs:
    """A release.

    Attributes:
        deployments: ring -> id of its content.
        bundles: ring -> file name -> text, to be carried to the site.
    """

    deployments: Mapping[str, pulumi.Output[str]]
    bundles: Mapping[str, pulumi.Output[Mapping[str, str]]]


class SiteCatalogue(Protocol):
    """The components of a runtime that no cloud manages: `components.k3s.catalogue` is one."""

    @property
    def EdgeFleet(self) -> ComponentClass[SiteFleetArgs, SiteFleetOutputs]:
        """The configuration of a fleet's nodes."""

    @property
    def EdgeRelease(self) -> ComponentClass[SiteReleaseArgs, SiteReleaseOutputs]:
        """What runs on a fleet."""
