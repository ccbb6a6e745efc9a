"""Documents agree with the repository: links lead somewhere, records have one form."""

import re
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
RECORDS = sorted((DOCS / "decisions").glob("*.md"))
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\((?!https?://|mailto:)([^)#\s]+)")
STATUS = re.compile(
    r"Status: (proposed|accepted|superseded by \[(\d{4})\]\([^)]+\)), (\d{4}-\d{2}-\d{2})"
)
SECTIONS = ["Context", "Decision", "Consequences"]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [to for to in LINK.findall(page.read_text()) if not (page.parent / to).exists()]
    assert not broken


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_records_have_one_form(record: Path) -> None:
    title, blank, status, *rest = record.read_text().splitlines()
    number = record.stem.partition("-")[0]
    assert title.startswith(f"# {number} ") and not blank
    found = STATUS.fullmatch(status)
    assert found, f"no status as in `Status: accepted, 2026-11-25`: {status}"
    date.fromisoformat(found[3])
    if found[2]:
        assert any(other.stem.startswith(f"{found[2]}-") for other in RECORDS)
    assert [line[3:] for line in rest if line.startswith("## ")] == SECTIONS


def test_records_are_numbered_once_each() -> None:
    numbers = [record.stem.partition("-")[0] for record in RECORDS]
    assert numbers == [f"{number:04}" for number in range(1, len(RECORDS) + 1)]


def test_the_index_names_every_page_and_folder() -> None:
    linked = {to.partition("/")[0] for to in LINK.findall((DOCS / "README.md").read_text())}
    assert {path.name for path in DOCS.iterdir()} - {"README.md"} <= linked


def test_every_recipe_is_in_the_contributors_guide() -> None:
    linked = set(LINK.findall((ROOT / "CONTRIBUTING.md").read_text()))
    recipes = {shown(path) for path in (DOCS / "recipes").glob("*.md")}
    assert recipes and recipes <= linked


def test_the_changelog_has_a_place_for_what_comes() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "Unreleased"
