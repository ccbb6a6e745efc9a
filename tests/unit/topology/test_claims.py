"""What evidence takes labels away, on which day, and what is left where it does."""

from copy import deepcopy
from datetime import date

import pytest

from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology

DAY = date(2026, 11, 23)
SHOWN = {"evidence": "DOC-220", "assessed": date(2026, 5, 1)}
PRIVATE = {"evidence": "DOC-221", "assessed": date(2026, 5, 1), "epsilon": 3.0, "delta": 1e-6}

LEARNING = {
    "estate": "clinics",
    "owner": "team@example.com",
    "data": {
        "scans-de": {
            "categories": ["user.health_and_medical"],
            "subjects": ["patient"],
            "origin": "DE",
            "classification": "secret",
            "people": 5000,
        },
        "scans-fr": {
            "categories": ["user.health_and_medical"],
            "origin": "FR",
            "classification": "confidential",
        },
        "updates": {"derived_from": ["scans-de", "scans-fr"], "by": "learn"},
        "model": {"derived_from": ["updates"], "by": "merge"},
    },
    "sites": {
        "munich": {"country": "DE", "at": [48.14, 11.58]},
        "paris": {"country": "FR", "at": [48.86, 2.35]},
    },
    "device_classes": {
        "box": {"arch": "amd64", "memory": "64 GB", "runtime": "greengrass", "image": "gateway"}
    },
    "fleets": {
        "bavaria": {"site": "munich", "class": "box", "count": 2},
        "seine": {"site": "paris", "class": "box", "count": 2},
    },
    "clouds": {"aws": {"regions": ["eu-central-1"], "account": "111122223333"}},
    "workloads": {
        "learn": {
            "kind": "federated",
            "on": ["bavaria", "seine"],
            "reads": ["scans-de", "scans-fr"],
            "writes": ["updates"],
        },
        "merge": {
            "kind": "training",
            "on": ["aws"],
            "region": "eu-central-1",
            "reads": ["updates"],
            "writes": ["model"],
        },
    },
    "flows": [
        {"data": "updates", "from": site, "to": {"cloud": "aws", "region": "eu-central-1"}}
        for site in ("munich", "paris")
    ],
    "policies": {"packs": ["baseline"]},
}


def built(changes=None, on=DAY):
    document = deepcopy(LEARNING)
    document["data"]["updates"] |= changes or {}
    return build_topology(Estate.model_validate(document), on)


def held(topology):
    return {(one.label, one.carrier, one.location) for one in topology.holdings}


def test_updates_carry_the_labels_of_the_site_they_come_from_and_of_no_other():
    assert held(built()) == {
        ("scans-de", "scans-de", "site/munich"),
        ("scans-fr", "scans-fr", "site/paris"),
        ("scans-de", "updates", "aws/eu-central-1"),
        ("scans-fr", "updates", "aws/eu-central-1"),
    }


def test_federated_training_brings_no_data_from_one_site_to_another():
    assert [link.id for link in built().links] == [
        "flow/updates/munich>aws/eu-central-1",
        "flow/updates/paris>aws/eu-central-1",
    ]


def test_updates_are_federated_and_the_model_made_of_them_is_derived():
    forms = {asset.id: asset.form for asset in built().assets}
    assert forms == {
        "scans-de": "source",
        "scans-fr": "source",
        "updates": "federated",
        "model": "derived",
    }


@pytest.mark.parametrize(
    "federated",
    [
        {},
        {"secure_aggregation": SHOWN},
        {"differential_privacy": PRIVATE},
        {
            "secure_aggregation": SHOWN,
            "differential_privacy": PRIVATE | {"assessed": DAY.replace(day=24)},
        },
        {
            "secure_aggregation": SHOWN | {"valid_to": DAY.replace(day=22)},
            "differential_privacy": PRIVATE,
        },
    ],
)
def test_labels_stay_unless_both_findings_are_in_force(federated):
    topology = built({"federated": federated})
    assert held(topology) == held(built())
    claim = topology.asset("updates").claim
    assert claim is not None and not claim.effective


def test_updates_that_say_nothing_of_anybody_are_a_label_of_their_own():
    both = {"secure_aggregation": SHOWN, "differential_privacy": PRIVATE}
    topology = built({"federated": both})
    assert held(topology) == {
        ("scans-de", "scans-de", "site/munich"),
        ("scans-fr", "scans-fr", "site/paris"),
        ("updates", "updates", "site/munich"),
        ("updates", "updates", "site/paris"),
        ("updates", "updates", "aws/eu-central-1"),
    }
    updates, model = topology.asset("updates"), topology.asset("model")
    # Nobody is in them, but they are as confidential as the most confidential of their sources.
    assert (updates.labels, updates.categories) == (("updates",), ("system.operations",))
    assert (updates.people, updates.subjects, updates.classification) == (None, (), "secret")
    assert model.labels == ("updates",)


@pytest.mark.parametrize(("last", "freed"), [(DAY.replace(day=22), False), (DAY, True)])
def test_a_model_found_anonymous_is_free_through_the_last_day_of_the_finding(last, freed):
    document = deepcopy(LEARNING)
    document["data"]["model"]["anonymous"] = SHOWN | {"valid_to": last}
    topology = build_topology(Estate.model_validate(document), DAY)
    assert (topology.asset("model").labels == ("model",)) is freed


def test_people_of_several_sources_are_added_up():
    assert built().asset("updates").people == 5000
