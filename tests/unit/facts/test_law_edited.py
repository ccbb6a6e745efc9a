"""Every way to edit the law into nonsense: refused, with the file and the row."""

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.facts import catalogue, law

NONSENSE = [
    ("zones", {"countries": ["DE", "CH"]}, 0, "CH is in the EU and not in the EEA"),
    ("zones", {"anchor": "the treaties"}, 0, "anchor"),
    ("zones", {"zone": "eu"}, 0, "zone"),
    ("regimes", {"countries": ["DE", "NO"]}, 0, "NO is under two regimes"),
    ("regimes", {"countries": ["ZZ"]}, 2, "'ZZ' is not a country of ISO 3166-1"),
    ("regimes", {"anchor": ""}, 2, "anchor"),
    ("adequacy", {"regime": "EAA"}, 0, "there is no regime 'EAA'"),
    ("adequacy", {"to": "DE"}, 0, "DE is under EEA itself"),
    ("adequacy", {"to": "UK"}, 0, "'UK' is not a country of ISO 3166-1"),
    ("adequacy", {"until": "2026-10-30"}, 0, "until 2026-10-30 is before as_of 2026-10-31"),
    ("adequacy", {"until": "never"}, 0, "until"),
    ("adequacy", {"condition": ""}, 0, "condition"),
    ("adequacy", {"contested": False}, 0, "contested"),
    ("adequacy", {"as_of": "2062-10-31"}, 0, "as_of: 2062-10-31 is more than 90 days after"),
    ("transfer_rules", {"regime": "EAA"}, 0, "there is no regime 'EAA'"),
    ("transfer_rules", {"model": "closed"}, 0, "model"),
    ("transfer_rules", {"mechanisms": {}}, 0, "adequacy and approval have mechanisms"),
    ("transfer_rules", {"mechanisms": {"handshake": {}}}, 0, "mechanisms.handshake"),
    (
        "transfer_rules",
        {"mechanisms": {"scc": {"anchor": "art. 46"}}},
        0,
        "mechanisms.scc.occasional",
    ),
    (
        "transfer_rules",
        {"mechanisms": {"scc": {"anchor": "GDPR art. 46", "occasional": "no"}}},
        0,
        "mechanisms.scc.occasional",
    ),
    ("transfer_rules", {"blacklist": ["CN"]}, 0, "only the model blacklist has a blacklist"),
    ("localisation", {"kind": "soft"}, 0, "kind"),
    ("localisation", {"condition": None}, 0, "conditional has a condition"),
    ("localisation", {"met_by": []}, 0, "conditional has what meets it"),
    ("localisation", {"met_by": ["assurance"]}, 0, "met_by.0"),
    ("adequacy", {"framework": "dpf"}, 0, "covers its members only"),
    ("adequacy", {"framework": "Data Privacy Framework"}, 0, "framework"),
    ("localisation", {"kind": "hard"}, 0, "hard and mirror have none"),
    ("localisation", {"people_from": -1}, 0, "people_from"),
    ("localisation", {"people_from": 0}, 0, "people_from"),
    ("localisation", {"people_from": True}, 0, "people_from"),
    ("localisation", {"country": "XX"}, 0, "'XX' is not a country of ISO 3166-1"),
    ("localisation", {"categories": []}, 0, "categories"),
    ("localisation", {"categories": ["User Health"]}, 0, "categories.0"),
    ("bulk_data", {"regime": "EEA"}, 0, "regime"),
    ("bulk_data", {"countries": ["CN", "KO"]}, 0, "'KO' is not a country of ISO 3166-1"),
    ("bulk_data", {"countries": ["CN", "CN"]}, 0, "a country is there twice"),
    ("bulk_data", {"classes": []}, 0, "classes"),
    (
        "bulk_data",
        {"classes": [{"name": "n", "categories": ["*"], "people": -5, "anchor": "28 CFR 202.205"}]},
        0,
        "classes.0.people",
    ),
    (
        "bulk_data",
        {"classes": [{"name": "n", "categories": ["*"], "people": 5, "anchor": "art. 1"}] * 2},
        0,
        "a class is there twice",
    ),
    ("special_categories", {"regime": "UK"}, 0, "regime"),
    ("special_categories", {"categories": ["user..health"]}, 0, "categories.0"),
    ("non_personal", {"origin_zone": "EUROPE"}, 0, "origin_zone"),
    ("sovereignty", {"weight": 16}, 0, "add up to 101, not to 100"),
    ("sovereignty", {"weight": -15}, 0, "weight"),
    ("sovereignty", {"weight": None}, 0, "an objective has a weight"),
    ("sovereignty", {"weight": 1}, 12, "a level has none"),
    ("sovereignty", {"term": "SOV-9"}, 0, "term"),
    ("conflicts", {"demanding": []}, 0, "demanding"),
    ("conflicts", {"demanding": ["a:1"], "forbidding": ["a:1"]}, 0, "a:1 cannot demand and forbid"),
    ("conflicts", {"resolution": ""}, 0, "resolution"),
]


def rows_of(document):
    return next(part for part in document.values() if isinstance(part, list))


def first_eea_finding(document):
    return next(i for i, row in enumerate(rows_of(document)) if row["regime"] == "EEA")


@pytest.mark.parametrize(("name", "change", "number", "why"), NONSENSE)
def test_a_file_edited_into_nonsense_is_refused_with_its_name_and_row(
    edit_facts, name, change, number, why
):
    at = []

    def edit(document):
        row = first_eea_finding(document) if name == "adequacy" else number
        rows_of(document)[row].update(change)
        at.append(row)

    path = edit_facts(name, edit)
    with pytest.raises(EdgewrightError) as caught:
        law.tables()
    assert (caught.value.code, caught.value.place.file) == ("FCT-001", str(path))
    assert f"[{at[0]}]: " in caught.value.message
    assert why in caught.value.message


def drop_last(document):
    rows_of(document).pop()


@pytest.mark.parametrize(
    ("name", "why"),
    [("transfer_rules", "HK has no rule of transfer"), ("sovereignty", "SEAL-4 is missing")],
)
def test_a_row_that_is_missing_is_noticed(edit_facts, name, why):
    edit_facts(name, drop_last)
    with pytest.raises(EdgewrightError, match=why):
        law.tables()


@pytest.mark.parametrize("name", ["bulk_data", "special_categories", "non_personal"])
def test_there_is_one_such_rule_only(edit_facts, name):
    edit_facts(name, lambda document: rows_of(document).append(rows_of(document)[0]))
    with pytest.raises(EdgewrightError, match="is there twice"):
        law.tables()


def test_the_union_must_be_a_zone_for_its_non_personal_data(edit_facts):
    edit_facts("zones", lambda document: rows_of(document).pop(0))
    with pytest.raises(EdgewrightError, match="there is no zone 'EU'"):
        law.tables()


def test_without_the_eea_nothing_is_guessed(edit_facts):
    edit_facts("zones", lambda document: rows_of(document).pop(1))
    with pytest.raises(EdgewrightError, match="is in the EU and not in the EEA"):
        catalogue.as_data()
