"""Support desks: what they see is a transfer to where they sit."""

from datetime import date

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.spec.evidence import DeclaredMechanism
from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology

DAY = date(2026, 11, 23)
DESK = {
    "country": "IN",
    "operator": "Vendor Ltd",
    "operator_parent": "US",
    "sees": ["camera-frames"],
    "where": ["quay"],
    "frequency": "occasional",
    "transfer_mechanism": {
        "type": "scc",
        "evidence": "DOC-7",
        "valid_to": date(2027, 1, 1),
        "onward": True,
    },
}


def built(document):
    return build_topology(Estate.model_validate(document), DAY)


def test_a_desk_is_a_place_that_holds_what_it_sees(harbour):
    harbour["support"] = {"vendor": DESK}
    topology = built(harbour)
    desk = topology.location("desk/vendor")
    assert (desk.kind, desk.country, desk.operator_parent) == ("desk", "IN", "US")
    [held] = [one for one in topology.holdings if one.location == "desk/vendor"]
    assert (held.label, held.path[-1].via) == (
        "camera-frames",
        "support/vendor/camera-frames/site/hamburg-quay",
    )


def test_looking_from_another_country_is_a_crossing_with_the_desks_basis(harbour):
    harbour["support"] = {"vendor": DESK}
    topology = built(harbour)
    link = next(one for one in topology.links if one.flow_kind == "support")
    assert link.transfer_mechanism == DeclaredMechanism(
        type="scc", evidence="DOC-7", valid_to=date(2027, 1, 1), onward=True
    )
    assert (link.recipient, link.recipient_parent, link.frequency) == (
        "Vendor Ltd",
        "US",
        "occasional",
    )
    assert link.id in {crossing.link for crossing in topology.crossings}


def test_a_desk_in_the_same_country_crosses_nothing(harbour):
    harbour["support"] = {"vendor": DESK | {"country": "DE"}}
    crossed = {crossing.link for crossing in built(harbour).crossings}
    assert not any(link.startswith("support/") for link in crossed)


def test_a_desk_cannot_see_what_is_not_there(harbour):
    harbour["support"] = {
        "vendor": DESK | {"sees": ["detector-weights"], "where": ["hamburg-quay"]}
    }
    harbour["workloads"]["detect"]["on"] = ["pier"]
    with pytest.raises(EdgewrightError) as failure:
        built(harbour)
    assert failure.value.code == "TOP-006"
