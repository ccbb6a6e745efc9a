"""The topology as nodes: every property a kind declares, crossings and unknowns where they are."""

import json
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from edgewright.base.errors import Place
from edgewright.graph.estate.from_topology import topology_nodes
from edgewright.graph.kinds.fit import misfit
from edgewright.graph.model import UNKNOWN, ResourceLocation
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
SCC = {"type": "scc", "evidence": "DOC-114", "valid_to": "2028-01-31", "onward": False}


SEEN = "flow/detections/quay>aws/eu-central-1"
WEIGHTS = "flow/detector-weights/aws/eu-central-1>pier:ota"
THROUGH_TRAINING = (
    "camera-frames starts at site/hamburg-quay (DE)",
    "camera-frames moves to aws/eu-central-1 (DE) by "
    "needs/train-detector/camera-frames/aws/eu-central-1",
    "train-detector makes detector-weights from it at aws/eu-central-1 (DE)",
    f"detector-weights moves to site/santos-pier (BR) by {WEIGHTS}",
)


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
        "estate:cloud/aws",
        "estate:cloud/azure",
        "estate:holding/camera-frames@aws/eu-central-1",
        "estate:holding/camera-frames@site/hamburg-quay",
        "estate:holding/camera-frames@site/santos-pier",
        "estate:holding/detections@aws/eu-central-1",
        "estate:holding/detections@site/hamburg-quay",
        "estate:holding/detections@site/santos-pier",
        "estate:label/camera-frames",
        "estate:label/detections",
        f"estate:link/{SEEN}",
        f"estate:link/{WEIGHTS}",
        "estate:link/needs/detect/camera-frames/site/santos-pier",
        "estate:link/needs/detect/detector-weights/site/hamburg-quay",
        "estate:link/needs/train-detector/camera-frames/aws/eu-central-1",
        "estate:operator/aws/eu-central-1",
        "estate:operator/azure/brazilsouth",
        "estate:placement/detect@pier",
        "estate:placement/detect@quay",
        "estate:placement/train-detector@aws/eu-central-1",
        f"estate:transfer/camera-frames/{WEIGHTS}",
        "estate:transfer/camera-frames/needs/detect/camera-frames/site/santos-pier",
    ]


def test_every_node_has_exactly_the_properties_of_its_kind_as_plain_json(document):
    for node in nodes_of(document).values():
        assert misfit(node.kind, node.props) is None
        assert json.loads(json.dumps(node.props)) == node.props
        # Where Azure is controlled from is not published.
        plane = ("control_plane_country", "control_plane_region")
        assert node.unknown == (plane if node.name == "azure/brazilsouth" else ())
        assert node.type == node.kind.replace("topology.", "estate:")


def test_a_holding_with_its_witness_and_crossings(document):
    node = nodes_of(document)["estate:holding/camera-frames@site/santos-pier"]
    implied = "needs/detect/camera-frames/site/santos-pier"
    assert node.location == ResourceLocation(None, None, "BR")
    assert node.labels == ("camera-frames",)
    assert node.props == {
        "location": {"cloud": None, "region": None, "country": "BR"},
        "data": FRAMES,
        "carrier": "camera-frames",
        "arrived_by": "implied",
        "last_crossing": f"estate:transfer/camera-frames/{implied}",
        "went_on": False,
    }
    assert node.witness == (
        "camera-frames starts at site/hamburg-quay (DE)",
        f"camera-frames moves to site/santos-pier (BR) by {implied}",
    )


def test_the_path_through_training_in_words(document):
    document["workloads"]["detect"]["reads"] = []
    node = nodes_of(document)["estate:holding/camera-frames@site/santos-pier"]
    assert node.props["carrier"] == "detector-weights"
    assert node.witness == THROUGH_TRAINING
    assert node.props["last_crossing"] == f"estate:transfer/camera-frames/{WEIGHTS}"
    assert (node.props["arrived_by"], node.props["went_on"]) == ("declared", False)


def test_what_is_made_behind_a_border_went_on_from_it(document):
    document["workloads"]["train-detector"] |= {"on": "azure", "region": "brazilsouth"}
    document["workloads"]["detect"]["reads"] = []
    document["flows"] = [
        {
            "data": "camera-frames",
            "from": "quay",
            "to": {"cloud": "azure", "region": "brazilsouth"},
        },
        {
            "data": "detector-weights",
            "from": {"cloud": "azure", "region": "brazilsouth"},
            "to": "pier",
        },
    ]
    nodes = nodes_of(document)
    border = "estate:transfer/camera-frames/flow/camera-frames/quay>azure/brazilsouth"
    region = nodes["estate:holding/camera-frames@azure/brazilsouth"].props
    pier = nodes["estate:holding/camera-frames@site/santos-pier"].props
    assert (region["last_crossing"], region["went_on"]) == (border, False)
    assert (pier["last_crossing"], pier["went_on"]) == (border, True)


def test_a_transfer_says_who_sends_what_to_whom_on_which_basis(document):
    document["flows"][1] |= {
        "recipient": "Porto SA",
        "recipient_parent": "BR",
        "frequency": "repeated",
    }
    document["data"]["camera-frames"] |= {"people": 9000, "subjects": ["public"]}
    node = nodes_of(document)[f"estate:transfer/camera-frames/{WEIGHTS}"]
    assert node.props == {
        "location": {"cloud": None, "region": None, "country": "BR"},
        "data": FRAMES,
        "carrier": "detector-weights",
        "form": "derived",
        "flow_kind": "declared",
        "link": WEIGHTS,
        "from_place": "aws/eu-central-1",
        "to_place": "site/santos-pier",
        "from_country": "DE",
        "to_country": "BR",
        "recipient": "Porto SA",
        "recipient_parent": "BR",
        "purpose": "ota",
        "frequency": "repeated",
        "transfer_mechanism": SCC,
        "previous_crossing": None,
        "people": 9000,
        "subjects": ["public"],
        "use": None,
    }
    assert node.witness == THROUGH_TRAINING


def test_who_receives_it_is_the_regions_operator_when_nobody_says_otherwise(document):
    document["flows"].append(
        {
            "data": "detections",
            "from": "quay",
            "to": {"cloud": "azure", "region": "brazilsouth"},
        }
    )
    flow = "flow/detections/quay>azure/brazilsouth"
    transfer = nodes_of(document)[f"estate:transfer/detections/{flow}"].props
    assert (transfer["recipient"], transfer["recipient_parent"]) == ("Microsoft", "US")


def test_an_onward_transfer_knows_the_borders_before_it(document):
    document["flows"].append(
        {
            "data": "detector-weights",
            "from": "pier",
            "to": {"cloud": "aws", "region": "eu-central-1"},
        }
    )
    flow = "flow/detector-weights/pier>aws/eu-central-1"
    home = nodes_of(document)[f"estate:transfer/camera-frames/{flow}"].props
    assert home["previous_crossing"] == f"estate:transfer/camera-frames/{WEIGHTS}"


def test_no_crossing_inside_a_country(document):
    for name in ("camera-frames", "detections"):
        node = nodes_of(document)[f"estate:holding/{name}@aws/eu-central-1"]
        assert (node.props["last_crossing"], node.props["went_on"]) == (None, False)


def test_a_longer_way_across_a_border_is_not_hidden_by_a_shorter_lawful_one(document):
    lawful = {
        "data": "camera-frames",
        "from": "quay",
        "to": "pier",
        "transfer_mechanism": {"type": "scc"},
    }
    detour = {"cloud": "aws", "region": "eu-central-1"}
    document["flows"] += [
        lawful,
        {"data": "camera-frames", "from": "quay", "to": detour},
        {"data": "camera-frames", "from": detour, "to": "pier"},
    ]
    nodes = nodes_of(document)
    assert len(nodes["estate:holding/camera-frames@site/santos-pier"].witness) == 2
    start = "estate:transfer/camera-frames/"
    bases = {
        id.removeprefix(start): node.props["transfer_mechanism"] is None
        for id, node in nodes.items()
        if id.startswith(start)
    }
    assert bases == {
        WEIGHTS: False,
        "flow/camera-frames/quay>pier": False,
        "flow/camera-frames/aws/eu-central-1>pier": True,
    }


def test_links(document):
    nodes = nodes_of(document)
    assert nodes[f"estate:link/{SEEN}"].props == {
        "data": [DETECTIONS],
        "from_country": "DE",
        "to_country": "DE",
        "flow_kind": "declared",
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
    assert frankfurt.location == ResourceLocation("aws", "eu-central-1", "DE")
    assert frankfurt.props == {
        "location": {"cloud": "aws", "region": "eu-central-1", "country": "DE"},
        "operator": "Amazon Web Services",
        "operator_parent": "US",
        # botocore's partitions.json: implicitGlobalRegion of partition aws
        "control_plane_region": "us-east-1",
        "control_plane_country": "US",
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
    flow = "flow/detections/quay>aws/eu-isoe-west-1"
    assert node.location.country is None
    assert node.props["location"] == {
        "cloud": "aws",
        "region": "eu-isoe-west-1",
        "country": UNKNOWN,
    }
    assert node.props["last_crossing"] == f"estate:transfer/detections/{flow}"
    assert nodes[f"estate:transfer/detections/{flow}"].unknown == ("location.country", "to_country")
    assert node.unknown == ("location.country",)
    assert node.witness[-1].endswith(f"(country not known) by {flow}")
    assert nodes[f"estate:link/{flow}"].unknown == ("to_country",)


def test_nodes_say_where_they_were_declared(document):
    places = {
        ("flows", 1): Place("estate.yaml", 34, 5),
        ("workloads", "detect"): Place("estate.yaml", 30, 3),
    }
    nodes = nodes_of(document, places)
    assert nodes[f"estate:link/{WEIGHTS}"].declared_at == "estate.yaml:34:5"
    assert nodes[f"estate:link/{SEEN}"].declared_at is None
    implied = nodes["estate:holding/camera-frames@site/santos-pier"]
    assert implied.declared_at == "estate.yaml:30:3"
    assert nodes["estate:placement/detect@pier"].declared_at == "estate.yaml:30:3"
    assert nodes["estate:holding/detections@site/santos-pier"].declared_at is None


def test_the_same_estate_gives_the_same_nodes(document):
    assert nodes_of(document) == nodes_of(document)
