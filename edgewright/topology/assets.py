"""What each data asset carries: labels, categories and classification flow down derivations."""

from __future__ import annotations

from edgewright.base.errors import EdgewrightError, raise_all
from edgewright.facts import catalogue
from edgewright.spec.models import DataAsset, Estate
from edgewright.topology.model import Asset


def build_assets(estate: Estate) -> tuple[Asset, ...]:
    """Every data asset with what it inherits, sorted by id.

    A derived asset inherits from everything it is derived from: labels, categories, subjects and
    origins are united, the classification is the highest. Nothing it says of itself takes away.

    Raises:
        EdgewrightError: TOP-002 for a derivation that leads back to itself, TOP-003 for a source
            asset without an origin or a classification.
    """
    raise_all(_cycle_errors(estate))
    raise_all(_source_errors(estate))
    lineages = {name: _lineage(estate, name) for name in estate.data}
    return tuple(_asset(estate, name, lineages[name]) for name in sorted(estate.data))


def _asset(estate: Estate, name: str, lineage: frozenset[str]) -> Asset:
    own = estate.data[name]
    members = [estate.data[one] for one in sorted(lineage)]
    return Asset(
        id=name,
        labels=tuple(sorted(one for one in lineage if not estate.data[one].derived_from)),
        categories=_united([member.categories for member in members]),
        subjects=_united([member.subjects for member in members]),
        origins=tuple(sorted({member.origin for member in members if member.origin})),
        classification=_highest(members),
        retention_s=own.retention.value if own.retention else None,
        derived_from=own.derived_from,
        by=own.by,
    )


def _lineage(estate: Estate, name: str) -> frozenset[str]:
    """The asset and everything it is derived from, directly or not."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(estate.data[one].derived_from)
    return frozenset(found)


def _united(groups: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({item for group in groups for item in group}))


def _highest(members: list[DataAsset]) -> str:
    order = catalogue.classification_order()
    stated = [str(member.classification) for member in members if member.classification]
    return max(stated, key=lambda classification: order[classification])


def _cycle_errors(estate: Estate) -> list[EdgewrightError]:
    return [
        EdgewrightError(
            "TOP-002",
            f"data {name} is derived from itself, through {', '.join(asset.derived_from)}",
            hint="Take one of the assets in the circle out of derived_from.",
            place=estate.place_of("data", name, "derived_from"),
        )
        for name, asset in sorted(estate.data.items())
        if any(name in _lineage(estate, parent) for parent in asset.derived_from)
    ]


def _source_errors(estate: Estate) -> list[EdgewrightError]:
    errors = []
    for name, asset in sorted(estate.data.items()):
        if asset.derived_from:
            continue
        missing = [key for key in ("origin", "classification") if getattr(asset, key) is None]
        if missing:
            errors.append(_incomplete(estate, name, missing))
    return errors


def _incomplete(estate: Estate, name: str, missing: list[str]) -> EdgewrightError:
    return EdgewrightError(
        "TOP-003",
        f"data {name} is derived from nothing and has no {' and no '.join(missing)}",
        hint=f"Give {name} {' and '.join(missing)}, or say what it is derived_from.",
        place=estate.place_of("data", name),
    )
