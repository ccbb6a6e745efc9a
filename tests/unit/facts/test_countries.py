"""Countries: every code of ISO 3166-1 has a name, and every region's country is one of them."""

import pytest
from pydantic import ValidationError

from edgewright.facts import catalogue
from edgewright.facts.iso3166 import ASSIGNED
from edgewright.facts.rows import CountryNames

ROW = {"standard": "s", "source": "s", "as_of": "2026-10-01", "confidence": "verified"}


def test_every_assigned_code_has_a_name_and_no_other_code_has():
    names = catalogue.countries()
    assert set(names) == ASSIGNED
    assert len(names) == 249
    assert len(set(names.values())) == 249


@pytest.mark.parametrize(
    ("code", "name"),
    [("DE", "Germany"), ("GB", "United Kingdom"), ("TW", "Taiwan"), ("CI", "Côte d'Ivoire")],
)
def test_names_are_the_everyday_ones(code, name):
    assert catalogue.countries()[code] == name


@pytest.mark.parametrize("code", ["EU", "UK", "XK", "XX"])
def test_codes_that_are_reserved_or_free_are_no_countries(code):
    assert code not in catalogue.countries()


def test_every_country_of_a_region_has_a_name():
    used = {row.country for row in catalogue.regions().values() if row.country}
    used |= {row.operator_parent for row in catalogue.regions().values() if row.operator_parent}
    assert used <= set(catalogue.countries())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda names: names.pop("FR"), "no name for FR"),
        (lambda names: names.update(XX="Nowhere"), "not a country of ISO 3166-1"),
        (lambda names: names.update(FR=""), "at least 1 character"),
    ],
)
def test_a_list_that_lacks_or_invents_a_country_is_refused(change, why):
    names = dict(catalogue.countries())
    change(names)
    with pytest.raises(ValidationError, match=why):
        CountryNames.model_validate({**ROW, "countries": names})
