"""The published vocabulary of what data is about: categories, and the people it is about.

Estates use the keys of the Fides taxonomy. Its version 3.2 renames some; both names mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any

from pydantic import Field

from edgewright.facts.reader import FactsFile, Table
from edgewright.facts.rows import Row

ABOUT_PEOPLE = "user"
"""The root of the categories of data about people."""
ROOTS = ("system", ABOUT_PEOPLE)

CategoryKey = Annotated[str, Field(pattern=r"^[a-z_]+(\.[a-z_]+)*$")]
SubjectKey = Annotated[str, Field(pattern=r"^[a-z_]+$")]


class Taxonomy(Row):
    """What one version of a taxonomy has, or adds to the versions before.

    Attributes:
        taxonomy: its name and version.
        renamed: category -> its name in this version; both mean the same.
        merged: category -> the wider one that takes its place in this version.
        people: subjects who are people. nobody: subjects whom nobody can be found out to be.
    """

    taxonomy: str
    categories: tuple[CategoryKey, ...]
    renamed: dict[CategoryKey, CategoryKey]
    merged: dict[CategoryKey, CategoryKey]
    people: tuple[SubjectKey, ...]
    nobody: tuple[SubjectKey, ...]


def _unknown_keys(rows: tuple[Taxonomy, ...]) -> Iterator[tuple[int, str]]:
    known = {key for row in rows for key in row.categories}
    for number, row in enumerate(rows):
        for key in (*row.renamed, *row.renamed.values(), *row.merged, *row.merged.values()):
            if key not in known:
                yield number, f"there is no category {key!r}"
        for key in row.categories:
            if key.partition(".")[0] not in ROOTS:
                yield number, f"categories: {key!r} is under none of {', '.join(ROOTS)}"


TAXONOMY = FactsFile("taxonomy", Taxonomy, ("taxonomy",), "taxonomies", _unknown_keys)


def tables() -> tuple[Table[Any], ...]:
    """The facts file of this module, for what goes over every fact."""
    return (TAXONOMY.table(),)


def categories() -> frozenset[str]:
    """Every category of the taxonomy, by whichever of its names.

    Raises:
        EdgewrightError: FCT-001, as every function here, when the facts file is not valid.
    """
    return frozenset(key for row in TAXONOMY.rows() for key in row.categories)


def subjects() -> dict[str, bool]:
    """Subject -> whether data about it is about people."""
    rows = TAXONOMY.rows()
    people = {key: True for row in rows for key in row.people}
    return people | {key: False for row in rows for key in row.nobody}


@lru_cache(maxsize=1)
def other_names() -> dict[str, tuple[str, ...]]:
    """Category -> what else it is called, sorted; only those that have another name.

    What is below a renamed category goes along: user.health.medications is also
    user.health_and_medical.medications, though only its later version has it.
    """
    found = {key: _other_names(key) for key in sorted(categories())}
    return {key: names for key, names in found.items() if names}


def _other_names(key: str) -> tuple[str, ...]:
    pairs = [pair for row in TAXONOMY.rows() for pair in row.renamed.items()]
    both = [*pairs, *((new, old) for old, new in pairs)]
    moved = {other + key.removeprefix(one) for one, other in both if _is_below(key, one)}
    wider = {row.merged[key] for row in TAXONOMY.rows() if key in row.merged}
    return tuple(sorted((moved | wider) - {key}))


def _is_below(key: str, other: str) -> bool:
    return key == other or key.startswith(f"{other}.")


def as_data() -> dict[str, Any]:
    """The taxonomy as rules read it: `roots`, and `other_names` {category: [name]}."""
    return {
        "roots": list(ROOTS),
        "other_names": {key: list(names) for key, names in other_names().items()},
    }
