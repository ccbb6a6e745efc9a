"""What edgewright knows of the outside world: regions, legal zones, transfer law, support.

Every file is read on first use and kept. Facts never depend on the network or on an account.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from edgewright.base.ids import digest as digest_of
from edgewright.facts.reader import FOLDER, read_rows
from edgewright.facts.rows import (
    Adequacy,
    ClassificationRank,
    Regime,
    RegionFact,
    Row,
    Support,
    Zone,
)

SIMILAR_ENOUGH = 70.0
"""Similarity in percent from which a name is worth suggesting."""


@lru_cache(maxsize=1)
def regions() -> dict[tuple[str, str], RegionFact]:
    """Every region known, by cloud and name.

    Raises:
        EdgewrightError: FCT-001, as every function here, when a facts file is not valid.
    """
    rows: list[RegionFact] = []
    for cloud in ("aws", "azure"):
        path = FOLDER / f"regions_{cloud}.json"
        rows.extend(read_rows(path, "rows", RegionFact, ("cloud", "name")))
    return {(row.cloud, row.name): row for row in rows}


def region(cloud: str, name: str) -> RegionFact | None:
    """The region `name` of `cloud` ("aws" or "azure"), None when there is no such region."""
    return regions().get((cloud, name))


def nearest_names(cloud: str, name: str) -> tuple[str, ...]:
    """Names of at most three regions of `cloud` that resemble `name`, the nearest first."""
    names = sorted(known for owner, known in regions() if owner == cloud)
    wanted = name.lower().replace(" ", "") if cloud == "azure" else name.lower()
    found = process.extract(wanted, names, scorer=fuzz.ratio, limit=3, score_cutoff=SIMILAR_ENOUGH)
    return tuple(known for known, _, _ in found)


@lru_cache(maxsize=1)
def zones() -> tuple[Zone, ...]:
    """The legal zones (EU, EEA)."""
    return read_rows(FOLDER / "zones.json", "zones", Zone, ("zone",))


@lru_cache(maxsize=1)
def regimes() -> tuple[Regime, ...]:
    """The bodies of transfer law. A country in none of them is under a law not known here."""
    return read_rows(FOLDER / "regimes.json", "regimes", Regime, ("regime",))


@lru_cache(maxsize=1)
def adequacy() -> tuple[Adequacy, ...]:
    """Which regime has found which country adequate."""
    return read_rows(FOLDER / "adequacy.json", "adequacy", Adequacy, ("regime", "to"))


@lru_cache(maxsize=1)
def support() -> tuple[Support, ...]:
    """Support windows of edge runtimes."""
    return read_rows(FOLDER / "support.json", "support", Support, ("runtime", "version"))


@lru_cache(maxsize=1)
def classification_order() -> dict[str, int]:
    """Classification -> rank, lowest 0."""
    path = FOLDER / "classification.json"
    rows = read_rows(path, "classification", ClassificationRank, ("classification",))
    return {row.classification: row.rank for row in rows}


def as_data() -> dict[str, Any]:
    """The facts as rules read them, under `data.facts`.

    Shape: zones {zone: [country]}; regimes {country: regime}; adequacy {regime: {country: {as_of,
    source, confidence, until, conditional, condition}}}; support {runtime: {version: {ends, as_of,
    source, confidence}}}; classification_order {classification: rank}. Dates are ISO 8601.

    The member states of the EEA are adequate to each other without any decision (GDPR article
    1(3)); they stand in `adequacy` too, so that a rule needs one look-up only.
    """
    return {
        "zones": {zone.zone: list(zone.countries) for zone in zones()},
        "regimes": {country: law.regime for law in regimes() for country in law.countries},
        "adequacy": _adequacy_data(),
        "support": _support_data(),
        "classification_order": dict(classification_order()),
    }


def digest() -> str:
    """The SHA-256 of every fact, regions and provenance included, as "sha256:<hex>"."""
    groups: dict[str, Iterable[Row]] = {
        "regions": regions().values(),
        "zones": zones(),
        "regimes": regimes(),
        "adequacy": adequacy(),
        "support": support(),
    }
    content = {name: [row.model_dump(mode="json") for row in rows] for name, rows in groups.items()}
    return digest_of({**content, "classification_order": classification_order()})


def _adequacy_data() -> dict[str, dict[str, Any]]:
    data = _free_movement()
    for row in adequacy():
        data.setdefault(row.regime, {})[row.to] = {
            **_provenance(row),
            "until": row.until.isoformat() if row.until else None,
            "conditional": row.condition is not None,
            "condition": row.condition,
        }
    return data


def _free_movement() -> dict[str, dict[str, Any]]:
    zone = next(zone for zone in zones() if zone.zone == "EEA")
    entry = {**_provenance(zone), "until": None, "conditional": False, "condition": None}
    inside = [law.regime for law in regimes() if set(law.countries) <= set(zone.countries)]
    return {law: {country: dict(entry) for country in zone.countries} for law in inside}


def _support_data() -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = {}
    for row in support():
        ends = row.ends.isoformat() if row.ends else None
        data.setdefault(row.runtime, {})[row.version] = {**_provenance(row), "ends": ends}
    return data


def _provenance(row: Row) -> dict[str, str]:
    return {
        "as_of": row.as_of.isoformat(),
        "source": row.source,
        "confidence": row.confidence,
    }
