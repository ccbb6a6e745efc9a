from __future__ import annotations

import csv
import io
from dataclasses import fields, replace
from types import ModuleType

import pytest

from edgewright.policy.evaluation import Evaluation, Transfer
from edgewright.report.csv_register import COLUMNS, defused, render_csv
from edgewright.report.summary import summarise


def _rows(evaluation: Evaluation) -> list[dict[str, str]]:
    text = render_csv(evaluation)
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert tuple(head) == COLUMNS
    assert all(len(row) == len(COLUMNS) for row in rows)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_row_stands_alone(samples: ModuleType) -> None:
    rows = _rows(samples.VIOLATED)
    assert len(rows) == len(samples.TRANSFERS)
    assert {(it["estate"], it["stack"], it["as of"], it["run verdict"]) for it in rows} == {
        ("harbour-vision", "prod", "2026-11-23T12:00:00Z", "violated")
    }


def test_every_field_of_a_transfer_has_its_column(samples: ModuleType) -> None:
    """Each field in turn gets a text of its own, which must be in its row."""
    row = samples.TRANSFERS[0]
    for field in fields(Transfer):
        if field.name in ("node", "verdict", "people"):
            continue
        value = ("canary",) if isinstance(getattr(row, field.name), tuple) else "canary"
        changed = replace(row, **{field.name: value})
        (shown,) = _rows(replace(samples.VIOLATED, transfers=(changed,)))
        assert list(shown.values()).count("canary") == 1, field.name


def test_a_conditional_transfer_in_full(samples: ModuleType) -> None:
    (row,) = [it for it in _rows(samples.VIOLATED) if it["verdict"] == "conditional"]
    assert row == {
        "estate": "harbour-vision",
        "stack": "prod",
        "as of": "2026-11-23T12:00:00Z",
        "run verdict": "violated",
        "resources judged": "7 of 20 resources judged (35 %), 13 not assessed",
        "data": "camera-frames",
        "form": "derived",
        "carrier": "detector-weights",
        "categories": "user.biometric; user.behavior",
        "subjects": "public",
        "people": "40000",
        "origin": "DE",
        "from place": "aws/eu-central-1",
        "from country": "DE",
        "to place": "site/santos-pier",
        "to country": "BR",
        "recipient": "Santos Pier Operations Ltda",
        "recipient's parent": "BR",
        "purpose": "ota",
        "flow kind": "declared",
        "frequency": "occasional",
        "transfer mechanism": "scc",
        "evidence": "DOC-114",
        "valid to": "2028-01-31",
        "ground": "declared: scc DOC-114, valid to 2028-01-31",
        "path": (
            "camera-frames is made at aws/eu-central-1 | "
            "aws/eu-central-1 sends it to site/santos-pier"
        ),
        "verdict": "conditional",
        "reasons": "TRF-02: on scc DOC-114, valid to 2028-01-31",
        "declared at": "stacks/harbour-vision/estate.yaml:31:5",
    }


def test_what_nobody_said_is_empty_and_what_nobody_knows_says_so(samples: ModuleType) -> None:
    rows = {it["verdict"]: it for it in _rows(samples.VIOLATED)}
    assert (rows["waived"]["to country"], rows["waived"]["origin"]) == ("not known", "not known")
    unknown = rows["undetermined"]
    empty = ("people", "purpose", "recipient's parent", "transfer mechanism", "declared at")
    assert [unknown[name] for name in empty] == [""] * len(empty)


def test_lines_end_as_rfc_4180_says(samples: ModuleType) -> None:
    text = render_csv(samples.VIOLATED)
    assert text.count("\r\n") == text.count("\n") == len(samples.TRANSFERS) + 1
    assert render_csv(samples.HELD) == ",".join(COLUMNS) + "\r\n"


def test_what_a_held_run_leaves_open_is_on_every_row(samples: ModuleType) -> None:
    rows = _rows(samples.HELD_OPEN)
    assert {it["run verdict"] for it in rows} == {summarise(samples.HELD_OPEN).standing.headline}
    assert {it["resources judged"] for it in rows} == {
        "31 of 44 resources judged (70 %), 13 not assessed"
    }


def test_an_incomplete_run_is_on_every_row(samples: ModuleType) -> None:
    rows = _rows(samples.INCOMPLETE)
    assert {it["run verdict"] for it in rows} == {"incomplete"}
    assert "held" not in {it["verdict"] for it in rows}


# OWASP, "CSV Injection": = + - @, tab, carriage return, line feed, and wide forms.
@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_no_cell_is_a_formula(samples: ModuleType, start: str) -> None:
    assert defused(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    (row,) = _rows(samples.hostile(f"{start}1+1"))
    assert not [it for it in row.values() if it.startswith(start)]


def test_harmless_cells_stay_as_they_are() -> None:
    for text in ("", "a=b", "2028-01-31", "a-b", "'quoted'", "40000", "über"):
        assert defused(text) == text


def test_hostile_strings_stay_in_their_cells(samples: ModuleType) -> None:
    for text in samples.HOSTILE_TEXTS:
        (row,) = _rows(samples.hostile(text))
        assert row["data"] == row["estate"]
        assert "\n" not in row["data"] and "\x00" not in row["data"]
