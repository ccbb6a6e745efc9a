"""Patterns of categories in a stack's own files, held to the words that its data can be about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.base.similar import did_you_mean
from edgewright.base.yaml_source import Path_
from edgewright.facts import taxonomy
from edgewright.policy.files import read_yaml
from edgewright.spec.models import Estate
from edgewright.topology.categories import own_categories

KEY = "categories"
BELOW = ".*"
EVERY = "*"


def stray_patterns(estate: Estate, folder: Path) -> Iterator[EdgewrightError]:
    """PRM-002 for each pattern that no data can match: what it restricts would go unrestricted.

    Args:
        estate: the estate, whose own categories count too.
        folder: its folder, with the parameters and packs that it names.

    Raises:
        EdgewrightError: PRM-001 for a file that cannot be read.
    """
    known = sorted({EVERY, *taxonomy.categories(), *own_categories(estate)})
    chosen = estate.policies
    packs = (folder / pack for pack in chosen.packs if pack.endswith((".yaml", ".yml")))
    own = [folder / chosen.params] if chosen.params else []
    for file in [*own, *packs]:
        document = read_yaml(file, "PRM-001", "the parameter file")
        for path, pattern in _patterns(document.data, ()):
            category = pattern.removesuffix(BELOW)
            if category not in known:
                yield EdgewrightError(
                    "PRM-002",
                    f"{'.'.join(map(str, path))}: no data can be of category {category!r}",
                    place=document.value_place(path),
                    hint=did_you_mean(category, known, "Use one of the Fides taxonomy."),
                )


def _patterns(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Every text in a list of categories, however deep, with its path."""
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        if isinstance(part, (dict, list)):
            yield from _patterns(part, (*path, key))
        elif isinstance(part, str) and isinstance(key, int) and path[-1:] == (KEY,):
            yield (*path, key), part
