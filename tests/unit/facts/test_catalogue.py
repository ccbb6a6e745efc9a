"""Law and support windows: the facts that verdicts rest on, and the shape rules read them in."""

import json

import pytest

from edgewright.facts import catalogue
from edgewright.spec.models import Classification

EFTA_IN_EEA = {"IS", "LI", "NO"}


def zone(name):
    return set(next(zone for zone in catalogue.zones() if zone.zone == name).countries)


def test_the_union_has_27_members_and_the_eea_three_more():
    assert len(zone("EU")) == 27
    assert zone("EEA") - zone("EU") == EFTA_IN_EEA
    assert zone("EU") < zone("EEA")


@pytest.mark.parametrize("region", ["eu-central-2", "eu-west-2"])
def test_regions_with_eu_in_their_name_may_lie_outside(region):
    country = catalogue.region("aws", region).country
    assert country not in zone("EU")
    assert country not in zone("EEA")


def test_every_country_of_the_eea_has_a_regime_and_no_country_has_two():
    listed = [country for law in catalogue.regimes() for country in law.countries]
    assert len(listed) == len(set(listed))
    assert zone("EEA") <= set(listed)


def test_the_eu_list_of_october_2026():
    # Decisions under GDPR article 45 in force, the international organisation aside.
    countries = set("AD AR BR CA CH FO GB GG IL IM JE JP KR NZ US UY".split())
    assert {row.to for row in catalogue.adequacy() if row.regime == "EEA"} == countries


def test_brazil_is_adequate_for_the_union_and_not_yet_for_the_rest_of_the_eea():
    data = catalogue.as_data()
    assert data["regimes"]["DE"] == "EEA"
    assert data["adequacy"]["EEA"]["BR"]["conditional"] is False
    assert "BR" not in data["adequacy"][data["regimes"]["NO"]]


def test_recipients_in_the_united_states_and_canada_need_a_condition():
    eea = catalogue.as_data()["adequacy"]["EEA"]
    assert {to for to, entry in eea.items() if entry["conditional"]} == {"US", "CA"}
    assert eea["US"]["condition"] == "the recipient is on the list of the Data Privacy Framework"


def test_only_the_united_kingdom_has_an_end_date_and_it_is_a_date_text():
    eea = catalogue.as_data()["adequacy"]["EEA"]
    assert {to: entry["until"] for to, entry in eea.items() if entry["until"]} == {
        "GB": "2031-12-27"
    }


def test_moves_inside_the_eea_need_one_look_up_only():
    data = catalogue.as_data()
    for origin in ("DE", "NO"):
        entries = data["adequacy"][data["regimes"][origin]]
        assert zone("EEA") <= set(entries)
        assert entries["FR"]["conditional"] is False


def test_the_united_kingdom_and_switzerland_have_lists_of_their_own():
    adequacy = catalogue.as_data()["adequacy"]
    assert set(adequacy) == {"EEA", "EEA-EFTA", "UK", "CH"}
    assert "DE" in adequacy["UK"]
    assert "JP" in adequacy["UK"]
    assert "JP" not in adequacy["CH"]
    assert adequacy["CH"]["US"]["conditional"] is True


@pytest.mark.parametrize(
    ("runtime", "version", "ends"),
    [
        ("iot-edge", "1.4", "2024-11-12"),
        ("iot-edge", "1.5", "2026-11-10"),
        ("iot-edge", "1.6", "2028-11-14"),
        ("greengrass", "1", "2026-10-07"),
        ("greengrass", "2", None),
    ],
)
def test_support_windows(runtime, version, ends):
    assert catalogue.as_data()["support"][runtime][version]["ends"] == ends


def test_the_classification_order_covers_what_an_estate_can_say_in_the_same_order():
    order = catalogue.classification_order()
    assert sorted(order, key=lambda name: order[name]) == [str(item) for item in Classification]
    assert order == {"public": 0, "internal": 1, "confidential": 2, "secret": 3}


def test_the_data_for_rules_is_plain_json_with_a_source_for_every_entry():
    data = catalogue.as_data()
    assert json.loads(json.dumps(data)) == data
    entries = [entry for law in data["adequacy"].values() for entry in law.values()]
    entries += [entry for windows in data["support"].values() for entry in windows.values()]
    for entry in entries:
        assert entry["source"]
        assert entry["as_of"].startswith("2026-")
        assert entry["confidence"] in {"verified", "stated", "unverified"}


def test_the_digest_names_the_facts_and_changes_with_any_of_them(monkeypatch):
    before = catalogue.digest()
    assert before == catalogue.digest()
    changed = tuple(
        row.model_copy(update={"note": "another"}) if row.to == "BR" else row
        for row in catalogue.adequacy()
    )
    monkeypatch.setattr(catalogue, "adequacy", lambda: changed)
    assert catalogue.digest() != before
