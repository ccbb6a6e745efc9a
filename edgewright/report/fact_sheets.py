"""Facts in words, each with the row it is from: what an explanation shows as its sources."""

from __future__ import annotations

from collections.abc import Iterator

from edgewright.facts import law, regions
from edgewright.facts.law_rows import Regime
from edgewright.facts.rows import Row
from edgewright.topology.model import Location

CitedFact = tuple[str, Row]
"""A fact in words and the row that holds it."""


def region_facts(place: Location) -> Iterator[CitedFact]:
    """Where a cloud region is and who runs it."""
    row = regions.region(place.cloud or "", place.name)
    if row is None:
        return
    where = f"{row.area or 'a place not published'}, {row.country or 'country not known'}"
    parent = row.operator_parent or "a country not known"
    yield f"{place.id} is in {where}", row
    yield f"run by {row.operator or 'an operator not known'}, whose parent is in {parent}", row
    if row.pair:
        pair = regions.region(place.cloud or "", row.pair)
        country = pair.country if pair else None
        yield f"its geo-redundant copies go to {row.pair} ({country or 'country not known'})", row


def country_facts(country: str | None) -> Iterator[CitedFact]:
    """The zones and the regime a country is in."""
    for zone in law.zones():
        if country in zone.countries:
            yield f"{country} is in the {zone.zone}", zone
    for regime in _regimes_of(country):
        yield f"{country} is under the regime {regime.regime} ({regime.anchor})", regime


def origin_facts(origin: str) -> Iterator[CitedFact]:
    """What the law of a country asks of data that leaves it."""
    for regime in _regimes_of(origin):
        yield f"data from {origin} is under {regime.regime} ({regime.anchor})", regime
        for rule in law.transfer_rules():
            if rule.regime == regime.regime:
                mechanisms = ", ".join(rule.mechanisms) or "none needed"
                text = f"{rule.model}; transfer mechanisms {mechanisms} ({rule.anchor})"
                yield f"leaving it: {text}", rule


def adequacy_facts(origin: str, country: str) -> Iterator[CitedFact]:
    """What the origin's regime has found of a country."""
    for regime in _regimes_of(origin):
        for row in law.adequacy():
            if (row.regime, row.to) == (regime.regime, country):
                until = f", until {row.until}" if row.until else ""
                only = f", only if {row.condition}" if row.condition else ""
                doubt = f"; contested: {row.contested}" if row.contested else ""
                yield f"{row.regime} finds {country} adequate{only}{until}{doubt}", row


def localisation_facts(country: str) -> Iterator[CitedFact]:
    """Duties to keep data in a country."""
    for row in law.localisation():
        if row.country == country:
            categories = ", ".join(row.categories)
            condition = f" unless {row.condition}" if row.condition else ""
            yield f"{row.kind}: {categories}{condition} ({row.anchor})", row


def _regimes_of(country: str | None) -> list[Regime]:
    return [regime for regime in law.regimes() if country in regime.countries]
