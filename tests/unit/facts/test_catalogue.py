"""Every fact in one place: support windows, ranks, tables, the digest, the shape rules read."""

import json
from datetime import date

import jsonschema
import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.facts import catalogue
from edgewright.facts.iso3166 import ASSIGNED
from edgewright.facts.reader import FOLDER
from edgewright.spec.models import Classification

NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


def an_object(**properties):
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def a_map(values, keys=None):
    closed = {"propertyNames": keys} if keys else {}
    return {"type": "object", "additionalProperties": values, "minProperties": 1, **closed}


def a_list(items, least=1):
    return {"type": "array", "items": items, "minItems": least, "uniqueItems": True}


TEXT = {"type": "string", "minLength": 1}
MAYBE = {"type": ["string", "null"], "minLength": 1}
DAY = {"type": "string", "pattern": r"^20\d\d-\d\d-\d\d$"}
COUNTRY = {"type": "string", "pattern": r"^[A-Z]{2}$"}
CATEGORY = {"type": "string", "pattern": r"^(\*|[a-z_]+(\.[a-z_]+)*(\.\*)?)$"}
BASES = ["scc", "bcr", "dpf", "derogation", "consent", "idta", "certification"]
BASIS = {"enum": [*BASES, "security-assessment", "binding-agreement"]}
PROVENANCE = {
    "as_of": DAY,
    "source": TEXT,
    "confidence": {"enum": ["verified", "stated", "unverified"]},
}
FROM_LAW = {"anchor": TEXT, **PROVENANCE}
SHAPE = an_object(
    zones=a_map(a_list(COUNTRY), {"enum": ["EU", "EEA"]}),
    regimes=a_map(TEXT, COUNTRY),
    adequacy=a_map(
        a_map(
            an_object(
                until={"anyOf": [DAY, {"type": "null"}]},
                conditional={"type": "boolean"},
                condition=MAYBE,
                framework={"enum": ["dpf", None]},
                contested=MAYBE,
                **PROVENANCE,
            ),
            COUNTRY,
        )
    ),
    transfer_rules=a_map(
        an_object(
            model={"enum": ["adequacy", "open", "blacklist", "approval"]},
            blacklist=a_list(COUNTRY, 0),
            mechanisms={
                "type": "object",
                "propertyNames": BASIS,
                "additionalProperties": an_object(anchor=TEXT, occasional={"type": "boolean"}),
            },
            **FROM_LAW,
        )
    ),
    localisation=a_list(
        an_object(
            id=TEXT,
            country=COUNTRY,
            kind={"enum": ["hard", "mirror", "conditional"]},
            categories=a_list(CATEGORY),
            people_from={"type": ["integer", "null"], "minimum": 1},
            condition=MAYBE,
            met_by=a_list(BASIS, 0),
            **FROM_LAW,
        )
    ),
    taxonomy=an_object(roots=a_list(CATEGORY, 2), other_names=a_map(a_list(CATEGORY), CATEGORY)),
    bulk_data=an_object(
        countries=a_list(COUNTRY),
        classes=a_list(
            an_object(
                name=TEXT,
                categories=a_list(CATEGORY),
                people={"type": "integer", "minimum": 1},
                anchor=TEXT,
            )
        ),
        **FROM_LAW,
    ),
    special_categories=an_object(categories=a_list(CATEGORY), **FROM_LAW),
    non_personal=an_object(origin_zone={"const": "EU"}, **FROM_LAW),
    control_planes=a_map(a_map(an_object(region=MAYBE, country=MAYBE, **PROVENANCE))),
    sovereignty=an_object(
        objectives=a_map(an_object(title=TEXT, weight={"type": "integer", "minimum": 1})),
        levels=a_map(TEXT),
        **PROVENANCE,
    ),
    conflicts=a_list(
        an_object(
            subject=TEXT,
            demanding=a_list(TEXT),
            forbidding=a_list(TEXT),
            resolution=TEXT,
            **PROVENANCE,
        )
    ),
    support=a_map(a_map(an_object(ends={"anyOf": [DAY, {"type": "null"}]}, **PROVENANCE))),
    classification_order=a_map({"type": "integer", "minimum": 0}),
)
"""What rules may rely on: no member more, none less."""


def provenance_in(value):
    """Every part of a document that has a source."""
    if isinstance(value, dict):
        if "source" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from provenance_in(part)


def test_the_data_for_rules_has_the_agreed_shape():
    jsonschema.validate(catalogue.as_data(), SHAPE)


@pytest.mark.parametrize("member", sorted(SHAPE["properties"]))
def test_the_shape_misses_no_member(member):
    data = catalogue.as_data()
    del data[member]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SHAPE)


def test_the_data_for_rules_is_plain_json_with_a_source_for_every_entry():
    data = catalogue.as_data()
    assert json.loads(json.dumps(data)) == data
    entries = list(provenance_in(data))
    assert len(entries) > 300
    for entry in entries:
        assert entry["source"].strip()
        assert date.fromisoformat(entry["as_of"]) >= date(2025, 1, 1)


def test_what_a_rule_reads_cannot_be_changed_for_the_next_one():
    catalogue.as_data()["adequacy"]["EEA"].clear()
    catalogue.as_data()["classification_order"].clear()
    assert catalogue.as_data()["adequacy"]["EEA"]
    assert catalogue.as_data()["classification_order"]


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


def test_ranks_with_a_gap_are_refused(edit_facts):
    path = edit_facts("classification", lambda doc: doc["classification"][3].update(rank=4))
    with pytest.raises(EdgewrightError, match=r"classification\[3\]: rank") as caught:
        catalogue.classification_order()
    assert (caught.value.code, caught.value.place.file) == ("FCT-001", str(path))


def test_every_facts_file_is_a_table_with_an_age():
    tables = catalogue.tables()
    assert sorted(table.name for table in tables) == NAMES
    for name, max_age_days, rows in tables:
        assert 1 <= max_age_days <= 366, name
        assert rows, name
        assert all(row.source and row.as_of for row in rows), name


def test_what_changes_fast_is_looked_at_more_often():
    ages = {table.name: table.max_age_days for table in catalogue.tables()}
    assert ages["adequacy"] < ages["transfer_rules"] < ages["zones"]


def test_no_fact_comes_from_the_future():
    latest = max(row.as_of for table in catalogue.tables() for row in table.rows)
    assert latest <= date.today()


def test_the_countries_known_are_those_of_iso_3166():
    # 249 codes are assigned (ISO 3166/MA, 2024). The others here are reserved, or were withdrawn.
    assert len(ASSIGNED) == 249
    assert not {"EU", "UK", "XK", "AN", "CS"} & ASSIGNED
    assert set(catalogue.countries()) == ASSIGNED


def set_in_first_row(document, key, value):
    rows = next(part for part in document.values() if isinstance(part, list))
    rows[0][key] = value


@pytest.mark.parametrize("name", NAMES)
def test_the_digest_changes_with_every_file(edit_facts, name):
    before = catalogue.digest()
    assert before == catalogue.digest()
    edit_facts(name, lambda doc: set_in_first_row(doc, "note", "edited by hand"))
    assert catalogue.digest() != before


def test_the_digest_changes_with_an_age(edit_facts):
    before = catalogue.digest()
    edit_facts("zones", lambda doc: doc.update(max_age_days=364))
    assert catalogue.digest() != before


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("key", "value"),
    [("source", "nobody"), ("source", None), ("as_of", "2062-13-01"), ("confidence", "sure")],
)
def test_a_row_without_a_true_provenance_is_refused(edit_facts, name, key, value):
    path = edit_facts(name, lambda doc: set_in_first_row(doc, key, value))
    with pytest.raises(EdgewrightError, match=rf"\[0\]: .*{key}") as caught:
        catalogue.tables()
    assert (caught.value.code, caught.value.place.file) == ("FCT-001", str(path))
