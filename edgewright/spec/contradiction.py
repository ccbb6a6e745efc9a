"""What does not fit together in an estate, as errors with their places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from edgewright.base.errors import EdgewrightError, shortened
from edgewright.base.similar import did_you_mean
from edgewright.spec.models import Estate
from edgewright.spec.validation_errors import dotted

Where = tuple[str | int, ...]
Found = Iterator[EdgewrightError]


def dangling(
    estate: Estate, where: Where, name: str, known: Collection[str], what: str, otherwise: str = ""
) -> Found:
    """EST-008 unless `name` is known."""
    if name not in known:
        hint = did_you_mean(name, known, otherwise or f"Declare the {what}, or name another.")
        message = f"there is no {what} {shortened(name)}"
        yield error_at("EST-008", estate, where, message, hint)


def wrong(estate: Estate, where: Where, message: str, hint: str) -> EdgewrightError:
    """EST-010 at a value that contradicts another, or itself."""
    return error_at("EST-010", estate, where, message, hint)


def lacking(estate: Estate, where: Where, message: str, hint: str) -> EdgewrightError:
    """EST-005 at the key of the mapping that lacks something."""
    place = estate.place_of(*where)
    return EdgewrightError("EST-005", f"{dotted(where)}: {message}", place=place, hint=hint)


def error_at(code: str, estate: Estate, where: Where, message: str, hint: str) -> EdgewrightError:
    """An error at a value; one name written without a list is not called a list's first."""
    written = where[:-1] if where not in estate._value_places and where[-1] == 0 else where
    place = estate.value_place_of(*written)
    return EdgewrightError(code, f"{dotted(written)}: {message}", place=place, hint=hint)


def repeated(estate: Estate, where: Where, names: Iterable[str]) -> Found:
    """EST-011 for each name that stands in the list a second time."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            message = f"{shortened(name)} is listed twice"
            yield error_at("EST-011", estate, (*where, number), message, "Keep one of them.")
        seen.add(name)
