"""Remote access: what people see is a transfer to where they sit."""

from datetime import date

import pytest

from edgewright.base.errors import EdgewrightError
from edgewright.spec.evidence import DeclaredMechanism
from edgewright.spec.models import Estate
from edgewright.topology.build import build_topology

DAY = date(2026, 11, 23)
ACCESS = {
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


def test_remote_access_is_from_a_place_that_holds_what_is_seen(harbour):
    harbour["support"] = {"vendor": ACCESS}
    topology = built(harbour)
    place = topology.location("remote-access/vendor")
    assert (place.kind, place.country, place.operator_parent) == ("remote-access", "IN", "US")
    [held] = [one for one in topology.holdings if one.location == "remote-access/vendor"]
    assert (held.label, held.path.steps()[-1].via) == (
        "camera-frames",
        "support/vendor/camera-frames/site/hamburg-quay",
    )


def test_looking_from_another_country_is_a_crossing_with_its_transfer_mechanism(harbour):
    harbour["support"] = {"vendor": ACCESS}
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


def test_remote_access_in_the_same_country_crosses_nothing(harbour):
    harbour["support"] = {"vendor": ACCESS | {"country": "DE"}}
    crossed = {crossing.link for crossing in built(harbour).crossings}
    assert not any(link.startswith("support/") for link in crossed)


def test_nobody_can_see_what_is_not_there(harbour):
    harbour["support"] = {
        "vendor": ACCESS | {"sees": ["detector-weights"], "where": ["hamburg-quay"]}
    }
    harbour["workloads"]["detect"]["on"] = ["pier"]
    with pytest.raises(EdgewrightError) as failure:
        built(harbour)
    assert failure.value.code == "TOP-006"
