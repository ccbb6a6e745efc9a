"""Programs as people write them: each resource's kind, place and labels, as a reviewer has them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeVar

import pytest
from users_programs import (
    FOLDER,
    PROGRAMS,
    Row,
    expected_of,
    faults_of,
    found_in,
    graph_of,
    recorded,
)

from edgewright.graph.model import ResourceGraph

pytestmark = pytest.mark.engine

Value = TypeVar("Value")

QUICK = ("web_shop", "serverless_pipeline", "azure_streams", "mixed_clouds", "landing_zone")
"""Programs of the quick checks: split and inline settings, default tags, parts of wholes, several
clouds, a referenced stack, a dynamic provider, an import."""
COUNTRIES = {
    "ca-central-1": "CA",
    "eu-central-1": "DE",
    "eu-north-1": "SE",
    "eu-west-1": "IE",
    "eu-west-3": "FR",
    "us-east-1": "US",
    "eastus2": "US",
    "francecentral": "FR",
    "francesouth": "FR",
    "germanywestcentral": "DE",
    "northeurope": "IE",
    "norwayeast": "NO",
    "swedencentral": "SE",
    "switzerlandnorth": "CH",
    "uksouth": "GB",
    "ukwest": "GB",
    "westeurope": "NL",
    "westus2": "US",
}
"""The country of each region of the tables: AWS, "AWS Regions"; Microsoft, "Azure regions list"."""
ASIDE = ("structural", "secret.generated")
NO_MATTER = (
    "random:",
    "acme:",
    "datadog:",
    "pulumi-python:",
    "aws:quantum",
    "azure-native:quantum",
)
"""Types that hold nothing of a cloud, and those that there are not."""
ENOUGH = 0.9


@pytest.fixture(scope="module")
def graph_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], ResourceGraph]:
    """Program -> its graph; each is previewed once."""

    @cache
    def graph(program: str) -> ResourceGraph:
        return graph_of(program, recorded(program, tmp_path_factory.mktemp(program)))

    return graph


def marked(program: str) -> object:
    marks = () if program in QUICK else (pytest.mark.heavy,)
    return pytest.param(program, marks=marks)


@pytest.mark.parametrize("program", [marked(one) for one in PROGRAMS])
def test_a_program_is_read_as_a_reviewer_reads_it(
    program: str, graph_in: Callable[[str], ResourceGraph]
) -> None:
    graph = graph_in(program)
    seen = found_in(graph)
    expected = named_fully(expected_of(program), seen)
    faults = named_fully(faults_of(program), seen)
    assert {key: row for key, row in seen.items() if key not in faults} == {
        key: row for key, row in expected.items() if key not in faults
    }
    mended = [key for key in faults if seen[key] == expected[key]]
    assert not mended, "faults that are none any more: take the note out of the table"
    places = {
        one.location.region: one.location.country
        for one in graph.nodes
        if one.location.cloud and one.location.region in COUNTRIES
    }
    assert places == {region: COUNTRIES[region] for region in places}
    assert {row.place for row in expected.values()} <= {*COUNTRIES, "-", "global", "global US"}


def named_fully(
    rows: dict[tuple[str, str], Value], seen: dict[tuple[str, str], Row]
) -> dict[tuple[str, str], Value]:
    """Rows by type and name, where a table has the name alone since only one resource has it."""
    types: dict[str, list[str]] = {}
    for type, name in seen:
        types.setdefault(name, []).append(type)
    full = {}
    for (type, name), row in rows.items():
        several = [type] if type else types.get(name, [""])
        assert len(several) == 1, f"several resources are called {name}: say which type"
        full[several[0], name] = row
    return full


@pytest.mark.heavy
def test_almost_all_that_matters_has_a_kind(graph_in: Callable[[str], ResourceGraph]) -> None:
    """The rest is named."""
    matters = [
        (type, row.kind)
        for program in PROGRAMS
        for (type, _), row in found_in(graph_in(program)).items()
        if row.kind not in ASIDE and not type.startswith(NO_MATTER)
    ]
    without = sorted(type for type, kind in matters if kind in ("none", "resource.other"))
    print(f"{len(matters) - len(without)} of {len(matters)} have a kind; without: {without}")
    assert len(without) <= (1 - ENOUGH) * len(matters), without


def test_there_are_programs_and_each_has_its_table() -> None:
    assert len(PROGRAMS) == 25
    assert {path.parent.name for path in FOLDER.glob("*/expected.csv")} == {*PROGRAMS}
    assert {*QUICK} < {*PROGRAMS}
