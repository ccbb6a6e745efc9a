"""The estate's own words for what data is about."""

from __future__ import annotations

from pydantic import Field

from edgewright.spec.fields import Model, TaxonomyKey


class OwnCategory(Model):
    """A category of data that the Fides taxonomy does not have."""

    parent: str | None = None
    """The category of the Fides taxonomy it is a part of."""
    personal: bool | None = None
    """Whether it is about people, for one that is part of no other."""


class OwnTaxonomy(Model):
    """The estate's own words for what data is about, beside those of the Fides taxonomy."""

    categories: dict[TaxonomyKey, OwnCategory] = Field(default_factory=dict)
    """Categories, by name."""
    subjects: tuple[TaxonomyKey, ...] = ()
    """People whom data is about."""
