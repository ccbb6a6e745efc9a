"""The law that verdicts rest on: legal zones, regimes, what lets data leave, what keeps it in.

How long a row may go without being looked at again (`max_age_days` of its file) follows what it is:
90 days for findings of adequacy, which courts and commissions end at short notice; 180 for rules of
transfer, localisation, bulk data and the countries of a regime, which change with a statute or a
regulator's measure; 365 for zones, special categories, non-personal data, the sovereignty framework
and conflicts between frameworks, which change with a treaty, a regulation or a new edition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from edgewright.facts.law_rows import (
    Adequacy,
    BulkData,
    Conflict,
    Localisation,
    NonPersonal,
    Regime,
    SovereigntyTerm,
    SpecialCategories,
    TransferRule,
    Zone,
)
from edgewright.facts.reader import FactsFile, Table

TERMS = {f"SOV-{number}" for number in range(1, 9)} | {f"SEAL-{level}" for level in range(5)}

Faults = Iterator[tuple[int, str]]


def zones() -> tuple[Zone, ...]:
    """The legal zones (EU, EEA)."""
    return ZONES.rows()


def regimes() -> tuple[Regime, ...]:
    """The bodies of transfer law. A country in none of them is under a law not known here."""
    return REGIMES.rows()


def adequacy() -> tuple[Adequacy, ...]:
    """Which regime has found which country adequate."""
    return ADEQUACY.rows()


def transfer_rules() -> tuple[TransferRule, ...]:
    """What each regime asks of data that leaves it."""
    return TRANSFER_RULES.rows()


def localisation() -> tuple[Localisation, ...]:
    """Duties to keep data in its country."""
    return LOCALISATION.rows()


def bulk_data() -> BulkData:
    """The rule of the United States on sensitive data in bulk."""
    return BULK_DATA.rows()[0]


def special_categories() -> SpecialCategories:
    """The special categories of personal data in the European Economic Area."""
    return SPECIAL_CATEGORIES.rows()[0]


def non_personal() -> NonPersonal:
    """The Union's rule on foreign governments' access to non-personal data."""
    return NON_PERSONAL.rows()[0]


def sovereignty() -> tuple[SovereigntyTerm, ...]:
    """Objectives and assurance levels of the EU Cloud Sovereignty Framework."""
    return SOVEREIGNTY.rows()


def conflicts() -> tuple[Conflict, ...]:
    """Controls of frameworks that contradict each other."""
    return CONFLICTS.rows()


def tables() -> tuple[Table[Any], ...]:
    """Every file of law.

    Raises:
        EdgewrightError: FCT-001, as every function here, when a file is not valid.
    """
    return tuple(file.table() for file in FILES)


def _zone_faults(rows: tuple[Zone, ...]) -> Faults:
    area = {country for row in rows if row.zone == "EEA" for country in row.countries}
    for number, row in enumerate(rows):
        outside = sorted(set(row.countries) - area)
        if row.zone == "EU" and outside:
            yield number, f"countries: {outside[0]} is in the EU and not in the EEA"


def _regime_faults(rows: tuple[Regime, ...]) -> Faults:
    listed = Counter(country for row in rows for country in row.countries)
    for number, row in enumerate(rows):
        for country in row.countries:
            if listed[country] > 1:
                yield number, f"countries: {country} is under two regimes"


def _adequacy_faults(rows: tuple[Adequacy, ...]) -> Faults:
    governed = {law.regime: law.countries for law in regimes()}
    for number, row in enumerate(rows):
        if row.regime not in governed:
            yield number, f"regime: there is no regime {row.regime!r}"
        elif row.to in governed[row.regime]:
            yield number, f"to: {row.to} is under {row.regime} itself"


def _transfer_faults(rows: tuple[TransferRule, ...]) -> Faults:
    known = {law.regime for law in regimes()}
    for number, row in enumerate(rows):
        if row.regime not in known:
            yield number, f"regime: there is no regime {row.regime!r}"
    missing = sorted(known - {row.regime for row in rows})
    if missing:
        yield len(rows), f"regime: {missing[0]} has no rule of transfer"


def _zone_is_known(rows: tuple[NonPersonal, ...]) -> Faults:
    known = {zone.zone for zone in zones()}
    for number, row in enumerate(rows):
        if row.origin_zone not in known:
            yield number, f"origin_zone: there is no zone {row.origin_zone!r}"


def _sovereignty_faults(rows: tuple[SovereigntyTerm, ...]) -> Faults:
    missing = sorted(TERMS - {row.term for row in rows})
    if missing:
        yield len(rows), f"term: {missing[0]} is missing"
    total = sum(row.weight or 0 for row in rows)
    if total != 100:
        yield 0, f"weight: the weights of all objectives add up to {total}, not to 100"


ZONES = FactsFile("zones", Zone, ("zone",), "zones", _zone_faults)
REGIMES = FactsFile("regimes", Regime, ("regime",), "regimes", _regime_faults)
ADEQUACY = FactsFile("adequacy", Adequacy, ("regime", "to"), "adequacy", _adequacy_faults)
TRANSFER_RULES = FactsFile(
    "transfer_rules", TransferRule, ("regime",), "transfer_rules", _transfer_faults
)
LOCALISATION = FactsFile("localisation", Localisation, ("id",), "localisation")
BULK_DATA = FactsFile("bulk_data", BulkData, ("regime",), "bulk_data")
SPECIAL_CATEGORIES = FactsFile(
    "special_categories", SpecialCategories, ("regime",), "special_categories"
)
NON_PERSONAL = FactsFile(
    "non_personal", NonPersonal, ("origin_zone",), "non_personal", _zone_is_known
)
SOVEREIGNTY = FactsFile("sovereignty", SovereigntyTerm, ("term",), "terms", _sovereignty_faults)
CONFLICTS = FactsFile("conflicts", Conflict, ("subject",), "conflicts")

FILES: tuple[FactsFile[Any], ...] = (
    ZONES,
    REGIMES,
    ADEQUACY,
    TRANSFER_RULES,
    LOCALISATION,
    BULK_DATA,
    SPECIAL_CATEGORIES,
    NON_PERSONAL,
    SOVEREIGNTY,
    CONFLICTS,
)
