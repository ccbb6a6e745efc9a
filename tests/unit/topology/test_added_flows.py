"""Whole estates: declaring one more flow never makes a place hold less."""

from copy import deepcopy
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from edgewright.base.errors import EdgewrightError
from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology

DAY = date(2026, 11, 23)

PLACES = [
    "quay",
    "pier",
    {"cloud": "aws", "region": "eu-central-1"},
    {"cloud": "azure", "region": "brazilsouth"},
]
FLOWS = st.fixed_dictionaries(
    {
        "data": st.sampled_from(["camera-frames", "detections", "detector-weights"]),
        "from": st.sampled_from(PLACES),
        "to": st.sampled_from(PLACES),
    }
)


def held(document):
    try:
        topology = build_topology(Estate.model_validate(document), DAY)
    except EdgewrightError as failure:
        assert failure.code == "TOP-006"
        assume(False)
    return {(one.label, one.location) for one in topology.holdings}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(flows=st.lists(FLOWS, max_size=4), another=FLOWS)
def test_a_flow_only_adds(harbour, flows, another):
    document = deepcopy(harbour)
    document["flows"] = flows
    before = held(document)
    document["flows"] = [*flows, another]
    assert before <= held(document)


@pytest.mark.parametrize("number", [0, 1])
def test_without_a_declared_flow_what_is_needed_still_arrives(harbour, number):
    del harbour["flows"][number]
    places = {place for label, place in held(harbour) if label == "camera-frames"}
    assert places == {"aws/eu-central-1", "site/hamburg-quay", "site/santos-pier"}
