"""The law as rules read it, under `data.facts`: look-ups by country and regime, plain JSON."""

from __future__ import annotations

from typing import Any

from edgewright.facts import law
from edgewright.facts.law_rows import (
    BulkData,
    Conflict,
    LawRow,
    Localisation,
    SpecialCategories,
    TransferRule,
)
from edgewright.facts.rows import Row


def law_data() -> dict[str, Any]:
    """The law's part of `data.facts`; `catalogue.as_data` says its shape.

    The member states of the EEA are adequate to each other without any decision (GDPR article
    1(3)); they stand in `adequacy` too, so that a rule needs one look-up only.
    """
    return {
        "zones": {zone.zone: list(zone.countries) for zone in law.zones()},
        "regimes": {country: row.regime for row in law.regimes() for country in row.countries},
        "adequacy": _adequacy(),
        "transfer_rules": {row.regime: _transfer_rule(row) for row in law.transfer_rules()},
        "localisation": [_localisation(row) for row in law.localisation()],
        "bulk_data": _bulk_data(law.bulk_data()),
        "special_categories": _special_categories(law.special_categories()),
        "non_personal": {**_anchored(law.non_personal()), "origin_zone": "EU"},
        "sovereignty": _sovereignty(),
        "conflicts": [_conflict(row) for row in law.conflicts()],
    }


def provenance(row: Row) -> dict[str, str]:
    """Where a fact comes from, the day it was last known to hold, and how sure it is."""
    return {
        "as_of": row.as_of.isoformat(),
        "source": row.source,
        "confidence": row.confidence,
    }


def _anchored(row: LawRow) -> dict[str, str]:
    return {"anchor": row.anchor, **provenance(row)}


def _adequacy() -> dict[str, dict[str, Any]]:
    data = _free_movement()
    for row in law.adequacy():
        data.setdefault(row.regime, {})[row.to] = {
            **provenance(row),
            "until": row.until.isoformat() if row.until else None,
            "conditional": row.condition is not None,
            "condition": row.condition,
            "framework": row.framework,
            "contested": row.contested,
        }
    return data


def _free_movement() -> dict[str, dict[str, Any]]:
    zone = next(zone for zone in law.zones() if zone.zone == "EEA")
    whole = {"until": None, "conditional": False, "condition": None}
    entry = {**provenance(zone), **whole, "framework": None, "contested": None}
    inside = [row.regime for row in law.regimes() if set(row.countries) <= set(zone.countries)]
    return {regime: {country: dict(entry) for country in zone.countries} for regime in inside}


def _transfer_rule(row: TransferRule) -> dict[str, Any]:
    return {
        **_anchored(row),
        "model": row.model,
        "blacklist": list(row.blacklist),
        "mechanisms": {type_: one.model_dump() for type_, one in row.mechanisms.items()},
    }


def _localisation(row: Localisation) -> dict[str, Any]:
    return {
        **_anchored(row),
        "id": row.id,
        "country": row.country,
        "kind": row.kind,
        "categories": list(row.categories),
        "people_from": row.people_from,
        "condition": row.condition,
        "met_by": list(row.met_by),
    }


def _bulk_data(row: BulkData) -> dict[str, Any]:
    return {
        **_anchored(row),
        "countries": list(row.countries),
        "classes": [entry.model_dump(mode="json") for entry in row.classes],
    }


def _special_categories(row: SpecialCategories) -> dict[str, Any]:
    return {**_anchored(row), "categories": list(row.categories)}


def _sovereignty() -> dict[str, Any]:
    terms = law.sovereignty()
    objectives = {
        row.term: {"title": row.text, "weight": row.weight} for row in terms if row.weight
    }
    levels = {row.term: row.text for row in terms if not row.weight}
    return {**provenance(terms[0]), "objectives": objectives, "levels": levels}


def _conflict(row: Conflict) -> dict[str, Any]:
    return {
        **provenance(row),
        "subject": row.subject,
        "demanding": list(row.demanding),
        "forbidding": list(row.forbidding),
        "resolution": row.resolution,
    }
