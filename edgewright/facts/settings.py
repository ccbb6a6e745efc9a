"""In which regions a vendor offers a setting: elsewhere it is refused, or nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from edgewright.facts import regions
from edgewright.facts.reader import FactsFile, Table
from edgewright.facts.rows import Row

Offer = Literal["yes", "required", "refused", "undocumented"]
"""Whether a vendor offers a setting somewhere; "undocumented" where no fact confirms either."""
IN_FORCE: tuple[Offer, ...] = ("yes", "required")
"""Offers under which a setting does what it says."""


class RegionSetting(Row):
    """Whether a vendor offers a setting of a type of resource in a region.

    Attributes:
        type: Pulumi type token, without an API version.
        setting: the property, by the name that the vendor's API gives it.
        offered: "yes", "required" (nothing is created without it) or "refused".
        since: the first day on which that is known to have been so.
    """

    cloud: Literal["aws", "azure"]
    type: str
    setting: str
    region: str
    offered: Literal["yes", "required", "refused"]
    since: date


def _nowhere(rows: tuple[RegionSetting, ...]) -> Iterator[tuple[int, str]]:
    for number, row in enumerate(rows):
        if regions.region(row.cloud, row.region) is None:
            yield number, f"region: {row.cloud} has no region {row.region}"


SETTINGS = FactsFile("settings", RegionSetting, ("type", "setting", "region"), "settings", _nowhere)


def tables() -> tuple[Table[RegionSetting], ...]:
    """The facts file of this module, for what goes over every fact."""
    return (SETTINGS.table(),)


def offered(type: str, setting: str, region: str | None) -> Offer:
    """Whether a setting is offered: "undocumented" without a fact, or with one nobody verified.

    Args:
        type: Pulumi type token, without an API version.
        setting: the property's name.
        region: the region's name; None where it is not known.

    Raises:
        EdgewrightError: FCT-001 when the facts file is not valid.
    """
    for row in SETTINGS.rows():
        if (row.type, row.setting, row.region) == (type, setting, region):
            return "undocumented" if row.confidence == "unverified" else row.offered
    return "undocumented"
