"""Placement: what fits where, every reason told, and bounds worked out by hand."""

from datetime import date

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.placement.latency import rtt_lower_bound_s
from edgewright.placement.place import place
from edgewright.placement.plan import Rejection
from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology

DAY = date(2026, 11, 23)


def plan_of(document):
    return place(build_topology(Estate.model_validate(document), DAY))


def refused(document):
    with pytest.raises(EdgewrightError) as caught:
        plan_of(document)
    return caught.value


def test_hamburg_to_frankfurt_and_back():
    # d = 389.51 km (worked out in test_distance); 2/3 c = 2/3 x 299792.458 = 199861.64 km/s
    # 2 x 389.51 / 199861.64 = 0.0038978 s
    assert rtt_lower_bound_s((53.54, 9.98), (50.11, 8.68)) == pytest.approx(0.0038978, abs=5e-7)


def test_the_sample_estate(harbour):
    plan = plan_of(harbour)
    assert plan.rejections == ()
    assert [(one.workload, one.target, one.location) for one in plan.assignments] == [
        ("detect", "pier", "site/santos-pier"),
        ("detect", "quay", "site/hamburg-quay"),
        ("train-detector", "aws/eu-central-1", "aws/eu-central-1"),
    ]
    pier, quay, training = plan.assignments
    assert (pier.rtt_lower_bound_s, quay.rtt_lower_bound_s) == (0.0, 0.0)
    assert (pier.budget_s, training.budget_s) == (pytest.approx(0.05), None)
    assert training.rtt_lower_bound_s is None
    assert quay.reasons == ("the estate names it", "needs 2 GB of memory, quay-gateway has 16 GB")
    assert training.reasons == ("the only region it may run in",)
    assert plan.at("detect") == (pier, quay)


@pytest.mark.parametrize("event", ["hamburg-quay", "quay"])
def test_an_event_at_another_place_has_a_bound(harbour, event):
    harbour["workloads"]["detect"]["latency"]["from"] = event
    pier, quay = plan_of(harbour).at("detect")
    # (53.54, 9.98) to (-23.96, -46.33). Half differences: 38.75 and 28.155 degrees.
    # h = sin^2(38.75) + cos(53.54) cos(23.96) sin^2(28.155)
    #   = 0.391780 + 0.594263 x 0.913828 x 0.222650 = 0.512691; asin(sqrt(h)) = 0.798088
    # d = 2 x 6335.439 x 0.798088 = 10112.5 km; 2 d / 199861.64 = 0.10119 s
    assert pier.rtt_lower_bound_s == pytest.approx(0.10119, abs=1e-5)
    assert quay.rtt_lower_bound_s == 0.0


def test_a_bound_over_the_budget_is_recorded_not_rejected(harbour):
    harbour["workloads"]["detect"]["latency"]["from"] = "hamburg-quay"
    plan = plan_of(harbour)
    assert plan.rejections == ()
    pier = plan.at("detect")[0]
    assert pier.rtt_lower_bound_s > pier.budget_s


def test_a_workload_without_a_budget_has_no_bound(harbour):
    del harbour["workloads"]["detect"]["latency"]
    pier = plan_of(harbour).at("detect")[0]
    assert (pier.rtt_lower_bound_s, pier.budget_s) == (None, None)


def test_a_device_with_too_little_memory_is_rejected_and_the_other_taken(harbour):
    harbour["workloads"]["detect"]["needs"] = {"memory": "12 GB"}
    plan = plan_of(harbour)
    assert plan.rejections == (
        Rejection("detect", "pier", "needs 12 GB of memory, pier-camera has 8 GB"),
    )
    assert [one.target for one in plan.at("detect")] == ["quay"]


def test_memory_that_is_just_enough_is_enough(harbour):
    harbour["workloads"]["detect"]["needs"] = {"memory": "8 GB"}
    assert plan_of(harbour).rejections == ()


def test_a_missing_accelerator_is_rejected(harbour):
    harbour["workloads"]["detect"]["needs"] = {"accelerator": "nvidia-jetson"}
    plan = plan_of(harbour)
    assert plan.rejections == (
        Rejection("detect", "quay", "needs a nvidia-jetson accelerator, quay-gateway has none"),
    )
    assert plan.at("detect")[0].reasons == (
        "the estate names it",
        "needs a nvidia-jetson accelerator, pier-camera has one",
    )


def test_needing_no_accelerator_is_no_need(harbour):
    harbour["workloads"]["detect"]["needs"] = {"accelerator": "none"}
    assert plan_of(harbour).rejections == ()


def test_k3s_runs_what_fits_like_any_runtime(harbour):
    harbour["device_classes"]["pier-camera"]["runtime"] = "k3s"
    plan = plan_of(harbour)
    assert plan.rejections == ()
    assert [one.target for one in plan.at("detect")] == ["pier", "quay"]


def test_federated_training_is_on_every_fleet_it_names(harbour):
    harbour["workloads"]["learn"] = {
        "kind": "federated",
        "on": ["quay", "pier"],
        "reads": ["camera-frames"],
        "needs": {"memory": "12 GB"},
    }
    plan = plan_of(harbour)
    (quay,) = plan.at("learn")
    assert (quay.kind, quay.target, quay.location) == ("federated", "quay", "site/hamburg-quay")
    assert (quay.rtt_lower_bound_s, quay.budget_s) == (None, None)
    assert plan.rejections == (
        Rejection("learn", "pier", "needs 12 GB of memory, pier-camera has 8 GB"),
    )


def test_a_workload_that_fits_nowhere_is_an_error_with_every_reason(harbour):
    harbour["workloads"]["detect"]["needs"] = {"memory": "64 GB", "accelerator": "hailo-8"}
    failure = refused(harbour)
    assert failure.code == "PLC-001"
    assert failure.message == (
        "workload detect fits nowhere. "
        "quay: needs 64 GB of memory, quay-gateway has 16 GB; "
        "needs a hailo-8 accelerator, quay-gateway has none | "
        "pier: needs 64 GB of memory, pier-camera has 8 GB; "
        "needs a hailo-8 accelerator, pier-camera has nvidia-jetson"
    )
    assert failure.exit_status == 2


def test_training_takes_the_first_region_with_nothing_against_it(harbour):
    harbour["clouds"]["aws"]["regions"] = ["eu-isoe-west-1", "eu-central-1", "eu-west-3"]
    del harbour["workloads"]["train-detector"]["region"]
    plan = plan_of(harbour)
    assert [one.target for one in plan.at("train-detector")] == ["aws/eu-central-1"]
    assert plan.rejections == (
        Rejection(
            "train-detector",
            "aws/eu-isoe-west-1",
            "its country is not known, so nothing about data there can be proved",
        ),
        Rejection("train-detector", "aws/eu-west-3", "aws/eu-central-1 is listed before it"),
    )


def test_training_with_only_places_nobody_knows_fits_nowhere(harbour):
    harbour["clouds"]["aws"]["regions"] = ["eu-isoe-west-1", "eu-isoe-west-1"]
    harbour["flows"] = []
    del harbour["workloads"]["train-detector"]["region"]
    failure = refused(harbour)
    assert failure.code == "PLC-001"
    assert failure.message.count("its country is not known") == 2


def test_the_topology_and_the_plan_agree_on_where_training_is(harbour):
    harbour["clouds"]["aws"]["regions"] = ["eu-isoe-west-1", "eu-west-3", "eu-central-1"]
    harbour["flows"] = []
    del harbour["workloads"]["train-detector"]["region"]
    topology = build_topology(Estate.model_validate(harbour), DAY)
    (training,) = place(topology).at("train-detector")
    assert training.location == "aws/eu-west-3"
    assert training.location in {
        one.location for one in topology.holdings if one.label == "camera-frames"
    }
