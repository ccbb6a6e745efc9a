"""Copies that resources make, followed like any other flow."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from golden_estates import ESTATES, judge
from ruamel.yaml import YAML

from edgewright.graph.estate.derived_flows import READ, bears_on_flows, with_resources
from edgewright.graph.model import UNKNOWN, Node, ResourceLocation
from edgewright.spec.evidence import DeclaredMechanism
from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology

DAY = date(2026, 11, 23)
GOLDEN = Path(__file__).parents[2] / "golden" / "harbour-vision" / "estate.yaml"
BUCKET = "urn:pulumi:s::p::aws:s3/bucket:Bucket::frames"


@pytest.fixture
def document():
    return YAML(typ="safe").load(GOLDEN)


def built(document):
    return build_topology(Estate.model_validate(document), DAY)


def copy(
    flow_kind="replica",
    *,
    labels=("camera-frames",),
    carrier="camera-frames",
    cloud="aws",
    start="eu-central-1",
    region="us-east-1",
    country="US",
    provider="aws",
):
    return Node(
        id=f"{BUCKET}#{flow_kind}/{region}",
        type=f"copy:{flow_kind}",
        kind=f"copy.{flow_kind}",
        name="frames",
        provider=provider,
        location=ResourceLocation(cloud, region if isinstance(region, str) else None, country),
        labels=labels,
        props={
            "location": {"cloud": cloud, "region": region, "country": country},
            "carrier": carrier,
            "from_region": start,
            "target": "somewhere",
        },
        parent=BUCKET,
    )


def test_a_replica_abroad_is_a_place_the_label_reaches(document):
    topology = with_resources(built(document), [copy()])
    virginia = topology.location("aws/us-east-1")
    assert (virginia.country, virginia.operator_parent) == ("US", "US")
    [held] = [one for one in topology.holdings if one.location == "aws/us-east-1"]
    # Training needs the frames in Frankfurt; from there the bucket copies them on.
    assert [step.location for step in held.path.steps()] == [
        "site/hamburg-quay",
        "aws/eu-central-1",
        "aws/us-east-1",
    ]
    link = next(one for one in topology.links if one.flow_kind == "replica")
    assert link.node == f"{BUCKET}#replica/us-east-1"
    assert link.id in {crossing.link for crossing in topology.crossings}


def test_what_holds_labels_by_its_tags_alone_is_where_they_start(document):
    odd = copy(start="sa-east-1", carrier=None)
    topology = with_resources(built(document), [odd])
    assert ("camera-frames", "camera-frames", "aws/sa-east-1") in topology.starts
    assert "aws/sa-east-1" in {one.location for one in topology.holdings}


def test_nothing_starts_where_something_brings_it(document):
    before = built(document)
    weights = copy(carrier="detector-weights")
    after = with_resources(before, [weights])
    assert after.starts == before.starts
    [held] = [one for one in after.holdings if one.location == "aws/us-east-1"]
    assert held.carrier == "detector-weights"


def test_a_copy_of_weights_carries_the_labels_they_were_learned_from(document):
    topology = with_resources(built(document), [copy(carrier="detector-weights")])
    crossing = next(one for one in topology.crossings if one.link.startswith("copy/replica"))
    assert crossing.label == "camera-frames"
    assert [step.kind for step in crossing.path.steps()] == ["origin", "link", "derives", "link"]


def test_a_copy_has_the_basis_declared_for_the_same_data_and_places(document):
    document["clouds"]["aws"]["regions"].append("us-east-1")
    ends = {
        "from": {"cloud": "aws", "region": "eu-central-1"},
        "to": {"cloud": "aws", "region": "us-east-1"},
    }
    mechanism = {"type": "scc", "evidence": "DOC-9", "valid_to": date(2028, 1, 1)}
    document["flows"] += [
        {"data": "camera-frames", **ends, "transfer_mechanism": mechanism, "purpose": "backup"}
    ]
    topology = with_resources(built(document), [copy()])
    link = next(one for one in topology.links if one.flow_kind == "replica")
    assert link.transfer_mechanism == DeclaredMechanism(
        type="scc", evidence="DOC-9", valid_to=date(2028, 1, 1)
    )
    assert link.purpose == "backup"


def test_anywhere_in_the_world_is_a_place_in_no_country(document):
    cached = copy("cache", region="worldwide", country=UNKNOWN)
    topology = with_resources(built(document), [cached])
    place = topology.location("worldwide")
    assert (place.kind, place.country) == ("worldwide", None)
    assert any(one.link.startswith("copy/cache") for one in topology.crossings)


def test_a_target_nobody_knows_is_a_place_in_no_known_country(document):
    topology = with_resources(built(document), [copy(region=UNKNOWN, country=UNKNOWN)])
    assert topology.location("frames's target").country is None


@pytest.mark.parametrize("mechanism", ["delivery", "peering"])
def test_what_moves_nothing_by_itself_is_not_followed(document, mechanism):
    before = built(document)
    assert with_resources(before, [copy(mechanism)]).links == before.links


def test_labels_the_estate_does_not_know_are_not_followed(document):
    before = built(document)
    stray = copy(labels=("stray",), carrier=None)
    assert with_resources(before, [stray]).links == before.links


def test_without_a_carrier_a_copy_is_of_what_is_there(document):
    # Only the weights are in the pier's region once nothing reads frames there.
    document["workloads"]["detect"]["reads"] = []
    document["clouds"]["aws"]["regions"].append("sa-east-1")
    document["flows"].append(
        {"data": "detector-weights", "from": "pier", "to": {"cloud": "aws", "region": "sa-east-1"}}
    )
    topology = with_resources(built(document), [copy(start="sa-east-1", carrier=None)])
    link = next(one for one in topology.links if one.flow_kind == "replica")
    assert link.data == "detector-weights"
    assert topology.starts == built(document).starts


def bucket(region, country, labels=("camera-frames",), carrier=None, **more):
    return Node(
        id=f"{BUCKET}-{region}",
        type="aws:s3/bucket:Bucket",
        kind="storage.bucket",
        name=f"frames-{region}",
        provider="aws",
        location=ResourceLocation("aws", region, country),
        labels=labels,
        props={"data": [], "carrier": carrier, **more},
    )


def undeclared(topology):
    return [one for one in topology.links if one.flow_kind == "undeclared"]


def test_a_label_where_nothing_brings_it_came_by_a_flow_nobody_declared(document):
    topology = with_resources(built(document), [bucket("us-east-1", "US")])
    # The frames come from Germany, and Hamburg is the one place there.
    [link] = undeclared(topology)
    assert (link.source, link.target) == ("site/hamburg-quay", "aws/us-east-1")
    [held] = [one for one in topology.holdings if one.location == "aws/us-east-1"]
    assert [step.kind for step in held.path.steps()] == ["origin", "link"]
    assert link.id in {one.link for one in topology.crossings}


def test_a_label_that_flows_bring_needs_no_other(document):
    before = built(document)
    assert with_resources(before, [bucket("eu-central-1", "DE")]) == before
    moved = with_resources(before, [copy(), bucket("us-east-1", "US")])
    assert undeclared(moved) == []


def test_what_flows_on_from_there_has_the_whole_way_as_its_witness(document):
    odd = copy(start="sa-east-1", carrier=None)
    topology = with_resources(built(document), [odd, bucket("sa-east-1", "BR")])
    [held] = [one for one in topology.holdings if one.location == "aws/us-east-1"]
    assert [step.location for step in held.path.steps()][1:] == ["aws/sa-east-1", "aws/us-east-1"]
    assert ("camera-frames", "camera-frames", "aws/sa-east-1") not in topology.starts


def test_what_is_derived_came_from_where_it_is_made(document):
    weights = bucket("us-east-1", "US", carrier="detector-weights")
    [link] = undeclared(with_resources(built(document), [weights]))
    assert (link.data, link.source) == ("detector-weights", "aws/eu-central-1")


@pytest.mark.parametrize(
    "held",
    [
        bucket("us-east-1", "US", labels=()),
        bucket("us-east-1", "US", labels=("stray",)),
        replace(bucket("us-east-1", "US", content="settings"), kind="resource.other"),
        bucket("mars-1", None),
    ],
)
def test_what_holds_nothing_known_in_a_region_shows_no_flow(document, held):
    before = built(document)
    assert with_resources(before, [held]).links == before.links


@pytest.mark.parametrize("name", ESTATES)
def test_nothing_else_of_a_node_makes_a_flow(name: str) -> None:
    """What `bears_on_flows` leaves out may be anything: the flows are the same."""
    judged = judge(ESTATES[name])
    assert judged.context.estate is not None
    topology = judged.context.estate.topology
    nodes = [node for node in judged.nodes if node.id.startswith("urn:")]
    others = [
        replace(
            node,
            parent="urn:other",
            unknown=("other",),
            intent={"other": 1},
            inputs={},
            props={name: value if name in READ else "other" for name, value in node.props.items()},
        )
        for node in nodes
    ]
    assert [bears_on_flows(node) for node in others] == [bears_on_flows(node) for node in nodes]
    assert with_resources(topology, others) == with_resources(topology, nodes)
    assert any(bears_on_flows(node) for node in nodes)
