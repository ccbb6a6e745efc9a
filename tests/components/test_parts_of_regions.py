"""What each region gets, and what is refused before the first resource."""

from __future__ import annotations

from dataclasses import replace

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.components.labels import assets_at, labels_of, written_by
from edgewright.components.parts import managing_region, plan_parts, plan_sites
from edgewright.placement.plan import PlacementPlan
from edgewright.topology.model import Topology

Sample = tuple[Topology, PlacementPlan]


def test_the_samples_two_regions(sample: Sample) -> None:
    aws, azure = plan_parts(*sample)
    assert aws.id == "aws/eu-central-1"
    assert aws.assets == ("camera-frames", "detections", "detector-weights")
    assert [workload.id for workload in aws.trainings] == ["train-detector"]
    assert [(one.unit.id, [workload.id for workload in one.workloads]) for one in aws.fleets] == [
        ("quay", ["detect"])
    ]
    assert aws.repositories() == ("detect", "train-detector")
    assert azure.id == "azure/brazilsouth"
    assert azure.assets == ("detector-weights", "pier-detections", "pier-frames", "pier-weights")
    assert azure.repositories() == ("adapt-detector", "detect-pier")


def test_german_frames_themselves_are_in_no_region_outside_the_eu(sample: Sample) -> None:
    topology, plan = sample
    outside = [item.id for item in topology.locations if item.country not in ("DE", None)]
    held = {asset for location in outside for asset in assets_at(topology, plan, location)}
    assert outside
    assert "camera-frames" not in held


def test_brazilian_data_and_what_is_made_of_it_stays_in_brazil(sample: Sample) -> None:
    topology, plan = sample
    abroad = [item.id for item in topology.locations if item.country != "BR"]
    held = {asset for location in abroad for asset in assets_at(topology, plan, location)}
    assert abroad
    assert not held & {"pier-frames", "pier-detections", "pier-weights"}


def test_every_transfer_out_of_the_eu_has_a_basis_with_evidence(sample: Sample) -> None:
    topology = sample[0]
    crossing = [
        link
        for link in topology.links
        if topology.location(link.source).country == "DE"
        and topology.location(link.target).country != "DE"
    ]
    assert [link.data for link in crossing] == ["detector-weights"]
    assert all(
        link.transfer_mechanism
        and link.transfer_mechanism.type == "scc"
        and link.transfer_mechanism.evidence
        for link in crossing
    )


def test_every_link_of_the_sample_is_declared_and_encrypted(sample: Sample) -> None:
    links = sample[0].links
    assert links
    assert all(link.declared and link.tls and link.mutual for link in links)


def test_a_label_takes_the_retention_of_the_copy_that_carries_it(sample: Sample) -> None:
    (frames,) = labels_of(sample[0], ["camera-frames"])
    (learned,) = labels_of(sample[0], ["detector-weights"])
    assert (frames.id, frames.origin, frames.retention_days) == ("camera-frames", "DE", 7)
    assert (learned.id, learned.origin, learned.retention_days) == ("camera-frames", "DE", None)
    # both at once: the source decides
    assert labels_of(sample[0], ["detector-weights", "camera-frames"]) == (frames,)


def test_a_workload_makes_what_it_writes_and_what_is_derived_by_it(sample: Sample) -> None:
    assert written_by(sample[0], "train-detector") == ("detector-weights",)


def test_a_fleet_is_managed_in_its_own_country_where_that_is_possible(sample: Sample) -> None:
    topology = sample[0]
    aws, azure = topology.clouds
    clouds = (replace(aws, regions=("eu-west-1", "eu-central-1")), azure)
    ireland = replace(topology.location("aws/eu-central-1"), id="aws/eu-west-1", country="IE")
    wider = replace(topology, clouds=clouds, locations=(*topology.locations, ireland))
    assert managing_region(wider, topology.fleet("quay")) == "aws/eu-central-1"
    abroad = replace(topology.fleet("quay"), country="FR")
    assert managing_region(wider, abroad) == "aws/eu-west-1"


def test_a_fleet_without_a_region_of_its_cloud_is_refused(sample: Sample) -> None:
    azure = [cloud for cloud in sample[0].clouds if cloud.name == "azure"]
    topology = replace(sample[0], clouds=tuple(azure))
    with pytest.raises(EdgewrightError) as caught:
        plan_parts(topology, sample[1])
    assert caught.value.code == "CMP-002"
    assert "'quay'" in caught.value.message


def on_k3s(topology: Topology, fleet: str) -> Topology:
    """The topology with a fleet that no cloud manages."""
    fleets = tuple(
        replace(unit, runtime="k3s", cloud=None) if unit.id == fleet else unit
        for unit in topology.fleets
    )
    return replace(topology, fleets=fleets)


def test_no_region_manages_a_k3s_fleet_but_one_supplies_it(sample: Sample) -> None:
    topology = on_k3s(sample[0], "pier")
    assert managing_region(topology, topology.fleet("pier")) is None
    aws, azure = parts = plan_parts(topology, sample[1])
    assert [fleet.unit.id for part in parts for fleet in part.fleets] == ["quay"]
    # pier-weights are made in Brazil, so what runs them is fetched there
    (site,) = plan_sites(topology, sample[1], parts)
    assert (site.fleet.unit.id, site.supplier) == ("pier", "azure/brazilsouth")
    assert [fleet.unit.id for fleet in azure.supplied] == ["pier"]
    assert aws.supplied == ()
    assert azure.repositories() == ("adapt-detector", "detect-pier")


def test_without_a_model_the_first_region_supplies(sample: Sample) -> None:
    topology = on_k3s(sample[0], "pier")
    workloads = tuple(
        replace(workload, model=None) if workload.id == "detect-pier" else workload
        for workload in topology.workloads
    )
    topology = replace(topology, workloads=workloads)
    parts = plan_parts(topology, sample[1])
    (site,) = plan_sites(topology, sample[1], parts)
    assert site.supplier == "aws/eu-central-1"


def test_without_a_region_an_image_must_name_its_registry(sample: Sample) -> None:
    topology = on_k3s(sample[0], "pier")
    with pytest.raises(EdgewrightError) as caught:
        plan_sites(topology, sample[1], ())
    assert caught.value.code == "CMP-006"
    assert "'detect-pier'" in caught.value.message
    foreign = f"registry.example.com/detect@sha256:{'a' * 64}"
    workloads = tuple(replace(workload, image=foreign) for workload in topology.workloads)
    (site,) = plan_sites(replace(topology, workloads=workloads), sample[1], ())
    assert site.supplier is None


def test_what_a_runtime_does_not_offer_is_refused(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    from edgewright.components.k3s.capabilities import CAPABILITIES

    monkeypatch.setitem(CAPABILITIES, "EdgeRelease", "not in this test")
    topology = on_k3s(sample[0], "pier")
    with pytest.raises(EdgewrightError) as caught:
        plan_sites(topology, sample[1], plan_parts(topology, sample[1]))
    assert caught.value.code == "CMP-001"
    assert "'pier'" in caught.value.message
    assert "not in this test" in caught.value.message


def test_what_a_cloud_does_not_offer_is_refused(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(_azure_capabilities(), "Training", "not in this test")
    with pytest.raises(EdgewrightError) as caught:
        plan_parts(*sample)
    assert caught.value.code == "CMP-001"
    assert "'adapt-detector'" in caught.value.message
    assert "not in this test" in caught.value.message


def test_every_cloud_answers_for_every_capability() -> None:
    from edgewright.components.aws.capabilities import CAPABILITIES as OF_AWS
    from edgewright.components.contract import CAPABILITIES
    from edgewright.components.k3s.capabilities import CAPABILITIES as OF_K3S

    for table in (OF_AWS, _azure_capabilities(), OF_K3S):
        assert set(table) == set(CAPABILITIES)
        assert all(reason is None or reason for reason in table.values())


def _azure_capabilities() -> dict[str, str | None]:
    from edgewright.components.azure.capabilities import CAPABILITIES

    return CAPABILITIES
