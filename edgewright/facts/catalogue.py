"""What edgewright knows of the outside world: regions, legal zones, transfer law, support.

Every file is read on first use and kept. Facts never depend on the network or on an account.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from edgewright.base.ids import digest as digest_of
from edgewright.facts import law, services, settings, taxonomy
from edgewright.facts import regions as places
from edgewright.facts.law_data import law_data, provenance
from edgewright.facts.reader import FactsFile, Table
from edgewright.facts.regions import countries as countries
from edgewright.facts.regions import meant as meant
from edgewright.facts.regions import nearest_names as nearest_names
from edgewright.facts.regions import region as region
from edgewright.facts.regions import regions as regions
from edgewright.facts.rows import ClassificationRank, Support
from edgewright.facts.type_content import TYPE_CONTENT


def _rank_faults(rows: tuple[ClassificationRank, ...]) -> Iterator[tuple[int, str]]:
    for number, row in enumerate(rows):
        if row.rank != number:
            yield number, f"rank: the rows are in the order of their ranks, so it would be {number}"


# Looked at again after 180 days: vendors move a support window a few times in a product's life. The
# classification order, 365: it is ours as much as its source's.
SUPPORT = FactsFile("support", Support, ("runtime", "version"), "support")
CLASSIFICATION = FactsFile(
    "classification", ClassificationRank, ("classification",), "classification", _rank_faults
)


def support() -> tuple[Support, ...]:
    """Support windows of edge runtimes."""
    return SUPPORT.rows()


def classification_order() -> dict[str, int]:
    """Classification -> rank, lowest 0."""
    return {row.classification: row.rank for row in CLASSIFICATION.rows()}


def tables() -> tuple[Table[Any], ...]:
    """Every facts file: its name, the age at which its rows must be looked at again, its rows."""
    ours = (SUPPORT.table(), CLASSIFICATION.table(), TYPE_CONTENT.table())
    vendors = (*places.tables(), *services.tables(), *settings.tables())
    return (*vendors, *law.tables(), *taxonomy.tables(), *ours)


def as_data() -> dict[str, Any]:
    """The facts as rules read them, under `data.facts`. Dates are ISO 8601, shares percent.

    `P` stands for as_of, source, confidence.
    zones {zone: [country]}; regimes {country: regime};
    adequacy {regime: {country: {until, conditional, condition, framework, contested, P}}};
    transfer_rules {regime: {model, blacklist, mechanisms: {type: {anchor, occasional}}, anchor,
    P}};
    localisation [{id, country, kind, categories, people_from, condition, met_by, anchor, P}];
    bulk_data {countries, classes: [{name, categories, people, anchor}], anchor, P};
    special_categories {categories, anchor, P}; non_personal {origin_zone, anchor, P};
    sovereignty {objectives: {id: {title, weight}}, levels: {id: text}, P};
    conflicts [{subject, demanding, forbidding, resolution, P}];
    control_planes {cloud: {partition: {region, country, P}}};
    taxonomy {roots: [category], other_names: {category: [category]}};
    support {runtime: {version: {ends, P}}}; classification_order {classification: rank}.
    """
    return {
        **law_data(),
        "control_planes": services.control_planes(),
        "taxonomy": taxonomy.as_data(),
        "support": _support_data(),
        "classification_order": classification_order(),
    }


def digest() -> str:
    """The SHA-256 of every fact, regions, provenance and ages included, as "sha256:<hex>"."""
    return digest_of({table.name: _content(table) for table in tables()})


def _content(table: Table[Any]) -> dict[str, Any]:
    rows = [row.model_dump(mode="json") for row in table.rows]
    return {"max_age_days": table.max_age_days, "rows": rows}


def _support_data() -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = {}
    for row in support():
        ends = row.ends.isoformat() if row.ends else None
        data.setdefault(row.runtime, {})[row.version] = {**provenance(row), "ends": ends}
    return data
