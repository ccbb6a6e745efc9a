"""What each data asset carries: labels, categories and classification flow down derivations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from edgewright.base.errors import EdgewrightError, raise_all
from edgewright.facts import catalogue
from edgewright.spec.models import DataAsset, Estate
from edgewright.topology.categories import categories_of, is_personal
from edgewright.topology.claims import claim_of
from edgewright.topology.model import Asset, Claim

FREED = "system.operations"
"""The category of a model or update that says nothing of anybody."""


def build_assets(estate: Estate, on: date) -> tuple[Asset, ...]:
    """Every data asset with what it inherits on a day, sorted by id.

    A derived asset inherits from everything it is derived from: labels, categories, subjects and
    origins are united, the classification is the highest. Only evidence takes away (see `claims`):
    an asset that evidence sets free is a label of its own, of the same origins and classification,
    but about nobody.

    Raises:
        EdgewrightError: TOP-002 for a derivation that leads back to itself, TOP-003 for a source
            asset without an origin or a classification.
    """
    raise_all(_cycle_errors(estate))
    raise_all(_source_errors(estate))
    claims = {name: claim_of(asset, on) for name, asset in estate.data.items()}
    return tuple(_asset(estate, name, claims) for name in sorted(estate.data))


def labels_start(estate: Estate, name: str, claims: Mapping[str, Claim | None]) -> bool:
    """Whether an asset is a label: source data, or data that evidence sets free."""
    claim = claims[name]
    return not estate.data[name].derived_from or (claim is not None and claim.effective)


def _asset(estate: Estate, name: str, claims: Mapping[str, Claim | None]) -> Asset:
    own = estate.data[name]
    members = [estate.data[one] for one in sorted(_lineage(estate, name))]
    labels = _labels(estate, name, claims)
    freed = bool(own.derived_from) and labels == (name,)
    people = [member.people for member in members if member.people is not None]
    return Asset(
        id=name,
        labels=labels,
        categories=_categories(estate, members, freed=freed),
        subjects=() if freed else _united([member.subjects for member in members]),
        origins=tuple(sorted({member.origin for member in members if member.origin})),
        classification=_highest(members),
        retention_s=own.retention.value if own.retention else None,
        derived_from=own.derived_from,
        by=own.by,
        form=_form(estate, own),
        people=None if freed or not people else sum(people),
        use=own.use,
        claim=claims[name],
    )


def _labels(estate: Estate, name: str, claims: Mapping[str, Claim | None]) -> tuple[str, ...]:
    """The labels an asset carries: those of its nearest ancestors that are labels, itself first."""
    found: set[str] = set()
    waiting = [name]
    seen: set[str] = set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if labels_start(estate, one, claims):
            found.add(one)
        else:
            waiting.extend(estate.data[one].derived_from)
    return tuple(sorted(found))


def _form(estate: Estate, asset: DataAsset) -> Literal["source", "derived", "federated"]:
    if not asset.derived_from:
        return "source"
    producer = estate.workloads.get(asset.by or "")
    return "federated" if producer and producer.kind == "federated" else "derived"


def _categories(estate: Estate, members: list[DataAsset], *, freed: bool) -> tuple[str, ...]:
    """Categories of all members; of one that is set free only those that are not about people."""
    united = _united([categories_of(estate, member) for member in members])
    if not freed:
        return united
    return tuple(one for one in united if not is_personal(one)) or (FREED,)


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
            hint="Take one of the assets in the cycle out of derived_from.",
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
