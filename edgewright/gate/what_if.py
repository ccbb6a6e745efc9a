"""What is assumed to be otherwise: a fact that no longer holds, a site in another country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from edgewright.base.errors import EdgewrightError
from edgewright.base.similar import did_you_mean
from edgewright.facts import catalogue
from edgewright.facts.assumption import Assumption, assumed, parse_assumption
from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology
from edgewright.topology.locations import site_id


@dataclass(frozen=True)
class WhatIf:
    """Assumptions about facts, and sites as if they were elsewhere.

    Attributes:
        moves: (site, country) pairs.
    """

    assumptions: tuple[Assumption, ...] = ()
    moves: tuple[tuple[str, str], ...] = ()

    def facts(self, data: dict[str, Any]) -> Mapping[str, Any]:
        """The facts as assumed."""
        return assumed(data, self.assumptions)

    def estate(self, estate: Estate, on: date) -> Estate:
        """The estate with its sites as assumed.

        Data that is captured nowhere but at a site that moves is then born under the law of the
        country it moves to. Coordinates stay: the law changes, the distances do not.

        Raises:
            EdgewrightError: CLI-003 for a site the estate does not have.
        """
        if not self.moves:
            return estate
        sites = dict(estate.sites)
        for site, country in self.moves:
            if site not in sites:
                raise EdgewrightError(
                    "CLI-003",
                    f"there is no site {site!r} to move",
                    hint=did_you_mean(site, sites, "Name a site of the estate."),
                )
            sites[site] = sites[site].model_copy(update={"country": country})
        data = dict(estate.data)
        for name, country in self._born_elsewhere(estate, on).items():
            data[name] = data[name].model_copy(update={"origin": country})
        return estate.model_copy(update={"sites": sites, "data": data})

    def _born_elsewhere(self, estate: Estate, on: date) -> dict[str, str]:
        """Source data captured only at sites that move -> its new origin."""
        moved = {site_id(site): country for site, country in self.moves}
        places: dict[str, set[str]] = {}
        for label, _, place in build_topology(estate, on).starts:
            if estate.data[label].origin is not None:
                places.setdefault(label, set()).add(place)
        return {label: moved[min(at)] for label, at in places.items() if at <= set(moved)}


NOTHING = WhatIf()


def parse_what_if(assumptions: Sequence[str], moves: Sequence[str]) -> WhatIf:
    """What `--assume` and `--move` say.

    Args:
        assumptions: such as "dpf=invalid" or "adequacy.BR=none".
        moves: such as "santos-pier=AR".

    Raises:
        EdgewrightError: FCT-003 for what cannot be assumed, CLI-003 for a move that is not
            SITE=COUNTRY or names no country.
    """
    return WhatIf(
        tuple(parse_assumption(text) for text in assumptions),
        tuple(_move(text) for text in moves),
    )


def _move(text: str) -> tuple[str, str]:
    site, _, country = text.partition("=")
    if not site or country not in catalogue.countries():
        raise EdgewrightError(
            "CLI-003",
            f"{text!r} does not say which site is moved to which country",
            hint="Write SITE=COUNTRY with the two letters of a country, as santos-pier=AR.",
        )
    return site, country
