"""The hospital estate against what its text says, worked out by hand.

Hamburg, Lyon and Zurich read scans with one model and train it together: each on its own scans,
giving away only updates, which evidence says are nobody's data. Reports are archived in the
hospital's own country; Frankfurt adds the updates up.
"""

from __future__ import annotations

from datetime import date

import pytest
from recording import Recorder
from sample_estates import Sample, kinds, sample

STACK = "clinic-imaging"
HAMBURG, LYON, ZURICH = "site/hamburg-hospital", "site/lyon-hospital", "site/zurich-hospital"
FRANKFURT, PARIS, SWISS = "aws/eu-central-1", "aws/eu-west-3", "azure/switzerlandnorth"
MAKER = "remote-access/model-maker"
HOSPITALS = {"hamburg": (HAMBURG, FRANKFURT), "lyon": (LYON, PARIS), "zurich": (ZURICH, SWISS)}
EVERYWHERE = {HAMBURG, LYON, ZURICH, FRANKFURT, PARIS, SWISS, MAKER}
LAPSED = date(2027, 7, 1)
"""The day after the findings on the updates end."""


@pytest.fixture(scope="module")
def clinic() -> Sample:
    return sample(STACK)


@pytest.fixture(scope="module")
def declared(clinic: Sample) -> Recorder:
    return clinic.declared()


def test_where_each_label_gets(clinic: Sample) -> None:
    scans = {f"scans-{name}": {site} for name, (site, _) in HOSPITALS.items()}
    reports = {f"reports-{name}": {site, region} for name, (site, region) in HOSPITALS.items()}
    # The updates are a label of their own while the evidence holds. They are made at all three
    # hospitals, go to Frankfurt by way of each one's region, and the model made of them goes back
    # the same way; the model's maker sees both.
    assert clinic.reach() == {**scans, **reports, "model-updates": EVERYWHERE}


def test_without_the_evidence_scans_would_be_everywhere(clinic: Sample) -> None:
    lapsed = sample(STACK, LAPSED)
    reach = lapsed.reach()
    assert "model-updates" not in reach
    for name in HOSPITALS:
        assert reach[f"scans-{name}"] == EVERYWHERE
        # and yet none of them as itself: only in updates and in the model
        assert lapsed.as_itself()[f"scans-{name}"] == {HOSPITALS[name][0]}
    crossed = {(one, to) for label, one, to in lapsed.crossings() if label == "scans-zurich"}
    assert ("CH", "DE") in crossed
    bases = {
        (link.data, link.transfer_mechanism.type)
        for link in lapsed.topology.links
        if link.transfer_mechanism and {link.source, link.target} == {SWISS, FRANKFURT}
    }
    assert bases == {("model-updates", "adequacy"), ("reader-model", "adequacy")}


def test_no_health_data_crosses_a_border(clinic: Sample) -> None:
    # to Frankfurt from Paris and Zurich, back to both, and to the maker in Eindhoven
    assert clinic.crossings() == {
        ("model-updates", "FR", "DE"),
        ("model-updates", "CH", "DE"),
        ("model-updates", "DE", "FR"),
        ("model-updates", "DE", "CH"),
        ("model-updates", "DE", "NL"),
    }


def test_updates_are_about_nobody_only_by_both_findings(clinic: Sample) -> None:
    updates = clinic.topology.asset("model-updates")
    assert updates.form == "federated"
    assert updates.claim is not None and updates.claim.effective
    assert updates.claim.differential_privacy is not None
    assert updates.claim.differential_privacy.epsilon == 2.0
    assert updates.claim.secure_aggregation is not None
    assert clinic.topology.asset("reader-model").labels == ("model-updates",)


def test_nothing_follows_that_nobody_declared(clinic: Sample) -> None:
    # A federated training takes scans where they are and brings them nowhere; its model is brought
    # by flows. What is left is what its maker sees.
    assert clinic.undeclared() == {
        f"support/model-maker/{data}/{FRANKFURT}": (data, MAKER)
        for data in ("model-updates", "reader-model")
    }


def test_all_that_is_declared_of_people_is_complete(clinic: Sample) -> None:
    sources = [asset for asset in clinic.topology.assets if not asset.derived_from]
    assert len(sources) == 6
    for asset in sources:
        assert asset.people and asset.subjects == ("patient",) and asset.retention_s
    for link in clinic.topology.links:
        assert link.purpose and link.frequency
        assert link.flow_kind == "support" or (link.tls == "1.3" and link.mutual)


def test_each_hospital_is_managed_in_its_own_country(declared: Recorder) -> None:
    # the region is the second part of what a fleet's component is called
    fleets = [
        *declared.all("edgewright:aws:EdgeFleet"),
        *declared.all("edgewright:azure:EdgeFleet"),
    ]
    assert {one.inputs["intent"]["fleet"]: one.inputs["intent"]["region"] for one in fleets} == {
        "hamburg": "eu-central-1",
        "lyon": "eu-west-3",
        "zurich": "switzerlandnorth",
    }


def test_how_many_resources_of_each_kind(declared: Recorder) -> None:
    assert kinds(declared) == {
        # Frankfurt and Paris hold their hospital's reports, updates and the model; so does the
        # Swiss region
        "storage.bucket": 3 + 3,
        "storage.account": 3,
        "key.key": 3,  # one per region, none of them in another country
        # Frankfurt: aggregate, learn, read; Paris: learn, read; one Azure registry for all images
        "registry.images": 3 + 2 + 1,
        "ml.training": 1,
        "ml.registry": 1,
        "iot.hub": 2,  # the hub and the service through which its devices enrol
        "iot.policy": 2,  # of the two Greengrass fleets' devices
        # training; of each Greengrass fleet one for devices and one that enrols them
        "identity.role": 1 + 2 * 2,
        "identity.policy": 1 + 2 * 2,  # what each of them may do
        # who may use the Swiss key, and what the Swiss fleet's provider may do
        "identity.assignment": 1 + 2,
        "identity.identity": 1,  # with which Swiss stores use the key
        "key.vault": 1,
        "iot.identity": 2 * 2,  # how each Greengrass fleet's devices enrol, and the role they take
        "edge.component": 2 * 2,  # learn and read on each Greengrass fleet
        # 10% of 6, 4 and 3 devices is one each, the rest are the second ring
        "edge.deployment": 3 * 2,
    }


def test_no_key_can_leave_its_region(declared: Recorder) -> None:
    keys = declared.all("aws:kms/key:Key")
    assert {key.inputs["region"] for key in keys} == {"eu-central-1", "eu-west-3"}
    assert all(key.inputs["multiRegion"] is False for key in keys)
    (vault,) = declared.all("azure-native:keyvault:Vault")
    assert vault.inputs["location"] == "switzerlandnorth"


@pytest.mark.parametrize(("fleet", "region"), [("hamburg", "eu-central-1"), ("lyon", "eu-west-3")])
def test_a_station_may_write_updates_and_nothing_else(
    declared: Recorder, fleet: str, region: str
) -> None:
    import json

    document = json.loads(declared.one(f"aws-{region}-{fleet}-rights").inputs["policy"])
    written = [one for one in document["Statement"] if "s3:PutObject" in one["Action"]]
    assert [one["Resource"] for one in written] == [
        [f"arn:aws:made:::aws-{region}-model-updates-bucket/*"]
    ]
    read = [one for one in document["Statement"] if "s3:GetObject" in one["Action"]]
    assert [one["Resource"] for one in read] == [
        [f"arn:aws:made:::aws-{region}-reader-model-bucket/*"]
    ]
