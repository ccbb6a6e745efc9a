"""Rows of the register say the worst that any rule said of them."""

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from edgewright.base.vocabulary import Outcome
from edgewright.graph.estate.from_topology import topology_nodes
from edgewright.placement.place import place
from edgewright.policy import register
from edgewright.policy.evaluation import Result
from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology

DAY = date(2026, 11, 23)
GOLDEN = Path(__file__).parents[2] / "golden" / "harbour-vision" / "estate.yaml"
NODE = "estate:transfer/camera-frames/flow/1"


@pytest.fixture(scope="module")
def topology():
    return build_topology(Estate.model_validate(YAML(typ="safe").load(GOLDEN)), DAY)


@pytest.fixture(scope="module")
def nodes(topology):
    return topology_nodes(topology, place(topology))


def result(outcome, policy="TRF-01", node=NODE):
    return Result(policy, node, node, outcome, f"{outcome.value} it is", blocking=False)


def rows(topology, nodes, *results):
    return {row.node: row for row in register.transfers(topology, nodes, results)}


def test_a_row_per_label_and_border(topology, nodes):
    found = rows(topology, nodes)
    assert len(found) == len(topology.crossings) == 2
    row = found[NODE]
    assert (row.data, row.carrier, row.form) == ("camera-frames", "detector-weights", "derived")
    assert (row.source, row.from_country) == ("aws/eu-central-1", "DE")
    assert (row.target, row.to_country) == ("site/santos-pier", "BR")
    assert (row.transfer_mechanism, row.evidence, row.valid_to) == ("scc", "DOC-114", "2028-01-31")
    assert row.path[0] == "camera-frames starts at site/hamburg-quay (DE)"


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        ([], "not judged"),
        ([Outcome.PASSED], "held"),
        ([Outcome.PASSED, Outcome.CONDITIONAL], "conditional"),
        ([Outcome.CONDITIONAL, Outcome.WAIVED], "waived"),
        ([Outcome.WAIVED, Outcome.UNDETERMINED], "undetermined"),
        ([Outcome.UNDETERMINED, Outcome.FAILED, Outcome.PASSED], "violated"),
    ],
)
def test_the_worst_outcome_counts(topology, nodes, outcomes, verdict):
    results = [result(outcome, f"TRF-0{n}") for n, outcome in enumerate(outcomes, 1)]
    assert rows(topology, nodes, *results)[NODE].verdict == verdict


def test_reasons_name_their_rule(topology, nodes):
    row = rows(topology, nodes, result(Outcome.FAILED))[NODE]
    assert row.reasons == ("TRF-01: failed it is",)


def test_the_map_has_every_place_with_what_is_held_there(topology):
    held = {one.id: one.data for one in register.places(topology)}
    assert held["site/santos-pier"] == ("camera-frames", "detections")
    assert held["azure/brazilsouth"] == ()


def test_flows_between_two_places_are_one_with_the_worst_verdict(topology, nodes):
    found = register.transfers(topology, nodes, [result(Outcome.FAILED)])
    lines = {(one.source, one.target): one for one in register.flows(topology, found)}
    across = lines["aws/eu-central-1", "site/santos-pier"]
    assert (across.crosses, across.verdict) == (True, "violated")
    home = lines["site/hamburg-quay", "aws/eu-central-1"]
    assert (home.crosses, home.verdict) == (False, "held")
    assert home.flow_kinds == ("declared", "implied")
