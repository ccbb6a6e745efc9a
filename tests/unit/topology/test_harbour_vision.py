"""The sample estate's topology, worked out by hand from what the words of the design mean."""

from datetime import date

import pytest

from edgewright.spec.evidence import DeclaredMechanism
from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology
from edgewright.topology.holdings import data_at
from edgewright.topology.witness_paths import Step

DAY = date(2026, 11, 23)
SEEN = "flow/detections/quay>aws/eu-central-1"
WEIGHTS = "flow/detector-weights/aws/eu-central-1>pier:ota"

AWS, AZURE = "aws/eu-central-1", "azure/brazilsouth"
QUAY, PIER = "site/hamburg-quay", "site/santos-pier"


@pytest.fixture
def topology(harbour):
    return build_topology(Estate.model_validate(harbour), DAY)


def test_every_place_has_a_country_an_operator_or_an_owner(topology):
    assert [(one.id, one.country, one.operator_parent) for one in topology.locations] == [
        (AWS, "DE", "US"),
        (AZURE, "BR", "US"),
        (QUAY, "DE", None),
        (PIER, "BR", None),
    ]


def test_weights_inherit_from_the_frames_they_were_learned_from(topology):
    weights = topology.asset("detector-weights")
    assert weights.labels == ("camera-frames",)
    assert weights.categories == ("user.biometric",)
    assert weights.subjects == ("public",)
    assert weights.origins == ("DE",)
    assert weights.classification == "confidential"
    assert weights.retention_s is None
    assert topology.asset("camera-frames").retention_s == 7 * 86_400


def test_declared_flows_and_what_workloads_imply(topology):
    # Declared: the first two. Implied: training needs the frames, which start at the one site
    # in DE that reads them; the quay needs weights that no flow brings; the pier reads frames that
    # come from DE, not from BR where it stands.
    assert [(one.id, one.data, one.source, one.target, one.declared) for one in topology.links] == [
        (SEEN, "detections", QUAY, AWS, True),
        (WEIGHTS, "detector-weights", AWS, PIER, True),
        (f"needs/detect/camera-frames/{PIER}", "camera-frames", QUAY, PIER, False),
        (f"needs/detect/detector-weights/{QUAY}", "detector-weights", AWS, QUAY, False),
        (f"needs/train-detector/camera-frames/{AWS}", "camera-frames", QUAY, AWS, False),
    ]


def test_a_declared_flow_keeps_what_was_declared(topology):
    detections, weights = topology.links[:2]
    assert (detections.over, detections.tls, detections.mutual) == ("mqtt", "1.3", True)
    assert weights.purpose == "ota"
    assert weights.transfer_mechanism == DeclaredMechanism(
        type="scc", evidence="DOC-114", valid_to=date(2028, 1, 31)
    )


def test_what_is_held_where_and_how_it_came(topology):
    frames = Step("origin", "camera-frames", QUAY, "")
    found = {
        (one.label, one.location): (one.carrier, one.path.steps()) for one in topology.holdings
    }
    assert found == {
        ("camera-frames", QUAY): ("camera-frames", (frames,)),
        ("camera-frames", AWS): (
            "camera-frames",
            (
                frames,
                Step("link", "camera-frames", AWS, f"needs/train-detector/camera-frames/{AWS}"),
            ),
        ),
        ("camera-frames", PIER): (
            "camera-frames",
            (frames, Step("link", "camera-frames", PIER, f"needs/detect/camera-frames/{PIER}")),
        ),
        ("detections", QUAY): ("detections", (Step("origin", "detections", QUAY, ""),)),
        ("detections", PIER): ("detections", (Step("origin", "detections", PIER, ""),)),
        ("detections", AWS): (
            "detections",
            (Step("origin", "detections", QUAY, ""), Step("link", "detections", AWS, SEEN)),
        ),
    }


def test_with_frames_of_its_own_the_pier_holds_the_label_through_the_weights(harbour):
    """The witness: captured on the quay, moved to training, learned into weights, delivered."""
    harbour["data"]["pier-frames"] = {**harbour["data"]["camera-frames"], "origin": "BR"}
    harbour["workloads"]["detect"]["on"] = ["quay"]
    harbour["workloads"]["detect-pier"] = {
        "kind": "inference",
        "on": ["pier"],
        "model": "detector-weights",
        "reads": ["pier-frames"],
    }
    topology = build_topology(Estate.model_validate(harbour), DAY)
    held = {(one.label, one.location): one for one in topology.holdings}
    assert held["camera-frames", PIER].carrier == "detector-weights"
    assert held["camera-frames", PIER].path.steps() == (
        Step("origin", "camera-frames", QUAY, ""),
        Step("link", "camera-frames", AWS, f"needs/train-detector/camera-frames/{AWS}"),
        Step("derives", "detector-weights", AWS, "train-detector"),
        Step("link", "detector-weights", PIER, WEIGHTS),
    )
    assert held["pier-frames", PIER].path.steps() == (Step("origin", "pier-frames", PIER, ""),)
    assert ("pier-frames", AWS) not in held


def test_labels_as_plain_data(topology):
    frames = {
        "id": "camera-frames",
        "origin": "DE",
        "classification": "confidential",
        "categories": ["user.biometric"],
        "retention_days": 7,
    }
    detections = {
        "id": "detections",
        "origin": "DE",
        "classification": "internal",
        "categories": ["system.operations"],
        "retention_days": 180,
    }
    assert data_at(topology, AWS) == (frames, detections)
    assert data_at(topology, AZURE) == ()
    assert topology.asset("detector-weights").labels == ("camera-frames",)


def test_fleets_join_site_and_class(topology):
    quay, pier = topology.fleet("quay"), topology.fleet("pier")
    assert (quay.location, quay.country, quay.cloud) == (QUAY, "DE", "aws")
    assert (quay.rtt_p50_s, quay.rtt_p95_s) == (pytest.approx(0.009), pytest.approx(0.021))
    assert (quay.offline_s, quay.accelerator) == (72 * 3600, "none")
    assert (quay.tags, quay.tpm, quay.secure_boot) == ((("line", "north"),), "2.0", True)
    assert (pier.cloud, pier.accelerator, pier.access_type) == ("azure", "nvidia-jetson", "leo")
    assert pier.rtt_p50_s is None


def test_the_rest_of_the_estate_is_there(topology):
    assert [(cloud.name, cloud.account, cloud.regions) for cloud in topology.clouds] == [
        ("aws", "111122223333", ("eu-central-1",)),
        ("azure", None, ("brazilsouth",)),
    ]
    assert [ring.percent for ring in topology.rollout.rings] == [1, 10, None]
    assert topology.rollout.rings[0].soak_s == 24 * 3600
    assert topology.rollout.stop_failed_percent == 2
    assert topology.rollout.rollback == "previous"
    assert [(workload.id, workload.targets) for workload in topology.workloads] == [
        ("detect", ("quay", "pier")),
        ("train-detector", (AWS,)),
    ]
