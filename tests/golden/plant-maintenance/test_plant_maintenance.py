"""The plant estate against what its text says, worked out by hand.

Three K3s fleets: Linz (AT) and Brno (CZ) on the net, Chemnitz (DE) behind a gap. Frankfurt (AWS)
trains on what Linz and Brno measure, an Azure region gets their alerts, people in Switzerland see
the presses of Linz, and the model is carried into Chemnitz.
"""

from __future__ import annotations

import pytest
from golden_estates import ESTATES, judge
from recording import Recorder
from sample_estates import Sample, kinds, sample

STACK = "plant-maintenance"
LINZ, BRNO, CHEMNITZ = "site/linz-plant", "site/brno-plant", "site/chemnitz-forge"
FRANKFURT, AZURE, MAKER = (
    "aws/eu-central-1",
    "azure/germanywestcentral",
    "remote-access/press-maker",
)


@pytest.fixture(scope="module")
def plant() -> Sample:
    return sample(STACK)


@pytest.fixture(scope="module")
def declared(plant: Sample) -> Recorder:
    return plant.declared()


def test_where_each_label_gets(plant: Sample) -> None:
    weights = {FRANKFURT, LINZ, BRNO, CHEMNITZ}  # where the model is made and where it is sent
    assert plant.reach() == {
        # measured there, sent to training, in the model everywhere, and seen by its maker
        "linz-vibration": {LINZ, MAKER} | weights,
        "brno-vibration": {BRNO} | weights,
        # nothing that Chemnitz makes leaves it
        "chemnitz-vibration": {CHEMNITZ},
        "chemnitz-alerts": {CHEMNITZ},
        "chemnitz-shift-notes": {CHEMNITZ},
        "chemnitz-handover": {CHEMNITZ},
        # alerts go to the planners, notes about people nowhere
        "linz-alerts": {LINZ, AZURE},
        "brno-alerts": {BRNO, AZURE},
        "linz-shift-notes": {LINZ},
        "linz-handover": {LINZ},
    }


def test_what_is_measured_itself_gets_no_further_than_training_and_the_maker(plant: Sample) -> None:
    itself = plant.as_itself()
    assert itself["linz-vibration"] == {LINZ, FRANKFURT, MAKER}
    assert itself["brno-vibration"] == {BRNO, FRANKFURT}


def test_nothing_leaves_the_forge_and_one_thing_enters_it(plant: Sample) -> None:
    links = plant.topology.links
    assert [link for link in links if link.source == CHEMNITZ] == []
    (entering,) = (link for link in links if link.target == CHEMNITZ)
    assert (entering.data, entering.over, entering.declared) == ("wear-weights", "media", True)


def test_nothing_follows_that_nobody_declared(plant: Sample) -> None:
    # Each model a workload runs and each data set it reads is brought by a flow or captured where
    # it is read, so no need implies a link. What is left is what its maker sees.
    assert plant.undeclared() == {
        "support/press-maker/linz-vibration/site/linz-plant": ("linz-vibration", MAKER)
    }


def test_borders_that_are_crossed(plant: Sample) -> None:
    # measurements to Frankfurt, alerts to Azure in Germany, the maker in Switzerland; back from
    # Germany goes the model, which carries both plants' measurements. Carrying it from Frankfurt to
    # Chemnitz crosses no border.
    back = {
        (label, "DE", to) for label in ("linz-vibration", "brno-vibration") for to in ("AT", "CZ")
    }
    assert plant.crossings() == back | {
        ("linz-vibration", "AT", "DE"),
        ("brno-vibration", "CZ", "DE"),
        ("linz-alerts", "AT", "DE"),
        ("brno-alerts", "CZ", "DE"),
        ("linz-vibration", "AT", "CH"),
    }


def test_no_data_about_people_crosses_any(plant: Sample) -> None:
    about_people = {
        asset.id
        for asset in plant.topology.assets
        if any(category.startswith("user") for category in asset.categories)
    }
    assert len(about_people) == 4
    assert not {label for label, _, _ in plant.crossings()} & about_people


def test_how_many_resources_of_each_kind(declared: Recorder) -> None:
    assert kinds(declared) == {
        # Frankfurt holds both plants' measurements and the model; Azure both plants' alerts
        "storage.bucket": 3,
        "storage.account": 2,
        "key.key": 2,  # one per region
        # three images: train-wear, watch, hand-over. All fleets fetch from Frankfurt, which has the
        # model
        "registry.images": 3,
        "ml.training": 1,
        "ml.registry": 1,
        "identity.role": 1,  # of training: no cloud knows the plants' boxes
        "identity.policy": 1,  # what it may do
        # who uses the German key on Azure
        "identity.assignment": 1,
        "identity.identity": 1,
        "key.vault": 1,
        "edge.deployment": 6,  # three fleets with two rings
    }


def test_how_many_boxes_each_release_is_for(declared: Recorder) -> None:
    rings = {
        one.name.removeprefix("site-"): one.inputs["intent"]["devices"]
        for one in declared.all("edgewright:k3s:EdgeRing")
    }
    # 10% rounded up, then the rest: 24 -> 3 + 21, 36 -> 4 + 32, 12 -> 2 + 10
    assert rings == {
        "linz-plant-presses-release-first-line": 3,
        "linz-plant-presses-release-all": 21,
        "brno-plant-lathes-release-first-line": 4,
        "brno-plant-lathes-release-all": 32,
        "chemnitz-forge-hammers-release-first-line": 2,
        "chemnitz-forge-hammers-release-all": 10,
    }


def test_only_the_forge_is_walled_in(declared: Recorder) -> None:
    walls = {
        release.inputs["nodes"]["edgewright/fleet"]: one["spec"]["egress"] == [{}]
        for release in declared.all("edgewright:k3s:Release")
        for one in release.inputs["objects"]
        if one["kind"] == "NetworkPolicy"
    }
    assert walls == {"presses": True, "lathes": True, "hammers": False}


def test_the_notes_are_read_by_a_workload_without_a_model(declared: Recorder) -> None:
    release = declared.one("site-chemnitz-forge-hammers-release-all-release").inputs
    assert set(release["models"]) == {"wear-weights"}
    sets = [one["metadata"]["name"] for one in release["objects"] if one["kind"] == "DaemonSet"]
    assert sets == ["hand-over-chemnitz", "watch-chemnitz"]


def test_its_releases_are_assessed() -> None:
    skipped = {it.type for it in judge(ESTATES[STACK]).evaluation.coverage.unassessed}
    assert {"edgewright:k3s:Release", "edgewright:k3s:FleetConfig"} & skipped == set()
