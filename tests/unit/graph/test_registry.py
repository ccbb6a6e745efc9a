"""What every entry of the registry has to hold, so that a new cloud or runtime learns it here."""

from collections import Counter
from dataclasses import fields

import pytest

from edgewright.graph.kinds import KINDS
from edgewright.graph.provider import Provider
from edgewright.graph.registry import CUSTODY, FLOWS, LOCATORS, NORMALISERS, PROVIDERS, cloud_of
from edgewright.graph.resource.deployments import delivery
from edgewright.graph.resource.index import canonical_type

TABLES = ("kinds", "flows", "custody")


@pytest.mark.parametrize("table", TABLES)
def test_no_type_is_in_two_entries(table: str) -> None:
    found = Counter(token for one in PROVIDERS for token in getattr(one, table))
    assert [token for token, count in found.items() if count > 1] == []


def test_every_table_of_an_entry_is_looked_at() -> None:
    others = {"name", "locator", "structural", "custody_of_address", "spellings"}
    of_kinds = {"normalisers", "rows", "keys", "joiners"}
    looked_at = others | of_kinds | set(TABLES) - {"kinds"}
    assert {field.name for field in fields(Provider)} == looked_at


@pytest.mark.parametrize("one", PROVIDERS, ids=lambda one: one.name)
def test_a_type_is_a_row_or_has_a_normaliser(one: Provider) -> None:
    assert one.rows.types.keys() & one.normalisers.keys() == set()
    assert one.kinds.keys() & one.parts == set()


@pytest.mark.parametrize("one", PROVIDERS, ids=lambda one: one.name)
def test_types_are_written_as_the_graph_looks_them_up(one: Provider) -> None:
    tokens = [token for table in TABLES for token in getattr(one, table)] + sorted(one.parts)
    assert [token for token in tokens if canonical_type(token) != token] == []


@pytest.mark.parametrize("one", PROVIDERS, ids=lambda one: one.name)
def test_every_type_has_a_locator_of_some_entry(one: Provider) -> None:
    named = [token for table in TABLES for token in getattr(one, table)] + sorted(one.parts)
    prefixes = tuple(
        prefix for other in PROVIDERS if other.locator for prefix in other.locator.prefixes
    )
    assert [token for token in named if not token.startswith(prefixes)] == []


def test_no_prefix_hides_another() -> None:
    prefixes = [prefix for one in LOCATORS[:-1] for prefix in one.prefixes]
    hidden = [(a, b) for a in prefixes for b in prefixes if a != b and a.startswith(b)]
    assert (hidden, len(prefixes)) == ([], len(set(prefixes)))
    assert all(prefix.endswith(":") for prefix in prefixes)


def test_normalisers_are_of_kinds_there_are() -> None:
    assert {kind for kind, _ in NORMALISERS.values()} <= set(KINDS)


def test_somebody_holds_every_key() -> None:
    keys = {token for token, (kind, _) in NORMALISERS.items() if kind == "key.key"}
    assert keys - set(CUSTODY) == set()


def test_every_deployment_delivers() -> None:
    deployments = {token for token, (kind, _) in NORMALISERS.items() if kind == "edge.deployment"}
    assert {token for token, rule in FLOWS.items() if rule is delivery} == deployments


def test_the_cloud_of_a_package() -> None:
    packages = ("aws", "aws-native", "azure", "azure-native", "edgewright", "random")
    assert [cloud_of(one) for one in packages] == ["aws", "aws", "azure", "azure", None, None]
