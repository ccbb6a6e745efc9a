"""Words that others replaced stay gone, and those that replaced them are in the glossary."""

import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"
CODE = ("edgewright", "components", "stacks")
TEXTS = ("edgewright", "components", "policies", "docs", "stacks")
SUFFIXES = {".py", ".rego", ".md", ".yaml", ".json", ".j2"}
DECISIONS = ROOT / "docs" / "decisions"  # they say what was so when it was decided

NAMES = {
    "Copy": "derived flow",
    "Maker": "source resource",
    "Word": "free text",
    "Work": "workload",
    "aws_account": "cloud",
    "azure_subscription": "cloud",
    "bases": "transfer mechanism",
    "basis": "transfer mechanism",
    "complaint": "validation error",
    "complaints": "validation error",
    "desk": "remote access",
    "makers": "producer",
    "said": "finding",
    "shelfmarks": "policy",
    "told": "finding",
    "way": "witness path",
    "ways": "install method",
    "whereabouts": "location",
    "works": "workload",
}
"""Old -> new, for names in Python. In small letters: a part of a name, as in `Desk` or `desk_id`.
With a capital: the whole name."""

MODULES = {
    "copies": "derived flow",
    "marks": "marker",
    "outflows": "derived flow",
    "statements": "IAM policy",
    "strictest": "parameter merge",
    "words": "free text",
}
"""Old -> new, for parts of the names of Python modules."""

WORDS = {
    "complaints": "validation error",
    "legal basis": "transfer mechanism",
    "shelfmarks": "policy",
    "support desk": "remote access",
}
"""Old -> new, for what is in no code, rule, document or estate. Not words that are good English."""


def files(folders: Iterable[str], suffixes: set[str]) -> list[Path]:
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*")))
    return [
        path for path in found if path.suffix in suffixes and not path.is_relative_to(DECISIONS)
    ]


def names_in(source: str) -> set[str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.string for token in tokens if token.type == tokenize.NAME}


def parts_of(name: str) -> str:
    """The words of a name in small letters, as `_desk_id_` of `DeskId`."""
    return f"_{'_'.join(re.findall(r'[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])', name)).lower()}_"


def retired(names: Iterable[str], table: Mapping[str, str]) -> Iterator[str]:
    for name in names:
        for old, new in table.items():
            if name == old or (old.islower() and f"_{old}_" in parts_of(name)):
                yield f"{name}: {old} is now called {new}"


def retired_words(text: str) -> list[str]:
    plain = " ".join(text.split()).lower()
    return [
        f"{old} is now called {new}"
        for old, new in WORDS.items()
        if re.search(rf"\b{old}\b", plain)
    ]


def test_no_retired_names() -> None:
    found = {
        str(path.relative_to(ROOT)): list(retired(names_in(path.read_text()), NAMES))
        for path in files(CODE, {".py"})
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_no_retired_modules() -> None:
    assert list(retired((path.stem for path in files(CODE, {".py"})), MODULES | NAMES)) == []


def test_no_retired_words() -> None:
    found = {
        str(path.relative_to(ROOT)): retired_words(path.read_text())
        for path in files(TEXTS, SUFFIXES)
    }
    assert {path: words for path, words in found.items() if words} == {}


def test_what_replaced_them_is_in_the_glossary() -> None:
    rows = re.findall(r"^\| ([^|]+) \|", GLOSSARY.read_text(), re.MULTILINE)
    known = {word.strip().lower() for row in rows for word in row.split(",")}
    assert {new.lower() for table in (NAMES, MODULES, WORDS) for new in table.values()} <= known


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("desk_id", True),
        ("SupportDesk", True),
        ("DESK", True),
        ("Work", True),
        ("work_folder", False),
        ("always", False),
        ("Workload", False),
    ],
)
def test_what_counts_as_a_retired_name(name: str, found: bool) -> None:
    assert bool(list(retired([name], NAMES))) is found


def test_words_are_found_across_lines() -> None:
    assert retired_words("seen by a Support\n  desk") == [
        "support desk is now called remote access"
    ]
