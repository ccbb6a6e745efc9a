"""The law that verdicts rest on, against its sources.

What is expected here is written down from the law itself, not read from the files.
"""

import re

import pytest

from edgewright.facts import catalogue, law

EU = set("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
EEA = EU | {"IS", "LI", "NO"}
# GDPR article 45, decisions in force in October 2026; the European Patent Organisation aside.
EU_ADEQUATE = set("AD AR BR CA CH FO GB GG IL IM JE JP KR NZ US UY".split())
# DPA 2018 schedule 21 paragraph 5, SI 2022/1213 and SI 2023/1028.
UK_ADEQUATE = set("AD AR CA CH FO GG GI IL IM JE JP KR NZ US UY".split())
# Swiss Data Protection Ordinance, annex 1, as in force since 2024-09-15.
CH_ADEQUATE = set("AD AR CA FO GB GG GI IL IM JE MC NZ US UY".split())

# 28 CFR 202.205, paragraphs (a) to (f).
THRESHOLDS = {
    "human genomic data": 100,
    "other human 'omic data": 1_000,
    "biometric identifiers": 1_000,
    "precise geolocation": 1_000,
    "personal health data": 10_000,
    "personal financial data": 10_000,
    "covered personal identifiers": 100_000,
}
# Cloud Sovereignty Framework v1.2.1.
WEIGHTS = {
    "SOV-1": 15, "SOV-2": 10, "SOV-3": 10, "SOV-4": 15,
    "SOV-5": 20, "SOV-6": 15, "SOV-7": 10, "SOV-8": 5,
}  # fmt: skip
# Top two levels of fideslang's data categories under `user`, names from before 3.2 included.
FIDES = set(
    "account authorization behavior biometric biometrics childrens children contact content "
    "criminal_history demographic device financial government_id health health_and_medical "
    "job_title location name payment privacy_preferences professional_information sensor settings "
    "social social_activity telemetry unique_id user_sensor workplace".split()
)
PROVISION = re.compile(r"(art|arts|s|ss|ch|annex|sch|rule|reg|para|principle)\. ?\d|\d{3}\.\d{3}")


@pytest.fixture(scope="module")
def data():
    return catalogue.as_data()


def zone(name):
    return set(next(zone for zone in law.zones() if zone.zone == name).countries)


def found_by(regime):
    return {row.to: row for row in law.adequacy() if row.regime == regime}


def rule(data, regime):
    return data["transfer_rules"][regime]


# Zones and regimes


def test_the_union_has_27_members_and_the_eea_30():
    assert len(zone("EU")) == 27
    assert zone("EU") == EU
    assert len(zone("EEA")) == 30
    assert zone("EEA") == EEA


@pytest.mark.parametrize("region", ["eu-central-2", "eu-west-2"])
def test_regions_with_eu_in_their_name_may_lie_outside(region):
    country = catalogue.region("aws", region).country
    assert country == {"eu-central-2": "CH", "eu-west-2": "GB"}[region]
    assert country not in zone("EU") | zone("EEA")


def test_every_country_of_the_eea_has_a_regime_and_no_country_has_two():
    listed = [country for row in law.regimes() for country in row.countries]
    assert len(listed) == len(set(listed))
    assert zone("EEA") <= set(listed)


@pytest.mark.parametrize(
    ("country", "regime"),
    [
        ("DE", "EEA"), ("NO", "EEA-EFTA"), ("GB", "UK"), ("CH", "CH"), ("BR", "BR"), ("US", "US"),
        ("CN", "CN"), ("IN", "IN"), ("RU", "RU"), ("SA", "SA"), ("JP", "JP"), ("KR", "KR"),
        ("CA", "CA"), ("AU", "AU"),
    ],
)  # fmt: skip
def test_the_law_a_country_is_under(data, country, regime):
    assert data["regimes"][country] == regime


@pytest.mark.parametrize("territory", ["HK", "MO", "TW"])
def test_the_law_of_mainland_china_ends_at_its_border(data, territory):
    assert data["regimes"].get(territory) != "CN"


@pytest.mark.parametrize("country", ["AE", "ID", "MX"])
def test_a_country_whose_law_is_not_known_here_is_in_no_regime(data, country):
    assert country not in data["regimes"]


# Adequacy


def test_the_eu_list_of_october_2026():
    assert set(found_by("EEA")) == EU_ADEQUATE


def test_brazil_is_adequate_for_the_union_and_not_yet_for_the_rest_of_the_eea(data):
    assert data["adequacy"]["EEA"]["BR"]["conditional"] is False
    assert set(found_by("EEA-EFTA")) == EU_ADEQUATE - {"BR"}
    assert "BR" not in data["adequacy"][data["regimes"]["NO"]]


def test_brazil_finds_the_whole_eea_adequate(data):
    assert set(data["adequacy"]["BR"]) == EEA


def test_the_lists_of_the_united_kingdom_and_switzerland(data):
    assert set(data["adequacy"]["UK"]) == EEA | UK_ADEQUATE
    assert set(data["adequacy"]["CH"]) == EEA | CH_ADEQUATE


def test_japan_and_korea_find_the_eea_adequate(data):
    assert set(data["adequacy"]["JP"]) == EEA | {"GB"}
    assert set(data["adequacy"]["KR"]) == EEA
    assert all(entry["conditional"] for entry in data["adequacy"]["KR"].values())


@pytest.mark.parametrize("regime", ["EEA", "EEA-EFTA", "UK", "CH"])
def test_recipients_in_the_united_states_and_canada_need_a_condition(data, regime):
    entries = data["adequacy"][regime]
    assert {to for to, entry in entries.items() if entry["conditional"]} == {"US", "CA"}
    assert "Data Privacy Framework" in entries["US"]["condition"]
    assert "PIPEDA" in entries["CA"]["condition"]


def test_the_extensions_of_the_framework_are_told_apart(data):
    conditions = {regime: data["adequacy"][regime]["US"]["condition"] for regime in ("UK", "CH")}
    assert "UK extension" in conditions["UK"]
    assert "Swiss-US" in conditions["CH"]


def test_the_appeal_against_the_framework_is_the_only_challenge(data):
    contested = {
        (regime, to): entry["contested"]
        for regime, entries in data["adequacy"].items()
        for to, entry in entries.items()
        if entry["contested"]
    }
    assert set(contested) == {("EEA", "US"), ("EEA-EFTA", "US")}
    for text in contested.values():
        assert "T-553/23" in text
        assert "C-703/25 P" in text


def test_only_the_united_kingdom_has_an_end_date(data):
    ends = {
        (regime, to): entry["until"]
        for regime, entries in data["adequacy"].items()
        for to, entry in entries.items()
        if entry["until"]
    }
    assert ends == {("EEA", "GB"): "2031-12-27", ("EEA-EFTA", "GB"): "2031-12-27"}


@pytest.mark.parametrize("origin", ["DE", "NO"])
def test_moves_inside_the_eea_need_one_look_up_only(data, origin):
    entries = data["adequacy"][data["regimes"][origin]]
    assert set(entries) >= EEA
    assert entries["FR"]["conditional"] is False


@pytest.mark.parametrize("to", ["CN", "IN", "RU", "SG", "AU", "ZA"])
def test_nobody_finds_these_adequate(data, to):
    assert not [regime for regime, entries in data["adequacy"].items() if to in entries]


# Rules of transfer


def test_every_regime_has_a_rule_and_the_model_its_law_follows(data):
    models = {regime: entry["model"] for regime, entry in data["transfer_rules"].items()}
    assert set(models) == set(data["regimes"].values())
    assert {regime for regime, model in models.items() if model == "approval"} == {"CN", "RU"}
    assert {regime for regime, model in models.items() if model == "open"} == {"US", "HK"}
    assert {regime for regime, model in models.items() if model == "blacklist"} == {"IN"}


@pytest.mark.parametrize("regime", ["EEA", "EEA-EFTA", "UK"])
@pytest.mark.parametrize(
    ("mechanism", "article", "occasional"),
    [
        ("scc", "46(2)", False),
        ("bcr", "46(2)(b)", False),
        ("certification", "46(2)(f)", False),
        ("derogation", "49(1)", True),
        ("consent", "49(1)(a)", True),
    ],
)
def test_chapter_v_of_the_gdpr_and_of_the_uk_gdpr(data, regime, mechanism, article, occasional):
    entry = rule(data, regime)["mechanisms"][mechanism]
    assert article in entry["anchor"]
    assert entry["occasional"] is occasional


def test_clauses_of_the_union_are_decision_2021_914_and_need_the_addendum_in_the_uk(data):
    assert "2021/914" in rule(data, "EEA")["mechanisms"]["scc"]["anchor"]
    assert "addendum" in rule(data, "UK")["mechanisms"]["scc"]["anchor"]
    with_idta = [r for r, entry in data["transfer_rules"].items() if "idta" in entry["mechanisms"]]
    assert with_idta == ["UK"]


def test_the_framework_is_a_basis_just_where_a_finding_rests_on_it(data):
    with_basis = {r for r, entry in data["transfer_rules"].items() if "dpf" in entry["mechanisms"]}
    with_finding = {row.regime for row in law.adequacy() if row.framework == "dpf"}
    assert with_basis == with_finding == {"EEA", "EEA-EFTA", "UK", "CH"}


def test_switzerland_recognises_clauses_and_corporate_rules(data):
    bases = rule(data, "CH")["mechanisms"]
    assert "16(2)(d)" in bases["scc"]["anchor"]
    assert "16(2)(e)" in bases["bcr"]["anchor"]
    assert bases["consent"]["occasional"] is True


def test_china_knows_three_ways_out_and_exempt_cases(data):
    bases = rule(data, "CN")["mechanisms"]
    assert set(bases) == {"security-assessment", "certification", "scc", "derogation"}
    for basis in ("security-assessment", "certification", "scc"):
        assert "38(1)" in bases[basis]["anchor"]


def test_india_has_notified_no_country(data):
    assert rule(data, "IN")["blacklist"] == []
    assert "s. 16" in rule(data, "IN")["anchor"]


def test_brazil_names_its_bases_in_article_33(data):
    assert {"scc", "bcr", "certification", "consent"} <= set(rule(data, "BR")["mechanisms"])
    assert all("art. 33" in basis["anchor"] for basis in rule(data, "BR")["mechanisms"].values())


def test_hipaa_is_no_rule_on_places(data):
    assert not [entry for entry in data["localisation"] if entry["country"] == "US"]
    note = next(row.note for row in law.transfer_rules() if row.regime == "US")
    assert "HIPAA" in note


# Localisation


@pytest.mark.parametrize(
    ("id", "country", "kind", "category", "people", "article"),
    [
        ("ru-citizens", "RU", "mirror", "user.*", None, "18(5)"),
        ("cn-personal-volume", "CN", "conditional", "user.*", 1_000_000, "art. 7"),
        ("cn-sensitive-volume", "CN", "conditional", "user.biometrics.*", 10_000, "art. 7"),
        ("in-payment-systems", "IN", "hard", "user.financial.*", None, "2785"),
        ("ae-health", "AE", "conditional", "user.health.*", None, "art. 13"),
        ("kz-personal", "KZ", "mirror", "user.*", None, "12(2)"),
    ],
)
def test_duties_to_keep_data_in_its_country(data, id, country, kind, category, people, article):
    entry = next(entry for entry in data["localisation"] if entry["id"] == id)
    assert (entry["country"], entry["kind"], entry["people_from"]) == (country, kind, people)
    assert category in entry["categories"]
    assert article in entry["anchor"]


@pytest.mark.parametrize("regime", ["EEA", "EEA-EFTA", "UK", "CH", "BR"])
def test_the_gdpr_and_laws_like_it_are_not_localisation(data, regime):
    countries = {country for country, law_of in data["regimes"].items() if law_of == regime}
    assert not [entry for entry in data["localisation"] if entry["country"] in countries]


# Bulk data, special categories, non-personal data


def test_the_thresholds_of_28_cfr_202_205(data):
    assert {entry["name"]: entry["people"] for entry in data["bulk_data"]["classes"]} == THRESHOLDS
    for letter, entry in zip("aabcdef", data["bulk_data"]["classes"], strict=True):
        assert entry["anchor"] == f"28 CFR 202.205({letter})"


def test_the_countries_of_concern_of_28_cfr_202_601(data):
    assert set(data["bulk_data"]["countries"]) == {"CN", "HK", "MO", "RU", "IR", "KP", "CU", "VE"}
    assert "202.601" in data["bulk_data"]["anchor"]


def test_the_names_of_a_class_are_those_of_before_and_after_fideslang_3_2(data):
    classes = {entry["name"]: set(entry["categories"]) for entry in data["bulk_data"]["classes"]}
    assert {"user.biometric.*", "user.biometrics.*"} <= classes["biometric identifiers"]
    assert {"user.health_and_medical.*", "user.health.*"} <= classes["personal health data"]
    assert "user.location.precise.*" in classes["precise geolocation"]
    assert not {"user.location.*", "user.location.coarse"} & classes["precise geolocation"]


def test_the_special_categories_of_article_9(data):
    named = data["special_categories"]["categories"]
    assert data["special_categories"]["anchor"] == "GDPR art. 9(1)"
    for part in (
        "race_ethnicity", "political_opinion", "religious_belief", "philosophical_belief",
        "union_membership", "genetic", "biometric", "health", "sexual_orientation",
    ):  # fmt: skip
        # Genetic data is a part of health data in the taxonomy.
        wanted = "health" if part == "genetic" else part
        assert [name for name in named if wanted in name], part
    assert not [name for name in named if "financial" in name or "location" in name]


def test_every_category_is_one_of_the_fides_taxonomy(data):
    named = [entry["categories"] for entry in data["localisation"] + data["bulk_data"]["classes"]]
    named.append(data["special_categories"]["categories"])
    for category in (category for categories in named for category in categories):
        top, _, rest = category.partition(".")
        assert top == "user"
        assert rest.split(".")[0] in FIDES | {"", "*"}, category


def test_article_32_of_the_data_act(data):
    assert data["non_personal"]["origin_zone"] == "EU"
    assert "art. 32" in data["non_personal"]["anchor"]


# Sovereignty and conflicts


def test_weights_of_the_sovereignty_objectives(data):
    objectives = data["sovereignty"]["objectives"]
    assert {name: entry["weight"] for name, entry in objectives.items()} == WEIGHTS
    assert sum(entry["weight"] for entry in objectives.values()) == 100
    assert objectives["SOV-5"]["title"] == "Supply Chain Sovereignty"
    assert list(data["sovereignty"]["levels"]) == [f"SEAL-{level}" for level in range(5)]


def test_frameworks_that_demand_and_forbid_a_copy_in_another_region(data):
    conflict = next(row for row in data["conflicts"] if "region" in row["subject"])
    assert {"nist-800-53r5:CP-6", "nist-800-53r5:CP-9"} <= set(conflict["demanding"])
    assert conflict["forbidding"] == [
        "aws-control-tower:AWS-GR_RESTRICT_S3_CROSS_REGION_REPLICATION"
    ]


def test_frameworks_that_keep_logs_and_want_them_gone(data):
    conflict = next(row for row in data["conflicts"] if "logs" in row["subject"])
    assert "ai-act:26(6)" in conflict["demanding"]
    assert "gdpr:5(1)(e)" in conflict["forbidding"]


# Every row


def test_every_fact_of_law_names_its_provision():
    for table in law.tables():
        for row in table.rows:
            if table.name not in ("sovereignty", "conflicts"):
                assert PROVISION.search(row.anchor), f"{table.name}: {row.anchor}"
            assert row.anchor.strip()


def test_the_anchor_of_every_basis_names_its_provision():
    for row in law.transfer_rules():
        for type_, basis in row.mechanisms.items():
            assert PROVISION.search(basis.anchor), f"{row.regime} {type_}: {basis.anchor}"
