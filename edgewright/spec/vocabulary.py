"""What data is about: words of the Fides taxonomy, and those the estate declares as its own."""

from __future__ import annotations

from edgewright.facts import taxonomy
from edgewright.spec.contradiction import Found, Where, dangling, repeated, wrong
from edgewright.spec.models import Estate
from edgewright.spec.own_taxonomy import OwnCategory

OTHERWISE = "Use one of the Fides taxonomy, or declare it under taxonomy."


def unknown_words(estate: Estate) -> Found:
    """EST-008 for each category and subject of data that nobody declares."""
    own = estate.taxonomy
    known = {
        "categories": sorted({*taxonomy.categories(), *own.categories}),
        "subjects": sorted({*taxonomy.subjects(), *own.subjects}),
    }
    for data, asset in estate.data.items():
        for part, what in (("categories", "data category"), ("subjects", "data subject")):
            for number, name in enumerate(getattr(asset, part)):
                where: Where = ("data", data, part, number)
                yield from dangling(estate, where, name, known[part], what, OTHERWISE)


def in_taxonomy(estate: Estate) -> Found:
    """What the estate's own categories and subjects have wrong."""
    for name, category in estate.taxonomy.categories.items():
        yield from _own_category(estate, name, category)
    for number, name in enumerate(estate.taxonomy.subjects):
        if name in taxonomy.subjects():
            where: Where = ("taxonomy", "subjects", number)
            yield wrong(estate, where, f"{name} is in the Fides taxonomy already", "Remove it.")
    yield from repeated(estate, ("taxonomy", "subjects"), estate.taxonomy.subjects)


def _own_category(estate: Estate, name: str, category: OwnCategory) -> Found:
    where: Where = ("taxonomy", "categories", name)
    known = taxonomy.categories()
    if name in known:
        yield wrong(estate, where, "it is in the Fides taxonomy already", "Remove it.")
    if (category.parent is None) == (category.personal is None):
        message = "it needs either parent or personal"
        hint = "Name the category it is a part of, or say whether it is about people."
        yield wrong(estate, where, message, hint)
    if category.parent is not None:
        at: Where = (*where, "parent")
        yield from dangling(estate, at, category.parent, sorted(known), "data category", OTHERWISE)
