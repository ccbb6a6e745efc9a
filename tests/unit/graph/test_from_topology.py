"""The topology as nodes: every property a kind declares, crossings and unknowns where they are."""

import json
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from edgewright.base.errors import Place
from edgewright.graph.from_topology import topology_nodes
from edgewright.graph.kinds import KINDS
from edgewright.graph.model import UNKNOWN, Whereabouts
from edgewright.placement.place import place
from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology

DAY = date(2026, 11, 23)

GOLDEN = Path(__file__).parents[2] / "golden" / "harbour-vision" / "estate.yaml"
FRAMES = {
    "id": "camera-frames",
    "origin": "DE",
    "classification": "confidential",
    "categories": ["user.biometric"],
    "retention_days": 7,
}
DETECTIONS = {
    "id": "detections",
    "origin": "DE",
    "classification": "internal",
    "categories": ["system.operations"],
    "retention_days": 180,
}
SCC = {"type": "scc", "evidence": "DOC-114", "valid_to": "2028-01-31"}


@pytest.fixture
def document():
    return YAML(typ="safe").load(GOLDEN)


def nodes_of(document, places=None):
    estate = Estate.model_validate(document)
    estate._places.update(places or {})
    topology = build_topology(estate, DAY)
    return {node.id: node for node in topology_nodes(topology, place(topology))}


def test_the_sample_estate_has_these_nodes(document):
    assert list(nodes_of(document)) == [
        "estate:holding/camera-frames@aws/eu-central-1",
        "estate:holding/camera-frames@site/hamburg-quay",
        "estate:holding/camera-frames@site/santos-pier",
        "estate:holding/detections@aws/eu-central-1",
        "estate:holding/detections@site/hamburg-quay",
        "estate:holding/detections@site/santos-pier",
        "estate:link/flow/0",
        "estate:link/flow/1",
        "estate:link/needs/detect/camera-frames/site/santos-pier",
        "estate:link/needs/detect/detector-weights/site/hamburg-quay",
        "estate:link/needs/train-detector/camera-frames/aws/eu-central-1",
        "estate:operator/aws/eu-central-1",
        "estate:operator/azure/brazilsouth",
        "estate:placement/detect@pier",
        "estate:placement/detect@quay",
        "estate:placement/train-detector@aws/eu-central-1",
    ]


def test_every_node_has_exactly_the_properties_of_its_kind_as_plain_json(document):
    for node in nodes_of(document).values():
        assert set(node.props) == set(KINDS[node.kind])
        assert json.loads(json.dumps(node.props)) == node.props
        assert node.unknown == ()
        assert node.type == node.kind.replace("topology.", "estate:")


def test_a_holding_with_its_witness_and_crossings(document):
    node = nodes_of(document)["estate:holding/camera-frames@site/santos-pier"]
    implied = "needs/detect/camera-frames/site/santos-pier"
    assert node.location == Whereabouts(None, None, "BR")
    assert node.labels == ("camera-frames",)
    assert node.props == {
        "location": {"cloud": None, "region": None, "country": "BR"},
        "data": FRAMES,
        "carrier": "camera-frames",
        "path": [
            "camera-frames starts at site/hamburg-quay (DE)",
            f"camera-frames moves to site/santos-pier (BR) by {implied}",
        ],
        # The implied link has no basis. The weights arrive as well, by flow/1, which has one.
        "crossings": [
            {"link": implied, "from_country": "DE", "to_country": "BR", "basis": None},
            {"link": "flow/1", "from_country": "DE", "to_country": "BR", "basis": SCC},
        ],
    }


def test_the_path_through_training_in_words(document):
    document["workloads"]["detect"]["reads"] = []
    node = nodes_of(document)["estate:holding/camera-frames@site/santos-pier"]
    assert node.props["carrier"] == "detector-weights"
    assert node.props["path"] == [
        "camera-frames starts at site/hamburg-quay (DE)",
        "camera-frames moves to aws/eu-central-1 (DE) by "
        "needs/train-detector/camera-frames/aws/eu-central-1",
        "train-detector makes detector-weights from it at aws/eu-central-1 (DE)",
        "detector-weights moves to site/santos-pier (BR) by flow/1",
    ]
    assert node.props["crossings"] == [
        {"link": "flow/1", "from_country": "DE", "to_country": "BR", "basis": SCC}
    ]


def test_no_crossing_inside_a_country(document):
    for name in ("camera-frames", "detections"):
        node = nodes_of(document)[f"estate:holding/{name}@aws/eu-central-1"]
        assert node.props["crossings"] == []


def test_a_longer_way_across_a_border_is_not_hidden_by_a_shorter_lawful_one(document):
    lawful = {"data": "camera-frames", "from": "quay", "to": "pier", "basis": {"type": "scc"}}
    detour = {"cloud": "aws", "region": "eu-central-1"}
    document["flows"] += [
        lawful,
        {"data": "camera-frames", "from": "quay", "to": detour},
        {"data": "camera-frames", "from": detour, "to": "pier"},
    ]
    node = nodes_of(document)["estate:holding/camera-frames@site/santos-pier"]
    assert len(node.props["path"]) == 2
    assert [(one["link"], one["basis"] is None) for one in node.props["crossings"]] == [
        ("flow/2", False),
        ("flow/1", False),
        ("flow/4", True),
    ]


def test_links(document):
    nodes = nodes_of(document)
    assert nodes["estate:link/flow/0"].props == {
        "data": [DETECTIONS],
        "from_country": "DE",
        "to_country": "DE",
        "tls": "1.3",
        "mutual": True,
        "declared": True,
    }
    implied = nodes["estate:link/needs/detect/detector-weights/site/hamburg-quay"]
    assert implied.props["data"] == [FRAMES]
    assert implied.labels == ("camera-frames",)
    assert (implied.props["tls"], implied.props["mutual"]) == (None, False)
    assert implied.props["declared"] is False


def test_operators(document):
    nodes = nodes_of(document)
    frankfurt = nodes["estate:operator/aws/eu-central-1"]
    assert frankfurt.location == Whereabouts("aws", "eu-central-1", "DE")
    assert frankfurt.props == {
        "location": {"cloud": "aws", "region": "eu-central-1", "country": "DE"},
        "operator": "Amazon Web Services",
        "operator_parent": "US",
        "data": [FRAMES, DETECTIONS],
    }
    assert nodes["estate:operator/azure/brazilsouth"].props["data"] == []


def test_placements(document):
    document["workloads"]["detect"]["latency"]["from"] = "hamburg-quay"
    nodes = nodes_of(document)
    pier = nodes["estate:placement/detect@pier"].props
    assert pier["location"] == {"cloud": None, "region": None, "country": "BR"}
    assert (pier["workload"], pier["target"]) == ("detect", "pier")
    assert pier["budget_ms"] == pytest.approx(50)
    # 101.19 ms: worked out in tests/unit/placement/test_place.py
    assert pier["rtt_lower_bound_ms"] == pytest.approx(101.19, abs=0.01)
    training = nodes["estate:placement/train-detector@aws/eu-central-1"].props
    assert (training["budget_ms"], training["rtt_lower_bound_ms"]) == (None, None)


def test_a_country_nobody_knows_is_unknown_and_may_be_a_border(document):
    document["flows"].append(
        {"data": "detections", "from": "quay", "to": {"cloud": "aws", "region": "eu-isoe-west-1"}}
    )
    nodes = nodes_of(document)
    node = nodes["estate:holding/detections@aws/eu-isoe-west-1"]
    assert node.location.country is None
    assert node.props["location"] == {
        "cloud": "aws",
        "region": "eu-isoe-west-1",
        "country": UNKNOWN,
    }
    assert node.props["crossings"] == [
        {"link": "flow/2", "from_country": "DE", "to_country": UNKNOWN, "basis": None}
    ]
    assert node.unknown == ("crossings.0.to_country", "location.country")
    assert node.props["path"][-1].endswith("(country not known) by flow/2")
    assert nodes["estate:link/flow/2"].unknown == ("to_country",)


def test_nodes_say_where_they_were_declared(document):
    places = {
        ("flows", 1): Place("estate.yaml", 34, 5),
        ("workloads", "detect"): Place("estate.yaml", 30, 3),
    }
    nodes = nodes_of(document, places)
    assert nodes["estate:link/flow/1"].declared_at == "estate.yaml:34:5"
    assert nodes["estate:link/flow/0"].declared_at is None
    implied = nodes["estate:holding/camera-frames@site/santos-pier"]
    assert implied.declared_at == "estate.yaml:30:3"
    assert nodes["estate:placement/detect@pier"].declared_at == "estate.yaml:30:3"
    assert nodes["estate:holding/detections@site/santos-pier"].declared_at is None


def test_the_same_estate_gives_the_same_nodes(document):
    assert nodes_of(document) == nodes_of(document)
