"""What-if: findings assumed away, nothing else, and only what exists can be assumed."""

from copy import deepcopy

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.facts import catalogue
from edgewright.facts.assumption import Assumption, assumable, assumed, parse_assumption

DPF = ["EEA", "EEA-EFTA", "UK", "CH"]


@pytest.fixture
def data():
    return catalogue.as_data()


def under(data, *texts):
    return assumed(data, [parse_assumption(text) for text in texts])


def gone(before, after):
    return {
        (regime, to)
        for regime, entries in before["adequacy"].items()
        for to in entries
        if to not in after["adequacy"][regime]
    }


def test_without_the_framework_the_united_states_are_adequate_to_nobody(data):
    after = under(data, "dpf=invalid")
    assert gone(data, after) == {(regime, "US") for regime in DPF}
    assert not [r for r, rule in after["transfer_rules"].items() if "dpf" in rule["mechanisms"]]


def test_nothing_else_changes_with_the_framework(data):
    after = under(data, "dpf=invalid")
    for regime in DPF:
        after["adequacy"][regime]["US"] = data["adequacy"][regime]["US"]
        before = data["transfer_rules"][regime]["mechanisms"]
        after["transfer_rules"][regime]["mechanisms"]["dpf"] = before["dpf"]
    assert after == data


def test_a_finding_falls_for_every_regime_or_for_one(data):
    assert gone(data, under(data, "adequacy.JP=none")) == {
        ("EEA", "JP"),
        ("EEA-EFTA", "JP"),
        ("UK", "JP"),
    }
    assert gone(data, under(data, "adequacy.UK.JP=none")) == {("UK", "JP")}
    assert gone(data, under(data, "adequacy.EEA.BR=none")) == {("EEA", "BR")}


def test_free_movement_in_the_eea_rests_on_no_finding(data):
    after = under(data, "adequacy.DE=none")
    assert gone(data, after) == {(regime, "DE") for regime in ("UK", "CH", "BR", "JP", "KR")}
    assert "DE" in after["adequacy"]["EEA"]
    assert "DE" in after["adequacy"]["EEA-EFTA"]


def test_assumptions_add_up_and_the_facts_stay_as_they_are(data):
    before = deepcopy(data)
    after = under(data, "dpf=invalid", "adequacy.EEA.BR=none", "adequacy.EEA.BR=none")
    assert gone(data, after) == {(regime, "US") for regime in DPF} | {("EEA", "BR")}
    assert data == before
    assert catalogue.as_data() == before


def test_no_assumption_changes_nothing(data):
    assert assumed(data, []) == data


def test_what_was_assumed_is_told_in_one_way():
    assert parse_assumption(" adequacy.EEA.BR = none ") == Assumption(
        "adequacy.EEA.BR=none", "BR", "EEA"
    )
    assert parse_assumption("dpf = invalid").text == "dpf=invalid"


def test_everything_that_is_offered_can_be_assumed(data):
    offered = assumable()
    assert {"dpf=invalid", "adequacy.BR=none", "adequacy.EEA.BR=none"} <= set(offered)
    for text in offered:
        assumption = parse_assumption(text)
        assert assumption.text == text
        assert gone(data, assumed(data, [assumption])), text


@pytest.mark.parametrize(
    ("text", "why", "hint"),
    [
        ("dpf=none", "its value is 'invalid', not 'none'", "Assume one of dpf=invalid"),
        ("dpf", "its value is 'invalid', not ''", "Assume one of"),
        ("dfp=invalid", "there is no such assumption", "Did you mean dpf=invalid?"),
        ("DPF=invalid", "there is no such assumption", "Did you mean dpf=invalid?"),
        ("adequacy.BR=gone", "its value is 'none', not 'gone'", "Assume one of"),
        ("adequacy.EAA.BR=none", "no regime 'EAA' finds", "Did you mean EEA?"),
        ("adequacy.EEA.br=none", "EEA does not find 'br' adequate", "Did you mean BR?"),
        ("adequacy.EEA-EFTA.BR=none", "EEA-EFTA does not find 'BR' adequate", "Assume one of"),
        ("adequacy.EEA.DE=none", "EEA does not find 'DE' adequate", "Assume one of"),
        ("adequacy.QQ=none", "no regime finds 'QQ' adequate", "Known: AD, AR"),
        ("adequacy.CN.US=none", "no regime 'CN' finds", "Assume one of"),
        ("adequacy.=none", "no regime finds '' adequate", "Known: AD"),
        ("adequacy=none", "there is no such assumption", "Assume one of"),
        ("adequacy.A.B.C=none", "there is no such assumption", "Assume one of"),
        ("", "there is no such assumption", "adequacy.REGIME.COUNTRY=none"),
        ("=", "there is no such assumption", "Assume one of"),
        ("x" * 10_000, "there is no such assumption", "Assume one of"),
    ],
)
def test_what_cannot_be_assumed_is_refused_with_what_can(text, why, hint):
    with pytest.raises(EdgewrightError) as caught:
        parse_assumption(text)
    assert caught.value.code == "FCT-003"
    assert why in caught.value.message
    assert hint in caught.value.hint
    assert "dpf=invalid, adequacy.COUNTRY=none, adequacy.REGIME.COUNTRY=none" in caught.value.hint
    assert len(caught.value.text()) < 500
