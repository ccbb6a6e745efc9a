"""The reader refuses every facts file that was edited into nonsense, with the place in it."""

import json

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.facts.law_rows import Adequacy, Zone
from edgewright.facts.reader import FOLDER, FactsFile, read_rows, read_table
from edgewright.facts.rows import RegionFact

ZONE = {
    "zone": "EU", "countries": ["DE"], "anchor": "TEU art. 52",
    "source": "s", "as_of": "2026-10-01", "confidence": "stated",
}  # fmt: skip
REGION = {
    "cloud": "aws", "name": "x-1", "partition": "aws", "country": "DE", "area": None,
    "latitude": None, "longitude": None, "operator": None, "operator_parent": None, "pair": None,
    "geography": None, "source": "s", "as_of": "2026-10-01", "confidence": "stated",
}  # fmt: skip
ADEQUACY = {
    "regime": "EEA", "to": "BR", "until": None, "condition": None, "framework": None,
    "contested": None,
    "anchor": "GDPR art. 45(3)", "source": "s", "as_of": "2026-10-01", "confidence": "stated",
}  # fmt: skip


def write(path, document):
    text = document if isinstance(document, str) else json.dumps(document)
    path.write_text(text)
    return path


def file_of(*zones, **changed):
    return {"sources": {"s": "A source"}, "max_age_days": 90, "zones": list(zones), **changed}


def refused(path, list_name="zones", model=Zone, key=("zone",)):
    with pytest.raises(EdgewrightError) as caught:
        read_rows(path, list_name, model, key)
    assert caught.value.code == "FCT-001"
    assert caught.value.place.file == str(path)
    return caught.value.message


def test_rows_come_back_in_order_with_the_full_text_of_their_source(tmp_path):
    document = file_of(ZONE, {**ZONE, "zone": "AA"})
    rows = read_rows(write(tmp_path / "z.json", document), "zones", Zone, ("zone",))
    assert [(row.zone, row.source) for row in rows] == [("EU", "A source"), ("AA", "A source")]


def test_a_table_has_the_name_of_its_file_and_the_age_its_rows_may_reach(tmp_path):
    path = write(tmp_path / "places.json", file_of(ZONE, max_age_days=1))
    name, max_age_days, rows = read_table(path, "zones", Zone, ("zone",))
    assert (name, max_age_days, len(rows)) == ("places", 1, 1)


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ("{", "it cannot be read"),
        ("[" * 100_000, "it cannot be read"),
        ("[]", "not an object with exactly `sources`, `max_age_days` and `zones`"),
        ({"sources": {}}, "not an object with exactly"),
        ({"sources": {}, "zones": []}, "not an object with exactly"),
        (file_of(extra=1), "not an object with exactly"),
        (file_of(ZONE, sources=[]), "`sources` is not an object"),
        (file_of(zones={}), "`zones` is not a list"),
        (file_of(), "`zones` is empty"),
        (file_of(ZONE, sources={"t": "T"}), "zones[0]: its source is not one of"),
        (file_of(ZONE, 7), "zones[1]: its source is not one of"),
        (file_of({**ZONE, "source": ["s"]}), "zones[0]: its source is not one of"),
        (file_of({**ZONE, "source": None}), "zones[0]: its source is not one of"),
        (file_of(ZONE, sources={"s": ""}), "zones[0]: source:"),
        (file_of(ZONE, sources={"s": None}), "zones[0]: source:"),
        (file_of({**ZONE, "colour": 1}), "zones[0]: colour:"),
        (file_of({**ZONE, "as_of": "soon"}), "zones[0]: as_of:"),
        (file_of({**ZONE, "as_of": "2026-02-30"}), "zones[0]: as_of:"),
        (file_of({**ZONE, "confidence": "high"}), "zones[0]: confidence:"),
        (file_of({**ZONE, "countries": ["Germany"]}), "zones[0]: countries.0:"),
        (file_of({**ZONE, "countries": ["DE", "UK"]}), "zones[0]: countries.1: Value error, 'UK'"),
        (
            file_of({**ZONE, "countries": ["DE", "DE"]}),
            "zones[0]: row: Value error, countries: ",
        ),
        (file_of({**ZONE, "countries": []}), "zones[0]: countries:"),
        (file_of(ZONE, ZONE), "zones[1]: EU is there twice"),
    ],
)
def test_a_broken_file_is_refused(tmp_path, document, why):
    assert why in refused(write(tmp_path / "zones.json", document))


@pytest.mark.parametrize("age", [0, -90, 90.0, "90", True, None])
def test_an_age_that_is_no_whole_number_of_days_is_refused(tmp_path, age):
    path = write(tmp_path / "zones.json", file_of(ZONE, max_age_days=age))
    assert "`max_age_days` is not a whole number from 1" in refused(path)


def test_a_date_that_leaves_all_other_rows_stale_is_refused(tmp_path):
    rows = [ZONE, {**ZONE, "zone": "AA", "as_of": "2026-12-30"}]
    path = write(tmp_path / "zones.json", file_of(*rows))
    assert read_rows(path, "zones", Zone, ("zone",))
    rows[1]["as_of"] = "2026-12-31"
    path = write(tmp_path / "zones.json", file_of(*rows))
    said = refused(path)
    assert "zones[1]: as_of: 2026-12-31 is more than 90 days after every other row" in said


def test_dates_that_are_late_together_are_a_review(tmp_path):
    late = [{**ZONE, "zone": zone, "as_of": "2027-12-31"} for zone in ("AA", "AB")]
    path = write(tmp_path / "zones.json", file_of(ZONE, *late))
    assert len(read_rows(path, "zones", Zone, ("zone",))) == 3


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"latitude": 91, "longitude": 0}, "latitude"),
        ({"latitude": 50.0}, "give both latitude and longitude"),
        ({"country": "de"}, "country"),
        ({"cloud": "gcp"}, "cloud"),
    ],
)
def test_a_region_that_cannot_be_is_refused(tmp_path, change, why):
    document = {"sources": {"s": "S"}, "max_age_days": 1, "rows": [{**REGION, **change}]}
    path = write(tmp_path / "r.json", document)
    assert why in refused(path, "rows", RegionFact, ("cloud", "name"))


def test_a_finding_for_the_same_country_twice_is_refused(tmp_path):
    document = {"sources": {"s": "S"}, "max_age_days": 1, "adequacy": [ADEQUACY, ADEQUACY]}
    path = write(tmp_path / "a.json", document)
    assert "EEA BR is there twice" in refused(path, "adequacy", Adequacy, ("regime", "to"))


def test_a_missing_file_is_refused(tmp_path):
    assert "it cannot be read" in refused(tmp_path / "none.json")


def test_a_fault_between_rows_names_file_and_row():
    def faults(rows):
        yield len(rows) - 1, "the last one is wrong"

    file = FactsFile("zones", Zone, ("zone",), "zones", faults)
    with pytest.raises(EdgewrightError, match=r"zones\[1\]: the last one is wrong") as caught:
        file.table()
    assert caught.value.place.file == str(FOLDER / "zones.json")
