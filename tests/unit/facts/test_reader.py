"""The reader refuses every facts file that was edited into nonsense, with the place in it."""

import json

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.facts.reader import read_rows
from edgewright.facts.rows import Adequacy, RegionFact, Zone

ZONE = {
    "zone": "EU",
    "countries": ["DE"],
    "source": "s",
    "as_of": "2026-10-01",
    "confidence": "stated",
}
REGION = {
    "cloud": "aws", "name": "x-1", "partition": "aws", "country": "DE", "area": None,
    "latitude": None, "longitude": None, "operator": None, "operator_parent": None, "pair": None,
    "geography": None, "source": "s", "as_of": "2026-10-01", "confidence": "stated",
}  # fmt: skip
ADEQUACY = {
    "regime": "EEA", "to": "BR", "until": None, "condition": None,
    "source": "s", "as_of": "2026-10-01", "confidence": "stated",
}  # fmt: skip


def write(path, document):
    text = document if isinstance(document, str) else json.dumps(document)
    path.write_text(text)
    return path


def test_rows_come_back_in_order_with_the_full_text_of_their_source(tmp_path):
    document = {"sources": {"s": "A source"}, "zones": [ZONE, {**ZONE, "zone": "AA"}]}
    rows = read_rows(write(tmp_path / "z.json", document), "zones", Zone, ("zone",))
    assert [(row.zone, row.source) for row in rows] == [("EU", "A source"), ("AA", "A source")]


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ("{", "it cannot be read"),
        ("[]", "not an object with exactly `sources` and `zones`"),
        ({"sources": {}}, "not an object with exactly"),
        ({"sources": {}, "zones": [], "extra": 1}, "not an object with exactly"),
        ({"sources": [], "zones": [ZONE]}, "`sources` is not an object"),
        ({"sources": {"s": "S"}, "zones": {}}, "`zones` is not a list"),
        ({"sources": {"s": "S"}, "zones": []}, "`zones` is empty"),
        ({"sources": {"t": "T"}, "zones": [ZONE]}, "zones[0]: its source is not one of"),
        ({"sources": {"s": "S"}, "zones": [7]}, "zones[0]: its source is not one of"),
        ({"sources": {"s": ""}, "zones": [ZONE]}, "zones[0]: source:"),
        ({"sources": {"s": "S"}, "zones": [{**ZONE, "colour": 1}]}, "zones[0]: colour:"),
        ({"sources": {"s": "S"}, "zones": [{**ZONE, "as_of": "soon"}]}, "zones[0]: as_of:"),
        (
            {"sources": {"s": "S"}, "zones": [{**ZONE, "confidence": "high"}]},
            "zones[0]: confidence:",
        ),
        ({"sources": {"s": "S"}, "zones": [{**ZONE, "countries": ["Germany"]}]}, "countries.0:"),
        ({"sources": {"s": "S"}, "zones": [{**ZONE, "countries": []}]}, "zones[0]: countries:"),
        ({"sources": {"s": "S"}, "zones": [ZONE, ZONE]}, "zones[1]: EU is there twice"),
    ],
)
def test_a_broken_file_is_refused(tmp_path, document, why):
    path = write(tmp_path / "zones.json", document)
    with pytest.raises(EdgewrightError) as caught:
        read_rows(path, "zones", Zone, ("zone",))
    assert caught.value.code == "FCT-001"
    assert why in caught.value.message
    assert caught.value.place.file == str(path)


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
    path = write(tmp_path / "r.json", {"sources": {"s": "S"}, "rows": [{**REGION, **change}]})
    with pytest.raises(EdgewrightError, match=why):
        read_rows(path, "rows", RegionFact, ("cloud", "name"))


def test_a_finding_for_the_same_country_twice_is_refused(tmp_path):
    path = write(tmp_path / "a.json", {"sources": {"s": "S"}, "adequacy": [ADEQUACY, ADEQUACY]})
    with pytest.raises(EdgewrightError, match="EEA BR is there twice"):
        read_rows(path, "adequacy", Adequacy, ("regime", "to"))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(EdgewrightError, match="it cannot be read"):
        read_rows(tmp_path / "none.json", "zones", Zone, ("zone",))
