"""Rows of the register say the worst that any rule said of them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from edgewright.base.vocabulary import (
    Level,
    OnUndetermined,
    Outcome,
    Scope,
    Severity,
    TransferVerdict,
)
from edgewright.graph.estate.from_topology import topology_nodes
from edgewright.graph.model import Node, ResourceLocation
from edgewright.placement.place import place
from edgewright.policy import register
from edgewright.policy.evaluation import PolicyInfo, Result
from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology

DAY = date(2026, 11, 23)
GOLDEN = Path(__file__).parents[2] / "golden" / "harbour-vision" / "estate.yaml"
NODE = "estate:transfer/camera-frames/flow/detector-weights/aws/eu-central-1>pier:ota"


@pytest.fixture(scope="module")
def topology():
    return build_topology(Estate.model_validate(YAML(typ="safe").load(GOLDEN)), DAY)


@pytest.fixture(scope="module")
def nodes(topology):
    return topology_nodes(topology, place(topology))


def rule(id, domain):
    return PolicyInfo(
        *(id, domain, f"{domain}.x", "", "", Severity.HIGH, "", "", (), {}),
        *(Scope.GRAPH, None, Level.ADVISORY, "mine", OnUndetermined.WARN),
    )


POLICIES = (rule("TRF-01", "transfer"), rule("RES-01", "residency"), rule("ENC-01", "encryption"))


def result(outcome, policy="TRF-01", node=NODE, **found):
    return Result(policy, node, node, outcome, f"{outcome.value} it is", blocking=False, vars=found)


def rows(topology, nodes, *results):
    return {row.node: row for row in register.transfers(topology, nodes, results, POLICIES)}


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
        ([Outcome.PASSED, Outcome.NOT_APPLICABLE], "held"),
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
    found = register.transfers(topology, nodes, [result(Outcome.FAILED)], POLICIES)
    lines = {(one.source, one.target): one for one in register.flows(topology, found)}
    across = lines["aws/eu-central-1", "site/santos-pier"]
    assert (across.crosses, across.verdict) == (True, "violated")
    home = lines["site/hamburg-quay", "aws/eu-central-1"]
    assert (home.crosses, home.verdict) == (False, "held")
    assert home.flow_kinds == ("declared", "implied")


@pytest.mark.parametrize(
    ("outcome", "ground"),
    [
        (Outcome.PASSED, "passed it is"),
        (Outcome.FAILED, "none found"),
        (Outcome.WAIVED, "none found"),
        (Outcome.UNDETERMINED, "not known: undetermined it is"),
    ],
)
def test_the_ground_is_what_the_rule_on_it_says(topology, nodes, outcome, ground):
    row = rows(topology, nodes, result(outcome), result(Outcome.PASSED, "TRF-02"))[NODE]
    assert row.ground == ground
    assert (row.reasons == ()) == (outcome is Outcome.PASSED)


def test_a_ground_that_nobody_looked_for_is_not_made_up(topology, nodes):
    silent = Result("TRF-01", NODE, NODE, Outcome.PASSED, "", blocking=False)
    row = rows(topology, nodes, silent)[NODE]
    assert (row.ground, row.verdict) == ("none found", "not judged")
    other = result(Outcome.PASSED, "TRF-02")
    row = rows(topology, nodes, other)[NODE]
    assert (row.ground, row.verdict) == (
        "not looked for: TRF-01 is not in force",
        "not judged",
    )


HOLDING = "estate:holding/camera-frames@site/santos-pier"


def bucket(cloud, region, *labels):
    return Node(
        id="urn:bucket",
        type="aws:s3/bucket:Bucket",
        kind="storage.bucket",
        name="bucket",
        provider="aws",
        location=ResourceLocation(cloud, region, None),
        labels=labels,
        props={},
    )


@pytest.mark.parametrize(
    ("outcome", "verdict"), [(Outcome.FAILED, "violated"), (Outcome.WAIVED, "waived")]
)
def test_no_row_is_held_where_the_data_must_not_arrive(topology, nodes, outcome, verdict):
    against = result(outcome, "RES-01", HOLDING, data="camera-frames", country="BR")
    row = rows(topology, nodes, result(Outcome.PASSED), against)[NODE]
    assert row.verdict == verdict
    assert row.reasons == (f"RES-01: {outcome.value} it is",)
    assert row.ground == "passed it is"


def _into_brazil(topology, nodes, node, **found):
    """The verdict on what goes to azure/brazilsouth, with a resource that a rule fails on."""
    crossing = next(one for one in topology.crossings)
    link = next(one for one in topology.links if one.id == crossing.link)
    moved = next(one for one in nodes if one.id == NODE)
    there = replace(moved, props={**moved.props, "to_place": "azure/brazilsouth"})
    assert link.target != "azure/brazilsouth"
    others = [one for one in nodes if one.id != NODE]
    against = result(Outcome.FAILED, "RES-01", node.id, **found)
    return rows(topology, [*others, there, node], result(Outcome.PASSED), against)[NODE].verdict


def test_a_resource_there_with_the_label_counts_and_another_does_not(topology, nodes):
    there = bucket("azure", "brazilsouth", "camera-frames")
    assert _into_brazil(topology, nodes, there) == "violated"
    assert _into_brazil(topology, nodes, there, data="camera-frames, detections") == "violated"
    assert _into_brazil(topology, nodes, there, data="detections") == "held"
    assert _into_brazil(topology, nodes, there, region="eastus") == "held", "its copy is elsewhere"
    assert _into_brazil(topology, nodes, bucket("azure", "brazilsouth", "detections")) == "held"
    assert _into_brazil(topology, nodes, bucket("azure", "eastus", "camera-frames")) == "held"
    copied = bucket("azure", "eastus", "camera-frames")
    assert _into_brazil(topology, nodes, copied, region="brazilsouth") == "violated"


def test_a_flow_is_held_on_the_map_only_if_every_row_of_it_is(topology, nodes):
    row = rows(topology, nodes, result(Outcome.PASSED))[NODE]
    verdicts = {
        ("held", "held"): "held",
        ("held", "not judged"): "not judged",
        ("not judged", "conditional"): "conditional",
        ("not judged", "violated"): "violated",
    }
    for (one, other), expected in verdicts.items():
        both = [replace(row, verdict=TransferVerdict(it)) for it in (one, other)]
        lines = {(it.source, it.target): it for it in register.flows(topology, both)}
        assert lines[row.source, row.target].verdict == expected


def test_only_rules_on_where_data_may_be_count_there(topology, nodes):
    unencrypted = result(Outcome.FAILED, "ENC-01", HOLDING)
    assert rows(topology, nodes, result(Outcome.PASSED), unencrypted)[NODE].verdict == "held"
    passed = result(Outcome.PASSED, "RES-01", HOLDING)
    assert rows(topology, nodes, result(Outcome.PASSED), passed)[NODE].verdict == "held"
