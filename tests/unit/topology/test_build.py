"""Where data starts, which links are implied, and every estate that has no topology."""

from datetime import date

import pytest

from edgewright.base.errors import EdgewrightError, ErrorGroup, Place
from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology
from edgewright.topology.holdings import data_entry

DAY = date(2026, 11, 23)

SOURCE = {"origin": "DE", "classification": "internal"}


def build(document):
    return build_topology(Estate.model_validate(document), DAY)


def refused(document):
    with pytest.raises(EdgewrightError) as caught:
        build(document)
    return caught.value


def starts(topology, label):
    return {
        one.location
        for one in topology.holdings
        if one.label == label and len(one.path.steps()) == 1
    }


def with_site(document, name, country, at, fleet=None):
    document["sites"][name] = {"country": country, "at": at}
    if fleet:
        document["fleets"][fleet] = {"site": name, "class": "quay-gateway", "count": 1}


def test_captured_data_starts_only_where_a_workload_in_its_country_reads_it(harbour):
    with_site(harbour, "bremen", "DE", [53.1, 8.8], fleet="bremen")
    assert starts(build(harbour), "camera-frames") == {"site/hamburg-quay"}


def test_data_nobody_at_a_site_reads_starts_at_every_fleet_of_its_country(harbour):
    with_site(harbour, "bremen", "DE", [53.1, 8.8], fleet="bremen")
    with_site(harbour, "depot", "DE", [52.0, 9.0])
    harbour["data"]["logs"] = SOURCE
    assert starts(build(harbour), "logs") == {"site/bremen", "site/hamburg-quay"}


def test_without_a_fleet_in_its_country_data_starts_at_the_sites_there(harbour):
    with_site(harbour, "zurich", "CH", [47.4, 8.5])
    harbour["data"]["logs"] = {**SOURCE, "origin": "CH"}
    assert starts(build(harbour), "logs") == {"site/zurich"}


def test_a_data_set_in_the_cloud_starts_in_the_region_that_reads_it(harbour):
    harbour["clouds"]["aws"]["regions"] = ["eu-central-1", "eu-west-3"]
    harbour["data"]["archive"] = {**SOURCE, "origin": "FR"}
    harbour["workloads"]["learn"] = {
        "kind": "training", "on": ["aws"], "region": "eu-west-3", "reads": ["archive"],
    }  # fmt: skip
    topology = build(harbour)
    assert starts(topology, "archive") == {"aws/eu-west-3"}
    assert not [link for link in topology.links if link.data == "archive"]


def test_a_flow_that_leaves_a_place_in_the_country_of_origin_says_that_data_starts_there(harbour):
    with_site(harbour, "bremen", "DE", [53.1, 8.8], fleet="bremen")
    region = {"cloud": "aws", "region": "eu-central-1"}
    harbour["flows"].append({"data": "camera-frames", "from": "bremen", "to": region})
    assert starts(build(harbour), "camera-frames") == {"site/bremen", "site/hamburg-quay"}


def test_a_place_that_only_passes_data_on_is_no_start(harbour):
    with_site(harbour, "hub", "DE", [52.0, 9.0])
    region = {"cloud": "aws", "region": "eu-central-1"}
    harbour["flows"] += [
        {"data": "camera-frames", "from": "hub", "to": region},
        {"data": "camera-frames", "from": "quay", "to": "hub"},
    ]
    assert starts(build(harbour), "camera-frames") == {"site/hamburg-quay"}


def test_written_data_starts_where_its_workload_runs_whatever_its_origin(harbour):
    assert starts(build(harbour), "detections") == {"site/hamburg-quay", "site/santos-pier"}


def test_an_implied_link_comes_from_the_nearest_start(harbour):
    # Munich lies 300 km from Frankfurt, Hamburg 390 km.
    with_site(harbour, "munich", "DE", [48.1, 11.6], fleet="munich")
    harbour["workloads"]["detect"]["on"].append("munich")
    link = next(one for one in build(harbour).links if one.id.startswith("needs/train-detector"))
    assert link.source == "site/munich"


def test_a_declared_flow_that_brings_the_data_needs_no_implied_link(harbour):
    harbour["flows"].append(
        {"data": "camera-frames", "from": "quay", "to": {"cloud": "aws", "region": "eu-central-1"}}
    )
    links = build(harbour).links
    assert links[2].id == "flow/camera-frames/quay>aws/eu-central-1"
    assert not [one for one in links if one.id.startswith("needs/train-detector")]


def test_a_declared_flow_in_two_steps_counts_as_well(harbour):
    with_site(harbour, "hub", "DE", [52.0, 9.0])
    harbour["flows"] += [
        {"data": "camera-frames", "from": "hub", "to": {"cloud": "aws", "region": "eu-central-1"}},
        {"data": "camera-frames", "from": "quay", "to": "hub"},
    ]
    assert not [one for one in build(harbour).links if one.id.startswith("needs/train-detector")]


def test_what_is_made_needs_what_it_is_derived_from_even_when_it_does_not_say_so(harbour):
    harbour["workloads"]["train-detector"]["reads"] = []
    ids = [one.id for one in build(harbour).links]
    assert "needs/train-detector/camera-frames/aws/eu-central-1" in ids


def test_labels_go_down_a_chain_of_derivations_and_classifications_only_rise(harbour):
    harbour["data"]["alarms"] = {
        "derived_from": ["detector-weights", "detections"],
        "by": "detect",
        "classification": "public",
        "categories": ["system"],
    }
    alarms = build(harbour).asset("alarms")
    assert alarms.labels == ("camera-frames", "detections")
    assert alarms.classification == "confidential"
    assert alarms.categories == ("system", "system.operations", "user.biometric")


def test_training_without_a_region_is_taken_to_run_in_the_first_that_can_be_judged(harbour):
    harbour["clouds"]["aws"]["regions"] = ["eu-isoe-west-1", "eu-central-1", "eu-west-3"]
    del harbour["workloads"]["train-detector"]["region"]
    topology = build(harbour)
    workload = next(one for one in topology.workloads if one.id == "train-detector")
    assert workload.targets == ("aws/eu-isoe-west-1", "aws/eu-central-1", "aws/eu-west-3")
    held = {one.location for one in topology.holdings if one.label == "camera-frames"}
    assert held == {"aws/eu-central-1", "site/hamburg-quay", "site/santos-pier"}


def test_a_region_only_a_flow_names_is_a_place_too(harbour):
    harbour["flows"].append(
        {"data": "detections", "from": "pier", "to": {"cloud": "azure", "region": "southcentralus"}}
    )
    assert build(harbour).location("azure/southcentralus").country == "US"


def test_unknown_regions_are_all_told_with_the_nearest_names(harbour):
    harbour["clouds"]["aws"]["regions"] = ["eu-centrl-1"]
    harbour["clouds"]["azure"]["regions"] = ["eu-central-1"]
    failure = refused(harbour)
    assert isinstance(failure, ErrorGroup)
    first, second = failure.errors
    assert first.code == "TOP-001"
    assert first.message == "aws has no region 'eu-centrl-1'"
    assert first.hint.startswith("Did you mean eu-central-1")
    assert second.hint.startswith("eu-central-1 is a region of aws")


def test_an_error_carries_its_place_in_the_file(harbour):
    harbour["clouds"]["aws"]["regions"] = ["moon"]
    estate = Estate.model_validate(harbour)
    estate._places[("clouds", "aws", "regions", 0)] = Place("estate.yaml", 17, 20)
    with pytest.raises(EdgewrightError) as caught:
        build_topology(estate, DAY)
    assert str(caught.value.place) == "estate.yaml:17:20"
    assert caught.value.hint == "Use the short name of a region of aws, as in its own command line."


def test_a_circle_of_derivations_is_refused(harbour):
    harbour["data"]["camera-frames"] = {"derived_from": ["detector-weights"], "by": "detect"}
    failure = refused(harbour)
    assert {error.code for error in failure.errors} == {"TOP-002"}
    assert failure.errors[0].message == (
        "data camera-frames is derived from itself, through detector-weights"
    )


def test_data_derived_from_itself_is_refused(harbour):
    harbour["data"]["detector-weights"]["derived_from"] = ["detector-weights"]
    assert refused(harbour).code == "TOP-002"


@pytest.mark.parametrize(
    ("asset", "missing"),
    [
        ({"classification": "internal"}, "has no origin"),
        ({"origin": "DE"}, "has no classification"),
        ({}, "has no origin and no classification"),
    ],
)
def test_a_source_without_its_facts_is_refused(harbour, asset, missing):
    harbour["data"]["logs"] = asset
    failure = refused(harbour)
    assert failure.code == "TOP-003"
    assert failure.message.endswith(missing)


def test_derived_data_that_nobody_makes_is_refused(harbour):
    del harbour["data"]["detector-weights"]["by"]
    harbour["workloads"]["train-detector"]["writes"] = []
    harbour["flows"] = []
    failure = refused(harbour)
    assert (failure.code, failure.message) == (
        "TOP-004",
        "data detector-weights is derived, but no workload makes it",
    )


def test_data_from_a_country_without_any_place_is_refused(harbour):
    harbour["data"]["logs"] = {**SOURCE, "origin": "JP"}
    failure = refused(harbour)
    assert failure.code == "TOP-005"
    assert failure.hint == "Add the site in JP that captures it, or correct its origin."


def test_a_flow_from_where_its_data_never_is_is_refused(harbour):
    harbour["flows"].append({"data": "detector-weights", "from": "quay", "to": "pier"})
    build(harbour)  # the quay runs the weights, so they are there
    harbour["flows"].append(
        {"data": "camera-frames", "from": {"cloud": "azure", "region": "brazilsouth"}, "to": "quay"}
    )
    failure = refused(harbour)
    assert failure.code == "TOP-006"
    assert failure.message == (
        "flow/camera-frames/azure/brazilsouth>quay takes camera-frames from azure/brazilsouth, "
        "where it never is"
    )


def test_an_estate_without_workloads_has_no_implied_links(harbour):
    harbour.update(workloads={}, flows=[], data={"logs": SOURCE})
    topology = build(harbour)
    assert topology.links == ()
    assert [one.location for one in topology.holdings] == ["site/hamburg-quay"]


def test_two_thousand_places(harbour):
    for number in range(1_998):
        at = [47.5 + number % 70 / 10, 6.0 + number % 80 / 10]
        with_site(harbour, f"site-{number}", "DE", at, fleet=f"fleet-{number}")
        harbour["workloads"]["detect"]["on"].append(f"fleet-{number}")
        harbour["flows"].append({"data": "detections", "from": f"fleet-{number}", "to": "quay"})
    topology = build(harbour)
    # Frames: captured at 1,999 sites in DE, moved to AWS and the pier. Detections: made at all
    # 2,000 sites, moved to AWS.
    assert len(topology.locations) == 2_002
    assert len([one for one in topology.holdings if one.label == "camera-frames"]) == 2_001
    assert len([one for one in topology.holdings if one.label == "detections"]) == 2_001


def test_what_an_estate_leaves_out_stays_none(harbour):
    del harbour["rollout"], harbour["data"]["detections"]["retention"]
    topology = build(harbour)
    assert topology.rollout is None
    assert data_entry(topology.asset("detections"))["retention_days"] is None


def test_retention_in_hours_is_a_part_of_a_day(harbour):
    harbour["data"]["detections"]["retention"] = "36 h"
    assert data_entry(build(harbour).asset("detections"))["retention_days"] == 1.5
