"""Ids of flows say what flows, and nothing of where in the file it stands."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from edgewright.spec.models import Flow
from edgewright.topology.flow_ids import flow_ids

REGION = {"cloud": "aws", "region": "eu-central-1"}


def flow(**said: Any) -> Flow:
    return Flow.model_validate({"data": "frames", "from": "quay", "to": "pier", **said})


def test_an_id_is_what_flows_from_where_to_where_and_what_for() -> None:
    assert flow_ids([flow()]) == ("flow/frames/quay>pier",)
    named = flow(to=REGION, purpose="Training (nightly)")
    assert flow_ids([named]) == ("flow/frames/quay>aws/eu-central-1:training-nightly",)
    assert flow_ids([flow(**{"from": REGION})]) == ("flow/frames/aws/eu-central-1>pier",)


def test_a_long_purpose_is_cut_and_one_without_letters_is_left_out() -> None:
    assert flow_ids([flow(purpose="x" * 900)]) == (f"flow/frames/quay>pier:{'x' * 40}",)
    assert flow_ids([flow(purpose="训练")]) == ("flow/frames/quay>pier",)


def test_what_else_a_flow_says_is_not_in_its_id() -> None:
    assert flow_ids([flow(tls="1.3", recipient="Porto SA")]) == flow_ids([flow()])


def test_flows_that_say_the_same_in_their_ids_are_told_apart_in_any_order() -> None:
    flows = [flow(tls="1.2"), flow(tls="1.3"), flow(purpose="ota"), flow(purpose="训练")]
    known = dict(zip(map(str, flows), flow_ids(flows), strict=True))
    assert len(set(known.values())) == len(flows)
    assert known[str(flows[2])] == "flow/frames/quay>pier:ota"
    for order in permutations(flows):
        assert {str(one): id for one, id in zip(order, flow_ids(order), strict=True)} == known


def test_a_flow_that_gets_a_double_has_another_id() -> None:
    # A waiver of the one must not cover the other: who waived it knew of one.
    alone, both = flow_ids([flow()]), flow_ids([flow(), flow(tls="1.2")])
    assert set(alone) & set(both) == set()


def test_an_edit_of_one_double_changes_the_id_of_no_other() -> None:
    before = flow_ids([flow(tls="1.2"), flow(tls="1.3")])
    after = flow_ids([flow(tls="1.2"), flow(tls="1.3", mutual=True)])
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_what_says_exactly_the_same_is_numbered() -> None:
    first, second, third = flow_ids([flow()] * 3)
    assert (second, third) == (f"{first}.2", f"{first}.3")
