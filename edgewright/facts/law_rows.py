"""The shape of the facts files that hold law: every row names the provision it rests on."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from edgewright.facts.rows import PROSE, Country, Row, Text

Anchor = Annotated[
    str,
    Field(
        pattern=r"\b(arts?|ss?|ch|annex|sch|rules?|regs?|para|principle|CFR)\.? ?\(?[0-9IVX]"
        r"|\b(SOV|SEAL)-[0-9]|\b[A-Z]{2}-[0-9]"
    ),
    PROSE,
]
"""Law and provision, for example "GDPR art. 45(3)"; a law without a provision is not enough."""

Category = Annotated[str, Field(pattern=r"^(\*|[a-z_]+(\.[a-z_]+)*(\.\*)?)$")]
"""A pattern of Fides data categories: "user.health.*" is user.health and all below it."""

Categories = Annotated[tuple[Category, ...], Field(min_length=1)]
Countries = Annotated[tuple[Country, ...], Field(min_length=1)]
Name = Annotated[str, Field(min_length=1)]
People = Annotated[int, Field(ge=1, strict=True)]

MechanismType = Literal[
    "scc",
    "bcr",
    "dpf",
    "derogation",
    "consent",
    "idta",
    "certification",
    "security-assessment",
    "binding-agreement",
]
"""What may allow a transfer where no finding of adequacy does; the words an estate declares."""


class LawRow(Row):
    """A fact of law. `anchor` is the provision, `source` where it was read."""

    anchor: Anchor

    @model_validator(mode="after")
    def _no_country_twice(self) -> LawRow:
        for field in ("countries", "blacklist"):
            listed = getattr(self, field, ())
            if len(set(listed)) != len(listed):
                raise ValueError(f"{field}: a country is there twice")
        return self


class Zone(LawRow):
    """A legal zone and the countries in it."""

    zone: Annotated[str, Field(pattern=r"^[A-Z]{2,}$")]
    countries: Countries


class Regime(LawRow):
    """A body of transfer law and the countries whose data it governs."""

    regime: Annotated[str, Field(pattern=r"^[A-Z]{2,}(-[A-Z]+)?$")]
    countries: Countries


class Adequacy(LawRow):
    """A regime's finding that a country protects data well enough to send it there.

    Attributes:
        until: the last day it holds; None when it has no end.
        condition: what a recipient must meet for it to apply, in words; None when it covers the
            country.
        framework: the transfer mechanism by which a recipient takes part in the framework that the
            finding rests on; None when it rests on none.
        contested: a pending challenge that may end it; None without one.
    """

    regime: str
    to: Country
    until: date | None
    condition: Text | None
    framework: Literal["dpf"] | None
    contested: Text | None

    @model_validator(mode="after")
    def _ends_after_it_was_known_to_hold(self) -> Adequacy:
        if self.until is not None and self.until < self.as_of:
            raise ValueError(f"until {self.until} is before as_of {self.as_of}")
        return self

    @model_validator(mode="after")
    def _a_framework_is_a_condition(self) -> Adequacy:
        if self.framework is not None and self.condition is None:
            raise ValueError("framework: a finding that rests on one covers its members only")
        return self


class LegalMechanism(BaseModel):
    """What the law lets carry a transfer; occasional: not for transfers that are systematic."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    anchor: Anchor
    occasional: Annotated[bool, Field(strict=True)]


class TransferRule(LawRow):
    """What a regime asks of data that leaves it.

    Attributes:
        model: adequacy (a finding or a mechanism), open (no general rule), blacklist (free but to
            listed countries) or approval (a step of the regulator's, one of `mechanisms`).
        blacklist: countries data may not go to.
        mechanisms: what allows a transfer, by type.
    """

    regime: str
    model: Literal["adequacy", "open", "blacklist", "approval"]
    blacklist: tuple[Country, ...]
    mechanisms: dict[MechanismType, LegalMechanism]

    @model_validator(mode="after")
    def _mechanisms_where_the_model_has_them(self) -> TransferRule:
        if (self.model in ("adequacy", "approval")) != bool(self.mechanisms):
            raise ValueError("adequacy and approval have mechanisms, open and blacklist have none")
        if self.blacklist and self.model != "blacklist":
            raise ValueError("only the model blacklist has a blacklist")
        return self


class Localisation(LawRow):
    """A duty to keep data in its country.

    Attributes:
        kind: hard (it may not leave), mirror (a copy as itself must stay) or conditional (it may
            leave once `condition` is met, which transfer mechanisms of the types in `met_by` show).
        people_from: number of people from which the duty holds; None for any number.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    country: Country
    kind: Literal["hard", "mirror", "conditional"]
    categories: Categories
    people_from: People | None
    condition: Text | None
    met_by: tuple[MechanismType, ...]

    @model_validator(mode="after")
    def _condition_where_there_is_one(self) -> Localisation:
        if (self.kind == "conditional") != (self.condition is not None):
            raise ValueError("conditional has a condition, hard and mirror have none")
        if (self.kind == "conditional") != bool(self.met_by):
            raise ValueError("met_by: conditional has what meets it, hard and mirror have nothing")
        return self


class BulkClass(BaseModel):
    """A class of sensitive data and how many people (or devices) make it bulk."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    categories: Categories
    people: People
    anchor: Anchor


class BulkData(LawRow):
    """A regime's rule on sensitive data in bulk: never to `countries`, nor to whom they control."""

    regime: Literal["US"]
    countries: Countries
    classes: Annotated[tuple[BulkClass, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _no_class_twice(self) -> BulkData:
        if len({entry.name for entry in self.classes}) != len(self.classes):
            raise ValueError("classes: a class is there twice")
        return self


class SpecialCategories(LawRow):
    """Categories of personal data that a regime protects more."""

    regime: Literal["EEA"]
    categories: Categories


class NonPersonal(LawRow):
    """A zone's rule on foreign governments' access to its non-personal data."""

    origin_zone: Literal["EU"]


class SovereigntyTerm(LawRow):
    """A sovereignty objective (SOV-n, with its weight in percent) or assurance level (SEAL-n)."""

    term: Annotated[str, Field(pattern=r"^(SOV-[1-8]|SEAL-[0-4])$")]
    text: Text
    weight: Annotated[int, Field(ge=1, le=100, strict=True)] | None

    @model_validator(mode="after")
    def _objectives_have_a_weight(self) -> SovereigntyTerm:
        if self.term.startswith("SOV") != (self.weight is not None):
            raise ValueError("an objective has a weight, a level has none")
        return self


class Conflict(LawRow):
    """Controls of two frameworks that cannot both be obeyed as written.

    Attributes:
        subject: what they disagree about.
        demanding, forbidding: controls as a rule's METADATA names them.
        resolution: how to obey the purpose of both.
    """

    subject: Name
    demanding: Annotated[tuple[Name, ...], Field(min_length=1)]
    forbidding: Annotated[tuple[Name, ...], Field(min_length=1)]
    resolution: Text

    @model_validator(mode="after")
    def _not_on_both_sides(self) -> Conflict:
        both = sorted(set(self.demanding) & set(self.forbidding))
        if both:
            raise ValueError(f"{both[0]} cannot demand and forbid")
        return self
