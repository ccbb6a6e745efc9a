"""What-if: the facts as they would be if a finding of adequacy fell.

A court can end a finding between two deployments. `dpf=invalid` or `adequacy.EEA.BR=none` shows
today what would then be unlawful; nothing but the document that is handed in and back changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.base.similar import LONGEST, did_you_mean, nearest
from edgewright.facts import law

FRAMEWORK_INVALID = "dpf=invalid"
FINDING = "adequacy"
NONE = "none"
DPF = "dpf"
FORMS = (FRAMEWORK_INVALID, f"{FINDING}.COUNTRY={NONE}", f"{FINDING}.REGIME.COUNTRY={NONE}")


@dataclass(frozen=True)
class Assumption:
    """A finding, or the Data Privacy Framework, assumed away.

    Attributes:
        text: the assumption as it is written, for reports.
        country: whose adequacy is assumed away; None for the framework.
        regime: by which regime; None for by every one.
    """

    text: str
    country: str | None = None
    regime: str | None = None


def parse_assumption(text: str) -> Assumption:
    """An assumption from its text: "dpf=invalid", "adequacy.BR=none", "adequacy.EEA.BR=none".

    Raises:
        EdgewrightError: FCT-003 when there is no such assumption, value, country or regime, or no
            finding that could be assumed away.
    """
    subject, _, value = (part.strip() for part in text.partition("="))
    if subject == DPF:
        _only("invalid", value, text)
        return Assumption(FRAMEWORK_INVALID)
    kind, *names = subject.split(".")
    if kind != FINDING or len(names) not in (1, 2):
        near = nearest(text, FORMS)
        suggestion = f"Did you mean {near}?" if near else ""
        raise _refused(text, "there is no such assumption", suggestion)
    _only(NONE, value, text)
    return _finding(text, names[-1], names[0] if len(names) == 2 else None)


def assumable() -> tuple[str, ...]:
    """Everything that can be assumed, sorted; for hints and completion."""
    rows = law.adequacy()
    every = {_written(row.to, None) for row in rows} | {_written(r.to, r.regime) for r in rows}
    return (*sorted(every), FRAMEWORK_INVALID)


def assumed(data: Mapping[str, Any], assumptions: Iterable[Assumption]) -> dict[str, Any]:
    """The facts under assumptions.

    Args:
        data: a document of `catalogue.as_data`; it is not changed.
        assumptions: what to assume, all at once.

    Returns:
        A document of the same shape. Free movement inside the EEA rests on no finding, so it
        always stays.
    """
    changed = deepcopy(dict(data))
    for assumption in assumptions:
        for origin in changed["adequacy"]:
            _without(changed, origin, assumption)
        if assumption.country is None:
            _without_mechanism(changed)
    return changed


def _finding(text: str, country: str, regime: str | None) -> Assumption:
    rows = law.adequacy()
    known = sorted({row.regime for row in rows})
    if regime is not None and regime not in known:
        why = f"no regime {regime[:LONGEST]!r} finds countries adequate"
        raise _refused(text, why, did_you_mean(regime, known, ""))
    countries = sorted({row.to for row in rows if regime in (None, row.regime)})
    if country not in countries:
        finds = f"{regime} does not find" if regime else "no regime finds"
        why = f"{finds} {country[:LONGEST]!r} adequate"
        raise _refused(text, why, did_you_mean(country, countries, ""))
    return Assumption(_written(country, regime), country, regime)


def _written(country: str, regime: str | None) -> str:
    return ".".join(part for part in (FINDING, regime, country) if part) + f"={NONE}"


def _only(value: str, given: str, text: str) -> None:
    if given != value:
        raise _refused(text, f"its value is {value!r}, not {given[:LONGEST]!r}")


def _refused(text: str, why: str, suggestion: str = "") -> EdgewrightError:
    return EdgewrightError(
        "FCT-003",
        f"{text[:LONGEST]!r} cannot be assumed: {why}",
        hint=f"{suggestion} Assume one of {', '.join(FORMS)}.".strip(),
    )


def _without(data: dict[str, Any], origin: str, assumption: Assumption) -> None:
    data["adequacy"][origin] = {
        to: entry
        for to, entry in data["adequacy"][origin].items()
        if _moves_freely(data, origin, to) or not _falls(assumption, origin, to, entry)
    }


def _falls(assumption: Assumption, origin: str, to: str, entry: Mapping[str, Any]) -> bool:
    if assumption.country is None:
        return bool(entry["framework"] == DPF)
    return assumption.country == to and assumption.regime in (None, origin)


def _moves_freely(data: dict[str, Any], origin: str, to: str) -> bool:
    area = set(data["zones"]["EEA"])
    own = {country for country, regime in data["regimes"].items() if regime == origin}
    return to in area and own <= area


def _without_mechanism(data: dict[str, Any]) -> None:
    for rule in data["transfer_rules"].values():
        rule["mechanisms"].pop(DPF, None)
